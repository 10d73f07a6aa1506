import type { Fault } from '../../../core/fault.ts'
import { readEnvelope } from '../../layers/codec/soap.ts'
import { unknownOutcome, type Verdict } from '../plan.ts'
import { readFields, readWrapper } from './message.ts'
import { toTreePath } from './paths.ts'
import { NAMESPACE, OPERATION } from './service.ts'

const LIMITS = { maxBytes: 1_048_576, maxDepth: 6, maxElements: 2_000 }
const MOST_FAULTS = 200
const MOST_TEXT = 500
/** Errors that mean: not yet. */
const NOT_YET = ['G124', 'G199']
const NOT_YET_MS = 60_000

/** What an answer says at its deepest level: only there does it say whether the message was registered (3.5). */
export function readAnswer(body: Uint8Array, table: string, short: string): Verdict {
  const envelope = readEnvelope(body, LIMITS)
  if (typeof envelope === 'string') return unknownOutcome('对方的应答不是 SOAP 报文')
  if (envelope.kind === 'fault') return unknownOutcome(`对方答复 SOAP Fault(${envelope.code.slice(0, 40)})`)
  const returned = envelope.parts.get('return') ?? ''
  if (envelope.namespace !== NAMESPACE || envelope.name !== `${OPERATION}Response`)
    return unknownOutcome('对方的应答不是这个操作的')
  const fields = readFields(returned, 'resultInfo', table, LIMITS)
  if (!fields) return unknownOutcome('对方的应答里没有约定的 resultInfo')
  return toVerdict(fields, readErrors(returned, table), short)
}

function toVerdict(fields: ReadonlyMap<string, string>, errors: readonly Fault[], short: string): Verdict {
  const of = (name: string) => fields.get(name) ?? ''
  const [code, flag, message] = [of('CODE'), of('REC_FLAG'), of('MSG').slice(0, MOST_TEXT)]
  if (!/^\d{1,3}$/.test(code)) return unknownOutcome(`应答的 CODE“${code.slice(0, 20)}”不在约定之内`)
  if (code !== '0') return busVerdict(Number(code), message)
  if (of('SBLSH_SHORT') !== '' && of('SBLSH_SHORT') !== short) return unknownOutcome('应答说的是另一个短流水号')
  const partnerCaseNo = of('PROJECT_CODE').slice(0, 50) || null
  if (flag === '1' || flag === '2') return { verdict: flag === '1' ? 'done' : 'already', partnerCaseNo }
  if (flag !== '0') return unknownOutcome(`应答的 REC_FLAG“${flag.slice(0, 20)}”不在约定之内`)
  if (errors.length > 0 && errors.every(({ code: own }) => NOT_YET.includes(own)))
    return { verdict: 'later', reason: `对方暂缓:${message}`, afterMs: NOT_YET_MS, unknown: false }
  return { verdict: 'refused', code: errors[0]?.code ?? code, message, faults: errors }
}

/** The bus between us: its clock, nonces and inner errors pass; anything else a person must see to. */
function busVerdict(code: number, message: string): Verdict {
  if (code === 20 || code === 41 || code >= 100)
    return { verdict: 'later', reason: `对方总线答复 ${code}:${message}`, afterMs: null, unknown: false }
  return { verdict: 'refused', code: String(code), message, faults: [] }
}

function readErrors(returned: string, table: string): Fault[] {
  const record = readWrapper(returned, 'resultInfo', table, LIMITS)
  return (record?.children ?? [])
    .filter(({ name }) => name === 'errInfo')
    .slice(0, MOST_FAULTS)
    .map(({ attributes }): Fault => {
      const of = (name: string) => attributes.find((attribute) => attribute.name === name)?.value ?? ''
      const message = of('MSG').slice(0, MOST_TEXT)
      return { path: toTreePath(of('FIELD')), code: of('ERRCODE').slice(0, 20), message }
    })
}
