import { holds } from '../../condition.ts'
import type { Fault } from '../../fault.ts'
import { bindPath, pathsAt, perPlace, shapeOf } from '../../list-path.ts'
import type { FormCheck, SamePaths } from '../../matter.ts'
import { bindCondition, type Walk } from '../form-walk.ts'
import type { Check, Found, ListCheck } from './check.ts'
import * as dates from './dates.ts'
import { count, exclusive, listed, notListed, unique } from './lists.ts'
import * as persons from './persons.ts'
import * as places from './places.ts'
import * as values from './values.ts'

/** The checks that a matter may name under `checks`, run for each element where their path goes through a list. */
const EACH: Readonly<Record<string, Check>> = { ...dates, ...persons, ...places, ...values, listed, notListed }

/** Those that look at a list as a whole. */
const WHOLE: Readonly<Record<string, ListCheck>> = { count, unique, exclusive }

/** Whether there is a check of that name. */
export function isCheck(rule: string): boolean {
  return Object.hasOwn(EACH, rule) || Object.hasOwn(WHOLE, rule)
}

/** Runs one check of the matter; silent where a field it reads is already at fault. */
export function runCheck(walk: Walk, check: FormCheck, broken: Broken): Fault[] {
  const whole = Object.hasOwn(WHOLE, check.rule) ? WHOLE[check.rule] : undefined
  if (whole) return applies(walk, check, broken) ? toFaults(whole(walk, check), check) : []
  const each = Object.hasOwn(EACH, check.rule) ? EACH[check.rule] : undefined
  if (!each) return []
  if (!check.path.includes('[]')) return runOnce(walk, check, each, broken)
  return pathsAt(walk.values, check.path).flatMap((path) => runOnce(walk, bindCheck(check, path), each, broken))
}

function runOnce(walk: Walk, check: FormCheck, each: Check, broken: Broken): Fault[] {
  const found = applies(walk, check, broken) ? each(walk, check) : null
  return found ? toFaults([found], check) : []
}

const bindCheck = perPlace(
  (check: FormCheck, path): FormCheck => ({
    ...check,
    path,
    ...(check.others ? { others: check.others.map((other) => bindPath(other, path)) } : {}),
    ...(check.when ? { when: bindCondition(check.when, path) } : {}),
    ...(check.where ? { where: bindCondition(check.where, path) } : {}),
  }),
)

function applies(walk: Walk, check: FormCheck, broken: Broken): boolean {
  if (broken.has(check.path) || check.others?.some((path) => broken.has(path))) return false
  return check.when === undefined || holds(check.when, walk.values)
}

function toFaults(found: readonly Found[], check: FormCheck): Fault[] {
  return found.map((wrong) => ({
    path: wrong.path ?? check.path,
    code: wrong.code,
    message: check.message ?? wrong.message,
    fix: check.fix ?? wrong.fix,
  }))
}

/** Two paths that mean the same must hold the same, where both are filled. */
export function checkSame(walk: Walk, pair: SamePaths, broken: Broken): Fault[] {
  const check = agreements.get(pair) ?? agreementOf(pair)
  agreements.set(pair, check)
  return runCheck(walk, check, broken)
}

const agreements = new WeakMap<SamePaths, FormCheck>()

const agreementOf = ({ paths: [left, right], when }: SamePaths): FormCheck => ({
  rule: 'agrees',
  path: left,
  others: [right],
  ...(when ? { when } : {}),
})

/** Which fields are at fault already. */
export interface Broken {
  has(path: string): boolean
}

const NONE_BROKEN: Broken = { has: () => false }

/** The fields at fault; a path through a list counts where one of its elements is, or the list itself. */
export function brokenFields(faults: readonly Fault[]): Broken {
  if (faults.length === 0) return NONE_BROKEN
  const paths = new Set(faults.map(({ path }) => path))
  const shapes = new Set(faults.map(({ path }) => shapeOf(path)))
  const listAtFault = (path: string): boolean =>
    [...path.matchAll(/\[\]/g)].some((match) => paths.has(path.slice(0, match.index)))
  return { has: (path) => paths.has(path) || (path.includes('[]') && (shapes.has(path) || listAtFault(path))) }
}
