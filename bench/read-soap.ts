import { readFileSync } from 'node:fs'
import { readEnvelope } from '../adapters/layers/codec/soap.ts'
import { checkSignature } from '../adapters/layers/wss/check-signature.ts'
import { readCertificate } from '../adapters/layers/x509/certificate.ts'
import { fromPem } from '../adapters/layers/x509/pem.ts'
import { medianMs } from './median.ts'
import { AT, VECTORS } from './soap.ts'

/* node bench/read-soap.ts <message> <rounds>: what reading a signed message costs, as a line of JSON. */

const LIMITS = { maxBytes: 64_000_000, maxDepth: 32, maxElements: 20_000 }
const [file = '', rounds = '1'] = process.argv.slice(2)
const message = new Uint8Array(readFileSync(file))
const pins = ['rsa', 'sm2'].map((suite) => {
  const der = fromPem(readFileSync(`${VECTORS}/${suite}-cert.pem`), 'CERTIFICATE')
  return readCertificate(der ?? new Uint8Array())?.fingerprint ?? ''
})
const rules = {
  pins,
  validMs: 300_000,
  toleranceMs: 60_000,
  limits: LIMITS,
  clock: { now: () => AT },
  nonces: { first: async () => true },
}
const peakMiB = () => process.resourceUsage().maxRSS / 1024

function parse(): void {
  if (typeof readEnvelope(message, LIMITS) === 'string') throw new Error('not read')
}

async function verify(): Promise<void> {
  const outcome = await checkSignature(message, rules)
  if (outcome.kind !== 'signed') throw new Error(outcome.message)
}

const atFirst = peakMiB()
const parseMs = await medianMs(parse, Number(rounds))
const parsed = peakMiB()
const verifyMs = await medianMs(verify, Number(rounds))
const figures = {
  bytes: message.length,
  parseMs,
  verifyMs,
  parseRaisesMiB: Math.round(parsed - atFirst),
  verifyRaisesMiB: Math.round(peakMiB() - atFirst),
}
process.stdout.write(`${JSON.stringify(figures)}\n`)
