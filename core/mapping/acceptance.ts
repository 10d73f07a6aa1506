import { isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import { compileAccess, compileCondition } from './path-access.ts'
import type { Acceptance } from './rule.ts'

/** Compiles what a region takes of values that it may not even carry: only these, else a fault at the canonical path. */
export function compileAcceptances(
  acceptances: readonly Acceptance[],
  region: string,
  labelOf: (path: string) => string,
): (values: JsonObject) => Fault[] {
  const compiled = acceptances.map((acceptance) => ({
    ...acceptance,
    access: compileAccess(acceptance.path),
    holds: acceptance.when ? compileCondition(acceptance.when) : () => true,
  }))
  return (values) =>
    compiled.flatMap(({ path, access, holds, only, not, why }): Fault[] => {
      const value = access.read(values)
      if (value === undefined || isBlank(value) || !holds({ values, root: values })) return []
      if ((only?.includes(value) ?? true) && !not?.includes(value)) return []
      const reason = why ? `(${why})` : ''
      const message = `“${labelOf(path)}”的值“${String(value).slice(0, 50)}”${region}不接收${reason}`
      return [{ path, code: 'code', message, fix: `请换一个${region}接收的值` }]
    })
}
