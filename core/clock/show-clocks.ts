import type { Case } from '../case/case.ts'
import { STATUSES } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { toTime } from '../time.ts'
import type { Ball } from './ball.ts'
import { caseClocks } from './case-clocks.ts'
import type { CountedLimit, StageClock } from './stage-clocks.ts'

/** A case's clocks as people and programs see them: times in Beijing, durations in whole seconds. Throws where the definitions in force declare no stages. */
export async function showClocks(gateway: Gateway, value: Case) {
  const now = gateway.clock.now()
  const found = caseClocks(gateway, value, await gateway.store.cases.events(value.id), now)
  if (!found) throw new GatewayError('state-conflict', '现在的定义没有 config/stages.yaml,办件没有计时')
  return {
    no: value.no,
    status: value.status,
    statusText: STATUSES[value.status],
    at: toTime(now),
    colour: found.colour,
    dueAt: timeOf(found.dueAt),
    spentSeconds: toSeconds(found.spentMs),
    ball: found.ball && showBall(gateway, found.ball),
    clocks: found.clocks.map(showClock),
    stages: found.durations.map(({ stage, name, spentMs }) => ({ stage, name, spentSeconds: toSeconds(spentMs) })),
  }
}

export type ShownClocks = Awaited<ReturnType<typeof showClocks>>

/** Who may have to act, in words. */
export const BALL_WORDS: Readonly<Record<Ball['with'], string>> = {
  window: '收件窗口',
  gateway: '本网关',
  handler: '本地经办',
  admin: '管理员',
  region: '对方',
  applicant: '申请人',
  post: '寄递',
}

/** Colours as people call them. */
export const COLOUR_WORDS: Readonly<Record<StageClock['colour'], string>> = {
  none: '不计时',
  normal: '正常',
  yellow: '黄牌',
  red: '红牌',
  overdue: '超期',
  unknown: '未知(缺日历)',
}

function showBall(gateway: Gateway, { with: party, who, since, event }: Ball) {
  const name = party === 'region' && who !== null ? (gateway.regions.get(who)?.name ?? who) : BALL_WORDS[party]
  return { with: party, name, who, since: toTime(since), event: { ...event } }
}

function showClock(clock: StageClock) {
  const { stage, name, owner, state, colour, unknownYear, provisionalYear } = clock
  return {
    stage,
    name,
    owner,
    state,
    colour,
    since: toTime(clock.since),
    endedAt: timeOf(clock.endedAt),
    ranSeconds: toSeconds(clock.ranMs),
    dueAt: timeOf(clock.dueAt),
    yellowAt: timeOf(clock.yellowAt),
    redAt: timeOf(clock.redAt),
    promised: showLimit(clock.promised),
    statutory: showLimit(clock.statutory),
    unknownYear,
    provisionalYear,
  }
}

function showLimit(counted: CountedLimit | null) {
  return counted && { limit: counted.limit ?? null, endsAt: timeOf(counted.endsAt) }
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : toTime(ms))
const toSeconds = (ms: number): number => Math.round(ms / 1_000)
