import { isObject, type JsonObject } from '../../../core/json.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import { digestOf, type Plan, type Planned } from '../plan.ts'
import { textOf } from '../texts.ts'
import { type Line, numberLines, writeList } from './lines.ts'
import { type Memory, memoryOf, shortNo, toMemo } from './memory.ts'
import type { TableRecord } from './message.ts'
import { planSteps } from './steps.ts'
import { APPLICATION_FIELDS, FORM, LIST, MATERIAL_FIELDS } from './tables.ts'
import { secondsAfter } from './times.ts'

/** The messages of a step. What an earlier try already brought there does not go again; a refused message takes up no VERSION. */
export function planTables(message: PayloadMessage, division: string): Plan<TableRecord> {
  const memory = memoryOf(message.memo)
  switch (message.kind) {
    case 'apply':
      return planApplication(message, memory, division)
    case 'supplement':
      return planSupplement(message, memory, division)
    case 'withdraw':
      return planWithdrawal(message, memory, division)
    case 'progress':
      return { ok: true, stages: planSteps(message, memory) }
    default:
      throw new Error(`this protocol carries no ${message.kind}`)
  }
}

function planApplication(message: PayloadMessage, memory: Memory, division: string): Plan<TableRecord> {
  const { lines, keys } = numberLines(message.tree['SBCL'], memory.lines)
  const application = toApplication(message, lines, division, { CZLX: 'I', VERSION: '1' })
  const applied = applicationDigest(application)
  if (memory.version > 0 && memory.applied !== applied)
    return {
      ok: false,
      code: 'already-registered',
      message: '对方已登记这份申办,表单与材料清单不能再改,只能补交没有收下的材料;要改表单请先撤回',
      faults: [],
    }
  const now = memory.version > 0 ? memory : { ...memory, version: 1, applied, materials: [], lines: keys }
  return send(application, lines, memory.version > 0, now)
}

/** The whole form with its whole list, then the materials that changed; where the form was taken before and a material was not, only the materials. */
function planSupplement(message: PayloadMessage, memory: Memory, division: string): Plan<TableRecord> {
  const last = lastTree(message)
  const before = numberLines(last['SBCL'], memory.lines)
  const { lines, keys } = numberLines(message.tree['SBCL'], before.keys)
  const known = new Map(before.lines.map(({ key, record }) => [key, digestOf(record)]))
  const changed = lines.filter(({ key, record }) => known.get(key) !== digestOf(record))
  const toSend = (version: number) => toApplication(message, lines, division, { CZLX: 'U', VERSION: String(version) })
  const again = toSend(memory.version)
  if (memory.open && memory.applied === applicationDigest(again)) return send(again, changed, true, memory)
  const version = Math.max(memory.version, 1) + 1
  const application = toSend(version)
  const applied = applicationDigest(application)
  return send(application, changed, false, { ...memory, version, applied, materials: [], lines: keys })
}

function planWithdrawal(message: PayloadMessage, memory: Memory, division: string): Plan<TableRecord> {
  const last = lastTree(message)
  const { lines } = numberLines(last['SBCL'], memory.lines)
  const { [FORM]: _, ...application } = isObject(last['SB']) ? last['SB'] : {}
  const asked = isObject(message.tree['SB']) ? message.tree['SB'] : {}
  const version = Math.max(memory.version, 1) + 1
  const tree = { SB: { ...application, ...asked } }
  const body = toApplication({ ...message, tree }, lines, division, { CZLX: 'D', VERSION: String(version) })
  const record: TableRecord = { table: 'EX_GDBS_SB', body }
  return { ok: true, stages: [{ stage: record, memo: toMemo({ ...memory, version }) }] }
}

function lastTree({ memo }: PayloadMessage): JsonObject {
  return isObject(memo['lastTree']) ? memo['lastTree'] : {}
}

function toApplication(
  { tree, caseNo, partnerCaseNo }: PayloadMessage,
  lines: readonly Line[],
  division: string,
  turn: { readonly CZLX: 'I' | 'U' | 'D'; readonly VERSION: string },
): JsonObject {
  const fields = isObject(tree['SB']) ? tree['SB'] : {}
  const list = lines.map(({ no, record }) => ({
    no: String(no),
    name: textOf(record['CLMC']),
    copies: textOf(record['CLFS']),
  }))
  const own = { SBLSH_SHORT: shortNo(caseNo, division), [LIST]: writeList(list), ...turn, REC_FLAG: '0' }
  const theirs = turn.CZLX === 'I' ? {} : { PROJECT_CODE: partnerCaseNo ?? '' }
  return ordered({ ...fields, ...own, ...theirs }, APPLICATION_FIELDS)
}

/** The application if it is still to go, and each material that was not taken under it, a second after the message before. */
function send(
  application: JsonObject,
  lines: readonly Line[],
  taken: boolean,
  memory: Memory,
): { ok: true; stages: Planned<TableRecord>[] } {
  const version = textOf(application['VERSION'])
  const pending = lines
    .map((line) => ({ line, digest: digestOf([version, line.no, digestOf(line.record)]) }))
    .filter(({ digest }) => !memory.materials.includes(digest))
  const stages: Planned<TableRecord>[] = []
  let now: Memory = { ...memory, open: pending.length > 0 }
  if (!taken) stages.push({ stage: { table: 'EX_GDBS_SB', body: application }, memo: toMemo(now) })
  for (const [index, { line, digest }] of pending.entries()) {
    now = { ...now, materials: [...now.materials, digest], open: index < pending.length - 1 }
    const body = toMaterial(application, line, index + 1)
    stages.push({ stage: { table: 'EX_GDBS_SBCL', body }, memo: toMemo(now) })
  }
  return { ok: true, stages }
}

function toMaterial(application: JsonObject, { no, record }: Line, after: number): JsonObject {
  const type = textOf(record['ATTACH_TYPE'])
  const { SBLSH = '', SBLSH_SHORT = '', SXBM_SHORT = '', VERSION = '', INSERTTIME } = application
  const own: JsonObject = {
    ...{ SBLSH, SBLSH_SHORT, SXBM_SHORT, VERSION, REC_FLAG: '0', STUFF_SEQ: String(no) },
    INSERTTIME: secondsAfter(textOf(INSERTTIME), after),
    ...(type === '' ? {} : { ATTACH_NAME: `${no}_${textOf(record['CLBM'])}.${type}` }),
  }
  return ordered({ ...record, ...own }, MATERIAL_FIELDS)
}

function ordered(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(names.flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]])))
}

function applicationDigest({ INSERTTIME: _, VERSION: __, ...application }: JsonObject): string {
  return digestOf(application)
}
