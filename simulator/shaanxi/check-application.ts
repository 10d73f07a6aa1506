import { hasLicenceCheck, isIdNumber, isUscc } from '../check-digits.ts'
import { type LookUp, needOf } from '../field-needs.ts'
import { type Application, type Row, rowsAt, textAt } from './application.ts'
import { RULES } from './business-rules.ts'
import { checkValue, type Field } from './fields.ts'
import type { Matter } from './matter.ts'
import { baseOf, MATTERS } from './matters.ts'
import { IS_TIME, type WireError } from './wire.ts'

const error = (zd: string, dm: string, ms: string): WireError => ({ zd, dm, ms })

/** Everything in an application that breaks the document, archive aside. */
export function checkApplication(form: Application): WireError[] {
  const matter = MATTERS[form.sxid]
  if (!matter) return [error('sxid', 'E205', '事项未开通')]
  if (form.bdbb !== 'v4') return [error('bdbb', 'E204', '表单版本未启用或已停用')]
  const lookUp: LookUp = (name) => (name.startsWith('jbxx/') ? (form.jbxx[name.slice(5)] ?? '') : textAt(form, name))
  return [
    ...checkHead(form, matter),
    ...checkKeys('jbxx/', baseOf(matter), form.jbxx, lookUp),
    ...checkKeys('', matter.fields, form.bdsj, lookUp),
    ...checkTables(form, matter),
    ...checkPeople(form),
    ...(RULES[matter.id]?.(form) ?? []),
    ...checkMaterials(form, matter, lookUp),
  ]
}

function checkHead(form: Application, matter: Matter): WireError[] {
  const { lsh, cs, jbbm, ssbm, xzqh, sqsj, jbxx } = form
  return [
    ...(/^[A-Za-z0-9-]{1,50}$/.test(lsh) ? [] : [error('lsh', 'E203', '只含字母数字与 -')]),
    ...(/^[1-9]\d?$/.test(cs) ? [] : [error('cs', 'E203', '次数不对')]),
    ...(jbbm === matter.jbbm && ssbm === matter.ssbm ? [] : [error('jbbm', 'E202', '编码与事项不符')]),
    ...(/^61\d{10}$/.test(xzqh) ? [] : [error('xzqh', 'E203', '不是本省区划')]),
    ...(IS_TIME.test(sqsj) ? [] : [error('sqsj', 'E203', '时间写法不符')]),
    ...(matter.modes.includes(jbxx['xlk11'] ?? '') ? [] : [error('jbxx/xlk11', 'E205', '模式未开通')]),
  ]
}

function checkKeys(start: string, fields: readonly Field[], given: Application['bdsj'], lookUp: LookUp): WireError[] {
  const known = new Set(fields.map(({ key }) => key))
  const unknown = Object.keys(given).filter((key) => !known.has(key))
  const order = Object.keys(given).filter((key) => known.has(key))
  const sorted = fields.map(({ key }) => key).filter((key) => key in given)
  return [
    ...unknown.map((key) => error(start + key, 'E216', '未知键')),
    ...(order.join() === sorted.join() ? [] : [error(start, 'E203', '键的次序不符')]),
    ...fields.flatMap((field) => checkField(start, field, given[field.key], lookUp)),
  ]
}

function checkField(start: string, field: Field, value: string | readonly Row[] | undefined, lookUp: LookUp) {
  const { key, type, need, proof } = field
  if (value === undefined) return [error(start + key, 'E201', '键必须出现')]
  if (typeof value !== 'string') return type === 'zb' ? [] : [error(start + key, 'E203', '应为文本')]
  if (type === 'zb') return [error(start + key, 'E203', '应为子表')]
  const { isWanted, isAllowed } = needOf(need, lookUp)
  if (value === '') return isWanted ? [error(start + key, 'E201', '必填为空')] : []
  if (!isAllowed) return [error(start + key, 'E203', '应为空串')]
  const code = checkValue(type, value)
  if (code) return [error(start + key, code, code === 'E202' ? `不在码表:${value}` : '写法不符')]
  return proof === undefined || isProven(proof, value, lookUp) ? [] : [error(start + key, 'E203', '校验位错误')]
}

/** Whether a number has the check digits of what it says it is (§5.1 ZJLX). */
function isProven(proof: string, value: string, lookUp: LookUp): boolean {
  const kind = proof === 'id' || proof === 'uscc' ? proof : lookUp(proof)
  if (kind === 'id' || kind === '1') return isIdNumber(value)
  return (kind !== 'uscc' && kind !== '企业') || isUscc(value)
}

/** The rows of every table: how many, and each as its columns say (§3.5: `zbN/行号/lN`). */
function checkTables(form: Application, { rows: tables = {} }: Matter): WireError[] {
  return Object.entries(tables).flatMap(([key, { least, most, fields }]) => {
    const rows = rowsAt(form, key)
    return [
      ...(rows.length < least ? [error(key, 'E201', `不少于 ${least} 行`)] : []),
      ...(rows.length > most ? [error(key, 'E209', `不多于 ${most} 行`)] : []),
      ...rows.flatMap((row, index) => checkKeys(`${key}/${index + 1}/`, fields, row, (name) => row[name] ?? '')),
    ]
  })
}

function checkPeople({ jbxx }: Application): WireError[] {
  const isPerson = jbxx['sqrlx'] === '个人'
  const number = jbxx['wbk3'] ?? ''
  const isRight = isPerson ? jbxx['dxk2'] !== '1' || isIdNumber(number) : jbxx['dxk2'] === '企业' && isUscc(number)
  const agentIsRight = jbxx['dxk22'] !== '1' || isIdNumber(jbxx['wbk23'] ?? '')
  return [
    ...(isRight ? [] : [error('jbxx/wbk3', 'E203', '校验位错误')]),
    ...(agentIsRight ? [] : [error('jbxx/wbk23', 'E203', '校验位错误')]),
  ]
}

function checkMaterials({ clqd }: Application, matter: Matter, lookUp: LookUp): WireError[] {
  const missing = matter.materials.filter(
    ({ code, need }) => needOf(need, lookUp).isWanted && !clqd.some(({ clbm }) => clbm === code),
  )
  return [
    ...missing.map(({ code }) => error(`clqd/${code}`, 'E201', '缺少材料')),
    ...clqd.flatMap((line) => {
      const known = matter.materials.find(({ code }) => code === line.clbm)
      if (!known) return [error(`clqd/${line.clbm}`, 'E202', '没有这种材料')]
      const isExempt = line.mtj !== '否'
      const isRight =
        known.name === line.clmc &&
        checkValue('x:CLXS', line.clxs) === null &&
        (!isExempt || known.exempt.includes(line.mtj)) &&
        (line.mtj !== '电子证照' || hasLicenceCheck(line.zzbs)) &&
        (isExempt || known.format === 'post' ? line.wjs === '0' : Number(line.wjs) > 0)
      return isRight ? [] : [error(`clqd/${line.clbm}`, 'E213', '名称、形式、免提交或文件数不符')]
    }),
  ]
}
