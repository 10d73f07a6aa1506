import type { Command } from 'commander'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** The evidence: whether every chain of events holds. */
export function addAuditCommands(program: Command, withStore: WithStore): void {
  program
    .command('audit')
    .description('存证')
    .command('verify')
    .description('逐件核对流转记录的哈希链,指出第一条被改动的记录')
    .option('--json', '输出 JSON')
    .action((options: { json?: boolean }) =>
      withStore(async (store) => {
        const { firstBrokenEvent } = await import('../../../core/case/event.ts')
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
          for (const { case: no, seq, reason } of broken)
            process.stdout.write(`办件 ${no} 第 ${seq} 条记录:${reason}\n`)
        })
        return broken.length === 0 ? 0 : 1
      }),
    )
}
