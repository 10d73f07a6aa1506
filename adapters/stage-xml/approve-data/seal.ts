import { fromBase64, toBase64 } from '../../../core/base64.ts'
import type { Keyring } from '../../../core/ports.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { decryptSm4, encryptSm4, sm4KeyOfText } from '../../layers/protect/sm4.ts'

/** Seals and opens the texts of one direction: SM4-CBC under the key that a text stands for, Base64 without line breaks. */
export interface Seal {
  close(text: string): string
  /** Null where it was not sealed with this key. Line breaks inside the Base64 are let pass. */
  open(sealed: string): Uint8Array | null
}

/** The seal under the key of that name. */
export async function openSeal(keyring: Keyring, name: string): Promise<Seal> {
  const { key, iv } = sm4KeyOfText(new TextDecoder().decode(await requireSecret(keyring, name)))
  return {
    close: (text) => toBase64(encryptSm4(new TextEncoder().encode(text), key, iv)),
    open(sealed) {
      const bytes = fromBase64(sealed.replaceAll(/[\r\n]/g, ''))
      return bytes && decryptSm4(bytes, key, iv)
    },
  }
}
