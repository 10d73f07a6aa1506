import { isUscc } from '../check-digits.ts'
import { type LookUp, needOf } from '../field-needs.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { checkFields, type WireError } from './field-rules.ts'
import { checkForm, formLookUp } from './form.ts'
import { checkMatter } from './matter-checks.ts'
import type { Matter } from './matters.ts'
import { APPLICATION_RULES } from './table-rules.ts'

const fault = (code: string, field: string, msg: string): WireError => ({ code, field, msg })

/** One entry of SBCLQD (§3.3). */
export interface Listed {
  readonly seq: string
  readonly name: string
}

/** The entries of a list of materials; null where it is written otherwise. */
export function listedIn(list: string): Listed[] | null {
  const read = list.split(';').map((entry) => /^(\d{1,3}):([^:;]+):\d{1,2}$/.exec(entry))
  if (read.some((one) => one === null)) return null
  return read.map((one) => ({ seq: one?.[1] ?? '', name: one?.[2] ?? '' }))
}

/** What the fields of an application say, and whether an agent brings it (`AGENT`). */
export function lookUpOf(info: ExInfo): LookUp {
  const form = formLookUp(fieldOf(info, 'XML_DATA'))
  const hasAgent = fieldOf(info, 'LXRSFZJHM') !== fieldOf(info, 'SQRZJHM')
  return (name) => (name === 'AGENT' ? (hasAgent ? '1' : '') : fieldOf(info, name) || form(name))
}

/** Every breach of the document in an application. */
export function checkApplication(info: ExInfo, matter: Matter): WireError[] {
  const of = (name: string) => fieldOf(info, name)
  const lookUp = lookUpOf(info)
  const hasForm = of('CZLX') !== 'D'
  return [
    ...checkFields(APPLICATION_RULES, info.fields, lookUp, (name) => `SB/${name}`),
    ...checkFacts(of, matter),
    ...(hasForm ? checkForm(of('XML_DATA'), matter, lookUp) : []),
    ...(hasForm ? checkListed(of, matter, lookUp) : []),
    ...(hasForm ? checkMatter(matter.id, lookUp, of('XML_DATA')) : []),
  ]
}

function checkFacts(of: LookUp, matter: Matter): WireError[] {
  const title = [...`${of('SQRMC')}关于${matter.name}的申请`].slice(0, 200).join('')
  const wanted: Readonly<Record<string, string>> = {
    SXBM: matter.code,
    SXMC: matter.name,
    SBXMMC: title,
    OBTAIN_PAPER_WAY: of('OBTAIN_DELIVER_WAY') === '8' ? '1' : '0',
  }
  const isLegal = of('SQRLX') === '2'
  const hasAgent = of('LXRSFZJHM') !== of('SQRZJHM')
  return [
    ...(/^\d{6}\d{8}\d{6}$/.test(of('SBLSH_SHORT'))
      ? []
      : [fault('G101', 'SB/SBLSH_SHORT', '应为区划 6、日期 8、流水 6')]),
    ...(of('XZQHDM').startsWith('44') ? [] : [fault('G116', 'SB/XZQHDM', '不属广东')]),
    ...Object.entries(wanted)
      .filter(([name, value]) => of(name) !== value)
      .map(([name, value]) => fault('G125', `SB/${name}`, `应为 ${value}`)),
    ...(Buffer.byteLength(of('SQRMC')) > 200 ? [fault('G109', 'SB/SQRMC', '超过 200 字节')] : []),
    ...(isLegal && !hasAgent ? [fault('G125', 'SB/LXRSFZJHM', '企业申请人须有代理人')] : []),
    ...(isLegal && (of('SQRZJLX') !== '60' || !isUscc(of('SQRZJHM')))
      ? [fault('G106', 'SB/SQRZJHM', '统一社会信用代码校验位错误')]
      : []),
  ]
}

function checkListed(of: LookUp, matter: Matter, lookUp: LookUp): WireError[] {
  const listed = listedIn(of('SBCLQD'))
  if (!listed) return [fault('G109', 'SB/SBCLQD', '应逐项写作 序号:名称:份数')]
  const names = listed.map(({ name }) => name)
  const lacking = matter.materials.filter(({ name, need }) => needOf(need, lookUp).isWanted && !names.includes(name))
  const known = matter.materials.map(({ name }) => name)
  return [
    ...names.filter((name) => !known.includes(name)).map((name) => fault('G113', 'SB/SBCLQD', `没有材料“${name}”`)),
    ...lacking.map(({ name }) => fault('G107', 'SB/SBCLQD', `缺材料“${name}”`)),
    ...(new Set(listed.map(({ seq }) => seq)).size === listed.length ? [] : [fault('G109', 'SB/SBCLQD', '序号重复')]),
    ...(matter.modes.includes(lookUp('BLMS')) ? [] : [fault('G115', 'FORM/TYXX/BLMS', '本事项不开放此模式')]),
  ]
}
