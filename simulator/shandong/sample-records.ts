import { createHash, randomUUID } from 'node:crypto'
import { beijingTime } from '../beijing-time.ts'
import { type Content, FILLER } from './stage.ts'

/** A case of the region's own: synthetic, M07 as §9.5. */
export interface Sample {
  readonly caseNo: string
  /** SXBM of the gateway's matter */
  readonly matterCode: string
  readonly matter: 'M02' | 'M07'
  readonly idNo: string
}

/** Who handles the region's cases: the gateway's own institution (§1). */
export const GATEWAY = '11510107000000000U'
/** STUFF_SEQ, name, whether it is checked against data instead; by matter. */
export const SAMPLE_MATERIALS = {
  M02: [
    ['9', '申请书(表)', false],
    ['14', '遗失声明', false],
    ['1', '居民身份证', true],
  ],
  M07: [
    ['9', '申请书(表)', false],
    ['12', '派驻证明', false],
    ['1', '居民身份证', true],
  ],
} as const
/** The section of receiveApplyMaterial: all that is listed, or those of the numbers given. */
export function materialsOf(
  sample: Sample,
  version: number,
  now: number,
  numbers?: readonly string[],
): Exclude<Content, string> {
  const wanted = SAMPLE_MATERIALS[sample.matter].filter(([seq]) => !numbers || numbers.includes(seq))
  const records = wanted.map(([seq, label, isExempt]) => {
    const bytes = Buffer.from(`%PDF-1.4\n%${label} ${sample.caseNo} v${version}\n%%EOF\n`)
    const file = {
      ATTACH_NAME: `${label}.pdf`,
      ATTACH_ID: newId(),
      ATTACH_BODY: bytes.toString('base64'),
      ATTACH_SIGN: createHash('md5').update(bytes).digest('hex'),
      ATTACH_TYPE: 'pdf',
    }
    const held = isExempt ? null : file
    return ['RECORD', recordOf(sample, seq, label, version, now, held)] as const
  })
  return [['RECORDS', records]]
}

const newId = () => randomUUID().replaceAll('-', '')

function recordOf(
  { caseNo }: Sample,
  seq: string,
  label: string,
  version: number,
  now: number,
  file: Readonly<Record<string, string>> | null,
): Content {
  const of = (name: string) => file?.[name] ?? FILLER
  return [
    ['SEQ', newId()],
    ['SBLSH_SHORT', caseNo],
    ['SBLSH', caseNo],
    ['WJLX', '1'],
    ['CLLX', '2'],
    ['CLSL', '1'],
    ['UPLOAD_TIME', beijingTime(now)],
    ['ATTACH_NAME', of('ATTACH_NAME')],
    ['ATTACH_ID', of('ATTACH_ID')],
    ['REMARK', file ? FILLER : '免交:D:SJHY-20260306-000009'],
    ['ATTACH_BODY', of('ATTACH_BODY')],
    ['SAVE_TYPE', '3'],
    ['ATTACH_SIGN', of('ATTACH_SIGN')],
    ['ATTACH_TYPE', of('ATTACH_TYPE')],
    ['ATTACH_PATH', FILLER],
    ['STUFF_SEQ', seq],
    ['CLMC', label],
    ['SLBMZZJDDM', GATEWAY],
    ['XZQHDM', '510107000000'],
    ['VERSION', String(version)],
    ['REC_FLAG', '1'],
  ]
}
