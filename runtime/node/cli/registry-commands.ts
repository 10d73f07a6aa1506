import { readFileSync } from 'node:fs'
import type { Command } from 'commander'
import { decodeText } from '../../../core/charset.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithGateway } from './run-command.ts'

/** `indicators registry`, `indicators fill` and `indicators import <file>`: the district's own list of indicators. */
export function addRegistryCommands(indicators: Command, withGateway: WithGateway): void {
  indicators
    .command('registry')
    .description('指标登记表:每一项由网关计算或手工填报')
    .option('--csv', '输出可改了再导入的 CSV;还没有登记表的,给出样表')
    .option('--figures', '输出各项的值、期间与依据,CSV')
    .option('--json', '输出 JSON')
    .action((_options: unknown, command: Command) =>
      withGateway(async (gateway) => {
        // an option that the command above has, too, is taken by it
        const { csv, json, figures } = command.optsWithGlobals() as Record<string, boolean | undefined>
        const { registryReport } = await import('../../../core/indicators/import-registry.ts')
        const { MANUAL, registryCsv, registryTemplate } = await import('../../../core/indicators/registry.ts')
        const { registryFiguresCsv } = await import('../../../core/indicators/filled-values.ts')
        const report = await registryReport(gateway, {})
        if (figures) {
          process.stdout.write(registryFiguresCsv(report.registry))
          return 0
        }
        if (csv) {
          const rows = await gateway.store.indicatorRegistry.list()
          process.stdout.write(registryCsv(rows.length > 0 ? rows : registryTemplate()))
          return 0
        }
        print(json, report, () => {
          const { rows, computed, manual } = report
          process.stdout.write(`共 ${rows} 项:网关计算 ${computed} 项,手工填报 ${manual} 项\n\n`)
          printTable(
            ['编号', '名称', '板块', '来源', '值', '单位', '期间', '依据'],
            report.registry.map((row) => [
              row.code,
              row.name,
              row.section,
              row.indicator ?? MANUAL,
              row.value === null ? '' : String(row.value),
              row.unit,
              row.filled?.period ?? '',
              row.filled?.source ?? '',
            ]),
          )
        })
        return 0
      }),
    )
  indicators
    .command('fill <code> <period> <value>')
    .description('填报一项手工填报的指标:编号、期间(2026、2026-Q1、2026-03)、值')
    .requiredOption('--source <text>', '依据:数从哪份报表、台账或检查来')
    .action((code: string, period: string, value: string, options: { source: string }, command: Command) =>
      withGateway(async (gateway) => {
        const { json } = command.optsWithGlobals() as { json?: boolean }
        const { fillValue } = await import('../../../core/indicators/filled-values.ts')
        const number = value.trim() === '' ? Number.NaN : Number(value)
        const filled = await fillValue(gateway, { code, period, value: number, source: options.source }, { id: 'cli' })
        print(json, filled, () =>
          process.stdout.write(`已填报 ${code} ${period}:${filled.value}(第 ${filled.seq} 次)\n`),
        )
        return 0
      }),
    )
  indicators
    .command('import <file>')
    .description('导入指标登记表(CSV,UTF-8 或 GBK),代替原来的;有一处不对就都不导入')
    .option('--check', '只检查,不导入')
    .action((file: string, options: { check?: boolean }, command: Command) =>
      withGateway(async (gateway) => {
        const { json } = command.optsWithGlobals() as { json?: boolean }
        const { importRegistry } = await import('../../../core/indicators/import-registry.ts')
        const csv = readCsvFile(file)
        const check = options.check ?? false
        const done = await importRegistry(gateway, { csv, check }, { id: 'cli' }).catch((error: unknown) => {
          if (!(error instanceof GatewayError)) throw error
          for (const { message, fix } of error.faults) process.stderr.write(`${message}${fix ? `;${fix}` : ''}\n`)
          throw error
        })
        print(json, done, () => {
          const { rows, computed, manual, imported } = done
          process.stdout.write(
            `${imported ? '已导入' : '没有问题,可以导入'} ${rows} 项:网关计算 ${computed} 项,手工填报 ${manual} 项\n`,
          )
        })
        return 0
      }),
    )
}

/** Spreadsheets write either charset. */
function readCsvFile(path: string): string {
  const bytes = readFileSync(path)
  const text = decodeText(bytes, 'utf-8') ?? decodeText(bytes, 'gb18030')
  if (text === null) throw new GatewayError('registry-invalid', `${path} 不是 UTF-8 也不是 GBK 的文字`)
  return text
}
