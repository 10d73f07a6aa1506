import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { PayloadMessage } from '../../../core/protocol.ts'
import { objectsOf, type Planned } from '../plan.ts'
import { textOf } from '../texts.ts'
import { writeList } from './lines.ts'
import { type Memory, toMemo } from './memory.ts'
import type { TableRecord } from './message.ts'
import { ASKED_LIST, MARKS, TABLE_NAMES, TABLES, type Table, type TableName } from './tables.ts'

/** The steps that a tree holds, in the order of the tables, each numbered in its own. A step never happens before the one that was told last. */
export function planSteps(message: PayloadMessage, memory: Memory): Planned<TableRecord>[] {
  const { tree, memo } = message
  const last = isObject(memo['lastTree']) ? memo['lastTree'] : {}
  let now = memory
  return TABLE_NAMES.flatMap((table): Planned<TableRecord>[] => {
    const own = tree[TABLES[table].key]
    if (TABLES[table].kind !== 'progress' || !isObject(own) || isOver(own, table, now)) return []
    const step = complete(own, table, objectsOf(last['SBCL']), now)
    const at = timeField(table)
    now = {
      ...now,
      steps: { ...now.steps, [table]: (now.steps[table] ?? 0) + 1 },
      lastStepAt: at === undefined ? now.lastStepAt : textOf(step.fields[at]),
      asked: step.asked,
      result: table === 'EX_GDBS_BJ' ? textOf(own['BJJGDM']) : now.result,
    }
    const body = { ...headOf(message, last, now.steps[table] ?? 1), ...step.fields }
    return [{ stage: { table, body }, memo: toMemo(now) }]
  })
}

/** A case ends once; the same end again is a corrected one. */
function isOver({ BJJGDM }: JsonObject, table: TableName, { result }: Memory): boolean {
  return table === 'EX_GDBS_BJ' && result !== '' && result !== textOf(BJJGDM)
}

function timeField(table: TableName): string | undefined {
  const { at }: Table = TABLES[table]
  return at
}

function headOf({ caseNo, tree }: PayloadMessage, last: JsonObject, version: number): JsonObject {
  const application = isObject(last['SB']) ? last['SB'] : {}
  const { SBLSH = '', SBLSH_SHORT = '', SXBM_SHORT = '', XZQHDM = '' } = application
  return {
    ...{ SBLSH, SBLSH_SHORT, PROJECT_CODE: caseNo, SXBM_SHORT, XZQHDM },
    ...{ VERSION: String(version), REC_FLAG: '0', INSERTTIME: tree['INSERTTIME'] ?? '' },
  }
}

/** What only the case knows: the numbers of the materials, the list of those that are asked for, and a time that does not go back. */
function complete(
  own: JsonObject,
  table: TableName,
  materials: readonly JsonObject[],
  memory: Memory,
): { readonly fields: JsonObject; readonly asked: readonly string[] } {
  const marks = isObject(own[MARKS]) ? withNumbers(own[MARKS], materials) : null
  const found = objectsOf(marks?.['CL']).filter(({ JG }) => JG === '0')
  const asked = table === 'EX_GDBS_BJGZ' ? found.map(({ STUFF_SEQ }) => textOf(STUFF_SEQ)) : memory.asked
  const list = table === 'EX_GDBS_BJGZ' || table === 'EX_GDBS_BJSL' ? listOf(asked, materials) : ''
  const marked: JsonObject = marks ? { ...own, [MARKS]: marks } : own
  const listed = list === '' ? marked : putBefore(marked, [MARKS, 'HZLX'], ASKED_LIST, list)
  const at = timeField(table)
  if (at === undefined) return { fields: listed, asked }
  const time = textOf(listed[at])
  const [, latest = time] = [time, memory.lastStepAt].toSorted()
  return { fields: { ...listed, [at]: latest }, asked }
}

/** The marks of materials with the numbers that the materials came under; several of one code in their order. */
function withNumbers(marks: JsonObject, materials: readonly JsonObject[]): JsonObject {
  const seen = new Map<string, number>()
  const lines = objectsOf(marks['CL']).map((mark): JsonObject => {
    const code = textOf(mark['CLBM'])
    const nth = seen.get(code) ?? 0
    seen.set(code, nth + 1)
    const own = materials.filter(({ CLBM }) => CLBM === code)
    const { STUFF_SEQ = '' } = own[nth] ?? own[0] ?? {}
    return { STUFF_SEQ, ...mark }
  })
  return { ...marks, CL: lines }
}

function listOf(asked: readonly string[], materials: readonly JsonObject[]): string {
  const entries = asked.flatMap((no) => {
    const material = materials.find(({ STUFF_SEQ }) => STUFF_SEQ === no)
    return material ? [{ no, name: textOf(material['CLMC']), copies: textOf(material['CLFS']) }] : []
  })
  return writeList(entries)
}

/** A copy with one more field ahead of the first of those, or at the end. */
function putBefore(fields: JsonObject, names: readonly string[], name: string, value: Json): JsonObject {
  const entries = Object.entries(fields)
  const found = entries.findIndex(([key]) => names.includes(key))
  const at = found === -1 ? entries.length : found
  return Object.fromEntries([...entries.slice(0, at), [name, value], ...entries.slice(at)])
}
