import { STATUSES } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { toTime } from '../time.ts'
import { tailOf } from './issue.ts'
import { documentKind, isDocumentName } from './kinds.ts'

/** What anybody may know of a document of ours who holds it: no personal data. */
export interface CheckedDocument {
  readonly title: string
  readonly number: string
  readonly caseNo: string
  readonly matter: string
  readonly region: string
  readonly issuer: string
  readonly issuedAt: string
  readonly print: number
  /** it was not printed again since */
  readonly latest: boolean
  readonly status: string
  readonly statusText: string
}

/** Whether a printed document is ours: by its whole code, or by its number and the end of its code. Null where it is not. */
export async function checkDocument(
  gateway: Gateway,
  named: { readonly code: string } | { readonly number: string; readonly tail: string },
): Promise<CheckedDocument | null> {
  const { issuedDocuments, cases } = gateway.store
  const found =
    'code' in named
      ? await issuedDocuments.byCode(named.code.toUpperCase())
      : (await issuedDocuments.byNumber(named.number)).find(({ code }) => tailOf(code) === named.tail.toUpperCase())
  const value = found ? await cases.byId(found.caseId) : null
  if (!found || !value || !isDocumentName(found.kind)) return null
  const later = await issuedDocuments.byNumber(found.number)
  return {
    title: documentKind(found.kind).title,
    number: found.number,
    caseNo: value.no,
    matter: gateway.matters.get(value.matter)?.name ?? value.matter,
    region: gateway.regions.get(value.region)?.name ?? gateway.home.name,
    issuer: gateway.home.orgName,
    issuedAt: toTime(found.issuedAt),
    print: found.print,
    latest: later.every(({ print }) => print <= found.print),
    status: value.status,
    statusText: STATUSES[value.status],
  }
}
