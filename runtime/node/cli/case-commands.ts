import type { Command } from 'commander'
import { isStatus, STATUSES } from '../../../core/case/status.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { toTime } from '../../../core/time.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** Cases: the list, and one with its events and deliveries; never a form. */
export function addCaseCommands(cases: Command, withStore: WithStore): void {
  cases
    .command('list')
    .description('办件列表,新的在前')
    .option('--region <code>', '只看这个地区')
    .option('--status <status>', '只看这个状态')
    .option('--limit <n>', '最多几件', '20')
    .option('--json', '输出 JSON')
    .action((options: { region?: string; status?: string; limit: string; json?: boolean }) =>
      withStore(async (store) => {
        const { region, status } = options
        const found = await store.caseLists.list(
          { ...(region ? { region } : {}), ...(status && isStatus(status) ? { statuses: [status] } : {}) },
          { limit: Number(options.limit) || 20 },
        )
        const rows = found.map(({ no, direction, region: code, matter, status: now, partnerNo, createdAt }) => ({
          no,
          direction,
          region: code,
          matter,
          status: now,
          partnerNo,
          createdAt: toTime(createdAt),
        }))
        print(options.json, rows, () =>
          printTable(
            ['办件编号', '方向', '地区', '事项', '状态', '对方编号', '收件时间'],
            rows.map((row) => [
              row.no,
              row.direction === 'out' ? '报出' : '转来',
              row.region,
              row.matter,
              STATUSES[row.status],
              row.partnerNo ?? '—',
              row.createdAt.slice(0, 19),
            ]),
          ),
        )
        return 0
      }),
    )
  cases
    .command('show <no>')
    .description('一个办件的流转记录与投递')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      withStore(async (store) => {
        const value = await store.cases.byNo(no)
        if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no} 的办件`)
        const events = await store.cases.events(value.id)
        const deliveries = (await store.deliveries.ofCase(value.id)).map(({ payload: _, ...delivery }) => delivery)
        const { form: _form, memo: _memo, materials: _materials, ...shown } = value
        print(options.json, { case: shown, events, deliveries }, () => {
          process.stdout.write(
            `${value.no}  ${STATUSES[value.status]}  ${value.region} ${value.matter}  对方编号 ${value.partnerNo ?? '—'}\n\n`,
          )
          printTable(
            ['序号', '时间', '发生了什么', '状态', '谁'],
            events.map(({ seq, at, type, status, actor }) => [
              String(seq),
              toTime(at).slice(0, 19),
              type,
              STATUSES[status],
              actor,
            ]),
          )
          process.stdout.write('\n')
          printTable(
            ['投递', '种类', '状态', '次数', '回执', '原因'],
            deliveries.map(({ id, kind, state, attempts, level, reason }) => [
              id,
              kind,
              state,
              String(attempts),
              level || '—',
              reason || '—',
            ]),
          )
        })
        return 0
      }),
    )
}
