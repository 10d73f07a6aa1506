import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { textOf } from '../texts.ts'

/** What the case remembers of the messages that we sent about it. */
export interface Memory {
  /** VERSION of the last application that was taken; 0 before */
  readonly version: number
  /** digest of that application */
  readonly applied: string
  /** materials that belong to it are still to be taken */
  readonly open: boolean
  /** digests of the materials that were taken under it */
  readonly materials: readonly string[]
  /** the materials' lines by their STUFF_SEQ, the first is 1 */
  readonly lines: readonly string[]
  /** VERSION of the last step in each table */
  readonly steps: Readonly<Record<string, number>>
  /** the time of the last step that we told, as it was written */
  readonly lastStepAt: string
  /** STUFF_SEQ of the materials that our last notice asked for */
  readonly asked: readonly string[]
  /** how the case ended, BJJGDM; '' before */
  readonly result: string
}

/** The memory in a case’s memo; of a case that nothing was sent about it is empty. */
export function memoryOf({ stages }: JsonObject): Memory {
  const known = isObject(stages) ? stages : {}
  const texts = (value: Json | undefined) => (Array.isArray(value) ? value.map(textOf) : [])
  const steps = isObject(known['steps']) ? known['steps'] : {}
  return {
    version: Number(known['version'] ?? 0),
    applied: textOf(known['applied']),
    open: known['open'] === true,
    materials: texts(known['materials']),
    lines: texts(known['lines']),
    steps: Object.fromEntries(Object.entries(steps).map(([table, version]) => [table, Number(version)])),
    lastStepAt: textOf(known['lastStepAt']),
    asked: texts(known['asked']),
    result: textOf(known['result']),
  }
}

/** The memory as a memo keeps it. */
export function toMemo(memory: Memory): JsonObject {
  return { stages: memory as unknown as Json }
}

const NUMBERED = /(\d{8})(\d{1,6})$/

/** SBLSH_SHORT of a case of ours: the division, the day and the running number that its own number ends with, six digits (3.3). */
export function shortNo(caseNo: string, division: string): string {
  const [, day, running] = NUMBERED.exec(caseNo) ?? []
  if (day === undefined || running === undefined) throw new Error('the case number ends with no day and running number')
  return division + day + running.padStart(6, '0')
}
