import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { WSSecurityCert } from 'soap'
import { writeQualifiedEnvelope } from '../../adapters/layers/codec/soap.ts'
import { checkSignature, type SignatureRules } from '../../adapters/layers/wss/check-signature.ts'
import { EXC_C14N } from '../../adapters/layers/wss/names.ts'
import type { WssSigner } from '../../adapters/layers/wss/sign-envelope.ts'
import { readCertificate } from '../../adapters/layers/x509/certificate.ts'
import { openPrivateKey } from '../../adapters/layers/x509/keys.ts'
import { fromPem } from '../../adapters/layers/x509/pem.ts'
import { createFakeClock } from '../support/fake-clock.ts'

/** Made by xmlsec1 and OpenSSL; the commands are in make.py there. */
export const vector = (name: string): string => readFileSync(`test/adapters/vectors/wss/${name}`, 'utf8')

/** The time at which the vectors were stamped. */
export const STAMPED_AT = Date.parse('2027-01-05T02:00:00Z')
export const WINDOW_MS = 300_000
export const TOLERANCE_MS = 60_000

export const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }

/** The certificate of a vector and its fingerprint. */
export function certificateOf(name: 'rsa' | 'sm2') {
  const der = fromPem(vector(`${name}-cert.pem`), 'CERTIFICATE') ?? new Uint8Array()
  return { der, fingerprint: readCertificate(der)?.fingerprint ?? '' }
}

export async function signerOf(name: 'rsa' | 'sm2', validMs = WINDOW_MS): Promise<WssSigner> {
  const key = await openPrivateKey(new TextEncoder().encode(vector(`${name}-key.pem`)))
  if (!key) throw new Error(`no key ${name}`)
  return { key, certificate: certificateOf(name).der, validMs }
}

/** Rules that pin both certificates, at a time, with a guard that forgets nothing. */
export function rulesAt(now: number, changes: Partial<SignatureRules> = {}): SignatureRules {
  const seen = new Set<string>()
  return {
    pins: [certificateOf('rsa').fingerprint, certificateOf('sm2').fingerprint],
    validMs: WINDOW_MS,
    toleranceMs: TOLERANCE_MS,
    limits: { maxBytes: 1_000_000, maxDepth: 32, maxElements: 1_000 },
    clock: createFakeClock(now),
    nonces: {
      first: async (nonce) => {
        const free = !seen.has(nonce)
        seen.add(nonce)
        return free
      },
    },
    ...changes,
  }
}

export const check = (text: string, rules: SignatureRules = rulesAt(STAMPED_AT)) =>
  checkSignature(new TextEncoder().encode(text), rules)

/** An envelope that nobody signed yet. */
export const ENVELOPE = writeQualifiedEnvelope({
  namespace: 'http://example.cn/demo',
  name: 'apply',
  parts: [['name', '甄示例 & 𠅤']],
})

/** The envelope as the `soap` package's client signs it. */
export function bySoapClient(
  options: ConstructorParameters<typeof WSSecurityCert>[3] = {},
  envelope = ENVELOPE,
): string {
  const usual = { signatureTransformations: [EXC_C14N], signerOptions: { idMode: 'wssecurity' as const } }
  const security = new WSSecurityCert(vector('rsa-key.pem'), vector('rsa-cert.pem'), '', { ...usual, ...options })
  const withHeader = envelope.includes('Header>')
    ? envelope
    : envelope.replace('<soapenv:Body', '<soapenv:Header></soapenv:Header><soapenv:Body')
  return security.postProcess(withHeader, 'soapenv')
}
