import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { compileAccess, compileCondition, readAt } from './path-access.ts'
import type { Acceptance } from './rule.ts'

/** Compiles what a region takes of values that it may not even carry; a fault at the canonical path for each that it does not. Of `kids[].age` each is looked at, and lone names in `when` mean members of the same element. */
export function compileAcceptances(
  acceptances: readonly Acceptance[],
  region: string,
  labelOf: (path: string) => string,
): (values: JsonObject) => Fault[] {
  const compiled = acceptances.map((acceptance) => {
    const [list = '', member] = acceptance.path.split('[].')
    return {
      acceptance,
      list: member === undefined ? null : compileAccess(list),
      access: compileAccess(member ?? acceptance.path),
      holds: acceptance.when ? compileCondition(acceptance.when) : null,
      label: labelOf(acceptance.path),
    }
  })
  return (values) => {
    const faults: Fault[] = []
    for (const { acceptance, list, access, holds, label } of compiled) {
      const elements = list ? elementsOf(readAt(list, values)) : [values]
      for (const [index, element] of elements.entries()) {
        if (holds && !holds({ values: element, root: values })) continue
        const fault = refusalOf(readAt(access, element), acceptance, region, label)
        if (fault) faults.push({ path: acceptance.path.replace('[]', `[${index}]`), ...fault })
      }
    }
    return faults
  }
}

/** Each element in its place; what is no group has no member to look at. */
function elementsOf(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.map((element) => (isObject(element) ? element : {})) : []
}

function refusalOf(
  value: Json | undefined,
  { only, not, starts, needed, most, where, why }: Acceptance,
  region: string,
  label: string,
): Omit<Fault, 'path'> | null {
  const reason = why ? `(${why})` : ''
  if (value === undefined || isBlank(value))
    return needed
      ? { code: 'required', message: `“${label}”没有填写,该项由${region}要求${reason}`, fix: `请填写${label}` }
      : null
  const elements = Array.isArray(value) ? value : [value]
  const counted = elements.filter((element) => hasMembers(element, where ?? {}))
  if (most !== undefined && counted.length > most)
    return { code: 'too-many', message: `“${label}”${region}最多收 ${most} 条${reason}`, fix: '请减少,或按说明另附' }
  const refused = elements.find(
    (one) =>
      (only !== undefined && !only.includes(one)) ||
      not?.includes(one) ||
      (starts !== undefined && !String(one).startsWith(starts)),
  )
  if (refused === undefined) return null
  const message = `“${label}”的值“${String(refused).slice(0, 50)}”${region}不接收${reason}`
  return { code: 'code', message, fix: `请换一个${region}接收的值` }
}

function hasMembers(element: Json, where: Readonly<Record<string, Json>>): boolean {
  const wanted = Object.entries(where)
  return wanted.length === 0 || (isObject(element) && wanted.every(([name, value]) => element[name] === value))
}
