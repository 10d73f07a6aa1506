import { z } from 'zod'
import { STATUSES, type Status } from '../core/case/status.ts'
import { ROLES, type Role } from '../core/permissions.ts'

/* What applicants are answered, for the description: no name but their own, masked. */

const time = z.string().meta({ description: '北京时间,RFC 3339' })
const status = z.enum(Object.keys(STATUSES) as [Status, ...Status[]])
const turn = z.enum(['you', 'window', 'region', 'post', 'centre'])

export const askedCodeAnswer = z.strictObject({
  validMinutes: z.int().meta({ description: '验证码几分钟内有效' }),
  againSeconds: z.int().meta({ description: '几秒后可以再取' }),
})

export const sessionAnswer = z.strictObject({ endsAt: time.meta({ description: '不再操作时到此结束' }) })

export const officeAnswer = z.strictObject({ name: z.string(), phone: z.string() })

const item = z.strictObject({
  index: z.int(),
  way: z.enum(['file', 'text', 'window']).meta({ description: '怎么补:传文件、写文字、到窗口' }),
  formats: z.array(z.string()),
  label: z.string(),
  reason: z.string(),
  requirement: z.string(),
})

export const myCaseAnswer = z
  .strictObject({
    no: z.string(),
    matter: z.string(),
    region: z.string(),
    applicant: z.string().meta({ description: '姓名只露第一个字' }),
    status,
    since: time.meta({ description: '什么时候到这个状态' }),
    turn: z.strictObject({ with: turn, since: time }).nullable().meta({ description: '现在该谁办;已有结果的为 null' }),
    limits: z.array(
      z.strictObject({
        stage: z.string(),
        name: z.string(),
        paused: z.boolean(),
        overdue: z.boolean(),
        dueAt: time.nullable(),
        provisional: z.boolean().meta({ description: '到期日在放假安排暂定的年份里,公布后会重算' }),
      }),
    ),
    correction: z
      .strictObject({
        no: z.string(),
        dueOn: z.string().nullable(),
        sent: z.boolean().meta({ description: '补正已经送出,等对方看' }),
        byWindow: z.boolean().meta({ description: '有要到窗口才能补的' }),
        items: z.array(item),
      })
      .nullable(),
    steps: z.array(z.strictObject({ at: time, status, note: z.string().nullable() })),
    result: z
      .strictObject({
        granted: z.boolean().nullable(),
        reason: z.string().nullable(),
        remedy: z.string().nullable(),
        licence: z.strictObject({ name: z.string(), no: z.string(), validTo: z.string().nullable() }).nullable(),
      })
      .nullable(),
    documents: z.array(z.strictObject({ fileId: z.string(), title: z.string(), no: z.string(), date: z.string() })),
    office: officeAnswer,
    endsAt: time,
  })
  .meta({ id: 'MyCase', description: '申请人看到的自己的办件' })

export const myAccessAnswer = z.strictObject({
  access: z.array(
    z.strictObject({
      at: time,
      role: z.enum([...(Object.keys(ROLES) as Role[]), 'applicant']).nullable(),
      what: z.enum(['viewed', 'handled', 'sent']).meta({ description: '查看、办理、送往办理地' }),
    }),
  ),
})

export const sentAnswer = z.strictObject({ no: z.string() })

export const uploadedAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
})
