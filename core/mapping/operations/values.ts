import { sm3 } from 'sm-crypto-v2'
import { uncarriedCharacters } from '../../charset.ts'
import { isBlank } from '../../condition.ts'
import { isObject, type Json } from '../../json.ts'
import { isLonger } from '../lengths.ts'
import { compileAccess, look, readAt } from '../path-access.ts'
import { type Carried, Noted, type Operation, Problem, type Scope } from '../scope.ts'
import { anyValue, flag, oneOf, positiveNumber, someText, textsByName, wholeNumber } from './arguments.ts'

/** `charset` is what the region keeps this one value in, where it is less than the message can carry; `without` a sign that it leaves out. */
const copy: Operation = {
  args: { charset: oneOf('gbk'), without: someText },
  needs: [],
  source: true,
  make: ({ charset, without }) => ({
    loss: without === undefined ? 'L0' : 'L2',
    takesGroups: true,
    ...(without === undefined && charset === undefined ? { copies: true } : {}),
    forward: (value) => {
      if (without !== undefined) return typeof value === 'string' ? value.replaceAll(String(without), '') : undefined
      const lost = charset === 'gbk' && typeof value === 'string' ? uncarriedCharacters(value, 'gbk') : []
      return lost.length === 0
        ? value
        : new Problem('charset', `里的“${lost.join('')}”对方的字符集装不下`, '请改用对方收得下的字')
    },
    backward: (value) => value,
  }),
}

/** Backward to the first source: which of them it was is not known any more. */
const coalesce: Operation = { ...copy, make: () => ({ ...copy.make({}, ''), loss: 'L2' }) }

/** `by` is what the region counts in of our unit: 元 of 万元 is 10000. `trim` writes no zeros at the end: up to so many places, not exactly so many. */
const text: Operation = {
  args: { decimals: wholeNumber, by: positiveNumber, trim: flag },
  needs: [],
  source: true,
  make: ({ decimals, by, trim }) => {
    const places = Number(decimals ?? 0)
    const factor = Number(by ?? 1)
    const fraction = trim === true ? `(\\.\\d{0,${places - 1}}[1-9])?` : `\\.\\d{${places}}`
    const shape = new RegExp(`^(0|[1-9]\\d*)${places === 0 ? '' : fraction}$`)
    return {
      loss: 'L0',
      forward: (value) => {
        const written = typeof value === 'number' ? toDecimal(exactly(value * factor), places) : value
        return trim === true && typeof written === 'string'
          ? written.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
          : written
      },
      backward: (value) => {
        const number = Number(value)
        return shape.test(String(value)) && Math.abs(number) <= Number.MAX_SAFE_INTEGER
          ? exactly(number / factor)
          : new Problem('format', '不是约定写法的数字', '请按接口文档的位数填写')
      },
    }
  },
}

/** Without the noise that binary fractions bring. */
export function exactly(value: number): number {
  return Number.isSafeInteger(value) ? value : Number(value.toPrecision(15))
}

function toDecimal(value: number, places: number): Carried {
  if (places === 0 && Number.isSafeInteger(value)) return String(value)
  const [whole = '', fraction = ''] = String(value).split('.')
  // the shortest writing of a number has no digits that only its binary form has
  const exact = !whole.includes('e') && !fraction.includes('e') && fraction.length <= places
  const written = exact && places > 0 ? `${whole}.${fraction.padEnd(places, '0')}` : value.toFixed(places)
  return Number(written) === value
    ? written
    : new Problem('format', `最多 ${places} 位小数`, places === 0 ? '请填整数' : `请按 ${places} 位小数填写`)
}

/** A number times a fixed factor (yuan in fen, days in hours); a result with a fraction is refused either way. */
const scale: Operation = {
  args: { by: positiveNumber },
  needs: ['by'],
  source: true,
  make: ({ by }) => ({
    loss: 'L0',
    forward: (value) => (typeof value === 'number' ? whole(value * Number(by)) : undefined),
    backward: (value) =>
      typeof value === 'number'
        ? Number((value / Number(by)).toPrecision(15))
        : new Problem('format', '应为数字', '请按接口文档填写'),
  }),
}

function whole(value: number): Carried {
  const rounded = Math.round(value)
  return Math.abs(value - rounded) < 1e-6 && Number.isSafeInteger(rounded)
    ? rounded
    : new Problem('format', '换算后不是整数', '请减少小数位数')
}

/** `back` is the canonical value that this very value of the region stands for; without it the way back is closed. */
const constant: Operation = {
  args: { value: anyValue, filler: flag, back: anyValue },
  needs: [],
  source: false,
  make: ({ value, back, filler }) => ({
    loss: filler === true ? 'L2' : 'L0',
    forward: () => value,
    backward:
      back === undefined
        ? (given) =>
            value === undefined || given === value
              ? undefined
              : new Noted(undefined, 'L1', `按约定应为“${String(value)}”`)
        : (given) => (value === undefined || given === value ? back : undefined),
  }),
}

/** What a version is: the region's value must be this one, given outright or by a constant of the set; another is a fault of the code `otherwise`. */
const fixed: Operation = {
  args: { value: anyValue, otherwise: someText },
  needs: [],
  source: false,
  make: ({ value, otherwise = 'code' }, from) => {
    const named = compileAccess(from.replace(/^const\./, ''))
    const wanted = ({ setting }: Scope) => value ?? readAt(named, setting.constants)
    return {
      loss: 'L0',
      forward: (_value, scope) => wanted(scope),
      backward: (given, scope) =>
        given === wanted(scope)
          ? undefined
          : new Problem(String(otherwise), `应为“${String(wanted(scope))}”`, '请按接口文档填写'),
    }
  },
}

/** `is` and `isNot` stand for true and false on the canonical side where that is a code. */
const boolean: Operation = {
  args: { yes: anyValue, no: anyValue, is: anyValue, isNot: anyValue },
  needs: ['yes', 'no'],
  source: true,
  make: ({ yes, no, is = true, isNot = is === true ? false : undefined }) => ({
    loss: 'L0',
    lossOf: (value, carried) => (carried === no && value !== isNot ? 'L2' : 'L0'),
    forward: (value) => {
      if (value === is) return yes
      return isNot === undefined ? (isBlank(value) ? undefined : no) : value === isNot ? no : undefined
    },
    backward: (value) => {
      if (value === yes) return is
      return value === no ? isNot : new Problem('code', '的值不是约定的是或否', '请按接口文档填写')
    },
  }),
}

/** `hash`: its digest in hex stands for it. `cut`: so many characters at most, the rest falls off the end. */
const template: Operation = {
  args: { text: someText, hash: oneOf('sm3'), cut: positiveNumber },
  needs: ['text'],
  source: false,
  make: ({ text: pattern, hash, cut }) => {
    const most = Number(cut ?? Number.POSITIVE_INFINITY)
    const parts = String(pattern)
      .split(/(\{[^}]+\})/)
      .map(compilePart)
    return {
      loss: 'L0',
      forward: (_value, scope) => {
        let text = ''
        for (const part of parts) text += part(scope)
        const written = hash === 'sm3' ? sm3(text) : text
        return isLonger(written, most) ? [...written].slice(0, most).join('') : written
      },
      backward: null,
    }
  },
}

function compilePart(part: string): (scope: Scope) => string {
  if (!part.startsWith('{')) return () => part
  const [path = '', form] = part.slice(1, -1).split('|')
  const cut = compileCut(form)
  const written = path.startsWith('to:')
  const access = compileAccess(written ? path.slice(3) : path)
  return (scope) => {
    const value = written ? readAt(access, scope.tree) : look(access, scope)
    if (form === 'full') return fullAddress(value, scope)
    const word = value === undefined || value === null ? '' : String(value)
    if (form === 'day') return word.slice(0, DAY_LENGTH)
    if (form === 'time') return word.slice(0, TIME_LENGTH).replace('T', ' ')
    if (cut) return cut(word)
    return form === undefined ? word : (scope.setting.tables.get(form)?.toTheirs(word, scope) ?? word)
  }
}

/** `5-10` counts from the start, `-12--7` from the end, where -1 is the last. */
function compileCut(form: string | undefined): ((word: string) => string) | null {
  const [, from, to] = /^(-?\d+)-(-?\d+)$/.exec(form ?? '') ?? []
  if (from === undefined || to === undefined) return null
  const start = from.startsWith('-') ? Number(from) : Number(from) - 1
  const end = to === '-1' ? undefined : to.startsWith('-') ? Number(to) + 1 : Number(to)
  return (word) => word.slice(start, end)
}

function fullAddress(value: Json | undefined, { setting }: Scope): string {
  if (!isObject(value)) return ''
  const { division, detail } = value
  return setting.codes.fullAddress({ division: String(division), detail: String(detail ?? '') }) ?? ''
}

const DAY_LENGTH = 'yyyy-MM-dd'.length
const TIME_LENGTH = 'yyyy-MM-ddTHH:mm:ss'.length

/** The canonical paths that a template writes out. */
export function templateSources(pattern: Json | undefined): string[] {
  return [...String(pattern ?? '').matchAll(/\{([^}]+)\}/g)].flatMap(([, path = '']) =>
    path.startsWith('to:') ? [] : [path.replace(/\|.*/, '')],
  )
}

const present: Operation = {
  args: { yes: anyValue, no: anyValue },
  needs: ['yes', 'no'],
  source: true,
  make: ({ yes, no }) => ({ loss: 'L0', forward: (value) => (isBlank(value) ? no : yes), backward: null }),
}

const count: Operation = {
  args: { of: oneOf('files', 'materials', 'kinds'), as: oneOf('text', 'number') },
  needs: ['of'],
  source: false,
  make: ({ of, as }) => ({
    loss: 'L0',
    forward: (_value, { counts }) => {
      const number = counts[of as 'files' | 'materials' | 'kinds']
      return as === 'number' ? number : String(number)
    },
    backward: null,
  }),
}

/** How many elements a list has, as text. */
const size: Operation = {
  args: {},
  needs: [],
  source: true,
  make: () => ({
    loss: 'L0',
    takesGroups: true,
    forward: (value) => (Array.isArray(value) && value.length > 0 ? String(value.length) : undefined),
    backward: null,
  }),
}

/** A number with its unit as one text, the number first: `{ value: 3, unit: G }` ↔ `3个工作日`. */
const quantity: Operation = {
  args: { units: textsByName },
  needs: ['units'],
  source: true,
  make: ({ units }) => {
    const words = new Map(Object.entries(units as Record<string, string>))
    const codes = new Map([...words].map(([code, word]) => [word, code]))
    return {
      loss: 'L0',
      forward: (value) => {
        if (!isObject(value)) return undefined
        const word = words.get(String(value['unit']))
        return word === undefined || typeof value['value'] !== 'number'
          ? new Problem('code', '的单位对方不收', `请换成${[...words.values()].join('、')}`)
          : `${value['value']}${word}`
      },
      backward: (value) => {
        const [, number, word = ''] = /^(\d{1,9})(.+)$/.exec(String(value)) ?? []
        const unit = codes.get(word)
        return unit === undefined
          ? new Problem('format', '不是约定写法的数量', `应为数字加${[...words.values()].join('、')}`)
          : { value: Number(number), unit }
      },
    }
  },
}

/** Operations on plain values. */
export const VALUE_OPERATIONS = {
  copy,
  text,
  scale,
  const: constant,
  fixed,
  boolean,
  coalesce,
  template,
  present,
  count,
  size,
  quantity,
}
