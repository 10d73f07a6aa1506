import { type Charset, encodeText } from '../../core/charset.ts'
import type { Fault } from '../../core/fault.ts'
import { newMessageId } from '../../core/ids.ts'
import { type Json, type JsonObject, valueAt } from '../../core/json.ts'
import { shapeOf } from '../../core/list-path.ts'
import type { InboundMessage, InboundOutcome, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { toTime } from '../../core/time.ts'
import { encodeJson } from '../layers/codec/json.ts'
import { fillMembers, fillTemplate } from '../layers/template.ts'
import { encodeBody } from './body.ts'
import { withFileLinks } from './file-links.ts'
import { toKey } from './form-body.ts'
import type { Options } from './options.ts'
import { charsetOfForm } from './xml-form.ts'

type Replies = Options['inbound']['replies']

/** What the region is told about a request that was not taken at all. */
export function refusalResponse(reason: Refusal['reason'], options: Options, code = ''): Response {
  const { refusals } = options.inbound.replies
  const name = [`${reason}.${code}`, reason, 'other'].find((one) => Object.hasOwn(refusals, one))
  const row = name === undefined ? undefined : refusals[name]
  const body = fillTemplate(row?.body ?? null, () => reason) as JsonObject
  return toResponse(body, row?.status ?? 400, options)
}

/** The region's own acknowledgement, worded by its templates. */
export async function reply(
  outcome: InboundOutcome,
  message: InboundMessage,
  partner: Partner<Options>,
): Promise<Response> {
  const { options } = partner
  const { replies } = options.inbound
  const told = outcome.outcome === 'state' ? await withFileLinks({ events: [...outcome.events] }, partner) : {}
  const { route = 0, tree = {} } = message.reply as { route?: number; tree?: JsonObject }
  const loose = options.inbound.routes[route]?.loose ?? []
  const hexId = newMessageId(partner.random).replaceAll('-', '')
  const now = toTime(partner.clock.now()).replaceAll(/\D/g, '').slice(0, 14)
  const values: Readonly<Record<string, Json | undefined>> = {
    hexId,
    'time.digits': now,
    'until.ms': partner.clock.now() + (options.inbound.routes[route]?.upload?.validMs ?? 0),
    ...valuesOf(outcome, replies, loose, options.body.format === 'form'),
    ...told,
  }
  const named = (name: string): Json | undefined =>
    name.startsWith('tree.') ? valueAt(tree, name.slice(5)) : values[name]
  const { line, key: [ref = ''] = [], body } = options.inbound.routes[route] ?? {}
  if (!line)
    return toResponse(
      fillMembers(templateFor(outcome, message, replies.outcomes as Record<string, JsonObject>), named),
      200,
      options,
    )
  const words = fillTemplate(templateFor(outcome, message, replies.lines), (name) =>
    name === 'ref' ? valueAt(tree, ref) : named(name),
  )
  const charset = body?.format === 'xml-form' ? charsetOfForm(message.exchange.request, body) : 'utf-8'
  return toLine(typeof words === 'string' ? words : '', charset)
}

const MOST_LINE = 300

/** One line, whatever a name in it held. */
function toLine(words: string, charset: Charset): Response {
  const bytes = encodeText(words.replaceAll(/[\r\n]/g, ' ').slice(0, MOST_LINE), charset)
  return new Response(bytes.slice(), {
    status: 200,
    headers: { 'content-type': `text/plain; charset=${charset.toUpperCase()}` },
  })
}

function toResponse(tree: JsonObject, status: number, options: Options): Response {
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  const body = options.body.format === 'json' ? encodeBody(tree, options) : encodeJson(tree)
  return new Response(body.slice(), { status, headers })
}

/** The most particular template there is: of the kind and repeated (or changed without having been asked), of the kind, repeated, plain. */
function templateFor<T extends Json>(
  outcome: InboundOutcome,
  { kind }: InboundMessage,
  outcomes: Readonly<Record<string, T>>,
): T {
  const again = 'duplicate' in outcome && outcome.duplicate ? [`${outcome.outcome}-again`] : []
  const unasked = outcome.outcome === 'invalid' && outcome.faults.every(({ code }) => code === 'not-asked')
  const names = [...again, ...(unasked ? ['not-asked'] : []), outcome.outcome]
  const found = [...names.map((name) => `${kind}.${name}`), ...names].find((name) => Object.hasOwn(outcomes, name))
  const template = found === undefined ? undefined : outcomes[found]
  if (template === undefined) throw new Error(`no reply is written down for ${kind}.${outcome.outcome}`)
  return template
}

function valuesOf(
  outcome: InboundOutcome,
  replies: Replies,
  loose: readonly string[],
  isForm: boolean,
): Readonly<Record<string, Json | undefined>> {
  const worded = (fault: Fault) => wordFault({ ...fault, path: isForm ? toKey(fault.path) : fault.path }, replies)
  switch (outcome.outcome) {
    case 'registered': {
      const { caseNo, at, promise } = outcome
      const unit = promise ? replies.units[promise.unit] : undefined
      return { caseNo, at: toTime(at), 'at.ms': at, 'promise.value': promise?.value, 'promise.unit': unit }
    }
    case 'processed':
      return { caseNo: outcome.caseNo, at: toTime(outcome.at), 'at.ms': outcome.at }
    case 'invalid':
      return { faults: outcome.faults.map(worded) }
    case 'conflict':
      return {
        faults: outcome.differences
          .filter(({ path }) => !loose.includes(shapeOf(path)))
          .map(({ path }) => worded({ path, code: 'conflict', message: '与首次登记的内容不同' })),
      }
    case 'not-allowed':
      return { code: replies.codes[outcome.code] ?? replies.codes['other'], message: outcome.message }
    case 'gap':
      return { expected: outcome.expected }
    case 'state':
      return { caseNo: outcome.caseNo, status: replies.statuses[outcome.status], seq: outcome.seq }
    default:
      return {}
  }
}

function wordFault({ path, code, message }: Fault, { fault, faultCodes, within }: Replies): Json {
  const start = `${within ?? ''}.`
  const values: Readonly<Record<string, Json | undefined>> = {
    path: within !== undefined && path.startsWith(start) ? path.slice(start.length) : path,
    code: (Object.hasOwn(faultCodes, code) ? faultCodes[code] : undefined) ?? faultCodes['other'],
    message,
  }
  return fillTemplate(fault, (name) => values[name]) ?? null
}
