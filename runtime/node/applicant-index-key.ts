import { createHmac } from 'node:crypto'
import { APPLICANT_INDEX_KEY } from '../../core/applicant-index.ts'
import type { Keyring } from '../../core/ports.ts'

/** The key that applicants are found by: the keyring's own, else one made of the master key for this use alone, so that every process with that key finds what the others wrote. */
export async function readApplicantIndexKey(keyring: Keyring, masterKey: Uint8Array): Promise<Uint8Array> {
  const own = await keyring.secret(APPLICANT_INDEX_KEY)
  return own ?? createHmac('sha256', masterKey).update('tongban applicant index').digest()
}
