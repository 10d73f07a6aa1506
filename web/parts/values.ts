/** The value at a dotted path; undefined where there is none. */
export function valueAt(values: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (isGroup(at) ? at[key] : undefined), values)
}

/** A copy with the value at a dotted path; `undefined`, `null` and '' take it away, and groups that are then empty with it. */
export function withValue(values: Values, path: string, value: unknown): Values {
  const [key = '', ...rest] = path.split('.')
  const inner = rest.length === 0 ? value : withValue(isGroup(values[key]) ? values[key] : {}, rest.join('.'), value)
  const { [key]: _, ...others } = values
  return isNothing(inner) ? others : { ...values, [key]: inner }
}

export type Values = { readonly [key: string]: unknown }

function isGroup(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (isGroup(value) && Object.keys(value).length === 0)
}
