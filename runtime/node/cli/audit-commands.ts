import type { Command } from 'commander'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { ShownAssignment } from '../../../core/handling/show-draws.ts'
import { print } from './print.ts'
import type { WithStore } from './run-command.ts'

/** The evidence: whether every chain of events holds. */
export function addAuditCommands(program: Command, withStore: WithStore): void {
  const audit = program.command('audit').description('存证')
  addDrawCommand(audit, withStore)
  audit
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

/** `audit draw <case>`: does every draw of a case's handler again from its record; exit code 1 where one comes out otherwise, or nothing was drawn. */
function addDrawCommand(audit: Command, withStore: WithStore): void {
  audit
    .command('draw <case>')
    .description('按记录重抽一个办件的每次随机分配,核对是不是同一个人')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      withStore(async (store) => {
        const { showDraws } = await import('../../../core/handling/show-draws.ts')
        const value = await store.cases.byNo(no)
        if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no} 的办件`)
        const shown = showDraws(await store.cases.events(value.id))
        if (shown.assignments.length === 0) throw new GatewayError('state-conflict', `办件 ${no} 没有分配过经办人`)
        print(options.json, { no, handler: value.handler, ...shown }, () => {
          if (shown.broken) process.stdout.write(`第 ${shown.broken.seq} 条记录:${shown.broken.reason}\n`)
          for (const one of shown.assignments) process.stdout.write(describeAssignment(one))
        })
        return shown.ok ? 0 : 1
      }),
    )
}

function describeAssignment({ seq, at, from, to, reason, draw, reproduced }: ShownAssignment): string {
  const moved = `${from ? `${from} → ` : ''}${to ?? '没有人可派'}`
  const head = `第 ${seq} 条记录 ${at.slice(0, 19)}  ${moved}${reason ? `  理由:${reason}` : ''}\n`
  if (!draw) return head
  const candidates = draw.candidates.map(({ id, load, weight }) => `${id}(在办 ${load ?? '?'},权重 ${weight})`)
  const verdict = reproduced ? `重抽一致:${draw.chosen}` : `重抽不一致,记录为 ${draw.chosen}`
  return `${head}  ${draw.algorithm}  种子 ${draw.seed}\n  候选 ${candidates.join('、')}\n  ${verdict}\n`
}
