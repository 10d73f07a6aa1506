import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { FetchedFile, Partner, WantedFile } from '../../core/protocol.ts'
import { fillTexts } from '../layers/template.ts'
import { bodyOf } from './body.ts'
import { callForFile } from './call.ts'
import { openCredential } from './credentials/open-credential.ts'
import { exchange } from './exchange.ts'
import type { Files } from './options/files.ts'
import type { Options } from './options.ts'

type Fetching<As extends Files['fetch']['as']> = Extract<Files['fetch'], { as: As }>

/** Fetches a file at the address its message named, or by the name it gave, and checks it against what the message said of it. */
export function fetchFile(wanted: WantedFile, partner: Partner<Options>): Promise<FetchedFile> {
  const { fetch } = partner.options.files
  return fetch.as === 'ask' ? askFor(wanted, fetch, partner) : getFrom(wanted, fetch, partner)
}

async function getFrom(
  wanted: WantedFile,
  { headers, origins, maxBytes }: Fetching<'get'>,
  partner: Partner<Options>,
): Promise<FetchedFile> {
  const { options } = partner
  if (!isOwnAddress(wanted.at, [options.baseUrl, ...origins])) {
    partner.log.warn('file-address-refused', { region: partner.region })
    return null
  }
  const { values } = await openCredential(partner, [])
  const roomy = { ...partner, options: { ...options, maxBodyBytes: maxBytes } }
  const answer = await exchange(roomy, 'file', [], {
    method: 'GET',
    url: wanted.at,
    headers: fillTexts(headers, (name) => values[name]),
  })
  if (typeof answer === 'string') throw new Error(`the file could not be fetched now: ${answer}`)
  if (answer.status === 404) return null
  if (answer.status === 410) return { ask: 'expired' }
  if (answer.status !== 200) throw new Error(`the file could not be fetched now: HTTP ${answer.status}`)
  return isAsDescribed(answer.body, wanted) ? answer.body : { ask: 'digest-mismatch' }
}

/** By name: an answer that is a message says why there is no file, and one that is neither may be a page of a gateway: again later. */
async function askFor(
  wanted: WantedFile,
  { path, body, maxBytes }: Fetching<'ask'>,
  partner: Partner<Options>,
): Promise<FetchedFile> {
  const named: Readonly<Record<string, string>> = {
    ref: wanted.ref,
    partnerCaseNo: wanted.partnerCaseNo ?? '',
    caseNo: wanted.caseNo,
  }
  const roomy = { ...partner, options: { ...partner.options, maxBodyBytes: maxBytes } }
  const asked = bodyOf(
    fillTexts(body, (name) => named[name]),
    partner.options,
  )
  const answer = await callForFile(roomy, { operation: 'file', path, body: asked, values: {} }, [])
  if (!('bytes' in answer)) {
    if (answer.verdict === 'refused') return null
    throw new Error(`the file could not be fetched now: ${'reason' in answer ? answer.reason : answer.verdict}`)
  }
  if (isAsDescribed(answer.bytes, wanted)) return answer.bytes
  throw new Error('the file is not the one that was described')
}

/** The address was good for once: what came short or other than described can only be asked for again. */
function isAsDescribed(bytes: Uint8Array, { sizeBytes, sha256: digest }: WantedFile): boolean {
  if (sizeBytes > 0 && bytes.length !== sizeBytes) return false
  return digest === '' || bytesToHex(sha256(bytes)) === digest
}

/** An address in a message comes from outside: only the region's own hosts are ever called. */
function isOwnAddress(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false
  const { origin, username, password } = new URL(address)
  return username === '' && password === '' && hosts.some((host) => new URL(host).origin === origin)
}
