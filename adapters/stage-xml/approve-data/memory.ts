import { isObject, type JsonObject } from '../../../core/json.ts'
import { textOf } from '../texts.ts'
import type { OperationName } from './operations.ts'

/** What the case remembers of the messages that we sent about it. */
export interface Memory {
  /** XH of the last one that was taken */
  readonly no: number
  /** VERSION of form and materials */
  readonly version: number
  /** digest of the application that was taken, '' before */
  readonly applied: string
  /** digests of the records that were taken under the present version */
  readonly records: readonly string[]
  /** the time of the last stage that we told, as it was written */
  readonly lastStageAt: string
  /** sections that are told once in a case and were */
  readonly told: readonly string[]
}

/** The memory in a case’s memo; of a case that nothing was sent about it is empty. */
export function memoryOf({ stages }: JsonObject): Memory {
  const known = isObject(stages) ? stages : {}
  return {
    no: Number(known['no'] ?? 0),
    version: Number(known['version'] ?? 0),
    applied: textOf(known['applied']),
    records: Array.isArray(known['records']) ? known['records'].map(textOf) : [],
    lastStageAt: textOf(known['lastStageAt']),
    told: Array.isArray(known['told']) ? known['told'].map(textOf) : [],
  }
}

/** A section to be sent, with what its being taken changes in the memory. */
export interface Section {
  readonly operation: OperationName
  readonly body: JsonObject
  readonly remember: Partial<Memory>
}
