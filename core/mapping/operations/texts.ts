import { isBlank } from '../../condition.ts'
import { OPEN_ENDED } from '../../form/calendar-date.ts'
import { isObject, type Json, type JsonObject, putAt } from '../../json.ts'
import { DATE_FORMATS, formatDate, parseDate } from '../dates.ts'
import { type Access, compileAccess, look } from '../path-access.ts'
import type { DateFormat } from '../rule.ts'
import { type Carried, Noted, type Operation, Problem, type Scope } from '../scope.ts'
import { anyValue, flag, oneOf, someText, textsByName } from './arguments.ts'

type WordedFormat = Exclude<DateFormat, 'ms'>

/** Several values in one text, both ways: `{filing.from} 至 {filing.to}`. */
const parts: Operation = {
  args: { text: someText, blank: someText, open: someText, format: oneOf(...DATE_FORMATS), instead: textsByName },
  needs: ['text'],
  source: true,
  make: ({ text, blank, open, format, instead }) => {
    const pieces = String(text).split(/\{([^}]+)\}/)
    const accesses = pieces.map((piece, index) => (index % 2 === 1 ? compileAccess(piece) : null))
    const others = pieces.map((piece) => {
      const other = (instead as Record<string, string> | undefined)?.[piece]
      return other === undefined ? null : compileAccess(other)
    })
    const dates = format as WordedFormat | undefined
    const shape = new RegExp(
      `^${pieces.map((piece, index) => (index % 2 === 1 ? '(.*?)' : literal(piece))).join('')}$`,
      's',
    )
    return {
      loss: 'L0',
      carriesAll: true,
      // a word stands for what is blank: what follows from its being blank comes back, but no more
      lossOf: (_value, _carried, scope) =>
        accesses.some((access, index) => access && blankAt(access, scope) && (blank !== undefined || others[index]))
          ? 'L2'
          : 'L0',
      forward: (_value, scope) => {
        const values = accesses.map((access, index) => {
          const own = access ? look(access, scope) : undefined
          const other = others[index]
          return other && (own === undefined || isBlank(own)) ? look(other, scope) : own
        })
        if (values.every((value) => value === undefined || isBlank(value))) return undefined
        const words = pieces.map((piece, index) => {
          if (!accesses[index]) return piece
          const value = values[index]
          return wordOf(dates ? written(value, dates) : value, blank, open)
        })
        return words.join('')
      },
      backward: (value, _scope, out) => {
        const found = shape.exec(String(value))
        if (!found)
          return new Problem(
            'format',
            `的写法不对,应为“${String(text).replaceAll(/\{[^}]+\}/g, '…')}”`,
            '请按接口文档填写',
          )
        for (const [index, part] of found.slice(1).entries()) {
          const path = pieces[index * 2 + 1] ?? ''
          if (part === '' || part === blank) continue
          const read = part !== open && dates ? parseDate(part, dates, false) : part
          if (read === null) return new Problem('format', '的日期格式不对', '请按接口文档的格式填写')
          putAt(out, path, part === open ? OPEN_ENDED : read)
        }
        return undefined
      },
    }
  },
}

function blankAt(access: Access, scope: Scope): boolean {
  const value = look(access, scope)
  return value === undefined || isBlank(value)
}

function written(value: Json | undefined, format: WordedFormat): Json | undefined {
  if (typeof value !== 'string' || value === OPEN_ENDED || value === '') return value
  return formatDate(value.slice(0, 10), format) ?? value
}

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function wordOf(value: Json | undefined, blank: Json | undefined, open: Json | undefined): string {
  if (value === undefined || isBlank(value)) return String(blank ?? '')
  return value === OPEN_ENDED ? String(open ?? blank ?? OPEN_ENDED) : String(value)
}

/** Where a region has one field for either kind of number. */
const telephone: Operation = {
  args: { landline: someText },
  needs: [],
  source: true,
  make: ({ landline }) => ({
    loss: 'L0',
    lossOf: (value) => (isMobile(value) ? 'L0' : landline === undefined ? 'L3' : 'L2'),
    forward: (value) => value,
    backward: (value, _scope, out) => {
      if (isMobile(value)) return value
      if (landline === undefined) return new Noted(undefined, 'L3', '对方填的是固定电话,手机号须由人补填')
      putAt(out, String(landline), value)
      return undefined
    },
  }),
}

function isMobile(value: Json): boolean {
  return /^1\d{10}$/.test(String(value))
}

/** What a text says by its end: `… 至 长期`. */
const ending: Operation = {
  args: { text: someText, is: anyValue, isNot: anyValue },
  needs: ['text', 'is', 'isNot'],
  source: true,
  make: ({ text, is, isNot }) => ({
    loss: 'L0',
    forward: () => undefined,
    backward: (value) => (String(value).endsWith(String(text)) ? is : isNot),
  }),
}

/** A list of groups as one text: every element by its own template, in which `{path|TABLE}` is translated. */
const joined: Operation = {
  args: { text: someText, by: someText, end: flag, once: flag },
  needs: ['text', 'by'],
  source: true,
  make: ({ text, by, end, once }) => {
    const pieces = String(text)
      .split(/(\{[^}]+\})/)
      .map(compilePiece)
    return {
      loss: 'L0',
      forward: (value, scope) => {
        const elements = (Array.isArray(value) ? value : []).filter(isObject)
        const all = elements.map((element) => pieces.map((piece) => piece(element, scope)).join(''))
        const words = once ? [...new Set(all)] : all
        return words.join(String(by)) + (end && words.length > 0 ? String(by) : '')
      },
      backward: null,
    }
  },
}

function compilePiece(piece: string): (element: JsonObject, scope: Scope) => string {
  if (!piece.startsWith('{')) return () => piece
  const [path = '', table] = piece.slice(1, -1).split('|')
  const access = compileAccess(path)
  return (element, scope) => {
    const value = look(access, { values: element, root: scope.root })
    const word = value === undefined || value === null ? '' : String(value)
    return table === undefined
      ? word
      : (scope.setting.tables.get(table)?.toTheirs(word, { values: element, root: scope.root }) ?? word)
  }
}

/** The tables that the text of a rule names. */
export function joinedTables(op: string | undefined, text: Json | undefined): string[] {
  return op === 'joined' || op === 'template'
    ? [...String(text ?? '').matchAll(/\|(?!(?:day|time|full)\})(\w+)\}/g)].map(([, name = '']) => name)
    : []
}

/** One text of named values (`姓名=甲;服务单位=乙`) as a group; `words` says what the members of the region's group are called in our text. */
const entries: Operation = {
  args: { words: textsByName },
  needs: ['words'],
  source: true,
  make: ({ words }) => {
    const wordOfMember = new Map(Object.entries(words as Record<string, string>))
    const memberOfWord = new Map([...wordOfMember].map(([member, word]) => [word, member]))
    const known = [...memberOfWord.keys()].join('、')
    const wrong = new Problem('format', `应写作“项=值”,只收 ${known},各一次`, '多项请用半角分号隔开')
    return {
      loss: 'L0',
      takesGroups: true,
      forward: (value) => {
        if (typeof value !== 'string' || value === '') return undefined
        const found: JsonObject = {}
        for (const entry of value.split(';')) {
          const [, word = '', text = ''] = /^([^=]+)=(.+)$/s.exec(entry) ?? []
          const member = memberOfWord.get(word)
          if (member === undefined || member in found) return wrong
          found[member] = text
        }
        return found
      },
      backward: (value) => {
        const members = isObject(value) ? Object.entries(value) : []
        const fits = members.every(([member, text]) => wordOfMember.has(member) && /^[^;]+$/.test(textOf(text)))
        return members.length > 0 && fits
          ? members.map(([member, text]) => `${wordOfMember.get(member)}=${textOf(text)}`).join(';')
          : wrong
      },
    }
  },
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : ''
}

const DAY_MS = 86_400_000

/** Natural days from one date to another, as text. */
const days: Operation = {
  args: { since: someText },
  needs: ['since'],
  source: true,
  make: ({ since }) => {
    const access = compileAccess(String(since))
    const dayOf = (value: Json | undefined) => Date.parse(`${String(value ?? '').slice(0, 10)}T00:00:00Z`)
    return {
      loss: 'L0',
      forward: (value, scope): Carried => {
        const count = Math.round((dayOf(value) - dayOf(look(access, scope))) / DAY_MS)
        return Number.isFinite(count) && count >= 0 ? String(count) : undefined
      },
      backward: null,
    }
  },
}

/** Operations that make one text of several values. */
export const TEXT_OPERATIONS = { parts, ending, joined, entries, days, telephone }
