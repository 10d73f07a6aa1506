import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { type Options, readOptions } from '../../adapters/tongban/options.ts'
import { createFileLinks } from '../../core/file-links.ts'
import type { HttpRequest, HttpResponse } from '../../core/ports.ts'
import { HttpFailure } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { insertFile } from '../../core/store/files.ts'
import { openStore } from '../../core/store/store.ts'
import * as wire from '../../simulator/chongqing/http-signature.ts'
import { readSecrets } from '../../simulator/chongqing/secrets.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'
import { NO_LINKS, NO_TASKS } from '../support/no-links.ts'

/* The region's side is written with its simulator's own signing, which shares nothing with the adapter. */

export const SECRETS = readSecrets()
export const OURS = 'https://gw.wuhou.example'
export const THEIRS = 'https://tb.cq.example'

const OPTIONS = {
  baseUrl: THEIRS,
  us: { id: '510107000000', keyid: 'wuhou-ed25519-2026a', suite: 'ed25519', secret: 'seed' },
  them: {
    id: '500000000000',
    keys: [{ keyid: 'cq-sm2-2026a', suite: 'sm2-sm3', publicKey: SECRETS.sm2PublicKey }],
  },
}

type Answer = (request: HttpRequest) => HttpResponse | 'reset'

/** An adapter’s surroundings in memory: a clock that stands, files, links and nonces in a real store, and a region that answers as told. */
export async function openStage(change: Record<string, unknown> = {}) {
  const store = openStore(await openMemoryDriver())
  const clock = createFakeClock()
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }
  const blobs = new Map<string, Uint8Array>()
  const sent: HttpRequest[] = []
  const logged: string[] = []
  let answer: Answer = () => 'reset'
  const read = readOptions({ ...OPTIONS, ...change })
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const log = (event: string) => void logged.push(event)
  const partner: Partner<Options> = {
    region: '500000',
    options: read.value,
    home: { name: '', division: '510107', orgCode: '', orgName: '', phone: '' },
    publicUrl: OURS,
    http: {
      async send(request) {
        sent.push(request)
        const given = answer(request)
        if (given === 'reset') throw new HttpFailure('reset', true)
        return given
      },
    },
    links: NO_LINKS,
    tasks: NO_TASKS,
    keyring: {
      secret: async (name) =>
        name === 'seed'
          ? Uint8Array.from(Buffer.from('22e7ebe4dff9adbb1750dfbf38fb36fa661b69f0081a5ab7b4bc8fa13be69b4c', 'hex'))
          : null,
    },
    clock,
    random,
    tokens: { get: async () => '', drop: async () => {} },
    blobs: {
      put: async () => 'too-large',
      join: async () => 'differs',
      read: async (sha256) => blobs.get(sha256) ?? null,
      remove: async (sha256) => void blobs.delete(sha256),
    },
    nonces: {
      first: (nonce: string, forMs: number) => store.operations.firstNonce(nonce, clock.now(), forMs),
      unseen: (nonces: readonly string[]) => store.operations.unseenNonces(nonces, clock.now()),
    },
    fileLinks: createFileLinks(store, clock, random),
    log: { info: log, warn: log, error: log },
  }
  return {
    partner,
    clock,
    sent,
    logged,
    answers(with_: Answer) {
      answer = with_
    },
    async keepFile(text: string, mediaType = 'application/pdf') {
      const bytes = new TextEncoder().encode(text)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      blobs.set(sha256, bytes)
      const file = { id: randomUUID(), sha256, name: '文件.pdf', mediaType, sizeBytes: bytes.length }
      const row = { ...file, caseId: 'c', region: '', ref: '', createdAt: 1, createdBy: '' }
      await store.commit([insertFile(row)])
      return file
    },
  }
}

export type Stage = Awaited<ReturnType<typeof openStage>>

/** A request of the region to us, signed as the document says, each part changeable after signing or before. */
export interface Knock {
  readonly method?: 'GET' | 'POST'
  readonly url?: string
  readonly body?: string
  /** what the signature says instead */
  readonly signedUrl?: string
  readonly created?: number
  readonly messageId?: string
  readonly components?: (names: string[]) => string[]
  readonly parameters?: (text: string) => string
  readonly values?: Record<string, string>
  readonly headers?: (headers: Record<string, string>) => void
}

/** The request, and the headers it was sent with. */
export function knock(stage: Stage, given: Knock = {}): Request {
  const { method = 'POST', url = `${OURS}/tb/v1/events`, body = method === 'POST' ? '{}' : '' } = given
  const bytes = new TextEncoder().encode(body)
  const target = new URL(given.signedUrl ?? url)
  const created = given.created ?? Math.floor(stage.clock.now() / 1000)
  const hasBody = method === 'POST'
  const values: Record<string, string> = {
    '@method': method,
    '@authority': target.host,
    '@path': target.pathname,
    '@query': target.search || '?',
    'content-digest': wire.sm3Digest(bytes),
    'content-type': wire.JSON_TYPE,
    'tb-sender': '500000000000',
    'tb-receiver': '510107000000',
    'tb-message-id': given.messageId ?? randomUUID(),
    ...given.values,
  }
  const names = wire.requestComponents(hasBody)
  const components = given.components?.([...names]) ?? names
  const plain = `created=${created};expires=${created + 300};nonce="${randomBytes(16).toString('base64url')}";keyid="cq-sm2-2026a";alg="sm2-sm3";tag="tongban-v1"`
  const params = wire.signatureParams(components, given.parameters?.(plain) ?? plain)
  const base = wire.signatureBase(components, (name) => values[name] ?? '', params)
  const headers: Record<string, string> = Object.fromEntries(
    names.filter((name) => !name.startsWith('@')).map((name) => [name, values[name] ?? '']),
  )
  headers['signature-input'] = `tb=${params}`
  headers['signature'] = `tb=:${wire.signSm2(base, SECRETS)}:`
  given.headers?.(headers)
  return new Request(url, { method, headers, ...(hasBody ? { body: bytes } : {}) })
}

/** What is wrong with the signature of an answer of ours, by the region’s own check; and the answer. */
export async function readReply(response: Response, messageId: string) {
  const body = new Uint8Array(await response.arrayBuffer())
  const { status, headers } = response
  const fault = wire.faultOfReply({ status, headers, body }, messageId, SECRETS)
  const isJson = (headers.get('content-type') ?? '').includes('json')
  const json = isJson ? (JSON.parse(new TextDecoder().decode(body)) as Record<string, never>) : null
  return { status, headers, body, json: json as Record<string, unknown> | null, fault }
}

/** A signed answer of the region to a request of ours. */
export function signedAnswer(
  request: HttpRequest,
  status: number,
  body: unknown,
  more: { contentType?: string; created?: number; headers?: Record<string, string> } = {},
): HttpResponse {
  const bytes = body instanceof Uint8Array ? body : new TextEncoder().encode(JSON.stringify(body))
  const contentType = more.contentType ?? wire.JSON_TYPE
  const created = more.created ?? 1_772_414_100
  const messageId = request.headers['tb-message-id'] ?? ''
  const headers = wire.signReply({ status, body: bytes, contentType, messageId, created }, SECRETS)
  return { status, headers: { ...headers, ...more.headers }, body: bytes }
}
