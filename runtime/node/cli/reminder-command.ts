import { type Command, InvalidArgumentError } from 'commander'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** `reminders`: the licences and corrections that end soon. */
export function addReminderCommand(program: Command, withStore: WithStore): void {
  program
    .command('reminders')
    .description('将要到期的证照与补正,先到期的在前')
    .option('--within <days>', '今后多少天之内到期', toDays, 90)
    .option('--json', '输出 JSON')
    .action((options: { within: number; json?: boolean }) =>
      withStore(async (store) => {
        const { addDays } = await import('../../../core/form/calendar-date.ts')
        const { DUE_KINDS } = await import('../../../core/reminders/due-dates.ts')
        const { toDate } = await import('../../../core/time.ts')
        const { systemClock } = await import('../clock.ts')
        const from = toDate(systemClock.now())
        const found = await store.dueDates.list({ from, until: addDays(from, options.within), limit: 200 })
        const rows = found.map(({ kind, no, matter, region, endsOn, nextAt }) => ({
          endsOn,
          kind,
          caseNo: no,
          matter,
          region,
          nextOn: toDate(nextAt) > endsOn ? null : toDate(nextAt),
        }))
        print(options.json, rows, () =>
          printTable(
            ['到期', '什么', '办件', '事项', '地区', '下次提醒'],
            rows.map(({ endsOn, kind, caseNo, matter, region, nextOn }) => [
              endsOn,
              DUE_KINDS[kind],
              caseNo,
              matter,
              region,
              nextOn ?? '—',
            ]),
          ),
        )
        return 0
      }),
    )
}

function toDays(text: string): number {
  const days = Number(text)
  if (!Number.isInteger(days) || days < 0 || days > 3_650) throw new InvalidArgumentError('应是 0 至 3650 的天数')
  return days
}
