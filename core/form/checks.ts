import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { canonicalJson, type Json, valueAt } from '../json.ts'
import type { FormCheck } from '../matter.ts'
import { provinceOf } from './divisions.ts'
import { filledAt, labelOf, textAt, type Walk } from './form-walk.ts'
import { readIdNumber } from './id-number.ts'
import type { Wrong } from './plain-text.ts'

/** A check between fields as a function; it sees well-formed values only and names both fields in its sentence. */
export type Check = (walk: Walk, check: FormCheck) => (Wrong & { readonly path?: string }) | null

/** The checks that a matter may name under `checks`. */
export const CHECKS: Readonly<Record<string, Check>> = {
  notBefore,
  notBeforeToday,
  notAfterToday,
  sumAtLeast,
  together,
  equals,
  oneOf,
  differentPerson,
  agreesWithIdNo,
  sameProvince,
  otherProvince,
}

/** Runs one check of the matter; silent where a field it reads is already at fault. */
export function checkNamed(walk: Walk, check: FormCheck, broken: ReadonlySet<string>): Fault[] {
  const run = Object.hasOwn(CHECKS, check.rule) ? CHECKS[check.rule] : undefined
  if (!run || [check.path, ...(check.others ?? [])].some((path) => broken.has(path))) return []
  const wrong = run(walk, check)
  if (!wrong) return []
  const path = wrong.path ?? check.path
  return [{ path, code: wrong.code, message: check.message ?? wrong.message, fix: check.fix ?? wrong.fix }]
}

/** Two paths that mean the same must hold the same, where both are filled. */
export function checkSame(walk: Walk, [left, right]: readonly [string, string], broken: ReadonlySet<string>): Fault[] {
  const [a, b] = [filledAt(walk, left), filledAt(walk, right)]
  if (a === undefined || b === undefined || broken.has(left) || broken.has(right)) return []
  if (canonicalJson(a) === canonicalJson(b)) return []
  const message = `“${labelOf(walk.matter, left)}”与“${labelOf(walk.matter, right)}”不一致`
  return [{ path: left, code: 'conflict', message, fix: '两处是同一个人（单位），请按证件改成一样' }]
}

function notBefore(walk: Walk, { path, others = [] }: FormCheck): Wrong | null {
  const other = others[0] ?? ''
  const [later, earlier] = [textAt(walk, path), textAt(walk, other)]
  if (later === '' || earlier === '' || later >= earlier) return null
  const message = `“${labelOf(walk.matter, path)}”早于“${labelOf(walk.matter, other)}”`
  return { code: 'order', message, fix: '请核对两个日期' }
}

function notBeforeToday(walk: Walk, { path }: FormCheck): Wrong | null {
  const text = textAt(walk, path)
  if (text === '' || text.slice(0, 10) >= walk.today) return null
  return { code: 'expired', message: `“${labelOf(walk.matter, path)}”早于今天`, fix: '请核对日期' }
}

function notAfterToday(walk: Walk, { path }: FormCheck): Wrong | null {
  const text = textAt(walk, path)
  if (text === '' || text.slice(0, 10) <= walk.today) return null
  return { code: 'future', message: `“${labelOf(walk.matter, path)}”晚于今天`, fix: '请核对日期' }
}

function sumAtLeast(walk: Walk, { path, others = [], value }: FormCheck): Wrong | null {
  const paths = [path, ...others]
  const numbers = paths.map((one) => valueAt(walk.values, one))
  if (!numbers.every((number) => typeof number === 'number')) return null
  if (numbers.reduce((sum, number) => sum + number, 0) >= Number(value)) return null
  const labels = paths.map((one) => `“${labelOf(walk.matter, one)}”`).join('与')
  return { code: 'range', message: `${labels}合计少于 ${String(value)}`, fix: '请核对数量' }
}

function together(walk: Walk, { path, others = [] }: FormCheck): (Wrong & { path?: string }) | null {
  const paths = [path, ...others]
  const missing = paths.filter((one) => filledAt(walk, one) === undefined)
  const first = missing[0]
  if (first === undefined || missing.length === paths.length) return null
  const labels = paths.map((one) => `“${labelOf(walk.matter, one)}”`).join('、')
  const message = `“${labelOf(walk.matter, first)}”没有填，${labels}要填就一起填`
  return { path: first, code: 'required', message, fix: '请补全，或全部清空' }
}

function equals(walk: Walk, { path, value }: FormCheck): Wrong | null {
  const found = valueAt(walk.values, path)
  if (isBlank(found) || found === value) return null
  return { code: 'value', message: `“${labelOf(walk.matter, path)}”不符合本事项的要求`, fix: '请重新选择' }
}

function oneOf(walk: Walk, { path, value }: FormCheck): Wrong | null {
  const found = valueAt(walk.values, path)
  if (isBlank(found) || (Array.isArray(value) && value.includes(found as Json))) return null
  return { code: 'value', message: `“${labelOf(walk.matter, path)}”不符合本事项的要求`, fix: '请重新选择' }
}

function differentPerson(
  walk: Walk,
  { path, others: [type = '', otherNo = '', otherType = ''] = [] }: FormCheck,
): Wrong | null {
  const number = textAt(walk, path)
  if (number === '' || number !== textAt(walk, otherNo) || textAt(walk, type) !== textAt(walk, otherType)) return null
  const message = `“${labelOf(walk.matter, path)}”与“${labelOf(walk.matter, otherNo)}”相同，代理人不能是申请人本人`
  return { code: 'conflict', message, fix: '本人办理的请清空代理人；有代理人的请填代理人的证件' }
}

function agreesWithIdNo(walk: Walk, { path, others: [idNo = '', idType = ''] = [] }: FormCheck): Wrong | null {
  const said = textAt(walk, path)
  if (said === '' || !['111', '112'].includes(textAt(walk, idType))) return null
  const facts = readIdNumber(textAt(walk, idNo))
  if (!facts || said === facts.birthDate || said === facts.gender) return null
  const message = `“${labelOf(walk.matter, path)}”与“${labelOf(walk.matter, idNo)}”中的不一致`
  return { code: 'conflict', message, fix: '请按证件核对，两者之中有一个填错了' }
}

function sameProvince(walk: Walk, check: FormCheck): Wrong | null {
  return compareProvinces(walk, check, true)
}

function otherProvince(walk: Walk, check: FormCheck): Wrong | null {
  return compareProvinces(walk, check, false)
}

function compareProvinces(walk: Walk, { path, others: [other = ''] = [] }: FormCheck, same: boolean): Wrong | null {
  const [a, b] = [textAt(walk, path), textAt(walk, other)]
  if (a === '' || b === '' || (provinceOf(a) === provinceOf(b)) === same) return null
  const message = `“${labelOf(walk.matter, path)}”与“${labelOf(walk.matter, other)}”${same ? '不在' : '在'}同一个省`
  return { code: 'conflict', message, fix: '请核对两处区划' }
}
