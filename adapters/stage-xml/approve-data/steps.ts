import { isObject, type JsonObject } from '../../../core/json.ts'
import { textOf } from '../texts.ts'
import type { Memory, Section } from './memory.ts'
import { OPERATIONS, type OperationName, STAGE_TIMES } from './operations.ts'

const ORDER: readonly OperationName[] = [
  'receiveAcceptInfo',
  'receiveCourseInfo',
  'receiveCorrectInfo',
  'receiveSuspendInfo',
  'receiveFinishInfo',
  'receiveResultFileInfo',
]

/** Sections that a case has once: whoever says it is done a second time says nothing new. */
const ONCE = ['SPBANJIE']
/** YWSLZT after which nothing more may come: the notice goes ahead of it. */
const CLOSING = ['2', '3']

/** The stages that a step is told by, in their order; none where the region has no word for it. Their times go up by a second at least, as the region wants it. */
export function progressStages(tree: JsonObject, memory: Memory): Section[] {
  let { lastStageAt } = memory
  const told = [...memory.told]
  return orderOf(tree).flatMap((operation): Section[] => {
    const names = OPERATIONS[operation].sections.filter((name) => tree[name] !== undefined && !told.includes(name))
    if (names.length === 0) return []
    const body: JsonObject = {}
    for (const name of names) {
      const section = tree[name] ?? ''
      const at = STAGE_TIMES[name]
      if (isObject(section) && at !== undefined && textOf(section[at]) !== '') {
        lastStageAt = later(textOf(section[at]), lastStageAt)
        body[name] = { ...section, [at]: lastStageAt }
      } else body[name] = section
      if (ONCE.includes(name)) told.push(name)
    }
    return [{ operation, body, remember: { lastStageAt, told: [...told] } }]
  })
}

function orderOf(tree: JsonObject): readonly OperationName[] {
  const acceptance = tree['SHOULI']
  const closing = isObject(acceptance) && CLOSING.includes(textOf(acceptance['YWSLZT']))
  return closing ? ['receiveResultFileInfo', ...ORDER.slice(0, -1)] : ORDER
}

const OFFSET_MS = 8 * 3_600_000

/** The time itself, or the second after the one before where it is not later. Both `yyyy-MM-dd HH:mm:ss`. */
function later(time: string, before: string): string {
  if (before === '' || time > before) return time
  const next = new Date(Date.parse(`${before.replace(' ', 'T')}+08:00`) + 1_000 + OFFSET_MS)
  return next.toISOString().slice(0, 19).replace('T', ' ')
}
