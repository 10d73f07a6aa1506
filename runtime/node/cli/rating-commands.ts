import type { Command } from 'commander'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** `rating list`: what applicants think, with the digits of both scales. */
export function addRatingCommands(program: Command, withStore: WithStore): void {
  program
    .command('rating')
    .description('好差评')
    .command('list')
    .description('申请人的评价,新的在前;两种标准的数字分开列')
    .option('--bad', '只看差评')
    .option('--limit <n>', '最多几条', '50')
    .option('--json', '输出 JSON')
    .action((options: { bad?: boolean; limit: string; json?: boolean }) =>
      withStore(async (store) => {
        const { digitsOf, LEVELS } = await import('../../../core/ratings/scale.ts')
        const { RATED_STAGES, RATING_CHANNELS } = await import('../../../core/ratings/rating.ts')
        const { toTime } = await import('../../../core/time.ts')
        const found = await store.ratings.list({ bad: options.bad }, undefined, Number(options.limit) || 50)
        // what people wrote is for the workbench, where whoever reads is known
        const rows = found.map(({ caseNo, matter, region, stage, level, reasons, channel, ticketNo, at }) => ({
          at: toTime(at),
          caseNo,
          matter,
          region,
          stage,
          level,
          digits: digitsOf(level),
          reasons,
          channel,
          ticketNo: ticketNo || null,
        }))
        print(options.json, rows, () =>
          printTable(
            ['时间', '办件', '环节', '评价', 'GB/T 39046', '全国好差评', '渠道', '整改工单'],
            rows.map(({ at, caseNo, stage, level, digits, channel, ticketNo }) => [
              at,
              caseNo,
              RATED_STAGES[stage],
              LEVELS[level],
              digits.gbt39046,
              digits.national,
              RATING_CHANNELS[channel],
              ticketNo ?? '—',
            ]),
          ),
        )
        return 0
      }),
    )
}
