import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { InboundMessage, InlineFile } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { sm3Hex } from '../../layers/csv-package/seal.ts'
import type { CsvPackageOptions } from '../options.ts'
import { exchangeOf } from './evidence.ts'
import type { OpenPackage } from './open-package.ts'
import { readTables } from './read-package.ts'
import { type ReceiptLine, toLine } from './receipts.ts'
import { type Content, type Finish, linesOf } from './told.ts'

const CASE = 'case'
const CASE_FILE = 'case.csv'
/** What is compared where a case comes again under the same version. */
const COMPARED = [CASE_FILE, 'form.csv', 'materials.csv']

/** A case of the region's own, its correction or its withdrawal. */
export function readApplication(opened: OpenPackage, finish: Finish, partner: Partner<CsvPackageOptions>): Content {
  const { options } = partner
  const kind = KINDS[opened.parts.kind]
  const tree = readTables(opened.files, (name) => kind !== 'withdraw' || name === CASE_FILE, options)
  if (Array.isArray(tree)) return { faults: tree as readonly ReceiptLine[] }
  const kase = (tree as JsonObject)[CASE]
  if (!kind || !isObject(kase)) return { faults: [toLine('E04', '缺少文件', CASE_FILE)] }
  const faults = ['办件编号', '版次', '事项编码']
    .filter((column) => String(kase[column] ?? '') === '')
    .map((column) => toLine('E14', '必填', CASE_FILE, '2', column))
  if (faults.length > 0) return { faults }
  const taken = takeMaterials(tree as JsonObject, opened, options)
  if ('faults' in taken) return { faults: taken.faults }
  const message = toMessage(kind, kase, taken, opened, partner)
  return {
    messages: [
      {
        received: { kind: 'message', message },
        async settle(outcome) {
          const lines = linesOf(outcome, { file: CASE_FILE, line: '2', column: '' }, options)
          if (lines === null) return
          const isRepeat = outcome !== null && 'duplicate' in outcome && outcome.duplicate
          await finish(lines.length > 0 ? lines : [isRepeat ? toLine('01', '已收过,内容相同') : toLine('00', '')])
        },
      },
    ],
  }
}

const KINDS: Readonly<Partial<Record<OpenPackage['parts']['kind'], 'apply' | 'supplement' | 'withdraw'>>> = {
  TS: 'apply',
  BZ: 'supplement',
  CX: 'withdraw',
}

function toMessage(
  kind: 'apply' | 'supplement' | 'withdraw',
  kase: JsonObject,
  { tree, files }: { readonly tree: JsonObject; readonly files: readonly InlineFile[] },
  opened: OpenPackage,
  partner: Partner<CsvPackageOptions>,
): InboundMessage {
  const caseNo = String(kase['办件编号'])
  const version = Number(kase['版次'])
  return {
    kind,
    key: kind === 'withdraw' ? `withdraw:${caseNo}` : `case:${caseNo}:${version}`,
    digest: COMPARED.map((name) => sm3Hex(opened.files.get(name) ?? new Uint8Array())).join(),
    caseNo: null,
    partnerCaseNo: caseNo,
    correlation: null,
    matterCode: null,
    seq: version,
    ...(kind === 'supplement' ? { baseRevision: version - 1 } : {}),
    tree,
    files,
    memo: {},
    exchange: exchangeOf(opened, partner),
    reply: {},
  }
}

const textOf = (line: JsonObject, column: string): string => String(line[column] ?? '')

/** The listed materials with their files, each named after its package: a correction keeps files of the one before. */
function takeMaterials(
  tree: JsonObject,
  { name, files }: OpenPackage,
  { materials, files: tables }: CsvPackageOptions,
): { readonly tree: JsonObject; readonly files: InlineFile[] } | { readonly faults: readonly ReceiptLine[] } {
  const taken: InlineFile[] = []
  const faults: ReceiptLine[] = []
  const table = tables[materials.key]?.name ?? ''
  const placed = listOf(tree[materials.key]).map((line, index) => {
    const file = textOf(line, materials.file)
    const bytes = files.get(`files/${file}`)
    const fault = (column: string, says: string) => faults.push(toLine('E31', says, table, String(index + 2), column))
    const isKept = textOf(line, materials.use) === materials.kept
    if (file === '') return line
    if (isKept) fault(materials.file, '沿用者文件名为空')
    else if (!bytes) fault(materials.file, '包内没有这个文件')
    else if (sm3Hex(bytes) !== textOf(line, materials.digest)) fault(materials.digest, '与文件不符')
    else taken.push({ ref: `${name}/${file}`, name: file, bytes })
    return { ...line, [materials.file]: `${name}/${file}` }
  })
  if (faults.length > 0) return { faults }
  return { tree: tree[materials.key] === undefined ? tree : { ...tree, [materials.key]: placed }, files: taken }
}

const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : [])
