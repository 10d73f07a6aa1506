import { z } from 'zod'
import { STATUSES, type Status } from '../case/status.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { toFaults } from '../form/definition-faults.ts'

/** What people are told of by a text message. */
export const TEMPLATES = [
  'collected',
  'delivered',
  'accepted',
  'correction',
  'correctionDue',
  'refused',
  'suspended',
  'completed',
  'shipped',
  'pickup',
  'licenceExpiry',
  'code',
] as const
export type TemplateKey = (typeof TEMPLATES)[number]

/** The values that a text may name. */
const VALUES = ['事项', '地区', '尾号', '日期', '数', '电话', '结果', '天', '单号', '码', '分'] as const
export type ValueName = (typeof VALUES)[number]
export type Values = Readonly<Partial<Record<ValueName, string>>>

/** So many UTF-16 units are one message; longer ones are cut in two and paid twice. */
const MOST_UNITS = 70

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '应是 08:00 这样的时刻' })
const template = z.strictObject({
  /** told when a case comes to one of these */
  statuses: z.array(z.enum(Object.keys(STATUSES) as [Status, ...Status[]])).exactOptional(),
  /** sent at night too */
  anytime: z.boolean().exactOptional(),
  /** its 码 is kept only until it was sent */
  secret: z.boolean().exactOptional(),
  /** what was not sent by then is of no use any more */
  validHours: z.number().positive(),
  text: z.string().min(1),
})
const shape = z.strictObject({
  sign: z.string().min(2).max(10),
  limits: z.strictObject({
    perPhone: z.int().positive(),
    codesPerPhone: z.int().positive(),
    perDay: z.int().positive(),
  }),
  hours: z.strictObject({ from: time, to: time }),
  matters: z.record(z.string(), z.string().min(1)),
  longest: z.record(z.enum(VALUES), z.string().min(1)),
  templates: z.record(z.enum(TEMPLATES), template),
})

/** How people are told: texts, limits and hours. */
export type NotificationPlan = z.infer<typeof shape>
export type Template = z.infer<typeof template>

/** Reads the parsed `config/notifications.yaml`; a value that nobody knows, a text too long for one message and hours that go back are faults. */
export function readNotificationPlan(raw: unknown): Checked<NotificationPlan> {
  const read = shape.safeParse(raw)
  if (!read.success) return faulty(toFaults(read.error))
  const plan = read.data
  const faults: Fault[] = []
  if (plan.hours.from >= plan.hours.to)
    faults.push({ path: 'hours', code: 'range', message: '止不晚于起', fix: '请写成 08:00 至 21:00 的样子' })
  for (const key of TEMPLATES) faults.push(...faultsOf(plan, key))
  for (const [matter, name] of Object.entries(plan.matters))
    if (name.length > plan.longest.事项.length)
      faults.push({
        path: `matters.${matter}`,
        code: 'too-long',
        message: `“${name}”比 longest 里的事项长`,
        fix: '请缩短,或改 longest.事项',
      })
  return faults.length > 0 ? faulty(faults) : accepted(plan)
}

function faultsOf(plan: NotificationPlan, key: TemplateKey): Fault[] {
  const path = `templates.${key}.text`
  const { text } = plan.templates[key]
  const unknown = [...text.matchAll(/\{([^}]*)\}/g)].find(([, name]) => !VALUES.includes(name as ValueName))
  if (unknown) {
    const message = `不认识的值 ${unknown[0]}`
    return [{ path, code: 'unknown', message, fix: `可用的值:${VALUES.join('、')}` }]
  }
  if (text.includes('{码}') && !plan.templates[key].secret)
    return [{ path, code: 'secret', message: '有码而没有 secret: true', fix: '请加 secret: true,码发出后不留' }]
  const { length } = textOf(plan, key, plan.longest)
  if (length <= MOST_UNITS) return []
  return [{ path, code: 'too-long', message: `最长时有 ${length} 个字,最多 ${MOST_UNITS} 个`, fix: '请缩短这条短信' }]
}

/** A message's text with its sign before it; a part in brackets is left out where one of its values is missing. */
export function textOf({ sign, templates }: NotificationPlan, key: TemplateKey, values: Values): string {
  const fill = (text: string) => text.replaceAll(/\{([^}]*)\}/g, (_, name: string) => values[name as ValueName] ?? '')
  const isWhole = (part: string) => [...part.matchAll(/\{([^}]*)\}/g)].every(([, name]) => values[name as ValueName])
  const text = templates[key].text.replaceAll(/\[([^\]]*)\]/g, (_, part: string) => (isWhole(part) ? part : ''))
  return `【${sign}】${fill(text)}`
}
