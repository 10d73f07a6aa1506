import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeEnvelope } from '../adapters/layers/codec/soap.ts'
import { signEnvelope } from '../adapters/layers/wss/sign-envelope.ts'
import { openPrivateKey } from '../adapters/layers/x509/keys.ts'
import { fromPem } from '../adapters/layers/x509/pem.ts'
import { medianMs } from './median.ts'
import { NODE_ENV, NODE_FLAGS } from './node-flags.ts'

/** What one signed message costs: medians of processor time, and by how much reading it raises the peak of the memory. */
export interface SoapFigures {
  readonly message: string
  /** one after the other, in one process */
  readonly rounds: number
  readonly bytes: number
  readonly signMs: number
  readonly parseMs: number
  /** the whole: parsed, canonical, checked, and what was signed read anew */
  readonly verifyMs: number
  readonly parseRaisesMiB: number
  readonly verifyRaisesMiB: number
}

export const VECTORS = 'test/adapters/vectors/wss'
/** A time at which the vectors' certificates hold. */
export const AT = Date.parse('2027-01-05T02:00:00Z')

const MESSAGES = [
  { suite: 'rsa', kilobytes: 100, rounds: 51 },
  { suite: 'sm2', kilobytes: 100, rounds: 51 },
  // a file of 20 MB as Base64
  { suite: 'rsa', kilobytes: 26_700, rounds: 1 },
  { suite: 'rsa', kilobytes: 26_700, rounds: 5 },
] as const

/** A package of records as a text, as the pair's services carry it; in a large one most is a file as Base64. */
function informationOf(length: number): string {
  const record = '<RECORD no="1"><XM>甄示例</XM><GMSFHM>510107190001010017</GMSFHM><ZZ>武侯区示例路 1 号</ZZ></RECORD>'
  const records = record.repeat(Math.ceil(Math.min(length / 2, 50_000) / 210))
  const file = Buffer.alloc(Math.max(0, Math.floor(((length - Buffer.byteLength(records) * 1.2) * 3) / 4)), '%PDF-1.4')
  return `<PACKAGE><DATA>${records}<FILE>${file.toString('base64')}</FILE></DATA></PACKAGE>`
}

async function measure(folder: string, { suite, kilobytes, rounds }: (typeof MESSAGES)[number]): Promise<SoapFigures> {
  const key = await openPrivateKey(new Uint8Array(readFileSync(`${VECTORS}/${suite}-key.pem`)))
  const certificate = fromPem(readFileSync(`${VECTORS}/${suite}-cert.pem`), 'CERTIFICATE')
  if (!key || !certificate) throw new Error(`no key ${suite}`)
  const envelope = writeEnvelope({
    namespace: 'http://ws.kstb.example/',
    name: 'SCJG_SQSLDJJSFW',
    parts: [['information', informationOf(kilobytes * 1_000)]],
  })
  const signer = { key, certificate, validMs: 300_000 }
  const sign = () => signEnvelope(envelope, signer, { now: () => AT })
  const file = join(folder, 'message.xml')
  writeFileSync(file, await sign())
  // in a process of its own, which has not seen the message being made
  const { stdout } = spawnSync(process.execPath, [...NODE_FLAGS, 'bench/read-soap.ts', file, String(rounds)], {
    env: { ...process.env, ...NODE_ENV },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const read = JSON.parse(String(stdout)) as Omit<SoapFigures, 'message' | 'rounds' | 'signMs'>
  return { message: `${suite} ${kilobytes} kB`, rounds, signMs: await medianMs(sign, rounds), ...read }
}

/** Signing, parsing and verifying messages of 100 kB, and of one that holds a file of 20 MB: once, and time after time. */
export async function measureSoap(): Promise<{ soap: SoapFigures[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-bench-soap-'))
  const soap: SoapFigures[] = []
  for (const message of MESSAGES) soap.push(await measure(folder, message))
  rmSync(folder, { recursive: true })
  return { soap }
}
