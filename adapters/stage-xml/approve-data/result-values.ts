import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { textOf } from '../texts.ts'
import { RESULT_VALUES } from './operations.ts'

/** What came of a service, `{ LXHBH: … }` in the tree, as `键=值` joined by `;` (3.8); what separates becomes full-width inside a value. */
export function writeResultValues(values: JsonObject): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}=${textOf(value).replaceAll(';', '；')}`)
    .join(';')
}

const PAIRS = /^[A-Z]{2,12}=[^;]*(;[A-Z]{2,12}=[^;]*)*;?$/

/** The same back, in the section of the end; a text that is written otherwise stays as it is. */
export function readResultValues(body: JsonObject): JsonObject {
  const { SPBANJIE: end } = body
  if (!isObject(end)) return body
  const text = textOf(end[RESULT_VALUES])
  if (!PAIRS.test(text)) return body
  const values: [string, Json][] = text.split(';').flatMap((pair): [string, Json][] => {
    const cut = pair.indexOf('=')
    return cut < 0 ? [] : [[pair.slice(0, cut), pair.slice(cut + 1)]]
  })
  return { ...body, SPBANJIE: { ...end, [RESULT_VALUES]: Object.fromEntries(values) } }
}
