import { accepted, type Checked, faulty } from '../../../core/fault.ts'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { InboundMessage, MessageKind } from '../../../core/message.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import { decodeUtf8 } from '../../layers/codec/xml.ts'
import { type ApproveDataOptions, limitsOf } from '../options.ts'
import { mergeAmendment, mergeRecords } from './amend.ts'
import { takeFilesOut } from './files.ts'
import { isOperation, OPERATIONS, type OperationName } from './operations.ts'
import { planStages } from './plan.ts'
import { readStage, type Stage, writeStage } from './stage.ts'

/** Between the messages of one step, as documents print them. */
const BETWEEN = '\n\n'

/** A stage's text; the names of the matter's lines are in the tree. */
export function writeText(stage: Stage, tree: JsonObject, { lineBreak }: ApproveDataOptions): string {
  const namesOf = (key: string) => (isObject(tree[key]) ? tree[key] : {})
  return writeStage(stage, { lineBreak, itemNames: { ...namesOf('commonNames'), ...namesOf('itemNames') } })
}

/** Sealed, padded and in Base64 inside a JSON body, so much text is the most that a body can hold. */
export function mostTextBytes({ maxBodyBytes }: ApproveDataOptions): number {
  return Math.floor((maxBodyBytes - 16) / 4) * 3 - 16
}

/** All messages of a step, one after the other. */
export function encodeStep(message: PayloadMessage, options: ApproveDataOptions): Uint8Array {
  const plan = planStages(message, options)
  if (!plan.ok) throw new Error(plan.message)
  const texts = plan.stages.map(({ stage }) => writeText(stage, message.tree, options))
  return new TextEncoder().encode(texts.join(BETWEEN))
}

/** The tree of such messages: that of the first with what the others bring. */
export function decodeStep(payload: Uint8Array, kind: MessageKind, options: ApproveDataOptions): Checked<JsonObject> {
  const texts = decodeUtf8(payload)?.split(BETWEEN) ?? []
  let tree: JsonObject = {}
  for (const [index, text] of texts.entries()) {
    const stage = readAny(text, kind, options)
    const taken = stage && takeFilesOut(stage.body, stage.caseNo)
    if (!stage || !taken || 'path' in taken) {
      const fix = '请核对报文'
      return faulty([{ path: '', code: 'format', message: `第 ${index + 1} 条不是这一步的报文,或文件摘要不符`, fix }])
    }
    const { body } = taken
    const rest = body['RECORDS'] === undefined ? body : mergeRecords(tree, body)
    tree = { SXBM: stage.matterCode, ...tree, ...rest }
  }
  return accepted(tree)
}

/** The stage whose section the text has. */
function readAny(text: string, kind: MessageKind, options: ApproveDataOptions): Stage | null {
  for (const operation of Object.keys(OPERATIONS).filter(isOperation)) {
    if (!belongs(operation, kind)) continue
    const stage = readStage(text, operation, limitsOf(options), options.filler)
    if (stage !== 'malformed' && Object.keys(stage.body).length > 0) return stage
  }
  return null
}

function belongs(operation: OperationName, kind: MessageKind): boolean {
  const own: string = OPERATIONS[operation].kind
  return own === kind || (own === 'materials' && (kind === 'apply' || kind === 'supplement'))
}

/** The full tree after a message that brings a part. */
export function mergePart(
  previous: JsonObject,
  { kind, tree }: Pick<InboundMessage, 'kind' | 'tree'>,
): Checked<JsonObject> {
  return accepted(kind === 'materials' ? mergeRecords(previous, tree) : mergeAmendment(previous, tree))
}
