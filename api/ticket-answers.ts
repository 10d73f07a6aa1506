import { z } from 'zod'
import { COLOURS } from '../core/clock/stage-clocks.ts'
import {
  TICKET_KINDS,
  TICKET_STATES,
  TICKET_STEPS,
  type TicketKind,
  type TicketState,
  type TicketStep,
} from '../core/tickets/ticket.ts'

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const dueAt = time.nullable().meta({ description: '15 个工作日;null 为工作日历里没有那一年' })

const head = {
  no: z.string().meta({ description: '回执编号' }),
  kind: z.enum(Object.keys(TICKET_KINDS) as [TicketKind, ...TicketKind[]]),
  kindText: z.string(),
  state: z.enum(Object.keys(TICKET_STATES) as [TicketState, ...TicketState[]]),
  stateText: z.string(),
  about: z.strictObject({ kind: z.enum(['document', 'licence', 'case']), ref: z.string(), name: z.string() }),
  dueAt,
  createdAt: time,
  closedAt: time.nullable(),
}

const summary = z.strictObject({
  ...head,
  colour: z.enum(COLOURS),
  firstWordDueAt: time.nullable().meta({ description: '首次告知的期限:1 个工作日' }),
  firstWordAt: time.nullable(),
  takenBy: z.string().nullable(),
  takenByName: z.string().nullable(),
})

const step = z.enum(Object.keys(TICKET_STEPS) as [TicketStep, ...TicketStep[]])

export const ticketListAnswer = z.strictObject({ tickets: z.array(summary), cursor: z.string().nullable() })

export const ticketAnswer = z
  .strictObject({
    ...summary.shape,
    caseNo: z.string().nullable(),
    contact: z.string().meta({ description: '留的手机号;只给认领的人看全' }),
    entries: z.array(
      z.strictObject({
        seq: z.int(),
        step,
        stepText: z.string(),
        at: time,
        by: z.string(),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'Ticket', description: '一件工单与它的经过' })

export const openedTicketAnswer = z.strictObject({
  no: head.no,
  code: z.string().meta({ description: '查询码,凭它看答复;只显示这一次' }),
  dueAt,
})

export const publicTicketAnswer = z
  .strictObject({
    ...head,
    entries: z.array(z.strictObject({ step, stepText: z.string(), at: time, text: z.string() })),
  })
  .meta({ description: '留言的人看到的:没有工作人员的姓名,没有内部的退回' })
