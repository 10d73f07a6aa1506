import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { LossEntry } from '../mapping/loss.ts'
import { alarming } from '../mapping/try-mapping.ts'
import type { CaseMaterial } from '../matter.ts'
import type { Case } from './case.ts'
import { requireMapping } from './check.ts'
import { mappingInput } from './input.ts'

/** What becomes of a case's values on their way to the region, by the mapping version that the case was made with. */
export interface LossReport {
  readonly region: string
  readonly mappingVersion: string
  readonly entries: readonly LossEntry[]
  /** those that somebody should look at: fillers, cuts, values left behind without a declared reason */
  readonly alarming: readonly LossEntry[]
}

/** The loss report of a case that goes out, as its form stands now; of a draft what it would be. */
export async function lossReport(gateway: Gateway, value: Case): Promise<LossReport> {
  if (value.direction !== 'out')
    throw new GatewayError('state-conflict', `办件 ${value.no} 是对方转来的,没有报出的损失清单`)
  const mapping = await requireMapping(gateway, value)
  const message = { id: value.id, seq: value.messageSeq }
  const materials = value.materials as readonly CaseMaterial[]
  const { loss } = mapping.mapForm('apply', mappingInput(gateway, value, message), materials, { report: true })
  return { region: value.region, mappingVersion: mapping.version, entries: loss, alarming: alarming(loss) }
}
