import type { Json, JsonObject } from '../../../core/json.ts'
import type { SendResult } from '../../../core/message.ts'

const MOST_WORDS = 160

/** What a region answered, in one line; values of the form that its words repeat are covered. */
export function tellResult(result: SendResult, input: JsonObject): string {
  if (result.outcome === 'accepted') return `对方收下(${result.level})${result.partnerCaseNo ? ',给了编号' : ''}`
  if (result.outcome === 'later') return `没有收下:${cover(result.reason, input)}`
  const places = result.faults.map(({ path }) => path).filter((path) => path !== '')
  const where = places.length > 0 ? `;字段:${places.slice(0, 5).join('、')}` : ''
  return `对方拒收(${cover(result.code, input)}):${cover(result.message, input)}${where}`
}

/** The words without any value of the form, nor a long number, and not longer than a line. */
export function cover(words: string, input: JsonObject): string {
  const values = texts(input).sort((a, b) => b.length - a.length)
  const covered = values.reduce((text, value) => text.replaceAll(value, '〔略〕'), words)
  return covered
    .replaceAll(/\d{6,}[\dXx]*/g, '〔略〕')
    .replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
    .slice(0, MOST_WORDS)
}

function texts(value: Json): string[] {
  if (typeof value === 'string') return value.length > 1 ? [value] : []
  if (Array.isArray(value)) return value.flatMap(texts)
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}
