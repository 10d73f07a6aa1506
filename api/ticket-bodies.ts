import { z } from 'zod'
import { checkPlainText } from '../core/form/plain-text.ts'
import { TICKET_KINDS, TICKET_STATES, type TicketKind, type TicketState } from '../core/tickets/ticket.ts'
import { CLERK_STEPS } from '../core/tickets/work-ticket.ts'
import { cursor, limit, text } from './bodies.ts'

const MOST_WORDS = 1_000

/** What a person writes in several lines: nothing invisible, no blank at either end. */
export const words = z
  .string()
  .transform((value) => value.replaceAll('\r\n', '\n').trim())
  .refine((value) => value.split('\n').every((line) => checkPlainText(line.trim()) === null), {
    error: '有看不见的字符',
  })
  .refine((value) => value.length <= MOST_WORDS, { error: `最多 ${MOST_WORDS} 个字` })

const someWords = words.refine((value) => value !== '', { error: '不能为空' })
export const mobile = z.string().regex(/^1\d{10}$/, { error: '应是 11 位手机号' })

/** Query of `GET /api/tickets` */
export const ticketQuery = z.strictObject({
  kind: z.enum(Object.keys(TICKET_KINDS) as [TicketKind, ...TicketKind[]]).exactOptional(),
  state: z.enum(Object.keys(TICKET_STATES) as [TicketState, ...TicketState[]]).exactOptional(),
  mine: z.literal('1').exactOptional().meta({ description: '只看自己手上的' }),
  limit,
  cursor,
})

/** `POST /api/tickets/{no}/steps` */
export const ticketStepBody = z.strictObject({
  step: z.enum(CLERK_STEPS).meta({ description: 'take 认领、release 退回待认领、say 告知、answer 答复办结' }),
  text: words.default('').meta({ description: '退回的理由、告知的内容或答复;认领时可不写' }),
})

/** `POST /public/complaints` */
export const complaintBody = z.strictObject({
  code: z
    .string()
    .regex(/^[0-9A-Za-z]{26}$/, { error: '应是二维码里的 26 位验证码' })
    .meta({ description: '文书或综合许可证二维码里的验证码' }),
  permit: text(100).exactOptional().meta({ description: '综合许可证里的哪份证照:它的编号' }),
  text: someWords,
  mobile: mobile.exactOptional().meta({ description: '愿意留的手机号,只给答复的人看' }),
})

/** `POST /public/complaints/read` */
export const readComplaintBody = z.strictObject({
  no: z.string().regex(/^[\w-]{1,40}$/, { error: '应是回执编号' }),
  code: z.string().regex(/^[0-9A-Za-z]{10}$/, { error: '应是 10 位查询码' }),
})
