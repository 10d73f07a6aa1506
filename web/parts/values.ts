export type Values = { readonly [key: string]: unknown }

/** The steps of a path: `shareholders[0].name` is `shareholders`, `0`, `name`. */
function stepsOf(path: string): string[] {
  return path.match(/[^.[\]]+/g) ?? []
}

/** The value at a path; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>((at, step) => {
    if (Array.isArray(at)) return at[Number(step)]
    return isGroup(at) ? at[step] : undefined
  }, values)
}

/** A copy with the value at a path; nothing (`undefined`, `null`, '') takes it away, and groups that are then empty with it. Elements of a list stay, empty or not. */
export function withValue(values: Values, path: string, value: unknown): Values {
  return placed(values, stepsOf(path), value) as Values
}

function placed(at: unknown, [step, ...rest]: string[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(at)) return at.with(Number(step), placed(at[Number(step)], rest, value) ?? {})
  const group = isGroup(at) ? at : {}
  const inner = placed(group[step], rest, value)
  const { [step]: _, ...others } = group
  return isNothing(inner) ? others : { ...group, [step]: inner }
}

export function isGroup(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** No value: nothing typed, an empty group, an empty list. */
export function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  if (Array.isArray(value)) return value.length === 0
  return isGroup(value) && Object.keys(value).length === 0
}
