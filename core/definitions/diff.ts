import { isObject, type Json } from '../json.ts'
import { listDifferences, type ValueDifference } from '../json-differences.ts'
import { readYaml } from './yaml-source.ts'

/** What changed in one file between two versions of a definition. */
export interface FileDifference {
  readonly file: string
  readonly kind: 'added' | 'removed' | 'changed'
  /** of a YAML file value by value: a rule is named by its target, a code row by our code, a material by the region's code */
  readonly changes: readonly ValueDifference[]
}

/** What differs between two versions of a definition, file by file and value by value; layout and comments do not count. */
export function diffDefinitions(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): FileDifference[] {
  const files = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return files.flatMap((file): FileDifference[] => {
    const [old, fresh] = [before[file], after[file]]
    if (old === undefined) return [{ file, kind: 'added', changes: [] }]
    if (fresh === undefined) return [{ file, kind: 'removed', changes: [] }]
    if (old === fresh) return []
    const changes = listDifferences(read(file, old), read(file, fresh), nameOf)
    return changes.length > 0 ? [{ file, kind: 'changed', changes }] : []
  })
}

function read(file: string, text: string): Json {
  const parsed = file.endsWith('.json') ? readJson(text) : readYaml(file, text)
  return parsed.ok ? parsed.value.value : text
}

function readJson(text: string): { ok: true; value: { value: Json } } | { ok: false } {
  try {
    return { ok: true, value: { value: JSON.parse(text) as Json } }
  } catch {
    return { ok: false }
  }
}

function nameOf(element: Json): string | undefined {
  if (Array.isArray(element)) return String(element[0])
  if (!isObject(element)) return undefined
  const name =
    element['to'] ?? element['theirs'] ?? element['path'] ?? element['slot'] ?? element['include'] ?? element['code']
  const only = element['only']
  return name === undefined ? undefined : `${String(name)}${only === undefined ? '' : ` ${String(only)}`}`
}
