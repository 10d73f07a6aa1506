import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { FormJsonOptions } from '../../adapters/file-drop/options.ts'
import { readOptions } from '../../adapters/file-drop/options.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Drop } from '../../core/links.ts'
import { readGoldenPair } from '../../core/mapping/golden-pair.ts'
import type { OutboundMessage } from '../../core/message.ts'
import { HttpFailure, type HttpRequest } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { shaanxiSample } from '../support/shaanxi-document.ts'

/** The document's request 9.1. */
export const AT = Date.parse('Mon, 02 Mar 2026 01:15:30 GMT')

/** A drop in memory that tells what was done to it. */
function createMemoryDrop(now: () => number): { drop: Drop; files: Map<string, Uint8Array>; done: string[] } {
  const files = new Map<string, Uint8Array>()
  const times = new Map<string, number>()
  const done: string[] = []
  const below = (directory: string) => [...files.keys()].filter((path) => path.startsWith(`${directory}/`)).sort()
  const drop: Drop = {
    list: async (directory) =>
      below(directory)
        .map((path) => path.slice(directory.length + 1))
        .filter((name) => !name.includes('/'))
        .map((name) => {
          const path = `${directory}/${name}`
          return { name, sizeBytes: files.get(path)?.length ?? 0, modifiedAt: times.get(path) ?? 0 }
        }),
    directories: async (directory) => [
      ...new Set(
        below(directory)
          .map((path) => path.slice(directory.length + 1).split('/'))
          .flatMap(([first = '', ...rest]) => (rest.length > 0 ? [first] : [])),
      ),
    ],
    read: async (path, maxBytes) => {
      const bytes = files.get(path) ?? null
      return bytes && bytes.length > maxBytes ? 'too-large' : bytes
    },
    async write(path, bytes) {
      done.push(path)
      files.set(path, bytes)
      times.set(path, now())
    },
    move: async () => false,
  }
  return { drop, files, done }
}

export const taken = (over: JsonObject = {}): string =>
  JSON.stringify({
    code: 200,
    msg: '操作成功',
    data: { jg: '1', lsh: 'WH202603020001', cs: '1', slh: 'SN6101132026030200001', cwlb: [], ...over },
  })

let read: ReturnType<typeof projectDefinitions> | undefined

/** The adapter's surroundings in memory: a clock that stands, the region's directories, and a region that answers as told (null: not at all). */
export function openStage() {
  read ??= projectDefinitions()
  const definitions = read
  const region = definitions.regions.find(({ code }) => code === '610000')
  const options = readOptions(region?.options)
  if (!region || !options.ok || options.value.dialect !== 'form-json') throw new Error('no 陕西')
  const clock = createFakeClock(AT)
  const { drop, files, done } = createMemoryDrop(clock.now)
  const sent: HttpRequest[] = []
  const seen = new Set<string>()
  const blobs = new Map<string, Uint8Array>()
  const keep = (bytes: Uint8Array) => {
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    blobs.set(sha256, bytes)
    return sha256
  }
  keep(shaanxiSample('sample.pdf'))
  const stage = { answer: taken() as string | null }
  const partner = {
    region: '610000',
    options: options.value,
    home: definitions.home,
    clock,
    keyring: { secret: async () => new TextEncoder().encode('snDemoPass#2026') },
    links: { drop: () => drop },
    blobs: { read: async (sha256: string) => blobs.get(sha256) ?? null },
    nonces: {
      first: async (nonce: string) => !seen.has(nonce) && Boolean(seen.add(nonce)),
      unseen: async (nonces: readonly string[]) => nonces.filter((nonce) => !seen.has(nonce)),
    },
    http: {
      async send(request: HttpRequest) {
        sent.push(request)
        if (stage.answer === null) throw new HttpFailure('timeout', true)
        return { status: 200, headers: {}, body: new TextEncoder().encode(stage.answer) }
      },
    },
  } as unknown as Partner<FormJsonOptions>

  /** A golden pair as a message. */
  function message(name: string, over: Partial<OutboundMessage> = {}): OutboundMessage {
    const path = `regions/610000-shaanxi/pairs/${name}.json`
    const pair = readGoldenPair(JSON.parse(readFileSync(path, 'utf8')))
    const mapping = region?.mappings.get(name.slice(0, 3))
    if (!pair.ok || !mapping) throw new Error(`no pair ${name}`)
    const { kind, input, materials } = pair.value
    const { tree, files: named } =
      kind === 'progress' ? mapping.mapProgress(input) : mapping.mapForm(kind, input, materials)
    return {
      id: '7dab0451-0d58-5b76-924a-5dce8f51beda',
      kind,
      matter: mapping.matter,
      caseNo: String((input['case'] as JsonObject)['no']),
      partnerCaseNo: null,
      seq: 1,
      // the time that the document's archive bears
      caseCreatedAt: Date.parse('2026-03-02T09:23:00+08:00'),
      tree,
      files: named,
      memo: {},
      ...over,
    }
  }
  return Object.assign(stage, { partner, clock, drop, files, done, sent, message })
}
