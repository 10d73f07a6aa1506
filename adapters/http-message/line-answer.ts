import { decodeText } from '../../core/charset.ts'
import { type JsonObject, putAt } from '../../core/json.ts'
import { meaningOf, type Verdict } from '../layers/answer-rule.ts'
import type { Options } from './options.ts'

const MOST_BYTES = 2_000

/** What an answer of one line means; a word that nobody agreed on, or a page in its place, leaves the outcome unknown. */
export function readLine(
  bytes: Uint8Array,
  { by, charset, meanings, code, message, caseNo, named }: NonNullable<Options['line']>,
  { levels, caseNo: place, named: [name] }: Options['answer'],
): Verdict {
  const text = bytes.length > MOST_BYTES ? null : decodeText(bytes, charset)
  const fields = text === null ? [] : text.trim().split(by)
  const [word = ''] = fields
  const meaning = Object.hasOwn(meanings, word) ? meanings[word] : undefined
  const level = levels.at(-1)
  if (meaning === undefined || !level)
    return { verdict: 'later', reason: '对方的应答不是约定的一行文字', afterMs: null, unknown: true }
  const data: JsonObject = { [level.code]: fields[code] ?? '', [level.message]: fields[message] ?? '' }
  putAt(data, place, fields[caseNo] ?? '')
  // where the field with the code counts, it stands in the place of the name
  if (meaning !== 'inner' && named !== undefined && name !== undefined) putAt(data, name, fields[named] ?? '')
  return meaningOf(meaning === 'inner' ? null : meaning, data, level)
}
