import type { Command } from 'commander'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** `licence list`, `licence composite`: an organisation's licences by its public code, and its composite licence, as good as they are today. */
export function addLicenceCommands(program: Command, withStore: WithStore): void {
  const licences = program.command('licence').description('证照与综合许可证')
  licences
    .command('list <uscc>')
    .description('一家单位办成的证照与今天的效力;自然人的证照请在工作台按证件与姓名查')
    .option('--json', '输出 JSON')
    .action((uscc: string, options: { json?: boolean }) =>
      withStore(async (store) => {
        const rows = (await store.licences.ofUscc(uscc.toUpperCase())).map(await asRow())
        print(options.json, rows, () => printRows(rows))
        return 0
      }),
    )
  licences
    .command('composite <no>')
    .description('一份综合许可证、其中各证照今天的效力与经过')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      withStore(async (store) => {
        const { requireComposite } = await import('../../../core/licences/work-composite.ts')
        const { COMPOSITE_STEPS } = await import('../../../core/licences/composite.ts')
        const { toTime } = await import('../../../core/time.ts')
        const { id, code: _, ...composite } = await requireComposite({ store }, no)
        const permits = (await store.composites.permits(id)).map(await asRow())
        const entries = (await store.composites.entries(id)).map(({ step, at, actor, text }) => ({
          step,
          at: toTime(at),
          actor,
          text,
        }))
        print(options.json, { ...composite, permits, entries }, () => {
          process.stdout.write(
            `${composite.no}  ${composite.company}  ${composite.state === 'active' ? '使用中' : '已停用'}\n`,
          )
          printRows(permits)
          printTable(
            ['时间', '经过', '谁', '内容'],
            entries.map(({ step, at, actor, text }) => [at, COMPOSITE_STEPS[step], actor, text]),
          )
        })
        return 0
      }),
    )
}

/** How a licence is printed: its state as of today, nothing of a person. */
async function asRow() {
  const { stateOf, stateWords } = await import('../../../core/licences/licence.ts')
  const { toDate } = await import('../../../core/time.ts')
  const { systemClock } = await import('../clock.ts')
  const today = toDate(systemClock.now())
  return (licence: Parameters<typeof stateOf>[0]) => ({
    name: licence.name,
    no: licence.no,
    issuer: licence.issuerName,
    validFrom: licence.validFrom,
    validTo: licence.validTo,
    state: stateOf(licence, today),
    stateText: stateWords(licence, today),
    caseNo: licence.caseNo,
  })
}

type Row = ReturnType<Awaited<ReturnType<typeof asRow>>>

function printRows(rows: readonly Row[]): void {
  printTable(
    ['证照', '编号', '颁发机构', '有效期至', '效力', '办件'],
    rows.map(({ name, no, issuer, validTo, stateText, caseNo }) => [name, no, issuer, validTo, stateText, caseNo]),
  )
}
