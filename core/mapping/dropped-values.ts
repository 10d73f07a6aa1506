import { isBlank } from '../condition.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { type Account, below, knownAt } from './accounts.ts'
import { type Draft, droppedEntry, type LossEntry } from './loss.ts'
import { type Reasons, reasonAt } from './reasons.ts'

/** A group of values on the walk through a form: its path with a trailing dot, what was taken of it, and why values are left out there. */
interface Place {
  readonly at: string
  readonly taken: readonly Account[]
  readonly reasons: Reasons | undefined
  /** of a group that it lies in */
  readonly reason: string | undefined
}

/** Values of the input that no rule took, with the reason where leaving them out is on purpose. `skip` names groups that are no form. */
export function droppedValues(
  input: JsonObject,
  { accounts }: Draft,
  reasons: Reasons,
  skip: ReadonlySet<string>,
): LossEntry[] {
  const dropped: LossEntry[] = []
  const walk = (node: JsonObject, place: Place): void => {
    let index = -1
    for (const key in node) {
      index += 1
      const value = node[key] as Json
      if (isBlank(value) || (place.at === '' && skip.has(key))) continue
      if (isTakenIn(place.taken, key, index)) {
        if (Array.isArray(value)) elements(value, key, place)
        continue
      }
      const path = place.at + key
      const own = place.reasons?.members.get(key)
      const reason = own?.reason ?? place.reason
      if (isObject(value)) walk(value, { at: `${path}.`, taken: accountsOf(path, key, place), reasons: own, reason })
      else dropped.push(droppedEntry(path, reason))
    }
  }
  const accountsOf = (path: string, name: string, { taken }: Pick<Place, 'taken'>): readonly Account[] => {
    const found = below(taken, name)
    // without lists there is the account of the whole form alone
    const own = accounts.size > 1 ? accounts.get(path) : undefined
    if (own) found.push(...own)
    return found
  }
  // of a list that went element by element, what no rule of its elements took; nothing was taken below one that went as a whole
  const elements = (list: readonly Json[], key: string, { at, taken, reasons, reason }: Place): void => {
    const path = at + key
    const inList = below(taken, key)
    if (!wentByElement(path, inList)) return
    const own = reasons?.members.get(key)
    for (const [index, element] of list.entries()) {
      const name = `[${index}]`
      const ownReasons = reasonAt(own, name)
      const accountsHere = accountsOf(path + name, name, { taken: inList })
      if (isObject(element))
        walk(element, {
          at: `${path + name}.`,
          taken: accountsHere,
          reasons: ownReasons,
          reason: ownReasons?.reason ?? reason,
        })
    }
  }
  const wentByElement = (path: string, inList: readonly Account[]): boolean => {
    for (const [at, own] of accounts)
      if (at.startsWith(`${path}[`) && own.some(({ flags }) => flags.includes(true))) return true
    return inList.some(({ names, flags }) =>
      [...names.members].some(([name, one]) => name.startsWith('[') && isAnyTaken(one, flags)),
    )
  }
  walk(input, { at: '', taken: accounts.get('') ?? [], reasons, reason: undefined })
  return dropped
}

/** Whether a member, which comes at this place in its group, was taken as a whole. */
function isTakenIn(accounts: readonly Account[], name: string, index: number): boolean {
  for (const { names, flags } of accounts) {
    const known = knownAt(names, name, index)
    if (known !== undefined && flags[known.place] === true) return true
  }
  return false
}

function isAnyTaken({ place, members }: Account['names'], flags: Account['flags']): boolean {
  return flags[place] === true || [...members.values()].some((one) => isAnyTaken(one, flags))
}
