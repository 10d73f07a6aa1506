import { accepted, type Checked, type Fault, faulty } from '../../../core/fault.ts'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { InboundMessage, MessageKind } from '../../../core/message.ts'
import type { PayloadMessage, PayloadSetting } from '../../../core/protocol.ts'
import { decodeUtf8 } from '../../layers/codec/xml.ts'
import { type ExInfoOptions, limitsOf } from '../options.ts'
import { objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'
import { takeFilesOut } from './files.ts'
import { numbersIn } from './lines.ts'
import { readRecord, type TableRecord, writeRecord } from './message.ts'
import { planTables } from './plan.ts'
import { LIST, STEP_HEAD, TABLE_NAMES, TABLES } from './tables.ts'

/** Between the messages of one step, as documents print them. */
const BETWEEN = '\n\n'

/** All messages of a step, one after the other. */
export function encodeStep(message: PayloadMessage, { options, home }: PayloadSetting<ExInfoOptions>): Uint8Array {
  const plan = planTables(message, home.division)
  if (!plan.ok) throw new Error(plan.message)
  const texts = plan.stages.map(({ stage }) => writeRecord(stage, options.formVersion))
  return new TextEncoder().encode(texts.join(BETWEEN))
}

/** The tree of such messages: that of the first with what the others bring. */
export function decodeStep(
  payload: Uint8Array,
  kind: MessageKind,
  { options }: PayloadSetting<ExInfoOptions>,
): Checked<JsonObject> {
  const texts = decodeUtf8(payload)?.split(BETWEEN) ?? []
  let tree: JsonObject = {}
  for (const [index, text] of texts.entries()) {
    const record = readAny(text, kind, options)
    const taken = record && takeFilesOut(record.body, textOf(record.body['SBLSH_SHORT']))
    if (!record || !taken || 'field' in taken) {
      const fix = '请核对报文'
      return faulty([{ path: '', code: 'format', message: `第 ${index + 1} 条不是这一步的报文,或文件摘要不符`, fix }])
    }
    const part = toTree({ ...record, body: taken.body })
    tree = {
      ...tree,
      ...part,
      ...(part['SBCL'] ? { SBCL: [...objectsOf(tree['SBCL']), ...objectsOf(part['SBCL'])] } : {}),
    }
  }
  return accepted(tree)
}

function readAny(text: string, kind: MessageKind, options: ExInfoOptions): TableRecord | null {
  for (const table of TABLE_NAMES) {
    if ((TABLES[table].kind === 'progress') !== (kind === 'progress')) continue
    const record = readRecord(text, table, limitsOf(options), options.formVersion)
    if (typeof record !== 'string') return record
  }
  return null
}

/** A message in the tree's own places; of a step without the head, whose fields name the case. */
export function toTree({ table, body }: TableRecord): JsonObject {
  if (TABLES[table].kind === 'apply') return { SB: body }
  if (TABLES[table].kind === 'materials') return { SBCL: [body] }
  return { [TABLES[table].key]: Object.fromEntries(Object.entries(body).filter(([name]) => !STEP_HEAD.includes(name))) }
}

/** The full tree after a message that brings a part: a form in its new version, or one material of the version that the form is in. */
export function mergePart(
  previous: JsonObject,
  { kind, tree }: Pick<InboundMessage, 'kind' | 'tree'>,
): Checked<JsonObject> {
  if (kind === 'materials') return mergeMaterial(previous, objectsOf(tree['SBCL'])[0] ?? {})
  const SB = isObject(tree['SB']) ? tree['SB'] : {}
  const listed = numbersIn(SB[LIST])
  const kept = objectsOf(previous['SBCL']).filter(({ STUFF_SEQ }) => listed.includes(textOf(STUFF_SEQ)))
  return accepted({ ...previous, SB, SBCL: kept })
}

function mergeMaterial(previous: JsonObject, material: JsonObject): Checked<JsonObject> {
  const SB = isObject(previous['SB']) ? previous['SB'] : {}
  const no = textOf(material['STUFF_SEQ'])
  if (!numbersIn(SB[LIST]).includes(no)) return faulty([fault('STUFF_SEQ', 'unlisted', '材料清单没有这个序号')])
  if (textOf(SB['VERSION']) !== textOf(material['VERSION']))
    return faulty([fault('VERSION', 'revision', `应等于申办报文的 VERSION ${textOf(SB['VERSION'])}`)])
  const others = objectsOf(previous['SBCL']).filter(({ STUFF_SEQ }) => STUFF_SEQ !== no)
  const SBCL = [...others, material].sort((a, b) => Number(a['STUFF_SEQ']) - Number(b['STUFF_SEQ']))
  return accepted({ ...previous, SBCL })
}

function fault(field: string, code: string, message: string): Fault {
  return { path: `SBCL.${field}`, code, message, fix: '请核对材料报文' }
}
