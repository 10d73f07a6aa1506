import type { Gateway, Region } from '../gateway.ts'
import { listRegionDifferences } from '../mapping/region-guide.ts'
import type { Field, Matter } from '../matter.ts'
import type { Codes } from './codes.ts'

/** A matter as the API serves it: codes with their labels, and what the region asks beyond it with its reason, and does otherwise. */
export function toMatterView({ codes, home }: Pick<Gateway, 'codes' | 'home'>, matter: Matter, region: Region | null) {
  const mapping = region?.mappings.get(matter.id)
  return {
    ...matter,
    fields: matter.fields.map((field) => withOptions(suggesting(field, home.division), codes)),
    ...(region
      ? {
          region: {
            code: region.code,
            name: region.name,
            version: mapping?.set.version ?? '',
            agreement: region.agreement.matters[matter.id] ?? null,
            asks: mapping?.overlay() ?? [],
            materials: mapping?.set.materials ?? [],
            differences: mapping
              ? listRegionDifferences(matter, mapping, region.agreement.matters[matter.id], codes)
              : [],
          },
        }
      : {}),
  }
}

/** A field with the home's division where that is what it suggests. */
function suggesting(field: Field, home: string): Field {
  return field.suggest === 'home' ? { ...field, suggest: home } : field
}

/** A field with the rows of its code table. */
export function withOptions(field: Field, codes: Codes) {
  return field.table ? { ...field, options: codes.tables.get(field.table)?.rows ?? [] } : field
}
