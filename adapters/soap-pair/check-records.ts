import { parseDate } from '../../core/mapping/dates.ts'
import { meaningOf } from './codes.ts'
import type { FieldPlace } from './field-paths.ts'
import { readFssj } from './head.ts'
import type { MatterOptions } from './options.ts'
import { type PackageRecord, SIDS } from './package.ts'
import {
  APPLICATION,
  COMMON_RECORDS,
  FEEDBACK,
  FEEDBACK_NEEDS,
  type FieldShape,
  type RecordShape,
} from './record-shapes.ts'

/** One field of a package that is not as the document says, with the region's code for it. */
export interface RecordFault extends FieldPlace {
  readonly code: string
  readonly message: string
}

/** What kind of package the records make up. */
export type PackageKind = 'apply' | 'supplement' | 'withdraw' | 'progress' | 'query'

/** The sid of the package's main record. */
export function mainSidOf(kind: PackageKind, matter: MatterOptions): string {
  const sids = {
    apply: matter.requestSid,
    progress: matter.feedbackSid,
    supplement: SIDS.supplement,
    withdraw: SIDS.withdraw,
    query: SIDS.query,
  }
  return sids[kind]
}

const RESULTS = [SIDS.fieldResult, SIDS.materialResult, SIDS.licence, SIDS.document]

/** Everything wrong with the records by themselves, files' contents excepted: what a matter's fields mean is for the mapping. */
export function checkRecords(
  records: readonly PackageRecord[],
  kind: PackageKind,
  matter: MatterOptions,
): RecordFault[] {
  const mainSid = mainSidOf(kind, matter)
  const others = {
    apply: [...matter.lists, SIDS.file],
    progress: [...RESULTS, SIDS.file],
    supplement: [SIDS.change, ...matter.lists, SIDS.file],
    withdraw: [],
    query: [],
  }[kind] as readonly string[]
  return [
    ...checkMain(records, mainSid, matter.repeats && (kind === 'apply' || kind === 'progress')),
    ...records.flatMap((record) => {
      if (record.sid !== mainSid && !others.includes(record.sid))
        return [faultAt(record, 'sid', '-932', '这个操作不收这种记录')]
      const shape = shapeOf(record.sid, kind, mainSid)
      return shape ? checkFields(record, shape, kind === 'apply' || kind === 'progress' ? mainSid : '') : []
    }),
    ...(kind === 'progress' ? checkFeedback(records, mainSid) : []),
    ...(kind === 'supplement' ? checkChanges(records, matter) : []),
  ]
}

function checkMain(records: readonly PackageRecord[], sid: string, repeats: boolean): RecordFault[] {
  const found = records.filter((record) => record.sid === sid)
  if (found.length === 0) return [{ sid, no: 1, field: 'YWLSH', code: '-931', message: '缺少主记录' }]
  return repeats ? [] : found.slice(1).map((record) => faultAt(record, 'sid', '-933', '主记录只能有一条'))
}

function shapeOf(sid: string, kind: PackageKind, mainSid: string): RecordShape | undefined {
  if (sid !== mainSid) return COMMON_RECORDS[sid]
  return kind === 'apply' ? APPLICATION : kind === 'progress' ? FEEDBACK : COMMON_RECORDS[sid]
}

/** `open` is the sid of a record that may have fields beside those of its shape. */
function checkFields(record: PackageRecord, shape: RecordShape, open: string): RecordFault[] {
  const values = new Map(record.fields)
  const missing = [...shape].filter(([name, { required }]) => required && !values.get(name))
  return [
    ...missing.map(([name]) => faultAt(record, name, '-931')),
    ...record.fields.flatMap(([name, value]) => {
      const field = shape.get(name)
      if (!field) return record.sid === open ? [] : [faultAt(record, name, '-932', '接口文档没有这个字段')]
      return value === '' || isWritten(value, field) ? [] : [faultAt(record, name, '-933')]
    }),
  ]
}

function isWritten(value: string, { type, most }: FieldShape): boolean {
  switch (type) {
    case 'i':
      return /^(0|[1-9]\d*)$/.test(value) && value.length <= most
    case 'd':
      return parseDate(value, 'yyyyMMdd', false) !== null
    case 't':
      return readFssj(value) !== null
    case 's':
      return value.length <= most || [...value].length <= most
    case 'x':
      return true
  }
}

function checkFeedback(records: readonly PackageRecord[], mainSid: string): RecordFault[] {
  const lines = records.filter(({ sid }) => sid === SIDS.fieldResult || sid === SIDS.materialResult)
  const unexplained = lines.filter(({ fields }) => {
    const { JGDM, YY } = Object.fromEntries(fields)
    return JGDM === '2' && !YY
  })
  const main = records.find(({ sid }) => sid === mainSid)
  return [
    ...unexplained.map((record) => faultAt(record, 'YY', '-931', '不合格必须写明原因')),
    ...(main ? checkNeeds(main, records) : []),
  ]
}

function checkNeeds(main: PackageRecord, records: readonly PackageRecord[]): RecordFault[] {
  const values = new Map(main.fields)
  const type = values.get('FKLXDM') ?? ''
  const needs = Object.hasOwn(FEEDBACK_NEEDS, type) ? FEEDBACK_NEEDS[type] : undefined
  if (!needs) return []
  const documents = records
    .filter(({ sid }) => sid === SIDS.document)
    .map(({ fields }) => new Map(fields).get('WSLXDM'))
  const { fields, document } = needs
  const lacks = document !== undefined && !documents.includes(document)
  return [
    ...fields.filter((name) => !values.get(name)).map((name) => faultAt(main, name, '-931', `反馈类型 ${type} 必填`)),
    ...(lacks ? [faultAt(main, 'WSLXDM', '-931', `反馈类型 ${type} 须带 ${document} 号文书`)] : []),
  ]
}

function checkChanges(records: readonly PackageRecord[], { requestSid, repeats }: MatterOptions): RecordFault[] {
  return records
    .filter(({ sid }) => sid === SIDS.change)
    .flatMap((record) => {
      const { JLSID, JLNO } = Object.fromEntries(record.fields)
      if (JLSID && JLSID !== requestSid) return [faultAt(record, 'JLSID', '-932', '变更字段只能是主记录的')]
      return JLNO && JLNO !== '1' && !repeats ? [faultAt(record, 'JLNO', '-932', '主记录只有一条')] : []
    })
}

/** The fault of a field, in the words of its code where nothing is said. */
export function faultAt(
  { sid, no }: PackageRecord,
  field: string,
  code: string,
  message: string = meaningOf(code),
): RecordFault {
  return { sid, no, field, code, message }
}
