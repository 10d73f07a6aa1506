import { useReducer } from 'react'
import type { MaterialInput } from '../../parts/materials/material-row.tsx'
import { nowText } from '../../parts/time.ts'
import type { Uploaded } from '../../parts/upload.ts'
import { isGroup, isNothing, type Values, withValue } from '../../parts/values.ts'

/** Everything that a window enters for one case. */
export interface Content {
  readonly region: string
  readonly matter: string
  readonly mode: string
  readonly form: Values
  readonly materials: readonly MaterialInput[]
}

export interface Intake extends Content {
  /** files that were sent from this page, by id: their names */
  readonly files: Readonly<Record<string, Uploaded>>
  /** fields that somebody left: what is wrong with them may be said */
  readonly left: ReadonlySet<string>
  /** counts what was settled at one stroke: a field left, values filled in */
  readonly settled: number
  /** everything that is wrong may be said */
  readonly all: boolean
}

export const NOTHING: Content = { region: '', matter: '', mode: '', form: {}, materials: [] }

type Change =
  | { readonly do: 'go'; readonly to: Pick<Content, 'region' | 'matter' | 'mode'> }
  | { readonly do: 'set'; readonly path: string; readonly value: unknown }
  | { readonly do: 'leave'; readonly path: string }
  | {
      readonly do: 'give'
      readonly slot: string
      readonly part: string
      readonly given: MaterialInput | null
      readonly file?: Uploaded | undefined
    }
  /** several values at once; `over`: also where something stands */
  | { readonly do: 'fill'; readonly values: Values; readonly over: boolean }
  | { readonly do: 'say-all' }
  | { readonly do: 'load'; readonly content: Content }

export function useIntakeState(first: Content) {
  return useReducer(change, { ...first, files: {}, left: new Set<string>(), settled: 0, all: false })
}

function change(state: Intake, what: Change): Intake {
  switch (what.do) {
    case 'go':
      return gone(state, what.to)
    case 'set':
      return { ...state, form: withFollowing(state.form, what.path, what.value) }
    case 'leave':
      return { ...state, left: new Set(state.left).add(what.path), settled: state.settled + 1 }
    case 'give': {
      const others = state.materials.filter(({ slot, part = '' }) => slot !== what.slot || part !== what.part)
      const files = what.file ? { ...state.files, [what.file.id]: what.file } : state.files
      return { ...state, files, materials: what.given ? [...others, what.given] : others }
    }
    case 'fill':
      return { ...state, form: filled(state.form, what.values, what.over), settled: state.settled + 1 }
    case 'say-all':
      return { ...state, all: true }
    case 'load':
      return { ...state, ...what.content }
  }
}

/** The form with the values put in; a list or an address is one value. */
export function filled(form: Values, values: Values, over: boolean): Values {
  const entries = Object.entries(values).map(([name, value]): [string, unknown] => {
    const before = form[name]
    if (isGroup(value) && isGroup(before)) return [name, filled(before, value, over)]
    return [name, over || isNothing(before) ? value : before]
  })
  return { ...form, ...Object.fromEntries(entries) }
}

/** What was typed stays when the destination changes; the mode and the handling district follow it. */
function gone(state: Intake, to: Pick<Content, 'region' | 'matter' | 'mode'>): Intake {
  const elsewhere = to.region !== state.region
  const withMode = withValue(state.form, 'case.mode', to.mode)
  const form = elsewhere ? withValue(withValue(withMode, 'case.handlingDivision', ''), 'extra', '') : withMode
  return { ...state, ...to, form, all: false }
}

/** The time of a verification is when its result was entered. */
function withFollowing(form: Values, path: string, value: unknown): Values {
  const next = withValue(form, path, value)
  return path === 'verify.result' ? withValue(next, 'verify.at', isNothing(value) ? '' : nowText()) : next
}
