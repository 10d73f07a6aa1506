import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import { z } from 'zod'
import { COLOURS } from '../core/clock/stage-clocks.ts'
import { STAGES } from '../core/clock/stages.ts'
import type { Gateway } from '../core/gateway.ts'
import type { Audience } from '../core/messages/message.ts'
import type { Staff } from '../core/store/people.ts'
import type { ReadMessage } from '../core/store/staff-messages.ts'
import { toTime } from '../core/time.ts'
import type { Signed } from './access.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'

const TAG = '消息'
const MOST = 50

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const messageAnswer = z
  .strictObject({
    id: z.string(),
    kind: z.enum(['clock', 'help']).meta({ description: '时限将到或已过、自助机求助' }),
    caseNo: z.string().nullable(),
    stage: z.enum(STAGES).nullable(),
    stageName: z.string().nullable(),
    colour: z.enum(COLOURS).nullable(),
    dueAt: time.nullable(),
    place: z.string().nullable().meta({ description: '哪一台自助机' }),
    at: time,
    readAt: time.nullable(),
  })
  .meta({ id: 'StaffMessage', description: '给工作人员的一条消息' })
const messagesAnswer = z.strictObject({
  unread: z.int(),
  messages: z.array(messageAnswer).meta({ description: `新的在前,最近 ${MOST} 条` }),
})
const readBody = z.strictObject({
  ids: z
    .array(z.string().regex(/^[0-9a-f]{32}$/, { error: '应是消息的编号' }))
    .min(1)
    .max(MOST),
})

/** What I am told: by my name, or by a role of mine. */
export function messageRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/',
      describe(TAG, '给我的消息:时限将到、已过,自助机求助', { answers: { 200: ['消息', messagesAnswer] } }),
      async (c) => c.json(await mine(gateway, c.get('staff'))),
    )
    .post(
      '/read',
      describe(TAG, '标为已读', { answers: { 200: ['消息', messagesAnswer] }, json: true }),
      validator('json', readBody, refuseBody),
      async (c) => {
        const staff = c.get('staff')
        const { store, clock } = gateway
        await store.messages.markRead(c.req.valid('json').ids, audiencesOf(staff), staff.id, clock.now())
        return c.json(await mine(gateway, staff))
      },
    )
}

function audiencesOf({ id, roles }: Pick<Staff, 'id' | 'roles'>): Audience[] {
  return [`staff:${id}`, ...roles.map((role): Audience => `role:${role}`)]
}

async function mine(gateway: Gateway, staff: Staff): Promise<z.infer<typeof messagesAnswer>> {
  const { messages } = gateway.store
  const audiences = audiencesOf(staff)
  const [unread, found] = await Promise.all([
    messages.unread(audiences, staff.id),
    messages.list(audiences, staff.id, MOST),
  ])
  return { unread, messages: found.map((one) => show(gateway, one)) }
}

function show({ config }: Gateway, { id, kind, caseNo, data, at, readAt }: ReadMessage): z.infer<typeof messageAnswer> {
  const stage = STAGES.find((one) => one === data['stage']) ?? null
  return {
    id,
    kind,
    caseNo: caseNo === '' ? null : caseNo,
    stage,
    stageName: stage && (config.stages?.stages[stage].name ?? stage),
    colour: COLOURS.find((one) => one === data['colour']) ?? null,
    dueAt: typeof data['dueAt'] === 'string' ? data['dueAt'] : null,
    place: typeof data['place'] === 'string' ? data['place'] : null,
    at: toTime(at),
    readAt: readAt === null ? null : toTime(readAt),
  }
}
