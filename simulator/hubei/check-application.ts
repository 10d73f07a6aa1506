import { checkHead } from './check-head.ts'
import { checkLists } from './check-lists.ts'
import { checkRecord } from './check-record.ts'
import { checkCompleteness, checkMaterial } from './materials.ts'
import type { Matter } from './matters.ts'
import { type Fields, fieldOf, type Package, type PackageRecord, type WireError } from './package.ts'
import type { RecordFaults } from './replies.ts'

/** The records of a sid, in order. */
export function recordsOf(records: readonly PackageRecord[], sid: string): readonly PackageRecord[] {
  return records.filter((record) => record.sid === sid)
}

/** §3.2: which sids may come, each numbered from 1, in the order given. */
export function checkSequence(records: readonly PackageRecord[], sids: readonly string[]): RecordFaults[] {
  let last = 0
  return records.flatMap(({ sid, no }, index) => {
    const place = sids.indexOf(sid)
    const due = records.slice(0, index).filter((earlier) => earlier.sid === sid).length + 1
    const errors: WireError[] = []
    if (place < 0) errors.push({ field: 'RECORD', code: '-932', message: `此操作不收 ${sid}` })
    else if (place < last) errors.push({ field: 'RECORD', code: '-933', message: '记录次序不符' })
    if (no !== String(due)) errors.push({ field: 'RECORD', code: '-933', message: `no 应为 ${due}` })
    last = Math.max(last, place)
    return errors.length > 0 ? [{ sid, no, errors }] : []
  })
}

/** Joins what was found of the same record at different places; records without errors fall out. */
export function mergeFaults(faults: readonly RecordFaults[]): RecordFaults[] {
  const merged = new Map<string, { sid: string; no: string; errors: WireError[] }>()
  for (const { sid, no, errors } of faults.filter(({ errors: found }) => found.length > 0)) {
    const entry = merged.get(`${sid}/${no}`)
    if (entry) entry.errors.push(...errors)
    else merged.set(`${sid}/${no}`, { sid, no, errors: [...errors] })
  }
  return [...merged.values()]
}

function countedAttachments(form: Fields, materials: readonly PackageRecord[], { form: rules }: Matter): WireError[] {
  const given = fieldOf(form, 'ATT_CNT')
  const due = new Set(materials.map(({ fields }) => fieldOf(fields, 'CLLBDM'))).size
  if (given === '' || !rules.some(({ name }) => name === 'ATT_CNT') || Number(given) === due) return []
  return [{ field: 'ATT_CNT', code: '-934', message: `本包材料为 ${due} 类` }]
}

/** What is wrong with the main record, its materials taken together. */
export function checkForm(form: Fields, materials: readonly PackageRecord[], matter: Matter): WireError[] {
  return [
    ...checkRecord(form, matter.form, matter.relations),
    ...countedAttachments(form, materials, matter),
    ...checkCompleteness((name) => fieldOf(form, name), materials, matter.materials),
  ]
}

/** Materials each by itself, and their numbers: unique, from 1 without a gap. */
export function checkMaterials(materials: readonly PackageRecord[], matter: Matter): RecordFaults[] {
  return materials.map((record, index) => {
    const errors = checkMaterial(record, matter.materials)
    if (fieldOf(record.fields, 'SXH') !== String(index + 1))
      errors.push({ field: 'SXH', code: '-933', message: '应从 1 起连续' })
    return { sid: record.sid, no: record.no, errors }
  })
}

/** Everything wrong with an application, by record (§4). */
export function checkApplication({ head, records }: Package, matter: Matter): RecordFaults[] {
  const [main] = recordsOf(records, matter.applySid)
  if (!main)
    return [{ sid: matter.applySid, no: '1', errors: [{ field: 'RECORD', code: '-931', message: '缺少主记录' }] }]
  const materials = recordsOf(records, '011000')
  const division = fieldOf(head, 'FSDW_SJGSDWDM').slice(0, 6)
  return mergeFaults([
    { sid: main.sid, no: main.no, errors: checkHead(head, division, matter.category) },
    { sid: main.sid, no: main.no, errors: checkForm(main.fields, materials, matter) },
    ...checkLists(matter.lists, records, main.fields, main.sid),
    ...checkSequence(records, [matter.applySid, ...matter.lists.map(({ sid }) => sid), '011000']),
    ...checkMaterials(materials, matter),
  ])
}
