import { isObject, type Json, type JsonObject, putAt } from '../json.ts'
import type { Matter } from '../matter.ts'
import { leavesOf } from './leaves.ts'
import type { LineProposal } from './propose.ts'
import type { Sample } from './sample.ts'

/**
 * What a simulator of a drafted region goes by (`simulator.yaml`): how messages are written, which of their fields were in every sample, which names the
 * case, and how it answers. `{caseNo}` and `{faults}` are filled in. No answers where the protocol has none that can be told by its options.
 */
export function simulatorDefinition(
  region: { readonly code: string; readonly name: string; readonly options: Json },
  matter: Matter,
  lines: readonly LineProposal[],
  samples: readonly Sample[],
): JsonObject {
  const always = leavesOf(samples)
    .filter(({ filled, path }) => filled === samples.length && !path.includes('[]'))
    .map(({ path }) => path)
  const { options } = region
  const rule = isObject(options) && isObject(options['answer']) ? options['answer'] : null
  return {
    region: region.code,
    name: region.name,
    matter: matter.id,
    format: samples[0]?.format ?? 'json',
    caseNo: lines.find(({ path }) => path === 'case.no')?.field ?? null,
    required: always,
    ...(rule ? { answers: { taken: answerOf(rule, true), refused: answerOf(rule, false) } } : {}),
  }
}

/** An answer that the region's own rule of answers reads as taken, or as refused. */
function answerOf(rule: JsonObject, taken: boolean): JsonObject {
  const answer: JsonObject = {}
  const levels = (Array.isArray(rule['levels']) ? rule['levels'] : []).filter(isObject)
  for (const [index, level] of levels.entries()) {
    const isLast = index === levels.length - 1
    const meanings = isObject(level['meanings']) ? level['meanings'] : {}
    const wanted = isLast ? (taken ? 'done' : null) : 'inner'
    const code = Object.entries(meanings).find(([, meaning]) => meaning === wanted)?.[0] ?? 'REFUSED'
    const at = typeof level['at'] === 'string' && level['at'] !== '' ? `${level['at']}.` : ''
    putAt(answer, `${at}${String(level['code'])}`, code)
    putAt(answer, `${at}${String(level['message'])}`, isLast && !taken ? '{faults}' : 'ok')
    if (isLast && taken && typeof rule['caseNo'] === 'string') putAt(answer, `${at}${rule['caseNo']}`, '{caseNo}')
  }
  return answer
}
