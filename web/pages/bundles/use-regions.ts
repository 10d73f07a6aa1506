import { useQueries } from '@tanstack/react-query'
import { groupsOf } from '../../parts/groups.ts'
import type { ServedField, ServedMatter } from '../../parts/matter.ts'
import { isGroup, type Values, valueAt } from '../../parts/values.ts'
import { api, read } from '../../shell/ask.ts'
import type { ThemeView } from './theme.ts'

/** What the regions that handle the children want besides: questions of their own, and materials in pieces. */
export interface RegionWants {
  readonly names: string
  readonly extras: readonly ServedField[]
  /** how the regions take a material, by the theme's slot */
  readonly pieces: ReadonlyMap<string, readonly Piece[]>
}

/** One file of a material as all regions that want it take it; `part` is '' where it is the whole. */
export interface Piece {
  readonly part: string
  readonly formats: readonly string[]
  readonly maxBytes: number
}

/** Asked as soon as it is known where a child is handled. */
export function useRegionWants(theme: ThemeView, handled: ReadonlySet<string>, form: Values): RegionWants {
  const placed = theme.children.flatMap(({ key, matter, at }) => {
    const division = divisionOf(valueAt(form, at))
    return handled.has(key) && division !== '' ? [{ key, matter, region: `${division.slice(0, 2)}0000` }] : []
  })
  const found = useQueries({
    queries: placed.map(({ matter, region }) => ({
      queryKey: ['matter', matter, region],
      queryFn: async () =>
        (await read(api.matters[':id'].$get({ param: { id: matter }, query: { region } }))) as unknown as ServedMatter,
      staleTime: 60_000,
      // a place of our own, or of a region that takes no part, wants nothing besides
      retry: false,
    })),
  })
  const served = placed.flatMap(({ key }, index) => {
    const matter = found[index]?.data
    return matter?.region ? [{ key, matter, region: matter.region }] : []
  })
  const pieces = new Map<string, readonly Piece[]>()
  for (const { slot, formats, needs } of theme.materials) {
    const rules = needs.flatMap(({ child, slot: own }) =>
      served
        .filter(({ key }) => key === child)
        .flatMap(({ region }) => region.materials.filter((rule) => rule.slot === own)),
    )
    const parts = new Map<string, Piece>()
    for (const rule of rules) {
      const { part = '', maxBytes } = rule
      const known = parts.get(part) ?? { part, formats, maxBytes }
      const both = known.formats.filter((format) => rule.formats.includes(format as never))
      parts.set(part, { part, formats: both, maxBytes: Math.min(known.maxBytes, maxBytes) })
    }
    // where one region takes it in pieces, it is handed in so
    if (parts.size > 1) parts.delete('')
    if (parts.size > 0) pieces.set(slot, [...parts.values()])
  }
  return {
    names: [...new Set(served.map(({ region }) => region.name))].join('、'),
    extras: served.flatMap(({ key, matter }) =>
      (groupsOf({ ...matter, fields: [] })[0]?.fields ?? []).map((field) => ({
        ...field,
        path: field.path.replace('extra.', `extra.${key}.`),
      })),
    ),
    pieces,
  }
}

function divisionOf(place: unknown): string {
  const division = isGroup(place) ? place['division'] : place
  return typeof division === 'string' && /^\d{6}/.test(division) ? division : ''
}
