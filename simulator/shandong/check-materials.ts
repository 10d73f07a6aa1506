import { createHash } from 'node:crypto'
import type { XmlElement } from '../xml-reader.ts'
import type { WireError } from './field-rules.ts'
import { MATERIALS, type Matter } from './matters.ts'
import { checkSection, SECTION_RULES } from './section-rules.ts'
import { FILLER, type Stage, sectionOf, textOf } from './stage.ts'

const MOST_RECORDS = 10
const MOST_BYTES = 16 * 1024 * 1024
const HEADS: Readonly<Record<string, string>> = { pdf: '255044462d', jpg: 'ffd8ff' }

/** A material as it came (§3.7). */
export interface Material {
  readonly seq: string
  readonly name: string
  readonly bytes: Buffer | null
}

export function readMaterials(stage: Stage): Material[] {
  return (sectionOf(stage, 'RECORDS')?.children ?? []).map((record) => {
    const body = textOf(record, 'ATTACH_BODY')
    return {
      seq: textOf(record, 'STUFF_SEQ'),
      name: textOf(record, 'CLMC'),
      bytes: body === '' ? null : Buffer.from(body, 'base64'),
    }
  })
}

/** Every breach of §3.7 and §4.3 in a message of materials. */
export function checkMaterials(stage: Stage, matter: Matter, version: number): WireError[] {
  const records = sectionOf(stage, 'RECORDS')?.children ?? []
  const bytes = readMaterials(stage).reduce((sum, material) => sum + (material.bytes?.length ?? 0), 0)
  if (records.length < 1 || records.length > MOST_RECORDS || bytes > MOST_BYTES)
    return [{ code: 'SD2005', path: 'RECORDS', msg: '应为 1 至 10 件,合计不超过 16 MB' }]
  const numbers = new Set(records.map((record) => textOf(record, 'SEQ')))
  return [
    ...(numbers.size === records.length ? [] : [{ code: 'SD2007', path: 'RECORDS', msg: 'SEQ 重复' }]),
    ...records.flatMap((record, index) => checkRecord(record, `RECORDS/RECORD[${index + 1}]`, stage, matter, version)),
  ]
}

function checkRecord(
  record: XmlElement,
  path: string,
  { caseNo }: Stage,
  matter: Matter,
  version: number,
): WireError[] {
  const shape = checkSection(record, SECTION_RULES.RECORD, path)
  if (shape.length > 0) return shape
  const of = (name: string) => textOf(record, name)
  const wanted: Readonly<Record<string, string>> = {
    SBLSH_SHORT: caseNo,
    SBLSH: caseNo,
    CLMC: MATERIALS[of('STUFF_SEQ')]?.[0] ?? '',
    SLBMZZJDDM: matter.office.code,
    XZQHDM: matter.office.area,
    VERSION: String(version),
  }
  const wrong = Object.entries(wanted).filter(([name, value]) => of(name) !== value)
  const exempt = of('REMARK').startsWith('免交')
  return [
    ...wrong.map(([name, value]) => ({ code: 'SD2007', path: `${path}/${name}`, msg: `应为 ${value}` })),
    ...(/^[0-9a-f]{32}$/.test(of('SEQ')) ? [] : [{ code: 'SD2004', path: `${path}/SEQ`, msg: '应为 32 位' }]),
    ...(exempt ? checkExempt(record, path) : isPosted(record) ? [] : checkFile(record, path)),
  ]
}

/** §4.3, 27: the paper itself travels by post. */
function isPosted(record: XmlElement): boolean {
  return textOf(record, 'WJLX') === '0' && textOf(record, 'CLLX') === '0' && textOf(record, 'ATTACH_BODY') === ''
}

function checkExempt(record: XmlElement, path: string): WireError[] {
  const file = ['ATTACH_NAME', 'ATTACH_ID', 'ATTACH_BODY', 'ATTACH_SIGN', 'ATTACH_TYPE']
  const filled = file.filter((name) => textOf(record, name) !== '')
  const isRight = /^免交:[EDP]:.+$/.test(textOf(record, 'REMARK'))
  const isKind = textOf(record, 'WJLX') === '1' && textOf(record, 'CLLX') === '2'
  return [
    ...filled.map((name) => ({ code: 'SD2007', path: `${path}/${name}`, msg: `免交件应填 ${FILLER}` })),
    ...(isRight ? [] : [{ code: 'SD2004', path: `${path}/REMARK`, msg: '应为 免交:E/D/P:凭据' }]),
    ...(isKind ? [] : [{ code: 'SD2007', path, msg: '免交件 WJLX=1、CLLX=2' }]),
  ]
}

function checkFile(record: XmlElement, path: string): WireError[] {
  const [, formats, maxBytes] = MATERIALS[textOf(record, 'STUFF_SEQ')] ?? ['', [], 0]
  const bytes = Buffer.from(textOf(record, 'ATTACH_BODY'), 'base64')
  const type = textOf(record, 'ATTACH_TYPE')
  const isDigest = createHash('md5').update(bytes).digest('hex') === textOf(record, 'ATTACH_SIGN')
  const isType = formats.includes(type) && bytes.toString('hex', 0, 5).startsWith(HEADS[type] ?? '-')
  const wrong = (name: string, msg: string) => [{ code: 'SD2008', path: `${path}/${name}`, msg }]
  return [
    ...(bytes.length > 0 && bytes.length <= maxBytes ? [] : wrong('ATTACH_BODY', '没有文件或超过上限')),
    ...(isDigest ? [] : wrong('ATTACH_SIGN', '文件内容与 ATTACH_SIGN 不符')),
    ...(isType ? [] : wrong('ATTACH_TYPE', '格式不收')),
    ...(/^[0-9a-f]{32}$/.test(textOf(record, 'ATTACH_ID')) ? [] : wrong('ATTACH_ID', '应为 32 位')),
    ...(textOf(record, 'ATTACH_NAME') ? [] : wrong('ATTACH_NAME', '必填缺失')),
  ]
}
