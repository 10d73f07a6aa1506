import type { Json } from '../../json.ts'
import { valuesAt } from '../../list-path.ts'
import { type Operation, Problem, type Scope } from '../scope.ts'
import { flag, someText } from './arguments.ts'

/** What a number is of the sum over the whole list, in hundredths to two places without zeros at the end; the last element fills up to 100, but where each is rounded `alone`. */
const share: Operation = {
  args: { of: someText, suffix: someText, alone: flag },
  needs: ['of'],
  source: true,
  make: ({ of, suffix, alone }) => ({
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
      return `${(own ?? 0) / 100}${String(suffix ?? '')}`
    },
    backward: null,
  }),
}

/** The place of the element at hand, from 0. */
function placeOf({ values }: Scope): number | null {
  const index: Json | undefined = values['index']
  return typeof index === 'number' ? index - 1 : null
}

/** Operations that set a number beside its list. */
export const SHARE_OPERATIONS = { share }
