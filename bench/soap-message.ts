import { readFileSync } from 'node:fs'
import { readEnvelope, writeEnvelope } from '../adapters/layers/codec/soap.ts'
import { checkSignature } from '../adapters/layers/wss/check-signature.ts'
import { signEnvelope } from '../adapters/layers/wss/sign-envelope.ts'
import { readCertificate } from '../adapters/layers/x509/certificate.ts'
import { openPrivateKey } from '../adapters/layers/x509/keys.ts'
import { fromPem } from '../adapters/layers/x509/pem.ts'
import { systemClock } from '../runtime/node/clock.ts'
import { createSystemRandom } from '../runtime/node/ports.ts'

/* node bench/soap-message.ts <rsa|sm2> <kilobytes> <rounds>: what one message of that size costs, as a line of JSON. A process of its own, for the memory's sake. */

const [suite = 'rsa', kilobytes = '100', rounds = '21'] = process.argv.slice(2)
const size = Number(kilobytes) * 1000
const LIMITS = { maxBytes: 64_000_000, maxDepth: 32, maxElements: 20_000 }
const VECTORS = 'test/adapters/vectors/wss'

/** A package of records as a text, as the pair's services carry it, and files as Base64 for the most of a large message. */
function informationOf(length: number): string {
  const record = '<RECORD no="1"><XM>甄示例</XM><GMSFHM>510107190001010017</GMSFHM><ZZ>武侯区示例路 1 号</ZZ></RECORD>'
  const records = record.repeat(Math.ceil(Math.min(length / 2, 50_000) / 210))
  const file = Buffer.alloc(Math.max(0, Math.floor(((length - Buffer.byteLength(records) * 1.2) * 3) / 4)), '%PDF-1.4')
  return `<PACKAGE><DATA>${records}<FILE>${file.toString('base64')}</FILE></DATA></PACKAGE>`
}

async function medianMs(work: () => unknown): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < Number(rounds); round += 1) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    times.push((user + system) / 1000)
  }
  return Math.round((times.sort((a, b) => a - b)[times.length >> 1] ?? 0) * 100) / 100
}

const mebibytes = (kib: number) => Math.round(kib / 1024)
const peak = () => process.resourceUsage().maxRSS

const key = await openPrivateKey(new Uint8Array(readFileSync(`${VECTORS}/${suite}-key.pem`)))
const certificate = readCertificate(
  fromPem(readFileSync(`${VECTORS}/${suite}-cert.pem`), 'CERTIFICATE') ?? new Uint8Array(),
)
if (!key || !certificate) throw new Error(`no key ${suite}`)
const signer = { key, certificate: certificate.der, validMs: 300_000 }
const random = createSystemRandom()
const envelope = writeEnvelope({
  namespace: 'http://ws.kstb.example/',
  name: 'SCJG_SQSLDJJSFW',
  parts: [
    ['sqzcm', '9b1f6c52d0e84a7f8c3d5e6a7b8c9d01'],
    ['information', informationOf(size)],
  ],
})
// the certificate of the vectors may begin later than today
const clock = { now: () => Math.max(certificate.notBefore, systemClock.now()) }
const sign = () => signEnvelope(envelope, signer, clock, random)
const signed = new TextEncoder().encode(await sign())
const nonces = { first: async () => true }
const verify = async () => {
  const rules = { pins: [certificate.fingerprint], windowMs: 300_000, limits: LIMITS, clock, nonces }
  const outcome = await checkSignature(signed, rules)
  if (outcome.kind !== 'signed') throw new Error(`${outcome.reason} ${outcome.message}`)
}
const parse = () => {
  if (typeof readEnvelope(signed, LIMITS) === 'string') throw new Error('not read')
}
globalThis.gc?.()
const before = peak()
const parseMs = await medianMs(parse)
const afterParsing = peak()
const verifyMs = await medianMs(verify)
const afterVerifying = peak()
const signMs = await medianMs(sign)
process.stdout.write(
  `${JSON.stringify({
    message: `${suite} ${kilobytes} kB`,
    bytes: signed.length,
    parseMs,
    verifyMs,
    signMs,
    parseRaisesMiB: mebibytes(afterParsing - before),
    verifyRaisesMiB: mebibytes(afterVerifying - before),
  })}\n`,
)
