import { isObject, type Json } from '../../json.ts'
import { valuesAt } from '../../list-path.ts'
import { type Operation, Problem, type Scope } from '../scope.ts'
import { flag, positiveNumber, someText } from './arguments.ts'
import { exactly } from './values.ts'

/** What a number is of the sum over the whole list, in hundredths to two places, without zeros at the end unless with `zeros`; the last element fills up to 100, but where each is rounded `alone`. */
const share: Operation = {
  args: { of: someText, suffix: someText, alone: flag, zeros: flag },
  needs: ['of'],
  source: true,
  make: ({ of, suffix, alone, zeros }) => ({
    loss: 'L0',
    forward: (value, scope) => {
      const all = valuesAt(scope.root, String(of)).map(Number)
      const place = placeOf(scope)
      if (typeof value !== 'number' || place === null || place >= all.length) return undefined
      const sum = all.reduce((total, one) => total + one, 0)
      if (!(sum > 0)) return new Problem('format', '的合计不是正数', '请填写各项金额')
      const parts = all.map((one) => Math.round((one / sum) * 10_000 + 1e-9))
      const own =
        alone !== true && place === all.length - 1
          ? 10_000 - parts.slice(0, -1).reduce((a, b) => a + b, 0)
          : parts[place]
      const number = (own ?? 0) / 100
      return `${zeros === true ? number.toFixed(2) : number}${String(suffix ?? '')}`
    },
    backward: null,
  }),
}

/** What the region says of the parts alone, summed up; `by` is what it counts in of our unit. A member that is no number is for its own rule to refuse. */
const sum: Operation = {
  args: { of: someText, by: positiveNumber },
  needs: ['of'],
  source: true,
  make: ({ of, by }) => ({
    loss: 'L0',
    takesGroups: true,
    forward: () => undefined,
    backward: (value) => {
      const members = (Array.isArray(value) ? value : []).map((one) => (isObject(one) ? one[String(of)] : undefined))
      const numbers = members.map((one) =>
        typeof one === 'number' || typeof one === 'string' ? Number(one) : Number.NaN,
      )
      const total = exactly(numbers.reduce((all, one) => all + one, 0))
      return numbers.length > 0 && Number.isFinite(total) ? exactly(total / Number(by ?? 1)) : undefined
    },
  }),
}

/** The place of the element at hand, from 0. */
function placeOf({ values }: Scope): number | null {
  const index: Json | undefined = values['index']
  return typeof index === 'number' ? index - 1 : null
}

/** Operations that set a number beside its list. */
export const SHARE_OPERATIONS = { share, sum }
