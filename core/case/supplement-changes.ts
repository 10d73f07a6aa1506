import { canonicalJson, isObject, type Json, type JsonObject } from '../json.ts'
import { pathOf } from '../mapping/materials.ts'
import type { CaseMaterial } from '../matter.ts'
import type { FileRef } from '../message.ts'
import type { Case } from './case.ts'

/** What a supplement brings that the case had not: values of the form (an address or a list whole), paths of materials, and the files that others took the place of. */
export function supplementChanges(
  before: Pick<Case, 'form' | 'materials'>,
  form: JsonObject,
  materials: readonly CaseMaterial[],
): { values: JsonObject; changed: string[]; replaced: JsonObject[] } {
  const earlier = before.materials
  const known = new Set(earlier.map(identityOf))
  const kept = new Set(materials.map(({ file }) => file?.id))
  return {
    values: changedValues(before.form, form) ?? {},
    changed: materials.filter((material) => !known.has(identityOf(material))).map(pathOf),
    replaced: earlier.flatMap(({ file }) => (file && !kept.has(file.id) ? [toJson(file)] : [])),
  }
}

function identityOf({ slot, part, file, exempt }: CaseMaterial): string {
  return canonicalJson({ slot, part: part ?? '', file: file?.id ?? '', exempt: (exempt ?? null) as Json })
}

function toJson({ id, sha256, name, mediaType, sizeBytes }: FileRef): JsonObject {
  return { id, sha256, name, mediaType, sizeBytes }
}

function changedValues(before: Json | undefined, after: Json): JsonObject | undefined {
  if (!isObject(after)) return undefined
  const changed: JsonObject = {}
  for (const [key, value] of Object.entries(after)) {
    const earlier = isObject(before) && Object.hasOwn(before, key) ? before[key] : undefined
    if (earlier !== undefined && canonicalJson(earlier) === canonicalJson(value)) continue
    const inner = isObject(value) && !('division' in value && 'detail' in value) ? changedValues(earlier, value) : value
    if (inner !== undefined) changed[key] = inner
  }
  return Object.keys(changed).length > 0 ? changed : undefined
}
