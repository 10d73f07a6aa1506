import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { maskPhone } from '../core/mask.ts'
import { documentSubject, licenceSubject, openComplaint, ticketByCode } from '../core/tickets/open-ticket.ts'
import { TICKET_KINDS, TICKET_STATES, TICKET_STEPS, type Ticket, type TicketStep } from '../core/tickets/ticket.ts'
import { ticketClock } from '../core/tickets/ticket-clock.ts'
import { requireTicket, workTicket } from '../core/tickets/work-ticket.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { nextCursor, readCursor } from './cursor.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { openedTicketAnswer, publicTicketAnswer, ticketAnswer, ticketListAnswer } from './ticket-answers.ts'
import { complaintBody, readComplaintBody, ticketQuery, ticketStepBody } from './ticket-bodies.ts'

const TAG = '工单'
const ONE: z.ZodType = ticketAnswer

/** Complaints and rectifications, for those who answer them. */
export function ticketRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '留言举报与整改工单,先到期的在前', {
        answers: { 200: ['一页与下一页的 cursor', ticketListAnswer] },
        codes: ['body-invalid'],
        roles: true,
      }),
      allow('ticket.read'),
      validator('query', ticketQuery, refuseBody),
      async (c) => {
        const { kind, state, mine, limit, cursor } = c.req.valid('query')
        const takenBy = mine ? c.get('staff').id : undefined
        const after = cursor === undefined ? undefined : readCursor(cursor)
        const found = await gateway.store.tickets.list({ kind, state, takenBy }, after, limit)
        const tickets = found.map((ticket) => summary(gateway, ticket))
        return c.json({ tickets, cursor: nextCursor(found, limit, ({ createdAt }) => createdAt) })
      },
    )
    .get(
      '/:no',
      describe(TAG, '一件工单与它的经过', { answers: { 200: ['工单', ONE] }, codes: ['not-found'], roles: true }),
      allow('ticket.read'),
      async (c) => c.json(await show(gateway, await requireTicket(gateway, c.req.param('no')), c.get('staff').id)),
    )
    .post(
      '/:no/steps',
      describe(TAG, '认领、退回、告知、答复办结;两人同时认领只有一人领到', {
        answers: { 200: ['这件工单', ONE] },
        codes: ['not-found', 'state-conflict', 'ticket-taken', 'ticket-own', 'step-invalid', 'busy'],
        roles: true,
        json: true,
      }),
      allow('ticket.answer'),
      validator('json', ticketStepBody, refuseBody),
      async (c) => {
        const staff = c.get('staff')
        const ticket = await workTicket(gateway, c.req.param('no'), c.req.valid('json'), staff)
        return c.json(await show(gateway, ticket, staff.id))
      },
    )
}

/** Complaints of anybody who holds a document or scans a composite licence of ours. */
export function complaintRoutes(gateway: Gateway) {
  return new Hono()
    .post(
      '/',
      describe(TAG, '留言举报:凭文书或综合许可证二维码里的验证码,当场给回执编号', {
        answers: { 201: ['回执', openedTicketAnswer] },
        codes: ['not-found', 'ticket-full'],
        json: true,
        open: true,
      }),
      validator('json', complaintBody, refuseBody),
      async (c) => {
        const { code, permit, text, mobile } = c.req.valid('json')
        const about = (await documentSubject(gateway, code)) ?? (await licenceSubject(gateway, code, permit))
        const opened = await openComplaint(gateway, about, { text, contact: mobile })
        const { dueAt } = ticketClock(gateway, opened.ticket)
        return c.json({ no: opened.ticket.no, code: opened.code, dueAt: timeOf(dueAt) }, 201)
      },
    )
    .post(
      '/read',
      describe(TAG, '看留言的答复:凭回执编号与查询码', {
        answers: { 200: ['留言与答复', publicTicketAnswer] },
        codes: ['not-found', 'too-many-tries'],
        json: true,
        open: true,
      }),
      validator('json', readComplaintBody, refuseBody),
      async (c) => {
        const { no, code } = c.req.valid('json')
        return c.json(await showPublic(gateway, await ticketByCode(gateway, no, code)))
      },
    )
}

function head(gateway: Gateway, ticket: Ticket) {
  const { no, kind, state, subject, createdAt, closedAt } = ticket
  return {
    no,
    kind,
    kindText: TICKET_KINDS[kind].text,
    state,
    stateText: TICKET_STATES[state],
    about: { ...subject },
    dueAt: timeOf(ticketClock(gateway, ticket).dueAt),
    createdAt: toTime(createdAt),
    closedAt: timeOf(closedAt),
  }
}

function summary(gateway: Gateway, ticket: Ticket) {
  const { colour, firstWordDueAt } = ticketClock(gateway, ticket)
  const { takenBy, takenByName, firstWordAt } = ticket
  return {
    ...head(gateway, ticket),
    colour,
    firstWordDueAt: timeOf(firstWordDueAt),
    firstWordAt: timeOf(firstWordAt),
    takenBy,
    takenByName,
  }
}

async function show(gateway: Gateway, ticket: Ticket, staffId: string) {
  const value = ticket.caseId === '' ? null : await gateway.store.cases.byId(ticket.caseId)
  const entries = await gateway.store.tickets.entries(ticket.id)
  return {
    ...summary(gateway, ticket),
    caseNo: value?.no ?? null,
    contact: ticket.takenBy === staffId ? ticket.contact : maskPhone(ticket.contact),
    entries: entries.map(({ seq, step, at, actorName, text }) => ({
      seq,
      step,
      stepText: TICKET_STEPS[step],
      at: toTime(at),
      by: actorName,
      text,
    })),
  }
}

/** What the person who opened a ticket is told of its course. */
const PUBLIC_STEPS: readonly TicketStep[] = ['opened', 'said', 'answered']

async function showPublic(gateway: Gateway, ticket: Ticket) {
  const entries = await gateway.store.tickets.entries(ticket.id)
  return {
    ...head(gateway, ticket),
    entries: entries
      .filter(({ step }) => PUBLIC_STEPS.includes(step))
      .map(({ step, at, text }) => ({ step, stepText: TICKET_STEPS[step], at: toTime(at), text })),
  }
}

const timeOf = (ms: number | null): string | null => (ms === null ? null : toTime(ms))
