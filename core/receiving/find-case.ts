import type { Case } from '../case/case.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { InboundMessage } from '../message.ts'

/** The case a message is about, by whatever name it uses; another region's case is never found. */
export async function findCase(gateway: Gateway, region: Region, message: InboundMessage): Promise<Case | null> {
  const { cases } = gateway.store
  const found =
    (message.caseNo !== null ? await cases.byNo(message.caseNo) : null) ??
    (message.correlation !== null ? await cases.byCorrelation(region.code, message.correlation) : null) ??
    (message.partnerCaseNo !== null ? await cases.byPartnerNo(region.code, message.partnerCaseNo) : null)
  return found && found.region === region.code ? found : null
}
