import { evidenceStatements } from '../delivery/record-exchanges.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { QueriedStep } from '../message.ts'
import { takeMessage } from './take-message.ts'

/** What a region said of a case, and how much of it we did not know. */
export type Queried =
  | {
      readonly outcome: 'found'
      readonly partnerCaseNo: string | null
      readonly steps: readonly QueriedStep[]
      /** progress messages that we did not have and have taken */
      readonly taken: number
    }
  | { readonly outcome: 'refused'; readonly code: string; readonly message: string }
  | { readonly outcome: 'later'; readonly reason: string }

/**
 * Asks the region how a case that we sent it goes on; `repush`, that it tell all of it anew. What the answer holds whole and we do not have is
 * taken as if the region had pushed it. Throws `case-unknown`, `state-conflict` where the region does not have the case, `query-closed` where it answers no questions.
 */
export async function queryRegion(gateway: Gateway, no: string, repush: boolean): Promise<Queried> {
  const value = await gateway.store.cases.byNo(no)
  if (!value) throw new GatewayError('case-unknown', `没有编号为 ${no} 的办件`)
  const region = gateway.regions.get(value.region)
  if (value.direction !== 'out') throw new GatewayError('state-conflict', '转来的办件由本地办理,不必向对方查询')
  if (value.partnerNo === null) throw new GatewayError('state-conflict', '对方还没有登记这个办件,没有可查的')
  const { correlation, partnerNo: partnerCaseNo } = value
  const asked = region?.link.query({ caseNo: value.no, partnerCaseNo, correlation, repush }) ?? null
  if (!region || !asked) throw new GatewayError('query-closed')
  const result = await asked
  const about = { caseId: value.id, deliveryId: '', region: region.code, direction: 'out', attempt: 1 } as const
  await gateway.store.commit(evidenceStatements(gateway, { ...about, verdict: result.outcome }, result.exchanges))
  if (result.outcome === 'refused') return { outcome: 'refused', code: result.code, message: result.message }
  if (result.outcome === 'later') return { outcome: 'later', reason: result.reason }
  let taken = 0
  for (const message of result.messages) {
    if (await gateway.store.inbox.find(region.code, message.key)) continue
    const outcome = await takeMessage(gateway, region, message)
    if (outcome.outcome === 'processed' && !outcome.duplicate) taken += 1
  }
  return { outcome: 'found', partnerCaseNo: result.partnerCaseNo, steps: result.steps, taken }
}
