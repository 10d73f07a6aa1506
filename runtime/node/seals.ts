import { readFileSync } from 'node:fs'
import { createSealDesk, readAuthorities } from '../../adapters/layers/seal/seal-desk.ts'
import { pemBlocks } from '../../adapters/layers/x509/pem.ts'
import type { SealDesk } from '../../core/documents/seal.ts'

/** Checks signatures against the certificates in a PEM file; without one nobody is trusted. Throws where the file cannot be read or holds a certificate that cannot. */
export function openSeals(path: string | undefined): SealDesk {
  const blocks = path === undefined ? [] : pemBlocks(readFileSync(path, 'utf8'))
  const authorities = readAuthorities(blocks)
  if (path !== undefined && (blocks.length === 0 || authorities.length !== blocks.length))
    throw new Error(
      `TONGBAN_SEAL_AUTHORITIES:${path} 里有 ${blocks.length} 份证书,读得懂 ${authorities.length} 份(PEM,RSA 或 SM2)`,
    )
  return createSealDesk(authorities)
}
