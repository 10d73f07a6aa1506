import type { Command } from 'commander'
import type { ReportQuery } from '../../../core/indicators/report.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import { addRegistryCommands } from './registry-commands.ts'
import type { WithGateway } from './run-command.ts'

interface Options extends ReportQuery {
  readonly json?: boolean
  readonly csv?: boolean
  readonly formulas?: boolean
}

/** Batches counted before figures are made; a store that was never counted is counted by the gateway itself. */
const MOST_BATCHES = 200

/** `indicators`: the figures of a time, counted up to now. */
export function addIndicatorCommand(program: Command, withGateway: WithGateway): void {
  const indicators = program
    .command('indicators')
    .description('一段时间的指标:值、分子、分母、公式')
    .option('--from <date>', '起日 yyyy-MM-dd,不写为止日所在月的 1 日')
    .option('--to <date>', '止日 yyyy-MM-dd,不写为今天')
    .option('--region <code>', '只看一个地区')
    .option('--matter <id>', '只看一个事项')
    .option('--direction <out|in>', '只看报出或转来的')
    .option('--by <month|region|matter>', '另按月份、地区或事项分开列')
    .option('--formulas', '表里列出公式')
    .option('--csv', '输出 CSV')
    .option('--json', '输出 JSON')
    .action((options: Options) =>
      withGateway(async (gateway) => {
        const { GatewayError } = await import('../../../core/gateway-error.ts')
        const { countIndicators } = await import('../../../core/indicators/count.ts')
        const { indicatorReport, reportCsv } = await import('../../../core/indicators/report.ts')
        const { json, csv, formulas, ...query } = options
        for (const [name, known] of Object.entries(CHOICES) as [keyof typeof CHOICES, readonly string[]][]) {
          const given = query[name]
          if (given !== undefined && !known.includes(given))
            throw new GatewayError('body-invalid', `--${name} 应是 ${known.join('、')} 之一`)
        }
        if (!(await countIndicators(gateway, MOST_BATCHES)))
          process.stderr.write('还有办件没有统计完,网关运行时会接着统计\n')
        const report = await indicatorReport(gateway, query)
        if (csv) process.stdout.write(reportCsv(report))
        else print(json, report, () => printReport(report, formulas ?? false))
        return 0
      }),
    )
  addRegistryCommands(indicators, withGateway)
}

const CHOICES = { direction: ['out', 'in'], by: ['month', 'region', 'matter'] } as const satisfies Record<
  string,
  readonly string[]
>

type Report = Awaited<ReturnType<typeof import('../../../core/indicators/report.ts')['indicatorReport']>>

const UNIT_WORDS = { percent: '%', number: '', days: ' 天', count: '', hours: ' 小时' } as const

function printReport({ from, to, countedUntil, indicators, all, groups }: Report, formulas: boolean): void {
  process.stdout.write(`${from} 至 ${to},统计到 ${countedUntil?.slice(0, 16).replace('T', ' ') ?? '—'}\n`)
  for (const { name, figures } of [{ name: '', figures: all }, ...groups]) {
    process.stdout.write(name === '' ? '\n' : `\n${name}\n`)
    printTable(
      ['编号', '指标', '值', '分子', '分母', '目标', ...(formulas ? ['公式'] : [])],
      figures.map(({ value, numerator, denominator, reaches }, index) => {
        const about = indicators[index]
        const unit = about ? UNIT_WORDS[about.unit] : ''
        const target = about?.target == null ? '' : `${about.target}${unit}${reaches === false ? ' 未达' : ''}`
        const cells = [
          about?.id ?? '',
          about?.name ?? '',
          value === null ? '—' : `${value}${unit}`,
          numerator === null ? '' : String(numerator),
          denominator === null ? '' : String(denominator),
          target,
        ]
        return formulas ? [...cells, about?.formula ?? ''] : cells
      }),
    )
  }
}
