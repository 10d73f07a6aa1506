import { go } from '../shell/address.tsx'
import { useSay } from '../words/language.tsx'

/** One condition of a list that is chosen among a few: its name in the address, and its codes with their words. */
export interface Condition {
  readonly name: string
  readonly label: string
  readonly options: readonly (readonly [code: string, text: string])[]
}

/** The conditions of a list that stand in the address; codes only, never what somebody typed of a person. */
export function conditionsIn(query: URLSearchParams, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (query.get(name) ? [[name, query.get(name) ?? '']] : [])))
}

/** Changes one condition in the address of the list at that path, so that it can be sent to a colleague; '' takes it away. */
export function choose(path: string, query: URLSearchParams, name: string, value: string): void {
  const next = new URLSearchParams(query)
  if (value === '') next.delete(name)
  else next.set(name, value)
  const text = next.toString()
  go(`${path}${text ? `?${text}` : ''}`)
}

/** A choice for each condition. */
export function Conditions({ path, query, conditions }: ConditionsProps) {
  const say = useSay()
  return conditions.map(({ name, label, options }) => (
    <label key={name}>
      {label}
      <select value={query.get(name) ?? ''} onChange={(event) => choose(path, query, name, event.target.value)}>
        <option value="">{say('cases.any')}</option>
        {options.map(([code, text]) => (
          <option key={code} value={code}>
            {text}
          </option>
        ))}
      </select>
    </label>
  ))
}

interface ConditionsProps {
  readonly path: string
  readonly query: URLSearchParams
  readonly conditions: readonly Condition[]
}
