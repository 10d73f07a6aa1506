import { readFileSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import type { shadowRun } from '../../../core/definitions/shadow-run.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { Queried } from '../../../core/receiving/query-region.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import { printLoss } from './print-loss.ts'
import type { WithGateway } from './run-command.ts'

/** Commands that look at definitions and cases as the gateway has them. */
export function addGatewayCommands(
  commands: { cases: Command; regions: Command; program: Command },
  run: WithGateway,
): void {
  commands.cases
    .command('loss <no>')
    .description('损失清单:办件的每个字段到对方那里成了什么')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      run(async (gateway) => {
        const value = await gateway.store.cases.byNo(no)
        if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no} 的办件`)
        const { lossReport } = await import('../../../core/case/loss.ts')
        const report = await lossReport(gateway, value)
        print(options.json, report, () => printLoss(report.entries))
        return report.alarming.length > 0 ? 1 : 0
      }),
    )
  commands.cases
    .command('query <no>')
    .description('向对方查询一个报出办件的进度')
    .option('--repush', '请对方把全部步骤重推一遍')
    .option('--json', '输出 JSON')
    .action((no: string, options: { repush?: boolean; json?: boolean }) =>
      run(async (gateway) => {
        const { queryRegion } = await import('../../../core/receiving/query-region.ts')
        const queried = await queryRegion(gateway, no, options.repush ?? false)
        print(options.json, queried, () => showQueried(queried))
        return queried.outcome === 'found' ? 0 : 1
      }),
    )
  commands.cases
    .command('reindex')
    .description('按现在的密钥 applicant-index 重做全部办件的查找索引;换了密钥,或从没有索引的版本升级后用一次')
    .option('--json', '输出 JSON')
    .action((options: { json?: boolean }) =>
      run(async (gateway) => {
        const { reindexCases } = await import('../../../core/case/reindex-cases.ts')
        let cases = 0
        for await (cases of reindexCases(gateway));
        print(options.json, { cases }, () => process.stdout.write(`${cases} 个办件已重做索引\n`))
        return 0
      }),
    )
  commands.regions
    .command('shadow <code> <number>')
    .description('用第 number 版定义重放这个地区最近的真实报文,只比较,不发送')
    .option('--last <n>', '最近多少条', '50')
    .option('--json', '输出 JSON')
    .action((code: string, number: string, options: { last: string; json?: boolean }) =>
      run(async (gateway) => {
        const { shadowRun } = await import('../../../core/definitions/shadow-run.ts')
        const result = await shadowRun(gateway, code, Number(number), Number(options.last) || 50)
        print(options.json, result, () => showShadow(result))
        return result.differing.length > 0 ? 1 : 0
      }),
    )
  const definitions = commands.program.command('definition').description('定义(地区、事项、码表)的版本')
  definitions
    .command('export <file> [subjects...]')
    .description('把在用的定义导出成一个签名的文件;subjects 为 config 或地区编号,默认全部')
    .action((file: string, subjects: string[]) =>
      run(async (gateway) => {
        const { exportBundle } = await import('../../../core/definitions/bundle.ts')
        const bundle = await exportBundle(gateway, subjects, gateway.home.name)
        writeFileSync(file, `${JSON.stringify(bundle)}\n`)
        process.stdout.write(
          `已导出 ${bundle.content.subjects.map(({ subject }) => subject).join('、')} 到 ${file},公钥 ${bundle.publicKey}\n`,
        )
        return 0
      }),
    )
  definitions
    .command('import <file>')
    .description('核对签名后把定义包存为草稿;之后由管理员检查、另一人审核、启用')
    .action((file: string) =>
      run(async (gateway) => {
        const { importBundle } = await import('../../../core/definitions/bundle.ts')
        for (const { subject, number } of await importBundle(gateway, readBundle(file), 'cli'))
          process.stdout.write(`${subject} 第 ${number} 版(草稿)\n`)
        return 0
      }),
    )
}

function readBundle(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new GatewayError('not-found', `读不到 ${file},或它不是 JSON`)
  }
}

function showQueried(queried: Queried): void {
  if (queried.outcome === 'refused') return void process.stdout.write(`对方不答复:${queried.code} ${queried.message}\n`)
  if (queried.outcome === 'later') return void process.stdout.write(`没有问到,请稍后再问:${queried.reason}\n`)
  process.stdout.write(`对方编号 ${queried.partnerCaseNo ?? '—'},补上 ${queried.taken} 条我们没有的消息\n\n`)
  printTable(
    ['对方的步骤', '状态', '时间'],
    queried.steps.map(({ name, state, at }) => [name, state || '—', at]),
  )
}

function showShadow({ compared, differing }: Awaited<ReturnType<typeof shadowRun>>): void {
  for (const { caseNo, matter, kind, direction, differsAtByte, changes, newFaults, goneFaults } of differing) {
    const where = differsAtByte === null ? '' : `,从第 ${differsAtByte} 字节起不同`
    process.stdout.write(`${caseNo} ${matter} ${direction === 'out' ? '报出' : '转来'} ${kind}${where}\n`)
    for (const { path, other, before, after } of changes)
      process.stdout.write(
        `  ${path}${other ? `(${other})` : ''}:${String(before ?? '没有')} → ${String(after ?? '没有')}\n`,
      )
    for (const fault of newFaults) process.stdout.write(`  新增拦截 ${fault}\n`)
    for (const fault of goneFaults) process.stdout.write(`  不再拦截 ${fault}\n`)
  }
  process.stdout.write(`比较了 ${compared} 条报文,${differing.length} 条不同\n`)
}
