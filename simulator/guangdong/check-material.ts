import { createHash } from 'node:crypto'
import { hasLicenceCheck } from '../check-digits.ts'
import type { Listed } from './check-application.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { checkFields, type WireError } from './field-rules.ts'
import type { Matter } from './matters.ts'
import { MATERIAL_RULES } from './table-rules.ts'

const HEADS: Readonly<Record<string, string>> = { pdf: '255044462d', jpg: 'ffd8ff', ofd: '504b0304' }

/** Every breach of §3.3 and §4.3 in a material; `listed` is what the application names. */
export function checkMaterial(info: ExInfo, matter: Matter, listed: readonly Listed[]): WireError[] {
  const of = (name: string) => fieldOf(info, name)
  const shape = checkFields(MATERIAL_RULES, info.fields, of, (name) => `SBCL/${name}`)
  const material = matter.materials.find(({ code }) => code === of('CLBM'))
  const wrong = (code: string, name: string, msg: string) => [{ code, field: `SBCL/${name}`, msg }]
  if (!material) return wrong('G113', 'CLBM', '不在本事项清单')
  const isListed = listed.some(({ seq, name }) => seq === of('STUFF_SEQ') && name === of('CLMC'))
  const kind = of('MTJLX')
  return [
    ...shape,
    ...(isListed && material.name === of('CLMC') ? [] : wrong('G113', 'STUFF_SEQ', '与 SBCLQD 不符')),
    ...(kind === '0' || material.exempt.includes(kind) ? [] : wrong('G108', 'MTJLX', '此项不免')),
    ...(kind !== '1' || hasLicenceCheck(of('ZZBS')) ? [] : wrong('G106', 'ZZBS', '电子证照标识校验位错误')),
    ...(kind !== '0' && of('WJLX') !== '1' ? wrong('G125', 'WJLX', '免提交填 1') : []),
    ...(of('ATTACH_DATA') === '' ? [] : checkFile(of, material)),
  ]
}

function checkFile(of: (name: string) => string, { formats, maxBytes }: Matter['materials'][number]): WireError[] {
  const wrong = (code: string, name: string, msg: string) => [{ code, field: `SBCL/${name}`, msg }]
  const bytes = Buffer.from(of('ATTACH_DATA'), 'base64')
  const type = of('ATTACH_TYPE')
  const isDigest = createHash('md5').update(bytes).digest('hex') === of('ATTACH_SIGN')
  const isType = formats.includes(type) && bytes.toString('hex', 0, 5).startsWith(HEADS[type] ?? '-')
  return [
    ...(isDigest && Number(of('ATTACH_SIZE')) === bytes.length ? [] : wrong('G111', 'ATTACH_SIGN', '摘要或大小不符')),
    ...(isType && bytes.length <= maxBytes ? [] : wrong('G112', 'ATTACH_TYPE', '格式或大小不收')),
    ...(of('ATTACH_NAME') === `${of('STUFF_SEQ')}_${of('CLBM')}.${type}`
      ? []
      : wrong('G109', 'ATTACH_NAME', '应为 序号_编码.扩展名')),
  ]
}
