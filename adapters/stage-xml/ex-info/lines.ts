import type { Json, JsonObject } from '../../../core/json.ts'
import { objectsOf } from '../plan.ts'
import { textOf } from '../texts.ts'

/** One material with its number in the case. */
export interface Line {
  /** its code, and how many of that code came before: the same material keeps its number */
  readonly key: string
  readonly no: number
  readonly record: JsonObject
}

/** The materials of a tree with their numbers: those that are known keep theirs, new ones go on behind. */
export function numberLines(
  records: Json | undefined,
  known: readonly string[],
): { readonly lines: Line[]; readonly keys: string[] } {
  const seen = new Map<string, number>()
  const keys = [...known]
  const lines = objectsOf(records).map((record): Line => {
    const code = textOf(record['CLBM'])
    const nth = (seen.get(code) ?? 0) + 1
    seen.set(code, nth)
    const key = `${code}/${nth}`
    if (!keys.includes(key)) keys.push(key)
    return { key, no: keys.indexOf(key) + 1, record }
  })
  return { lines: lines.sort((a, b) => a.no - b.no), keys }
}

/** `number:name:copies` joined by `;`; what separates becomes full-width inside a name. */
export function writeList(entries: readonly { readonly no: string; readonly name: string; readonly copies: string }[]) {
  const plain = (name: string) => name.replaceAll(':', '：').replaceAll(';', '；')
  return entries.map(({ no, name, copies }) => `${no}:${plain(name)}:${copies}`).join(';')
}

/** The numbers in such a list. */
export function numbersIn(list: Json | undefined): string[] {
  return textOf(list)
    .split(';')
    .map((entry) => entry.split(':')[0] ?? '')
    .filter((no) => no !== '')
}
