import type { Case } from '../case/case.ts'
import { changeCase, type Decision } from '../case/commit.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { tryLimited } from '../limited-tries.ts'
import { phoneOf } from '../notifications/case-news.ts'
import { hashOfCode } from '../short-codes.ts'
import type { Staff } from '../store/people.ts'
import { insertRating } from '../store/ratings.ts'
import { caseSubject, newTicket, type OpenedTicket } from '../tickets/open-ticket.ts'
import { hasResult, isRatedHere } from './invite.ts'
import { RATED_STAGES, type RatedStage, type Rating } from './rating.ts'
import { digitsOf, isBad, isReasonOf, LEVELS, type Level, REASON_WORDS } from './scale.ts'

/** What a person says of a stage. */
export interface GivenRating {
  readonly stage: RatedStage
  readonly level: Level
  readonly reasons: readonly string[]
  readonly text: string
}

/** How somebody who has not signed in shows that a case is theirs: its number, the last four digits of its telephone and the code of the invitation. */
export interface RaterProof {
  readonly no: string
  readonly phoneTail: string
  readonly code: string
}

/** A rating as it was taken, and the ticket that a bad one opened. */
export interface TakenRating {
  readonly rating: Rating
  readonly ticket: OpenedTicket | null
}

/** The case of whoever was invited to rate it; one refusal whatever is wrong, five tries in a quarter of an hour. */
export async function caseToRate(gateway: Gateway, { no, phoneTail, code }: RaterProof): Promise<Case> {
  const name = `rating:${no}`
  await tryLimited(gateway, name)
  const { store, clock } = gateway
  const value = await store.cases.byNo(no)
  const invitation = value && (await store.ratings.invitationOf(value.id))
  const isTheirs =
    value !== null &&
    invitation?.codeHash === hashOfCode(no, code) &&
    clock.now() < invitation.endsAt &&
    phoneOf(value).slice(-4) === phoneTail
  if (!isTheirs) throw new GatewayError('not-found', '没有查到,请核对凭证编号、手机号后四位与评价码')
  await store.signInTries.forget(name)
  return value
}

/** Takes the rating of an applicant who proves to be the one. */
export async function rateByApplicant(gateway: Gateway, proof: RaterProof, given: GivenRating): Promise<TakenRating> {
  return rateOwn(gateway, await caseToRate(gateway, proof), given)
}

/** Takes the rating of an applicant who has shown that the case is theirs. */
export function rateOwn(gateway: Gateway, { no }: Pick<Case, 'no'>, given: GivenRating): Promise<TakenRating> {
  return take(gateway, no, given, 'self', 'applicant')
}

/** Takes what an applicant says at a window; nobody writes it down for a case that they collected or decided. */
export async function rateAtWindow(
  gateway: Gateway,
  no: string,
  given: GivenRating,
  by: Pick<Staff, 'id'>,
): Promise<TakenRating> {
  const value = await gateway.store.cases.byNo(no)
  if (!value) throw new GatewayError('case-unknown')
  if (value.clerkId === by.id || value.handler === by.id) throw new GatewayError('rating-own')
  return take(gateway, no, given, 'window', `staff:${by.id}`)
}

/** Writes the rating once, as an event of its case; a bad one opens a ticket in the same batch. */
async function take(
  gateway: Gateway,
  no: string,
  given: GivenRating,
  channel: Rating['channel'],
  actor: string,
): Promise<TakenRating> {
  requireReasons(given)
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (value) => {
      await requireOpen(gateway, value, given.stage)
      return decide(gateway, value, given, channel, actor)
    },
  )
  return answer
}

async function decide(
  gateway: Gateway,
  value: Case,
  { stage, level, reasons, text }: GivenRating,
  channel: Rating['channel'],
  actor: string,
): Promise<Decision<TakenRating>> {
  const { clock, random } = gateway
  const opened = isBad(level) ? await openRectification(gateway, value, { stage, level, reasons, text }) : null
  const rating: Rating = {
    id: newId(clock, random),
    caseId: value.id,
    stage,
    caseNo: value.no,
    matter: value.matter,
    region: value.region,
    level,
    reasons,
    text,
    channel,
    actor,
    ticketNo: opened?.ticket.no ?? '',
    at: clock.now(),
  }
  const data = { stage, level, digits: digitsOf(level), channel, ticketNo: rating.ticketNo }
  return {
    events: [{ type: 'rated', status: value.status, at: rating.at, actor, data }],
    value,
    statements: [insertRating(rating), ...(opened?.statements ?? [])],
    answer: { rating, ticket: opened && { ticket: opened.ticket, code: opened.code } },
  }
}

function openRectification(gateway: Gateway, value: Case, { stage, level, reasons, text }: GivenRating) {
  const why = reasons.map((code) => `${code}${REASON_WORDS[code] ? ` ${REASON_WORDS[code]}` : ''}`).join('、')
  const words = [`${RATED_STAGES[stage]}:${LEVELS[level]}`, why && `原因:${why}`, text || '没有写意见']
  return newTicket(gateway, {
    kind: 'rectification',
    subject: caseSubject(gateway, value),
    caseId: value.id,
    text: words.filter((line) => line !== '').join('\n'),
    contact: phoneOf(value),
  })
}

function requireReasons({ level, reasons }: GivenRating): void {
  const wrong = reasons.findIndex((code) => !isReasonOf(level, code))
  if (wrong === -1) return
  const message = `原因 ${reasons[wrong]} 不是“${LEVELS[level]}”的原因`
  throw new GatewayError('step-invalid', message, [
    { path: `reasons[${wrong}]`, code: 'reason', message, fix: '请从这一档的原因中选择' },
  ])
}

/** What was collected may be rated as such; how it came out only when it came out. */
async function requireOpen(gateway: Gateway, value: Case, stage: RatedStage): Promise<void> {
  if (!isRatedHere(value)) throw new GatewayError('state-conflict', '这个办件由收件地请申请人评价')
  if (value.status === 'DRAFT') throw new GatewayError('state-conflict', '草稿还没有收件,不能评价')
  if (stage === 'result' && !hasResult(value.status))
    throw new GatewayError('state-conflict', '办件还没有结果,不能评价办理结果')
  const given = await gateway.store.ratings.ofCase(value.id)
  if (given.some((one) => one.stage === stage)) throw new GatewayError('rating-given')
}
