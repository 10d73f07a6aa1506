import { fromBase64 } from '../../../core/base64.ts'

const MOST_CHARACTERS = 32 * 1024

/** The bytes of the first block of this kind in a PEM text (RFC 7468 §2); null where there is none. */
export function fromPem(text: Uint8Array | string, kind: 'CERTIFICATE' | 'PRIVATE KEY'): Uint8Array | null {
  const words = typeof text === 'string' ? text : new TextDecoder().decode(text.subarray(0, MOST_CHARACTERS))
  const block = new RegExp(`-----BEGIN ${kind}-----([A-Za-z0-9+/=\\s]*)-----END ${kind}-----`).exec(words)
  return block ? fromBase64((block[1] ?? '').replaceAll(/\s/g, '')) : null
}

/** The bytes of every certificate in a PEM text, in their order. */
export function pemBlocks(text: string): Uint8Array[] {
  const blocks =
    text.slice(0, MOST_CHARACTERS * 4).match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
  return blocks.flatMap((block) => fromPem(block, 'CERTIFICATE') ?? [])
}
