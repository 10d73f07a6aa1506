import type { Field, Matter } from '../../matter.ts'
import { GROUPS_BESIDE } from '../message-groups.ts'

/** Groups that stand beside the form in what a mapping reads; `result` is what the region fills in later, sent on only where it is there. */
const BESIDE = new Set([...GROUPS_BESIDE, 'extra', 'result'])

/** What a matter's form holds, by path. */
export interface MatterPaths {
  field(path: string): Field | undefined
  /** a field, a part of an address, a group, or a group beside the form */
  knows(path: string): boolean
  /** a group, or a list of groups */
  isGroup(path: string): boolean
}

/** The paths of a matter; inside lists they are written with `[]`. */
export function listMatterPaths({ fields }: Matter): MatterPaths {
  const known = new Map(fields.map((field) => [field.path, field]))
  const groups = new Set(fields.flatMap(({ path }) => groupsOf(path)))
  const field = (path: string) => known.get(path) ?? known.get(path.replace(/\[\]$/, ''))
  return {
    field,
    isGroup: (path) => groups.has(path) && (known.get(path)?.type ?? 'list') === 'list',
    knows(path) {
      if (BESIDE.has(path.split(/[.[]/)[0] ?? '') || /(^|\.)index$/.test(path)) return true
      if (known.has(path) || groups.has(path) || path.endsWith('[].value')) return true
      const holder = field(path.split('.').slice(0, -1).join('.'))
      return holder?.type === 'address' && /\.(division|detail|full|postcode)$/.test(path)
    },
  }
}

function groupsOf(path: string): string[] {
  const parts = path.split('.')
  return parts.slice(0, -1).flatMap((_, index) => {
    const group = parts.slice(0, index + 1).join('.')
    return [group, group.replace(/\[\]$/, '')]
  })
}
