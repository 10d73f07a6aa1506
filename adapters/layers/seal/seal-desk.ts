import { NO_SEAL, type Seal, type SealDesk } from '../../../core/documents/seal.ts'
import { type Issued, readIssued } from './chain.ts'
import { nobodys, type Trust } from './cms-seal.ts'
import { checkOfd } from './ofd.ts'
import { checkPdf } from './pdf.ts'

const MOST_BYTES = 30 * 1024 * 1024

/** Reads whom we trust: certificates as DER; those that cannot be read are left out. */
export function readAuthorities(certificates: readonly Uint8Array[]): Issued[] {
  return certificates.flatMap((bytes) => readIssued(bytes) ?? [])
}

/** Checks the signatures in PDF and OFD documents against whom we trust; other files have none. */
export function createSealDesk(authorities: readonly Issued[]): SealDesk {
  return { check: (bytes, now) => check(bytes, { authorities, now }) }
}

async function check(bytes: Uint8Array, trust: Trust): Promise<Seal> {
  if (bytes.length > MOST_BYTES) return nobodys('unread')
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024))
  if (head.includes('%PDF-')) return checkPdf(bytes, trust)
  return head.startsWith('PK\u0003\u0004') ? checkOfd(bytes, trust) : NO_SEAL
}
