import type { Matter } from './matters.ts'
import { type Fields, fieldOf, type PackageRecord } from './package.ts'

/** What the new value of a field is when it is to be cleared (§3.3). */
export const CLEARED = '#NULL#'

/** The form after the changes of 010015, its fields in the order of the wire. */
export function applyChanges(form: Fields, changes: readonly PackageRecord[], { form: rules }: Matter): Fields {
  const values = new Map(form)
  for (const { fields } of changes) {
    const [name, value] = [fieldOf(fields, 'ZDM'), fieldOf(fields, 'XZ')]
    if (value === CLEARED) values.delete(name)
    else values.set(name, value)
  }
  return rules.flatMap(({ name }): [string, string][] => {
    const value = values.get(name)
    return value === undefined ? [] : [[name, value]]
  })
}

const classOf = ({ fields }: PackageRecord): string => fieldOf(fields, 'CLLBDM')
const numberOf = ({ fields }: PackageRecord): number => Number(fieldOf(fields, 'SXH'))

/** The materials after a supplement: a class that comes again replaces what there was of it (§6.2.3). */
export function replaceMaterials(
  present: readonly PackageRecord[],
  sent: readonly PackageRecord[],
): readonly PackageRecord[] {
  const replaced = new Set(sent.map(classOf))
  return [...present.filter((record) => !replaced.has(classOf(record))), ...sent]
}

/** The numbers that the pages of a supplement must bear: those of the same class before, further ones after the highest (§3.3). */
export function dueNumbers(present: readonly PackageRecord[], sent: readonly PackageRecord[]): number[] {
  let highest = Math.max(0, ...present.map(numberOf))
  const left = new Map<string, number[]>()
  for (const record of present) left.set(classOf(record), [...(left.get(classOf(record)) ?? []), numberOf(record)])
  return sent.map((record) => {
    const kept = left.get(classOf(record))?.shift()
    if (kept !== undefined) return kept
    highest += 1
    return highest
  })
}
