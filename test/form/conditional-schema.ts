import { isObject, type Json, type JsonObject } from '../../core/json.ts'

/** Whether a value meets a schema that says only what must be there when: the part of a matter's schema that zod does not read. Throws on any other keyword. */
export function meetsConditional(schema: JsonObject, value: Json | undefined): boolean {
  return Object.entries(schema).every(([keyword, said]) => {
    switch (keyword) {
      case 'allOf':
        return (said as JsonObject[]).every((one) => meetsConditional(one, value))
      case 'anyOf':
        return (said as JsonObject[]).some((one) => meetsConditional(one, value))
      case 'not':
        return !meetsConditional(said as JsonObject, value)
      case 'required':
        return !isObject(value) || (said as string[]).every((name) => Object.hasOwn(value, name))
      case 'properties':
        return (
          !isObject(value) ||
          Object.entries(said as JsonObject).every(
            ([name, below]) => !Object.hasOwn(value, name) || meetsConditional(below as JsonObject, value[name]),
          )
        )
      case 'items':
        return !Array.isArray(value) || value.every((one) => meetsConditional(said as JsonObject, one))
      case 'contains':
        return !Array.isArray(value) || value.some((one) => meetsConditional(said as JsonObject, one))
      case 'const':
        return value === said
      case 'enum':
        return (said as Json[]).includes(value as Json)
      default:
        throw new Error(`keyword ${keyword}`)
    }
  })
}
