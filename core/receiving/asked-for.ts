import type { Case } from '../case/case.ts'
import { isObject, type Json } from '../json.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { AskedFor } from '../protocol.ts'

/** What our last correction notice of the case asks for, in the region's words. */
export function askedFor({ memo }: Pick<Case, 'memo'>, mapping: Mapping): AskedFor {
  const correction = memo['correction']
  const items = isObject(correction) && Array.isArray(correction['items']) ? correction['items'].filter(isObject) : []
  const textOf = (value: Json | undefined) => (typeof value === 'string' ? value : '')
  return {
    paths: items.flatMap(({ target, path }) =>
      target === 'field' ? [mapping.treePath(textOf(path)) ?? textOf(path)] : [],
    ),
    materials: items.flatMap(({ target, slot, part }) =>
      target === 'material'
        ? mapping.set.materials
            .filter((rule) => rule.slot === slot && (part === undefined || rule.part === part))
            .map(({ to }) => to)
        : [],
    ),
  }
}
