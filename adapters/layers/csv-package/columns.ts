import { isObject, type Json, type JsonObject } from '../../../core/json.ts'

/** Members of groups under the name of the group and their own: `股东1` `类型` is the column `股东1类型`. */
export function flat(record: JsonObject): Record<string, string> {
  const columns: Record<string, string> = {}
  for (const [name, value] of Object.entries(record)) {
    if (isObject(value)) for (const [member, text] of Object.entries(value)) columns[name + member] = String(text ?? '')
    else columns[name] = String(value ?? '')
  }
  return columns
}

/** A name or a word as the region compares it: full width is half width, blanks are nothing. */
export function normal(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '')
}

/** The columns of a numbered group as a group; one in which all is blank is not there. */
export function grouped(header: readonly string[], row: readonly string[], groups: readonly string[]): JsonObject {
  const record: JsonObject = {}
  for (const [index, column] of header.entries()) {
    const value = row[index] ?? ''
    const [group, member] = splitColumn(column, groups)
    if (group === '') record[member] = value
    else if (value !== '') {
      const known: Json = record[group] ?? {}
      record[group] = { ...(isObject(known) ? known : {}), [member]: value }
    }
  }
  return record
}

/** The group that a column belongs to, '' where to none, and its name there. */
export function splitColumn(column: string, groups: readonly string[]): readonly [group: string, member: string] {
  const group = groups.find((name) => column.startsWith(name) && column !== name) ?? ''
  return [group, column.slice(group.length)]
}
