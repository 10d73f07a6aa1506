import type { Case } from '../case/case.ts'
import type { Gateway, Region } from '../gateway.ts'
import type { InboundMessage } from '../message.ts'

/** The case a message is about. Another region's case is never found, and none where the message's names belong to different cases. */
export async function findCase(gateway: Gateway, region: Region, message: InboundMessage): Promise<Case | null> {
  const { cases } = gateway.store
  const { caseNo, correlation, partnerCaseNo } = message
  const found =
    (caseNo !== null ? await cases.byNo(caseNo) : null) ??
    (correlation !== null ? await cases.byCorrelation(region.code, correlation) : null) ??
    (partnerCaseNo !== null ? await cases.byPartnerNo(region.code, partnerCaseNo) : null)
  if (found?.region !== region.code) return null
  const fits =
    (caseNo === null || caseNo === found.no) &&
    (correlation === null || found.correlation === null || correlation === found.correlation) &&
    (partnerCaseNo === null || found.partnerNo === null || partnerCaseNo === found.partnerNo)
  return fits ? found : null
}
