import { holds, isBlank } from '../condition.ts'
import type { Fault } from '../fault.ts'
import { isObject, type Json, type JsonObject, valueAt } from '../json.ts'
import type { CaseMaterial, Field, Matter } from '../matter.ts'
import { checkMaterials } from './check-materials.ts'
import { checkType } from './check-type.ts'
import type { Codes } from './codes.ts'
import { RULES } from './rules.ts'

export interface FormToCheck {
  readonly matter: Matter
  readonly codes: Codes
  readonly form: JsonObject
  readonly materials: readonly CaseMaterial[]
  readonly mode: string
  /** `yyyy-MM-dd` in Beijing */
  readonly today: string
}

/** Everything that is wrong with a form and its materials by the matter's own rules, all at once; empty where it may be sent. */
export function checkForm(input: FormToCheck): Fault[] {
  const { matter, form } = input
  const values: JsonObject = { ...form, mode: input.mode }
  return [
    ...unknownKeys(matter, form),
    ...matter.fields.flatMap((field) => checkField(field, values, input)),
    ...disagreements(matter, form),
    ...checkMaterials(matter, values, input.materials),
  ]
}

function checkField(field: Field, values: JsonObject, { codes, today }: FormToCheck): Fault[] {
  const value = valueAt(values, field.path)
  const wanted = field.when === undefined || holds(field.when, values)
  if (isBlank(value)) {
    const required =
      wanted && (field.required === true || (field.required !== undefined && holds(field.required, values)))
    return required
      ? [
          {
            path: field.path,
            code: 'required',
            message: `“${field.label}”没有填写`,
            fix: field.help ?? `请填写${field.label}`,
          },
        ]
      : []
  }
  if (!wanted)
    return [
      { path: field.path, code: 'unexpected', message: `“${field.label}”在这种情形下不应填写`, fix: '请清空这一项' },
    ]
  const shape = checkType(field, value as Json, codes, today)
  if (shape) return [{ path: field.path, ...named(field, shape) }]
  return (field.rules ?? []).flatMap(({ rule, ...others }) => {
    const finding = RULES[rule]?.(value as Json, { form: values, with: others, today })
    return finding ? [{ path: field.path, ...named(field, finding) }] : []
  })
}

function named(
  field: Field,
  finding: { code: string; message: string; fix: string },
): { code: string; message: string; fix: string } {
  return { ...finding, message: `“${field.label}”${finding.message}` }
}

/** Groups that the gateway itself adds or that belong to a region's overlay. */
const OPEN_GROUPS = new Set(['extra'])

function unknownKeys(matter: Matter, form: JsonObject): Fault[] {
  const known = new Set(matter.fields.map((field) => field.path))
  const groups = new Set(matter.fields.flatMap((field) => prefixes(field.path)))
  const faults: Fault[] = []
  const walk = (node: JsonObject, path: string, depth: number): void => {
    for (const [key, value] of Object.entries(node)) {
      const here = path === '' ? key : `${path}.${key}`
      if (OPEN_GROUPS.has(here) || known.has(here)) continue
      if (groups.has(here) && isObject(value) && depth < 10) walk(value, here, depth + 1)
      else if (!isBlank(value))
        faults.push({
          path: here,
          code: 'unexpected',
          message: `表单里没有“${here.slice(0, 80)}”这一项`,
          fix: '请删去,或核对字段名的写法',
        })
    }
  }
  walk(form, '', 0)
  return faults
}

function prefixes(path: string): string[] {
  const steps = path.split('.')
  return steps.slice(1).map((_, index) => steps.slice(0, index + 1).join('.'))
}

function disagreements(matter: Matter, form: JsonObject): Fault[] {
  return matter.same.flatMap(([first, second]) => {
    const [one, two] = [valueAt(form, first), valueAt(form, second)]
    if (isBlank(one) || isBlank(two) || JSON.stringify(one) === JSON.stringify(two)) return []
    const label = matter.fields.find((field) => field.path === first)?.label ?? first
    return [
      {
        path: first,
        code: 'conflict',
        message: `“${label}”与申请人一栏不一致,这个事项只能本人申请`,
        fix: '请改成同一个值',
      },
    ]
  })
}
