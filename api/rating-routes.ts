import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { Case } from '../core/case/case.ts'
import { STATUSES } from '../core/case/status.ts'
import type { Gateway } from '../core/gateway.ts'
import { caseToRate, rateAtWindow, rateByApplicant, type TakenRating } from '../core/ratings/give-rating.ts'
import { hasResult } from '../core/ratings/invite.ts'
import { RATED_STAGES, RATING_CHANNELS, type RatedStage, type Rating } from '../core/ratings/rating.ts'
import { digitsOf, isBad, isReasonOf, LEVELS, type Level, REASON_WORDS } from '../core/ratings/scale.ts'
import { ticketClock } from '../core/tickets/ticket-clock.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { requireCase } from './case-routes.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import {
  caseRatingsAnswer,
  ownRatingAnswer,
  ownRatingBody,
  raterAnswer,
  raterBody,
  ratingBody,
  ratingListAnswer,
  ratingQuery,
  takenRatingAnswer,
} from './rating-shapes.ts'

const TAG = '好差评'
const ALL_LEVELS = Object.keys(LEVELS) as Level[]

/** What applicants think, for those who look after it. */
export function ratingRoutes(gateway: Gateway) {
  return new Hono<Signed>().get(
    '/',
    describe(TAG, '申请人的评价,新的在前;两种标准的数字分开给', {
      answers: { 200: ['一页与下一页的 cursor', ratingListAnswer] },
      codes: ['body-invalid'],
      roles: true,
    }),
    allow('rating.read'),
    validator('query', ratingQuery, refuseBody),
    async (c) => {
      const { stage, level, bad, cursor, limit } = c.req.valid('query')
      const after = cursor === undefined ? undefined : readCursor(cursor)
      const { ratings: rows } = gateway.store
      const found = await rows.list({ stage, level, bad: bad && true }, after, limit)
      const counted = new Map((await rows.counts()).map((one) => [one.level, one.count]))
      const counts = ALL_LEVELS.map((one) => ({
        level: one,
        levelText: LEVELS[one],
        digits: digitsOf(one),
        count: counted.get(one) ?? 0,
      }))
      return c.json({ ratings: found.map(show), counts, cursor: nextCursor(found, limit, ({ at }) => at) })
    },
  )
}

/** What was said of one case, and writing down what an applicant says at the window. */
export function caseRatingRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/:no/ratings',
      describe(TAG, '一个办件的评价与邀请', {
        answers: { 200: ['评价与邀请', caseRatingsAnswer] },
        codes: ['case-unknown'],
        roles: true,
      }),
      allow('rating.read'),
      async (c) => {
        const { id } = await requireCase(gateway, c.req.param('no'))
        const { ratings } = gateway.store
        const invitation = await ratings.invitationOf(id)
        return c.json({
          ratings: (await ratings.ofCase(id)).map(show),
          invitedAt: invitation && toTime(invitation.invitedAt),
          endsAt: invitation && toTime(invitation.endsAt),
        })
      },
    )
    .post(
      '/:no/ratings',
      describe(TAG, '代申请人录入评价;经手这个办件的人不能代录', {
        answers: { 201: ['已评价', takenRatingAnswer] },
        codes: ['case-unknown', 'state-conflict', 'rating-given', 'rating-own', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('rating.record'),
      validator('json', ratingBody, refuseBody),
      async (c) => {
        const taken = await rateAtWindow(gateway, c.req.param('no'), c.req.valid('json'), c.get('staff'))
        return c.json({ rating: show(taken.rating), ticket: ticketOf(gateway, taken) }, 201)
      },
    )
}

/** Rating by the applicant, who has not signed in. */
export function publicRatingRoutes(gateway: Gateway) {
  return new Hono()
    .post(
      '/open',
      describe(TAG, '看可以评价什么:凭办件编号、手机号后四位与短信里的评价码', {
        answers: { 200: ['可以评价的环节与各档原因', raterAnswer] },
        codes: ['not-found', 'too-many-tries'],
        json: true,
        open: true,
      }),
      validator('json', raterBody, refuseBody),
      async (c) => c.json(await whatToRate(gateway, await caseToRate(gateway, c.req.valid('json')))),
    )
    .post(
      '/',
      describe(TAG, '申请人评价一个环节;差评当场给整改工单的编号与查询码', {
        answers: { 201: ['已评价', ownRatingAnswer] },
        codes: ['not-found', 'too-many-tries', 'state-conflict', 'rating-given', 'step-invalid', 'busy'],
        json: true,
        open: true,
      }),
      validator('json', ownRatingBody, refuseBody),
      async (c) => {
        const { no, phoneTail, code, ...given } = c.req.valid('json')
        const taken = await rateByApplicant(gateway, { no, phoneTail, code }, given)
        return c.json(ownRating(gateway, taken), 201)
      },
    )
}

/** What of a case may be rated and was, and what each level may be given for. */
export async function whatToRate(gateway: Gateway, value: Case) {
  const { ratings } = gateway.store
  const invitation = await ratings.invitationOf(value.id)
  const given = await ratings.ofCase(value.id)
  const stages = (Object.keys(RATED_STAGES) as RatedStage[]).filter(
    (stage) => stage === 'intake' || hasResult(value.status),
  )
  return {
    no: value.no,
    matter: gateway.matters.get(value.matter)?.name ?? value.matter,
    region: gateway.regions.get(value.region)?.name ?? value.region,
    statusText: STATUSES[value.status],
    endsAt: toTime(invitation?.endsAt ?? 0),
    stages: stages.map((stage) => ({
      stage,
      stageText: RATED_STAGES[stage],
      given: given.find((one) => one.stage === stage)?.level ?? null,
    })),
    levels: ALL_LEVELS.map((level) => ({
      level,
      levelText: LEVELS[level],
      bad: isBad(level),
      reasons: Object.entries(REASON_WORDS)
        .filter(([code]) => isReasonOf(level, code))
        .map(([code, text]) => ({ code, text })),
    })),
  }
}

/** A rating as whoever gave it is told, with the ticket of a bad one. */
export function ownRating(gateway: Gateway, taken: TakenRating) {
  return { rating: core(taken.rating), ticket: ticketOf(gateway, taken) }
}

function ticketOf(gateway: Gateway, { ticket }: TakenRating) {
  if (!ticket) return null
  const { dueAt } = ticketClock(gateway, ticket.ticket)
  return { no: ticket.ticket.no, code: ticket.code, dueAt: dueAt === null ? null : toTime(dueAt) }
}

function core({ stage, level, reasons, text, at }: Rating) {
  return {
    stage,
    stageText: RATED_STAGES[stage],
    level,
    levelText: LEVELS[level],
    digits: digitsOf(level),
    reasons: reasons.map((code) => ({ code, text: REASON_WORDS[code] ?? null })),
    text,
    at: toTime(at),
  }
}

function show(rating: Rating) {
  const { caseNo, matter, region, channel, actor, ticketNo } = rating
  return {
    ...core(rating),
    caseNo,
    matter,
    region,
    channel,
    channelText: RATING_CHANNELS[channel],
    by: actor,
    ticketNo: ticketNo === '' ? null : ticketNo,
  }
}
