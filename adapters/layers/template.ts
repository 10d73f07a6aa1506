import { isObject, type Json, type JsonObject } from '../../core/json.ts'

/** Gives the value of a name that a template uses; undefined where there is none now. */
export type NamedValue = (name: string) => Json | undefined

const NAME = /\{([A-Za-z][\w.[\]-]*)\}/g
const LONE = /^\{([A-Za-z][\w.[\]-]*)\}$/

/**
 * Fills a template: a text that is one `{name}` becomes that value, whatever it is; names inside a longer text are written into it.
 * Where a name has no value the text is left out, and with it the member that holds it. `{ $json: … }` becomes the JSON text of what is in it.
 */
export function fillTemplate(template: Json, named: NamedValue): Json | undefined {
  if (typeof template === 'string') return fillText(template, named)
  if (Array.isArray(template))
    return template.flatMap((element): Json[] => {
      const filled = fillTemplate(element, named)
      return filled === undefined ? [] : [filled]
    })
  if (!isObject(template)) return template
  if (Object.hasOwn(template, '$json')) {
    const inner = fillTemplate(template['$json'] ?? null, named)
    return inner === undefined ? undefined : JSON.stringify(inner)
  }
  return fillMembers(template, named)
}

/** The same for a group of members. */
export function fillMembers(template: Readonly<JsonObject>, named: NamedValue): JsonObject {
  const filled: JsonObject = {}
  for (const [key, member] of Object.entries(template)) {
    const value = fillTemplate(member, named)
    if (value !== undefined) filled[key] = value
  }
  return filled
}

/** The same for members that are all texts (headers, query parameters). */
export function fillTexts(template: Readonly<Record<string, string>>, named: NamedValue): Record<string, string> {
  const filled = fillMembers(template, named)
  return Object.fromEntries(Object.entries(filled).map(([key, value]) => [key, String(value)]))
}

function fillText(text: string, named: NamedValue): Json | undefined {
  const [, lone] = LONE.exec(text) ?? []
  if (lone !== undefined) return named(lone)
  let missing = false
  const filled = text.replaceAll(NAME, (_whole, name: string) => {
    const value = named(name)
    missing ||= value === undefined || value === null
    return String(value)
  })
  return missing ? undefined : filled
}

/** Every name that a template uses. */
export function namesIn(template: Json): string[] {
  if (typeof template === 'string') return [...template.matchAll(NAME)].map(([, name = '']) => name)
  if (Array.isArray(template)) return template.flatMap(namesIn)
  return isObject(template) ? Object.values(template).flatMap(namesIn) : []
}
