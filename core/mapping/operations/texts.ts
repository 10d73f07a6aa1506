import { isBlank } from '../../condition.ts'
import { OPEN_ENDED } from '../../form/calendar-date.ts'
import { isObject, type Json, type JsonObject, putAt } from '../../json.ts'
import { compileAccess, look } from '../path-access.ts'
import { type Carried, Noted, type Operation, Problem, type Scope } from '../scope.ts'
import { flag, someText } from './arguments.ts'

/** Several values in one text, both ways: `{filing.from} 至 {filing.to}`. */
const parts: Operation = {
  args: { text: someText, blank: someText, open: someText },
  needs: ['text'],
  source: true,
  make: ({ text, blank, open }) => {
    const pieces = String(text).split(/\{([^}]+)\}/)
    const accesses = pieces.map((piece, index) => (index % 2 === 1 ? compileAccess(piece) : null))
    const shape = new RegExp(
      `^${pieces.map((piece, index) => (index % 2 === 1 ? '(.*?)' : literal(piece))).join('')}$`,
      's',
    )
    return {
      loss: 'L0',
      carriesAll: true,
      forward: (_value, scope) => {
        const values = accesses.map((access) => (access ? look(access, scope) : undefined))
        if (values.every((value) => value === undefined || isBlank(value))) return undefined
        return pieces.map((piece, index) => (accesses[index] ? wordOf(values[index], blank, open) : piece)).join('')
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
          putAt(out, path, part === open ? OPEN_ENDED : part)
        }
        return undefined
      },
    }
  },
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

/** A list of groups as one text: every element by its own template, in which `{path|TABLE}` is translated. */
const joined: Operation = {
  args: { text: someText, by: someText, end: flag },
  needs: ['text', 'by'],
  source: true,
  make: ({ text, by, end }) => {
    const pieces = String(text)
      .split(/(\{[^}]+\})/)
      .map(compilePiece)
    return {
      loss: 'L0',
      forward: (value, scope) => {
        const elements = (Array.isArray(value) ? value : []).filter(isObject)
        const words = elements.map((element) => pieces.map((piece) => piece(element, scope)).join(''))
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
    return table === undefined ? word : (scope.setting.tables.get(table)?.toTheirs(word, scope) ?? word)
  }
}

/** The tables that the text of a rule names. */
export function joinedTables(op: string | undefined, text: Json | undefined): string[] {
  return op === 'joined' || op === 'template'
    ? [...String(text ?? '').matchAll(/\|(?!day\})(\w+)\}/g)].map(([, name = '']) => name)
    : []
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
export const TEXT_OPERATIONS = { parts, joined, days, telephone }
