import type { Codes } from '../form/codes.ts'
import { isObject, type Json, putAt } from '../json.ts'
import { type Carried, type Operator, Problem, type Scope } from './scope.ts'

/** Addresses: canonical `{ division, detail }` as one text, as its parts, or as the list of codes from province to county. */
export function addressOperator({ as }: Readonly<Record<string, Json>>): Operator {
  return {
    loss: as === 'full' ? 'L1' : 'L0',
    forward: (value, scope) => forward(value, String(as), scope),
    backward: (value, scope, out, path) => {
      if (as === 'full') {
        const split = splitAddress(scope.setting.codes, String(value))
        putAt(out, path, split ? { ...split } : { detail: String(value) })
      } else if (as === 'detail') putAt(out, `${path}.detail`, String(value))
      else {
        const county = as === 'codes' ? countyOf(value) : String(value)
        if (county === undefined || !/^\d{6}/.test(county))
          return new Problem('format', '的区划代码不对', '请从省级写到县级')
        putAt(out, `${path}.division`, county.slice(0, 6))
      }
      return undefined
    },
  }
}

function forward(value: Json | undefined, as: string, { setting }: Scope): Carried {
  if (!isObject(value)) return undefined
  const { division, detail } = value as { division?: string; detail?: string }
  if (as === 'detail') return detail
  if (!division) return undefined
  if (as === 'division') return division.slice(0, 6)
  const names = setting.codes.divisionParts(division)
  if (!names) return new Problem('code', '的区划不是已知的代码', '请从区划列表中选择')
  if (as === 'full') return `${names.province}${names.city}${names.county}${detail ?? ''}`
  const province = `${division.slice(0, 2)}0000`
  const city = `${division.slice(0, 4)}00`
  const levels = names.city === '' ? [province, division.slice(0, 6)] : [province, city, division.slice(0, 6)]
  return levels.map((code) => code.padEnd(12, '0'))
}

const fullNames = new WeakMap<Codes, readonly (readonly [string, string])[]>()

/** The county whose full name starts the text, with the rest; the longest name wins. Null where none does. */
function splitAddress(codes: Codes, text: string): { division: string; detail: string } | null {
  const names = fullNames.get(codes) ?? listFullNames(codes)
  fullNames.set(codes, names)
  const found = names.find(([name]) => text.startsWith(name))
  return found ? { division: found[1], detail: text.slice(found[0].length) } : null
}

function listFullNames(codes: Codes): (readonly [string, string])[] {
  return [...codes.divisionNames.keys()]
    .map((code) => [codes.fullAddress({ division: code, detail: '' }) ?? '', code] as const)
    .filter(([name]) => name !== '')
    .sort(([a], [b]) => b.length - a.length)
}

/** The county among the codes: the last that has a county part and nothing below it. */
function countyOf(codes: Json): string | undefined {
  if (!Array.isArray(codes)) return undefined
  return codes.map(String).findLast((code) => /^\d{4}(?!00)\d{2}0*$/.test(code)) ?? undefined
}
