import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Account, below, isTaken } from './accounts.ts'
import { type Draft, droppedEntry, type LossEntry, reasonOf } from './loss.ts'

/** Values of the input that no rule took; `declared` gives the reason where leaving them out is on purpose. `skip` names groups that are no form. */
export function droppedValues(
  input: JsonObject,
  { accounts }: Draft,
  declared: Readonly<Record<string, string>>,
  skip: ReadonlySet<string>,
): LossEntry[] {
  const dropped: LossEntry[] = []
  const walk = (node: JsonObject, prefix: string, taken: readonly Account[]): void => {
    for (const key in node) {
      const value = node[key] as Json
      if (isBlank(value) || (prefix === '' && skip.has(key))) continue
      if (taken.some((account) => isTaken(account, key))) {
        if (Array.isArray(value)) elements(value, prefix + key, below(taken, key))
        continue
      }
      const path = prefix + key
      if (isObject(value)) walk(value, `${path}.`, [...below(taken, key), ...(accounts.get(path) ?? [])])
      else dropped.push(droppedEntry(path, reasonOf(path, declared)))
    }
  }
  // of a list that went element by element, what no rule of its elements took; nothing was taken below one that went as a whole
  const elements = (list: readonly Json[], path: string, taken: readonly Account[]): void => {
    const own = list.map((_element, index) => [
      ...below(taken, `[${index}]`),
      ...(accounts.get(`${path}[${index}]`) ?? []),
    ])
    if (!own.some((some) => some.length > 0) || !wentByElement(path, taken)) return
    for (const [index, element] of list.entries())
      if (isObject(element)) walk(element, `${path}[${index}].`, own[index] ?? [])
  }
  const wentByElement = (path: string, taken: readonly Account[]): boolean => {
    for (const [at, own] of accounts)
      if (at.startsWith(`${path}[`) && own.some(({ flags }) => flags.includes(1))) return true
    return taken.some(({ names, flags }) =>
      [...names.members].some(([name, one]) => name.startsWith('[') && anyIn(one, flags)),
    )
  }
  walk(input, '', accounts.get('') ?? [])
  return dropped
}

function anyIn({ place, members }: Account['names'], flags: Account['flags']): boolean {
  return flags[place] === 1 || [...members.values()].some((one) => anyIn(one, flags))
}
