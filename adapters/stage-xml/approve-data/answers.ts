import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import { decodeUtf8, readXml } from '../../layers/codec/xml.ts'
import { unknownOutcome, type Verdict } from '../plan.ts'
import { textOf } from '../texts.ts'
import { toTreePath } from './paths.ts'

/** What the texts of a repeated message begin with: the only sign that it was taken before. */
const ALREADY = '当前业务已'
const OUTER_LATER = ['429', '500', '503']
const LIMITS = { maxBytes: 4_194_304, maxDepth: 4, maxElements: 20 }
const JSON_LIMITS = { maxBytes: 1_048_576, maxDepth: 6 }
const MOST_FAULTS = 200
const MOST_TEXT = 500

/** The outer layer of an answer: its status, its sentence and the sealed inner one. */
export interface OuterAnswer {
  readonly status: string
  readonly desc: string
  readonly data: string
}

/** Reads `<RESULT>`; a byte order mark before and line breaks behind do not count. Null where it is none. */
export function readOuter(body: Uint8Array): OuterAnswer | null {
  const text = decodeUtf8(body)?.trim()
  const root = text === undefined ? 'malformed' : readXml(text, LIMITS)
  if (typeof root === 'string' || root.name !== 'RESULT') return null
  const of = (wanted: string) => root.children.find(({ name }) => name === wanted)?.text ?? ''
  return { status: of('STATUS'), desc: of('DESC'), data: of('data') }
}

/** What an answer means, read at its deepest level; `open` opens the sealed layer. */
export function readVerdict(outer: OuterAnswer, caseNo: string, open: (data: string) => Uint8Array | null): Verdict {
  const { status, desc } = outer
  if (OUTER_LATER.includes(status)) return waiting(status, desc)
  if (status !== '200') return { verdict: 'refused', code: status.slice(0, 20), message: short(desc), faults: [] }
  const plain = open(outer.data)
  const inner = plain && decodeJson(plain, JSON_LIMITS)
  if (!inner || typeof inner === 'string') return unknownOutcome('应答的内层解不开或不是约定的 JSON')
  if (inner['SBLSH_SHORT'] !== caseNo) return unknownOutcome('应答的申办流水号不是所发的那一个')
  return innerVerdict(inner)
}

function innerVerdict(inner: JsonObject): Verdict {
  const status = textOf(inner['status'])
  const desc = short(textOf(inner['desc']))
  const partnerCaseNo = textOf(inner['YWLSH']) || null
  switch (status) {
    case '200':
      return { verdict: 'done', partnerCaseNo }
    case '301':
      return waiting(status, desc)
    case '300':
      return desc.startsWith(ALREADY)
        ? { verdict: 'already', partnerCaseNo }
        : { verdict: 'refused', code: firstCode(inner['errors']) ?? status, message: desc, faults: faultsOf(inner) }
    default:
      return unknownOutcome(`应答的内层 status“${status.slice(0, 20)}”不在约定之内`)
  }
}

function waiting(status: string, desc: string): Verdict {
  return { verdict: 'later', reason: `对方答复 ${status}:${short(desc)}`, afterMs: null, unknown: false }
}

function firstCode(errors: Json | undefined): string | undefined {
  const [first] = Array.isArray(errors) ? errors : []
  return isObject(first) ? textOf(first['code']).slice(0, 20) || undefined : undefined
}

function faultsOf({ errors }: JsonObject) {
  return (Array.isArray(errors) ? errors : [])
    .slice(0, MOST_FAULTS)
    .filter(isObject)
    .map(({ code, path, msg }) => ({
      path: toTreePath(textOf(path)),
      code: textOf(code).slice(0, 20),
      message: short(textOf(msg)),
    }))
}

function short(text: string): string {
  return text.slice(0, MOST_TEXT)
}
