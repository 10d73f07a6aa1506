import type { Fault } from '../fault.ts'
import { type JsonObject, valueAt } from '../json.ts'
import type { Field, Matter } from '../matter.ts'
import { checkUscc, innerCodeAgrees } from './uscc.ts'

/** What a clerk should look at twice but that blocks nothing: credit codes whose inner organisation code (GB 11714) does not check. */
export function warnForm(matter: Matter, form: JsonObject): Fault[] {
  return matter.fields.flatMap((field) => {
    const value = valueAt(form, field.path)
    if (typeof value !== 'string' || !holdsUscc(field, form) || checkUscc(value) || innerCodeAgrees(value)) return []
    const message = `“${field.label}”中的组织机构代码（第 9 至 17 位）校验不符，少数老代码如此`
    return [
      { path: field.path, code: 'inner-checksum', message, fix: '请与营业执照或登记证书再核对一次；无误的可以继续' },
    ]
  })
}

function holdsUscc({ rules = [] }: Field, form: JsonObject): boolean {
  return rules.some(
    (named) => named.rule === 'uscc' || (named.rule === 'idNo' && valueAt(form, String(named['idType'])) === '001'),
  )
}
