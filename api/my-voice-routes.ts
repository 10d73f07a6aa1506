import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { caseOf } from '../core/applicant/session.ts'
import type { Gateway } from '../core/gateway.ts'
import { rateOwn } from '../core/ratings/give-rating.ts'
import { caseSubject, openComplaint } from '../core/tickets/open-ticket.ts'
import { ticketClock } from '../core/tickets/ticket-clock.ts'
import { toTime } from '../core/time.ts'
import { describe } from './describe.ts'
import { myComplaintBody } from './my-bodies.ts'
import { type Looking, lookingAtCase } from './my-session.ts'
import { refuseBody } from './problem.ts'
import { ownRating, whatToRate } from './rating-routes.ts'
import { ownRatingAnswer, raterAnswer, ratingBody } from './rating-shapes.ts'
import { openedTicketAnswer } from './ticket-answers.ts'

const TAG = '申请人'

/** What an applicant says of how their case was handled: a rating, or a complaint. */
export function myVoiceRoutes(gateway: Gateway) {
  const looking = lookingAtCase(gateway)
  return new Hono<Looking>()
    .get(
      '/rating',
      describe(TAG, '自己的办件可以评价什么', {
        answers: { 200: ['可以评价的环节与各档原因', raterAnswer] },
        codes: ['look-ended', 'not-found'],
        open: true,
      }),
      looking,
      async (c) => c.json(await whatToRate(gateway, await caseOf(gateway, c.get('applicant')))),
    )
    .post(
      '/rating',
      describe(TAG, '评价一个环节;差评当场给整改工单的编号与查询码', {
        answers: { 201: ['已评价', ownRatingAnswer] },
        codes: ['look-ended', 'not-found', 'state-conflict', 'rating-given', 'step-invalid', 'busy', 'cross-site'],
        json: true,
        open: true,
      }),
      looking,
      validator('json', ratingBody, refuseBody),
      async (c) => {
        const mine = await caseOf(gateway, c.get('applicant'))
        return c.json(ownRating(gateway, await rateOwn(gateway, mine, c.req.valid('json'))), 201)
      },
    )
    .post(
      '/complaint',
      describe(TAG, '就自己的办件留言举报,当场给回执编号', {
        answers: { 201: ['回执', openedTicketAnswer] },
        codes: ['look-ended', 'not-found', 'ticket-full', 'cross-site'],
        json: true,
        open: true,
      }),
      looking,
      validator('json', myComplaintBody, refuseBody),
      async (c) => {
        const mine = await caseOf(gateway, c.get('applicant'))
        const { text, mobile } = c.req.valid('json')
        const about = { subject: caseSubject(gateway, mine), caseId: mine.id }
        const { ticket, code } = await openComplaint(gateway, about, { text, contact: mobile })
        const { dueAt } = ticketClock(gateway, ticket)
        return c.json({ no: ticket.no, code, dueAt: dueAt === null ? null : toTime(dueAt) }, 201)
      },
    )
}
