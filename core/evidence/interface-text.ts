import { isObject, type Json, type JsonObject } from '../json.ts'

const MOST_DEPTH = 12

/** The message that an OpenAPI or WSDL describes, every value blank but where the description says an example or a word; null for what describes none. Of several the one with most fields. */
export function describeInterface(tree: JsonObject): JsonObject | null {
  if (typeof tree['openapi'] === 'string' || typeof tree['swagger'] === 'string') return largest(bodiesOf(tree))
  const definitions = tree['definitions'] ?? tree['description']
  if (!isObject(definitions)) return null
  const schemas = listed(isObject(definitions['types']) ? definitions['types']['schema'] : undefined)
  return largest(schemas.flatMap((schema) => listed(isObject(schema) ? schema['element'] : undefined)).filter(isObject))
}

function listed(value: Json | undefined): Json[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function largest(messages: readonly JsonObject[]): JsonObject | null {
  return messages.toSorted((a, b) => JSON.stringify(b).length - JSON.stringify(a).length)[0] ?? null
}

function bodiesOf(root: JsonObject): JsonObject[] {
  const schemas: Json[] = []
  const walk = (value: Json, depth: number): void => {
    if (depth > MOST_DEPTH || typeof value !== 'object' || value === null) return
    if (isObject(value) && isObject(value['requestBody'])) {
      const content = value['requestBody']['content']
      if (isObject(content))
        for (const media of Object.values(content))
          if (isObject(media) && media['schema']) schemas.push(media['schema'])
    }
    for (const member of Object.values(value)) walk(member as Json, depth + 1)
  }
  walk(root['paths'] ?? {}, 0)
  return schemas.map((schema) => exampleOf(schema, root, 0)).filter(isObject)
}

/** A value of a JSON Schema: its example, its first word, a group of its properties, else blank. References go round at most so deep. */
function exampleOf(given: Json, root: JsonObject, depth: number): Json {
  if (depth > MOST_DEPTH || !isObject(given)) return ''
  const schema = typeof given['$ref'] === 'string' ? (referred(given['$ref'], root) ?? {}) : given
  if (!isObject(schema)) return ''
  if (schema['example'] !== undefined) return schema['example']
  if (Array.isArray(schema['enum'])) return schema['enum'][0] ?? ''
  if (isObject(schema['properties']))
    return Object.fromEntries(
      Object.entries(schema['properties']).map(([key, one]) => [key, exampleOf(one, root, depth + 1)]),
    )
  if (schema['items'] !== undefined) return [exampleOf(schema['items'], root, depth + 1)]
  return ''
}

function referred(reference: string, root: JsonObject): Json | undefined {
  if (!reference.startsWith('#/')) return undefined
  let value: Json | undefined = root
  for (const step of reference.slice(2).split('/')) value = isObject(value) ? value[step] : undefined
  return value
}
