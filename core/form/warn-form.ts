import type { Fault } from '../fault.ts'
import { valueAt } from '../json.ts'
import { pathsAt } from '../list-path.ts'
import type { Field } from '../matter.ts'
import type { FormToCheck } from './check-form.ts'
import { runCheck } from './checks/registry.ts'
import { bindField, createWalk, textAt, type Walk } from './form-walk.ts'
import { checkUscc, innerCodeAgrees } from './uscc.ts'

/** What a clerk should look at twice but that blocks nothing: the matter's warnings, and credit codes whose inner organisation code (GB 11714) does not check. */
export function warnForm(given: Omit<FormToCheck, 'materials'>): Fault[] {
  const walk = createWalk(given)
  const nothing = { has: () => false }
  return [
    ...walk.matter.fields.flatMap((field) => warnField(walk, field)),
    ...walk.matter.checks.flatMap((check) => (check.warn ? runCheck(walk, check, nothing) : [])),
  ]
}

function warnField(walk: Walk, field: Field): Fault[] {
  return pathsAt(walk.values, field.path).flatMap((path) => {
    const bound = bindField(walk.matter, field, path)
    const value = valueAt(walk.form, path)
    if (typeof value !== 'string' || !holdsUscc(walk, bound) || checkUscc(value) || innerCodeAgrees(value)) return []
    const message = `“${bound.label}”中的组织机构代码（第 9 至 17 位）校验不符，少数老代码如此`
    return [{ path, code: 'inner-checksum', message, fix: '请与营业执照或登记证书再核对一次；无误的可以继续' }]
  })
}

function holdsUscc(walk: Walk, { rules = [] }: Field): boolean {
  return rules.some(
    (named) =>
      named.rule.startsWith('uscc') || (named.rule === 'idNo' && textAt(walk, String(named['idType'])) === '001'),
  )
}
