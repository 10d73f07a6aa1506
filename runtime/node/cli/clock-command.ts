import type { Command } from 'commander'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { Limit } from '../../../core/matter.ts'
import { printTable } from '../table.ts'
import { print } from './print.ts'
import type { WithGateway } from './run-command.ts'

const UNITS: Readonly<Record<Limit['unit'], string>> = { G: '个工作日', Z: '个自然日', H: '小时', M: '分钟' }
const STATES = { running: '在走', paused: '挂起', ended: '已停' } as const

/** `case clocks <no>`: every stage's clock, whose turn it is, and what each stage took. */
export function addClockCommand(cases: Command, withGateway: WithGateway): void {
  cases
    .command('clocks <no>')
    .description('一个办件的各环节计时、红黄牌、现在该谁动')
    .option('--json', '输出 JSON')
    .action((no: string, options: { json?: boolean }) =>
      withGateway(async (gateway) => {
        const { COLOUR_WORDS, showClocks } = await import('../../../core/clock/show-clocks.ts')
        const value = await gateway.store.cases.byNo(no)
        if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no} 的办件`)
        const shown = await showClocks(gateway, value)
        print(options.json, shown, () => {
          const due = shown.dueAt ? `,${shown.dueAt.slice(0, 16)} 到期` : ''
          process.stdout.write(
            `${shown.no}  ${shown.statusText}  ${COLOUR_WORDS[shown.colour]}${due}  用时 ${wordsOf(shown.spentSeconds)}\n`,
          )
          if (shown.ball) {
            const { name, who, since, event } = shown.ball
            const by = `第 ${event.seq} 条记录 ${event.type}`
            process.stdout.write(`现在该${name}动${who ? `(${who})` : ''},自 ${since.slice(0, 16)},凭${by}\n`)
          }
          process.stdout.write('\n')
          printTable(
            ['环节', '计时', '红黄牌', '从', '承诺', '法定', '到期', '停于'],
            shown.clocks.map((clock) => [
              clock.name,
              STATES[clock.state],
              COLOUR_WORDS[clock.colour],
              clock.since.slice(0, 16),
              limitWords(clock.promised),
              limitWords(clock.statutory),
              `${clock.dueAt?.slice(0, 16) ?? '—'}${clock.provisionalYear ? `(${clock.provisionalYear} 年放假安排暂定)` : ''}`,
              clock.endedAt?.slice(0, 16) ?? '—',
            ]),
          )
          process.stdout.write('\n')
          printTable(
            ['环节', '用时'],
            shown.stages.map(({ name, spentSeconds }) => [name, wordsOf(spentSeconds)]),
          )
        })
        return 0
      }),
    )
}

function limitWords(counted: { limit: Limit | null; endsAt: string | null } | null): string {
  if (!counted) return '—'
  return counted.limit ? `${counted.limit.value} ${UNITS[counted.limit.unit]}` : `到 ${counted.endsAt?.slice(0, 10)}`
}

function wordsOf(seconds: number): string {
  const [days, hours, minutes] = [
    Math.floor(seconds / 86_400),
    Math.floor(seconds / 3_600) % 24,
    Math.floor(seconds / 60) % 60,
  ]
  return [
    days > 0 ? `${days} 天` : '',
    hours > 0 ? `${hours} 小时` : '',
    minutes > 0 ? `${minutes} 分` : '',
    `${seconds % 60} 秒`,
  ]
    .filter((part) => part !== '')
    .join(' ')
}
