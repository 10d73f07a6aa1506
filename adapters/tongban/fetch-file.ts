import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { newMessageId } from '../../core/ids.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { FetchedFile, Partner, WantedFile } from '../../core/protocol.ts'
import { decodeJson } from '../layers/codec/json.ts'
import { type Answer, call } from './call.ts'
import { MOST_DEPTH, type Options } from './options.ts'

/** Fetches a file from its one-time address and holds it against what its message said of it (document 2.6). A worn-out address of a case we sent is renewed by asking for the case. */
export async function fetchFile(file: WantedFile, partner: Partner<Options>): Promise<FetchedFile> {
  const first = await fetchAt(file.at, file, partner)
  if (first.found !== 'worn' || file.direction === 'in') return resultOf(first)
  const fresh = await freshAddress(file, partner)
  return fresh === null ? null : resultOf(await fetchAt(fresh, file, partner))
}

type Fetched =
  | { readonly found: 'bytes'; readonly bytes: Uint8Array }
  | { readonly found: 'nothing' }
  | { readonly found: 'worn' | 'other'; readonly ask: Extract<FetchedFile, { ask: unknown }>['ask'] }

function resultOf(fetched: Fetched): FetchedFile {
  switch (fetched.found) {
    case 'bytes':
      return fetched.bytes
    case 'nothing':
      return null
    case 'worn':
    case 'other':
      return { ask: fetched.ask }
  }
}

async function fetchAt(url: string, file: WantedFile, partner: Partner<Options>): Promise<Fetched> {
  if (!isTheirAddress(url, file.ref, partner.options)) {
    partner.log.warn('file-address-refused', { region: partner.region })
    return { found: 'worn', ask: 'unreachable' }
  }
  const answer = await get('取材料', url, partner, true)
  if (answer.kind === 'none' && answer.tooLarge) return { found: 'nothing' }
  if (answer.kind === 'none') throw new Error(`the file could not be fetched now: ${answer.reason}`)
  if (answer.status === 200) return judge(file, answer.body, answer.contentType)
  if (answer.status === 404 || answer.status === 410)
    return { found: 'worn', ask: problemCode(answer.body) === 'url_expired' ? 'expired' : 'unreachable' }
  throw new Error(`the file could not be fetched now: HTTP ${answer.status}`)
}

/** An address in a message comes from outside: only the partner's own files are ever fetched. */
export function isTheirAddress(url: string, fileId: string, { baseUrl }: Options): boolean {
  if (!URL.canParse(url)) return false
  const { origin, pathname, username, password, hash, searchParams } = new URL(url)
  return (
    origin === new URL(baseUrl).origin &&
    pathname === `/tb/v1/files/${fileId}` &&
    username + password + hash === '' &&
    /^[\w-]{24}$/.test(searchParams.get('t') ?? '')
  )
}

function get(operation: string, url: string, partner: Partner<Options>, file: boolean): Promise<Answer> {
  const messageId = newMessageId(partner.random)
  return call({ operation, method: 'GET', url, body: null, messageId, file }, partner, [])
}

const FIRST_BYTES: Readonly<Record<string, readonly number[]>> = {
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
  'application/ofd': [0x50, 0x4b, 0x03, 0x04],
  'image/jpeg': [0xff, 0xd8, 0xff],
}

function judge(file: WantedFile, bytes: Uint8Array, contentType: string): Fetched {
  const sizeFits = file.sizeBytes === 0 || bytes.length === file.sizeBytes
  if (!sizeFits || (file.sha256 !== '' && bytesToHex(sha256(bytes)) !== file.sha256))
    return { found: 'other', ask: 'digest-mismatch' }
  const wanted = FIRST_BYTES[file.mediaType]
  if (contentType !== file.mediaType || !wanted?.every((byte, index) => bytes[index] === byte))
    return { found: 'other', ask: 'type-mismatch' }
  return { found: 'bytes', bytes }
}

/** The file's address as the case's events show it now; null where none names the file. */
async function freshAddress({ ref, caseNo }: WantedFile, partner: Partner<Options>): Promise<string | null> {
  const { options } = partner
  const answer = await get('查询', `${options.baseUrl}/tb/v1/cases/${encodeURIComponent(caseNo)}`, partner, false)
  if (answer.kind === 'none' || answer.status !== 200) throw new Error('the case could not be asked for now')
  const state = decodeJson(answer.body, { maxBytes: options.maxBodyBytes, maxDepth: MOST_DEPTH })
  const events = typeof state === 'string' || !Array.isArray(state['events']) ? [] : state['events'].filter(isObject)
  const files = events.flatMap(({ document, licence }) => [fileIn(document), fileIn(licence)])
  const found = files.findLast((file) => file['fileId'] === ref)
  return typeof found?.['url'] === 'string' ? found['url'] : null
}

function fileIn(group: Json | undefined): JsonObject {
  return isObject(group) && isObject(group['file']) ? group['file'] : {}
}

function problemCode(body: Uint8Array): string {
  const problem = decodeJson(body, { maxBytes: 65_536, maxDepth: MOST_DEPTH })
  return typeof problem === 'string' ? '' : String(problem['code'] ?? '')
}
