import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PROTOCOLS } from '../../../adapters/index.ts'
import { bindProtocol } from '../../../core/definitions/bind-protocol.ts'
import { createFileLinks } from '../../../core/file-links.ts'
import { readKeyText } from '../../../core/key-text.ts'
import type { OutboundMessage } from '../../../core/message.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../../core/ports.ts'
import type { Partner, ProtocolAdapter } from '../../../core/protocol.ts'
import { insertFile } from '../../../core/store/files.ts'
import { openStore } from '../../../core/store/store.ts'
import { createTokenCache } from '../../../core/tokens.ts'
import { projectDefinitions } from '../../support/definitions.ts'
import { createFakeClock } from '../../support/fake-clock.ts'
import { openMemoryDriver } from '../../support/memory-driver.ts'
import { NO_LINKS, NO_TASKS } from '../../support/no-links.ts'

/** What the region answers to a request; a failure is thrown as the port throws it. */
export type Answering = (request: HttpRequest) => Partial<HttpResponse> | HttpFailure | Promise<Partial<HttpResponse>>

const definitions = projectDefinitions()

/** One region's adapter with a real store behind it and a scripted network before it. */
export async function openStage(code: string, keys: Readonly<Record<string, string>>, now: string, answer: Answering) {
  const region = definitions.regions.find((one) => one.code === code)
  if (!region) throw new Error(`no region ${code}`)
  const bound = bindProtocol(region, PROTOCOLS)
  if (!bound.ok) throw new Error(JSON.stringify(bound.faults))
  const driver = await openMemoryDriver()
  const store = openStore(driver)
  const clock = createFakeClock(Date.parse(now))
  let counter = 0
  const random = {
    bytes: (length: number) =>
      new Uint8Array(createHash('shake256', { outputLength: length }).update(String(counter++)).digest()),
  }
  const requests: HttpRequest[] = []
  const blobs = new Map<string, Uint8Array>()
  const partner: Partner<unknown> = {
    region: code,
    options: bound.value.options,
    home: definitions.home,
    publicUrl: 'https://gw.wuhou.example',
    http: {
      async send(request) {
        requests.push(request)
        const given = await answer(request)
        if (given instanceof HttpFailure) throw given
        return { status: 200, headers: {}, body: new Uint8Array(), ...given }
      },
    },
    links: NO_LINKS,
    tasks: NO_TASKS,
    keyring: {
      secret: async (name) => (Object.hasOwn(keys, name) ? readKeyText(keys[name] as string) : null),
    },
    clock,
    random,
    tokens: createTokenCache(store, clock, true),
    blobs: {
      put: () => Promise.reject(new Error('nothing is put here')),
      join: () => Promise.reject(new Error('nothing is put here')),
      read: async (sha256) => blobs.get(sha256) ?? null,
      remove: async (sha256) => void blobs.delete(sha256),
    },
    nonces: {
      first: (nonce, forMs) => store.operations.firstNonce(`${code}:${nonce}`, clock.now(), forMs),
      unseen: (nonces) => store.operations.unseenNonces(nonces, clock.now()),
    },
    fileLinks: createFileLinks(store, clock, random),
    log: { info() {}, warn() {}, error() {} },
  }
  /** Puts a file into the store under an id; without bytes it is one that has not arrived yet. */
  const keepFile = async (id: string, name: string, bytes: Uint8Array | null) => {
    const sha256 = bytes ? createHash('sha256').update(bytes).digest('hex') : ''
    if (bytes) blobs.set(sha256, bytes)
    const file = { id, sha256, name, mediaType: 'application/pdf', sizeBytes: bytes?.length ?? 0 }
    await store.commit([insertFile({ ...file, caseId: '', region: '', ref: '', createdAt: 0, createdBy: 'staff:1' })])
    return file
  }
  return {
    adapter: bound.value.adapter as ProtocolAdapter,
    partner,
    clock,
    requests,
    keepFile,
    close: () => driver.close(),
  }
}

/** The wire of a golden pair as its bytes: what the document prints. */
export function pairWire(folder: string, name: string): { text: string; tree: Record<string, never> } {
  const pair = JSON.parse(
    readFileSync(new URL(`../../../regions/${folder}/pairs/${name}.json`, import.meta.url), 'utf8'),
  )
  return { text: JSON.stringify(pair.wire), tree: pair.wire }
}

/** A message to be sent, with what a test needs of it. */
export function outbound(change: Partial<OutboundMessage>): OutboundMessage {
  return {
    id: '2b7f90d4-6c13-4a58-9e0f-b1d85c3a7e62',
    kind: 'apply',
    matter: 'M07',
    caseNo: 'WH20260302000301',
    partnerCaseNo: null,
    seq: 1,
    caseCreatedAt: Date.parse('2026-03-02T09:15:00+08:00'),
    tree: {},
    files: [],
    memo: {},
    ...change,
  }
}

export const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)
export const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))
