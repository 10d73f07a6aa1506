/** A parameter with its value; a name may occur several times. */
export type CsbParameter = readonly [name: string, value: string]

/** The string to sign of the Cloud Service Bus: the `_api_*` of the call but its signature, and all parameters, sorted by name and value, `name=value` joined by `&`, nothing encoded. */
export function csbString(parameters: readonly CsbParameter[]): string {
  const sorted = parameters
    .filter((one) => one[0] !== '_api_signature')
    .sort((one, other) => compare(one[0], other[0]) || compare(one[1], other[1]))
  let text = ''
  for (const one of sorted) text += `&${one[0]}=${one[1]}`
  return text.slice(1)
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
