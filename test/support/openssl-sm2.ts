import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** SubjectPublicKeyInfo of a point on the SM2 curve, up to its bytes (RFC 8998's identifiers). */
const SPKI = '3059301306072a8648ce3d020106082a811ccf5501822d034200'

/** A DER INTEGER of a hex number that is not negative. */
function integer(hex: string): string {
  const bare = hex.replace(/^(00)+(?=[0-9a-f]{2})/, '')
  const value = Number.parseInt(bare.slice(0, 2), 16) > 0x7f ? `00${bare}` : bare
  return `02${(value.length / 2).toString(16).padStart(2, '0')}${value}`
}

/** What OpenSSL says of an SM2 signature r‖s in Base64 over bytes, by the user id 1234567812345678; `publicKey` is `04`‖X‖Y in hex. */
export function opensslVerifiesSm2(bytes: Uint8Array, signature: string, publicKey: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'sm2-'))
  const file = (name: string, content: Uint8Array | string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const raw = Buffer.from(signature, 'base64').toString('hex')
  const both = integer(raw.slice(0, 64)) + integer(raw.slice(64))
  const der = Buffer.from(`30${(both.length / 2).toString(16)}${both}`, 'hex')
  const key = Buffer.from(SPKI + publicKey, 'hex').toString('base64')
  const pem = `-----BEGIN PUBLIC KEY-----\n${key}\n-----END PUBLIC KEY-----\n`
  const names = ['-inkey', file('key.pem', pem), '-in', file('bytes', bytes), '-sigfile', file('signature', der)]
  const options = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']
  try {
    execFileSync('openssl', ['pkeyutl', '-verify', '-pubin', ...names, ...options], { stdio: 'pipe' })
    return true
  } catch {
    return false
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
