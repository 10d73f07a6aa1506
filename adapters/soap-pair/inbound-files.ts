import { fromBase64 } from '../../core/base64.ts'
import { sniffFileType } from '../../core/form/file-type.ts'
import type { JsonObject } from '../../core/json.ts'
import type { InlineFile } from '../../core/message.ts'
import { faultAt, type PackageKind, type RecordFault } from './check-records.ts'
import type { MatterOptions, Options } from './options.ts'
import { type PackageRecord, SIDS } from './package.ts'

/** The files of a package: as the tree names them, their bytes by the same reference, and what is wrong with them. */
export interface ReadFiles {
  readonly files: readonly JsonObject[]
  readonly inline: readonly InlineFile[]
  readonly faults: readonly RecordFault[]
}

/** Takes the file records apart. `key` names the message for ever and, with a file's number, the file. */
export function readFiles(
  records: readonly PackageRecord[],
  kind: PackageKind,
  matter: MatterOptions,
  { maxFileBytes }: Pick<Options, 'maxFileBytes'>,
  key: string,
): ReadFiles {
  const found = records.filter(({ sid }) => sid === SIDS.file)
  const faults: RecordFault[] = [...checkNumbers(found, kind), ...checkReferences(records, found)]
  const inline: InlineFile[] = []
  const files = found.map((record): JsonObject => {
    const { CLNR, ...fields } = Object.fromEntries(record.fields)
    const withContent = checkContent(record, matter, faults)
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
    if (!withContent) return given
    const bytes = readContent(record, CLNR ?? '', maxFileBytes)
    if ('code' in bytes) {
      faults.push(bytes)
      return given
    }
    const ref = `${key}/${fields['SXH'] ?? ''}`
    inline.push({ ref, name: `${fields['CLMC'] ?? ''}.${fields['CLGS'] ?? ''}`, bytes })
    return { ...given, CLNR: ref }
  })
  return { files, inline, faults }
}

/** Numbers are given once; but for a supplement, whose pages keep theirs, they count from 1. */
function checkNumbers(found: readonly PackageRecord[], kind: PackageKind): RecordFault[] {
  const seen = new Set<string>()
  return found.flatMap((record, index) => {
    const number = new Map(record.fields).get('SXH') ?? ''
    const again = seen.has(number)
    seen.add(number)
    if (again) return [faultAt(record, 'SXH', '-934', '顺序号在一包内须唯一')]
    const counted = kind === 'supplement' || number === String(index + 1)
    return counted ? [] : [faultAt(record, 'SXH', '-934', '顺序号须从 1 连续')]
  })
}

/** A licence or document names a file of the same package. */
function checkReferences(records: readonly PackageRecord[], found: readonly PackageRecord[]): RecordFault[] {
  const numbers = new Set(found.map(({ fields }) => new Map(fields).get('SXH')))
  return records.flatMap((record) => {
    const wanted = new Map(record.fields).get('WJSXH')
    return wanted && !numbers.has(wanted) ? [faultAt(record, 'WJSXH', '-934', '同包没有这个顺序号的文件')] : []
  })
}

/** Whether the record must have content; says where content is missing, or where it may not be. */
function checkContent(record: PackageRecord, { posted }: MatterOptions, faults: RecordFault[]): boolean {
  const values = new Map(record.fields)
  const given = ['CLGS', 'CLNR'].filter((name) => values.has(name))
  const exempt = values.get('MTJDM') !== 'N'
  if (exempt || (posted.includes(values.get('CLLBDM') ?? '') && given.length === 0)) {
    faults.push(...given.map((name) => faultAt(record, name, '-932', '免提交的材料不得有格式与内容')))
    if (values.get('MTJDM') === 'E' && !values.get('ZZBS'))
      faults.push(faultAt(record, 'ZZBS', '-931', '以电子证照免提交须填证照标识'))
    return false
  }
  const missing = ['CLGS', 'CLNR'].filter((name) => !values.has(name))
  faults.push(...missing.map((name) => faultAt(record, name, '-931')))
  return missing.length === 0
}

function readContent(record: PackageRecord, content: string, most: number): Uint8Array | RecordFault {
  const bytes = content.length > Math.ceil(most / 3) * 4 ? 'too-large' : fromBase64(content)
  if (bytes === 'too-large' || (bytes && bytes.length > most))
    return faultAt(record, 'CLNR', '-915', `材料超过 ${Math.floor(most / 1_048_576)} MB`)
  if (!bytes) return faultAt(record, 'CLNR', '-915', 'Base64 解码失败')
  if (bytes.length === 0) return faultAt(record, 'CLNR', '-915', 'Base64 解码后为空')
  const format = new Map(record.fields).get('CLGS')
  return sniffFileType(bytes) === format ? bytes : faultAt(record, 'CLGS', '-914', '内容不是所写的格式')
}
