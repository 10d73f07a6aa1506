import { z } from 'zod'
import type { CaseEvent, EventFacts } from '../case/event.ts'
import type { Status } from '../case/status.ts'
import { accepted, type Checked, faulty } from '../fault.ts'
import { toFaults } from '../form/definition-faults.ts'
import type { Limit } from '../matter.ts'
import { countingShape } from './counting.ts'

/** The stages of a cross-region case, in the order of its course. */
export const STAGES = [
  'fill',
  'collect',
  'transmit',
  'sign',
  'courier',
  'accept',
  'correct',
  'special',
  'review',
  'certify',
  'deliver',
] as const

export type StageKey = (typeof STAGES)[number]

/** Who must act in a stage: our window, the gateway itself, the side that handles the case, the applicant, or the post. */
export type Owner = 'window' | 'gateway' | 'handling' | 'applicant' | 'post'

const limit = z.strictObject({ value: z.int().positive(), unit: z.enum(['G', 'Z', 'H', 'M']) })
/** per cent of the limit that are left, or a time before its end */
const threshold = z.union([z.int().min(0).max(100), limit])

const stageShape = z.strictObject({
  name: z.string().min(1),
  owner: z.enum(['window', 'gateway', 'handling', 'applicant', 'post']),
  promised: limit.exactOptional(),
  statutory: limit.exactOptional(),
  yellow: threshold.exactOptional(),
  red: threshold.exactOptional(),
})

const acceptFrom = z.enum(['delivered', 'signed'])

const shape = z.strictObject({
  counting: countingShape,
  acceptFrom,
  warn: z.strictObject({ yellow: threshold, red: threshold }),
  stages: z.record(z.enum(STAGES), stageShape),
})

/** What a region's agreement says otherwise: `clocks:` of its `region.yaml`. */
export const clocksShape = z.strictObject({
  counting: countingShape.partial().exactOptional(),
  acceptFrom: acceptFrom.exactOptional(),
  limits: z
    .partialRecord(
      z.enum(STAGES),
      z.strictObject({ promised: limit.exactOptional(), statutory: limit.exactOptional() }),
    )
    .exactOptional(),
})

export type Threshold = number | Limit
export type Stage = z.infer<typeof stageShape>
export type StagePlan = z.infer<typeof shape>
export type RegionClocks = z.infer<typeof clocksShape>

/** Reads the parsed `config/stages.yaml`. */
export function readStages(raw: unknown): Checked<StagePlan> {
  const read = shape.safeParse(raw)
  return read.success ? accepted(read.data) : faulty(toFaults(read.error))
}

/** The plan as the agreement with a region has it. */
export function planFor(plan: StagePlan, clocks: RegionClocks | undefined): StagePlan {
  if (!clocks) return plan
  const stages = { ...plan.stages }
  for (const key of STAGES) stages[key] = { ...stages[key], ...clocks.limits?.[key] }
  const counting = { ...plan.counting, ...(clocks.counting as Partial<StagePlan['counting']>) }
  return { ...plan, counting, acceptFrom: clocks.acceptFrom ?? plan.acceptFrom, stages }
}

/** null: the case has its answer, nobody's clock runs. */
const STAGE_OF: Readonly<Record<Status, StageKey | null>> = {
  DRAFT: 'fill',
  COLLECTED: 'collect',
  QUEUED: 'transmit',
  DELIVERED: 'sign',
  SIGNED: 'accept',
  UNKNOWN: 'accept',
  CORRECTION: 'correct',
  CORRECTED: 'accept',
  ACCEPTED: 'review',
  REVIEWING: 'review',
  SUSPENDED: 'special',
  APPROVED: 'certify',
  CERTIFYING: 'certify',
  SHIPPED: 'deliver',
  COMPLETED: null,
  DENIED: null,
  DELIVERED_RESULT: null,
  REFUSED: null,
  RETURNED: null,
  WITHDRAWN: null,
  TERMINATED: null,
  ARCHIVED: null,
}

/** The stage that an event leaves the case in; `before` are the events until then. */
export function stageAfter(event: Pick<CaseEvent, 'type' | 'status'>, before: readonly EventFacts[]): StageKey | null {
  const { type, status } = event
  if (status === 'DELIVERED' && isUnderWay(event, before)) return 'courier'
  const isAccepted = status === 'CORRECTED' && [{ type, status }, ...before].some(isPastAcceptance)
  return isAccepted ? 'review' : STAGE_OF[status]
}

/** Whether originals are on their way to the side that waits for them. */
function isUnderWay({ type }: Pick<CaseEvent, 'type'>, before: readonly Pick<EventFacts, 'type'>[]): boolean {
  const moves = [...before.map((one) => one.type), type].filter(
    (one) => one === 'shipped' || one === 'materials-received',
  )
  return moves.at(-1) === 'shipped'
}

function isPastAcceptance({ status }: Pick<EventFacts, 'status'>): boolean {
  return status === 'ACCEPTED' || status === 'REVIEWING' || status === 'SUSPENDED'
}
