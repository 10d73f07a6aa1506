import { type LookUp, needOf } from '../field-needs.ts'
import type { FileStore } from './file-store.ts'
import type { Matter } from './matters.ts'
import { error, type Form, listOf, type WireError } from './wire.ts'

const MB = 1_048_576
/** What §4.13 says beside "PDF, 10 MB at most": formats, most bytes. */
const SPECIAL: Readonly<Record<string, readonly [formats: string, mostBytes: number]>> = {
  GZCL01: ['pdf', 2 * MB],
  GZCL10: ['jpg', 50 * 1024],
  GZCL14: ['pdf jpg', 10 * MB],
  GZCL15: ['pdf jpg', 10 * MB],
}
const USUAL = ['pdf', 10 * MB] as const
const WHOLE = 60 * MB

/** The materials of any matter; after them a matter's own of `MATTERS`. */
const COMMON = 'GZCL01 GZCL06 GZCL99 GZCL08:operatorApplyName=*! GZCL97:O GZCL98:O'
/** §4.13: one of the two where somebody lives elsewhere for long. */
const EITHER = ['GZCL11', 'GZCL12']

/** What is missing, too much or of the wrong kind among the materials of an application. */
export function checkMaterials(form: Form, matter: Matter, files: FileStore): WireError[] {
  const codes = listOf(form, 'MATERIAL_COUNT', 'MATERIAL_CODE')
  const lookUp: LookUp = (key) => form[key] ?? ''
  const rules = new Map(
    `${COMMON} ${matter.materials}`.split(' ').map((rule) => {
      const [code = '', need = 'M'] = rule.split(':')
      return [code, needOf(need, lookUp)] as const
    }),
  )
  const missing = [...rules].filter(([code, { isWanted }]) => isWanted && !codes.includes(code)).map(([code]) => code)
  const needsEither = form['BALX'] === 'CQJZ' && !EITHER.some((code) => codes.includes(code))
  const sizes = fileIdsOf(form).map((id) => files.read(id)?.bytes.length ?? 0)
  return [
    ...[...missing, ...(needsEither ? [EITHER.join('或')] : [])].map((code) =>
      error('MATERIAL_COUNT', '2011', `缺少材料 ${code}`),
    ),
    ...codes.flatMap((code, index) =>
      rules.get(code)?.isAllowed ? [] : [error(`${index}MATERIAL_CODE`, '2011', '不是本事项的材料')],
    ),
    ...(sizes.reduce((sum, size) => sum + size, 0) <= WHOLE ? [] : [error('MATERIAL_COUNT', '2011', '合计超过 60 MB')]),
    ...codes.flatMap((code, index) => checkFiles(form[`${index}FILE_IDS`] ?? '', code, `${index}FILE_IDS`, files)),
  ]
}

function checkFiles(ids: string, code: string, key: string, files: FileStore): WireError[] {
  const [formats, mostBytes] = SPECIAL[code] ?? USUAL
  return (ids === '' ? [] : ids.split(',')).flatMap((id) => {
    const file = files.read(id)
    if (!file) return [error(key, '2010', 'FILE_ID 不存在')]
    const isRight = formats.split(' ').includes(formatOf(file.bytes)) && file.bytes.length <= mostBytes
    return isRight ? [] : [error(key, '2011', '格式或大小不符')]
  })
}

const formatOf = (bytes: Buffer): string => {
  if (bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) return 'pdf'
  return bytes[0] === 0xff && bytes[1] === 0xd8 ? 'jpg' : ''
}

/** All files of an application in their order. */
export const fileIdsOf = (form: Form): string[] =>
  listOf(form, 'MATERIAL_COUNT', 'FILE_IDS').flatMap((ids) => (ids === '' ? [] : ids.split(',')))
