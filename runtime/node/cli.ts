#!/usr/bin/env node
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Command } from 'commander'
import { STATUSES } from '../../core/case/status.ts'
import type { Gateway } from '../../core/gateway.ts'
import { GatewayError } from '../../core/gateway-error.ts'
import type { Store } from '../../core/store/store.ts'
import { toTime } from '../../core/time.ts'
import { addGatewayCommands } from './cli/gateway-commands.ts'
import { print } from './cli/print.ts'
import { addRegionCommands } from './cli/region-commands.ts'
import { systemClock } from './clock.ts'
import type { Settings } from './settings.ts'
import { printTable } from './table.ts'

/** Exit codes: 0 done, 1 something is wrong with what was asked or found, 2 the command itself failed. */
const program = new Command('tongban')
  .description('通办网关的命令行。设置取自环境变量,与网关相同(TONGBAN_DATA、TONGBAN_DATABASE……)。')
  .showHelpAfterError('(用 --help 看用法)')

async function inProcess(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work()
  } catch (error) {
    process.stderr.write(
      `${error instanceof GatewayError || error instanceof Error ? ('detail' in error ? String(error.detail) : error.message) : '命令失败'}\n`,
    )
    process.exitCode = error instanceof GatewayError ? 1 : 2
  }
}

async function withStore(work: (store: Store, settings: Settings) => Promise<number>): Promise<void> {
  await inProcess(async () => {
    const { openMigratedStore } = await import('./cli/open-store.ts')
    const { store, settings } = await openMigratedStore()
    try {
      return await work(store, settings)
    } finally {
      await store.close()
    }
  })
}

async function withGateway(work: (gateway: Gateway) => Promise<number>): Promise<void> {
  await inProcess(async () => {
    const { openQuietGateway } = await import('./cli/open-gateway.ts')
    const local = await openQuietGateway()
    try {
      return await work(local.gateway)
    } finally {
      await local.close()
    }
  })
}

const cases = program.command('case').description('办件')
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
      const found = await store.cases.list({
        ...(region ? { region } : {}),
        ...(status ? { status } : {}),
        limit: Number(options.limit) || 20,
      })
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

const deliveries = program.command('delivery').description('投递')
deliveries
  .command('list')
  .description('投递列表,新的在前')
  .option('--state <state>', 'ready、waiting、done 或 dead')
  .option('--region <code>', '只看这个地区')
  .option('--limit <n>', '最多几条', '20')
  .option('--json', '输出 JSON')
  .action((options: { state?: string; region?: string; limit: string; json?: boolean }) =>
    withStore(async (store) => {
      const found = (
        await store.deliveries.list({
          state: options.state,
          region: options.region,
          limit: Number(options.limit) || 20,
        })
      ).map(({ payload: _, ...delivery }) => delivery)
      print(options.json, found, () =>
        printTable(
          ['投递', '地区', '种类', '状态', '次数', '原因'],
          found.map(({ id, region, kind, state, attempts, reason }) => [
            id,
            region,
            kind,
            state,
            String(attempts),
            reason || '—',
          ]),
        ),
      )
      return 0
    }),
  )
deliveries
  .command('redrive <id>')
  .description('重新投递一条死信(报文号与内容不变)')
  .option('--json', '输出 JSON')
  .action((id: string, options: { json?: boolean }) =>
    withStore(async (store) => {
      // the running gateway finds the row by its sweep: the row is the truth
      const { redriveDelivery } = await import('../../core/delivery/redrive.ts')
      await redriveDelivery({ store, clock: systemClock, doorbell: { ring: () => {} } } as unknown as Gateway, id, {
        id: 'cli',
      })
      print(options.json, { id, state: 'ready' }, () => process.stdout.write(`投递 ${id} 已重新排队\n`))
      return 0
    }),
  )

const regions = program.command('region').description('地区')
addRegionCommands(regions, inProcess)
addGatewayCommands({ cases, regions, program }, withGateway)
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

program
  .command('audit')
  .description('存证')
  .command('verify')
  .description('逐件核对流转记录的哈希链,指出第一条被改动的记录')
  .option('--json', '输出 JSON')
  .action((options: { json?: boolean }) =>
    withStore(async (store) => {
      const { firstBrokenEvent } = await import('../../core/case/event.ts')
      const broken: { case: string; seq: number; reason: string }[] = []
      let checked = 0
      for (let after = ''; ; ) {
        const page = await store.cases.idsAfter(after, 200)
        for (const { id, no, seq } of page) {
          const events = await store.cases.events(id)
          const fault =
            firstBrokenEvent(events) ??
            (events.length === seq ? null : { seq: events.length + 1, reason: '办件所记的条数与记录不符' })
          if (fault) broken.push({ case: no, ...fault })
          checked += 1
        }
        const last = page.at(-1)
        if (!last) break
        after = last.id
      }
      print(options.json, { ok: broken.length === 0, cases: checked, broken }, () => {
        if (broken.length === 0) process.stdout.write(`${checked} 个办件的流转记录完整\n`)
        for (const { case: no, seq, reason } of broken) process.stdout.write(`办件 ${no} 第 ${seq} 条记录:${reason}\n`)
      })
      return broken.length === 0 ? 0 : 1
    }),
  )

program
  .command('staff')
  .description('人员')
  .command('add <id>')
  .description('登记一名人员并发给令牌(只显示这一次)')
  .requiredOption('--name <name>', '姓名')
  .requiredOption('--role <role>', 'window、handler、admin 或 auditor')
  .option('--matters <ids>', '经办人可办的事项,逗号分隔;不写为全部', '')
  .option('--json', '输出 JSON')
  .action((id: string, options: { name: string; role: string; matters: string; json?: boolean }) =>
    withStore(async (store) => {
      const { name, role } = options
      if (role !== 'window' && role !== 'handler' && role !== 'admin' && role !== 'auditor')
        throw new GatewayError('body-invalid', `没有“${role}”这个岗位,可选 window、handler、admin、auditor`)
      const token = randomBytes(32).toString('base64url')
      const matters = options.matters.split(',').filter((matter) => matter !== '')
      await store.operations.addStaff(
        { id, name, role, matters },
        (await import('../../api/access.ts')).hashToken(token),
        systemClock.now(),
      )
      print(options.json, { id, role, token }, () => process.stdout.write(`${name}(${role})的令牌:${token}\n`))
      return 0
    }),
  )

program
  .command('key')
  .description('密钥')
  .command('set <name>')
  .description('存入一个密钥;值从标准输入读,--hex 时按十六进制')
  .option('--hex', '值是十六进制')
  .action(async (name: string, options: { hex?: boolean }) => {
    const { readSettings } = await import('./settings.ts')
    const { openFileKeyring } = await import('./file-keyring.ts')
    const settings = readSettings(process.env)
    const chunks: Buffer[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8').trim()
    openFileKeyring(join(settings.dataFolder, 'keys.json'), settings.masterKey).set(
      name,
      options.hex ? Buffer.from(text, 'hex') : Buffer.from(text, 'utf8'),
    )
    process.stdout.write(`密钥 ${name} 已存入\n`)
  })

await program.parseAsync()
