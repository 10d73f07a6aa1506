import type { Command } from 'commander'
import { GatewayError } from '../../../core/gateway-error.ts'
import { systemClock } from '../clock.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** How deliveries to the regions stand, and pausing them. */
export function addHealthCommands(regions: Command, withStore: WithStore): void {
  regions
    .command('list')
    .description('各地区的投递状况')
    .option('--json', '输出 JSON')
    .action((options: { json?: boolean }) =>
      withStore(async (store) => {
        const states = await store.operations.regionStates()
        const counts = await store.deliveries.counts()
        const codes = [...new Set([...states.keys(), ...counts.map(({ region }) => region)])].sort()
        const rows = codes.map((code) => {
          const count = (state: string) => counts.find((row) => row.region === code && row.state === state)?.count ?? 0
          const state = states.get(code)
          return {
            region: code,
            paused: state?.paused ?? false,
            failures: state?.failures ?? 0,
            openUntil: state?.openUntil ?? 0,
            ready: count('ready'),
            waiting: count('waiting'),
            done: count('done'),
            dead: count('dead'),
          }
        })
        print(options.json, rows, () =>
          printTable(
            ['地区', '暂停', '连续失败', '待投', '等候', '已投', '死信'],
            rows.map((row) => [
              row.region,
              row.paused ? '是' : '否',
              String(row.failures),
              String(row.ready),
              String(row.waiting),
              String(row.done),
              String(row.dead),
            ]),
          ),
        )
        return 0
      }),
    )
  for (const [name, text, paused] of [
    ['pause', '暂停向这个地区投递', true],
    ['resume', '恢复投递', false],
  ] as const) {
    regions
      .command(`${name} <code>`)
      .description(text)
      .option('--json', '输出 JSON')
      .action((code: string, options: { json?: boolean }) =>
        withStore(async (store) => {
          if (!/^\d{6}$/.test(code)) throw new GatewayError('region-unknown', `“${code}”不是 6 位地区编号`)
          await store.operations.savePause(code, paused, 'cli', systemClock.now())
          print(options.json, { region: code, paused }, () =>
            process.stdout.write(`${code} ${paused ? '已暂停' : '已恢复'}\n`),
          )
          return 0
        }),
      )
  }
}
