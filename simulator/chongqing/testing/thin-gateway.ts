import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Simulator } from '../../contract.ts'
import { asArray, asObject, asText, type JsonObject, valueAt } from '../json.ts'
import { demoBytes } from '../sample-cases.ts'
import {
  type Answer,
  BODY_91,
  baseOf,
  digest,
  ed25519,
  gatewayHeaders,
  JSON_TYPE,
  type Parcel,
  REPLY,
  send,
} from './gateway-parcel.ts'

/** A gateway as thin as can be: holds files, takes events and cases, signs every reply with Ed25519. */
export async function startThinGateway() {
  const files = new Map<string, { bytes: Buffer; type: string }>()
  const events: JsonObject[] = []
  const cases: JsonObject[] = []
  const corrections: JsonObject[] = []
  const seen = new Set<string>()

  function reply(path: string, json: JsonObject): { status: number; body: Buffer; type: string } {
    const file = files.get(path)
    if (file) return { status: 200, body: file.bytes, type: file.type }
    const answer = (status: number, body: JsonObject) => ({
      status,
      body: Buffer.from(JSON.stringify(body)),
      type: JSON_TYPE,
    })
    const { bizNo = '', eventId = '', seq = 0 } = json
    if (path === '/tb/v1/events') {
      if (asText(bizNo).startsWith('NOSUCH')) return answer(404, { code: 'case_unknown' })
      const outcome = seen.has(asText(eventId)) ? 'duplicate' : 'processed'
      seen.add(asText(eventId))
      events.push(json)
      return answer(200, { outcome, eventId, seq })
    }
    if (path.endsWith('/corrections')) {
      corrections.push(json)
      return answer(200, { outcome: 'registered', bizNo, caseNo: 'WH1', revision: 2, receivedAt: '' })
    }
    cases.push(json)
    const rest = { caseNo: 'WH1', revision: 1, receivedAt: '', sla: { hours: 2, basis: 'work' }, files: [] }
    return answer(201, { outcome: 'registered', bizNo, ...rest })
  }

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString()
    const { status, body, type } = reply((incoming.url ?? '').split('?')[0] ?? '', text ? JSON.parse(text) : {})
    const headers: Record<string, string> = {
      'content-type': type,
      'content-digest': digest(body),
      'tb-message-id': String(incoming.headers['tb-message-id']),
    }
    const params = `(${REPLY});created=${Math.floor(Date.now() / 1000)};keyid="wuhou-ed25519-2026a";alg="ed25519";tag="tongban-v1-reply"`
    const signature = ed25519(baseOf(REPLY, { ...headers, '@status': status }, params))
    response.writeHead(status, { ...headers, 'signature-input': `tb=${params}`, signature: `tb=:${signature}:` })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  /** The case of 9.1 (or another) with files that this gateway really holds. */
  function newCase(bizNo: string, change: (body: JsonObject) => void = () => undefined, text = BODY_91): JsonObject {
    const body: JsonObject = { ...(JSON.parse(text) as JsonObject), bizNo }
    for (const file of asArray(body['files']).map(asObject)) {
      const fileId = asText(file['fileId'])
      if (!fileId) continue
      const type = asText(file['mediaType'])
      const bytes = Buffer.from(demoBytes(type, `${bizNo} ${fileId}`))
      files.set(`/tb/v1/files/${fileId}`, { bytes, type })
      Object.assign(file, { sizeBytes: bytes.length, digest: digest(bytes) })
      file['url'] = `${url}/tb/v1/files/${fileId}?t=${randomBytes(18).toString('base64url')}`
    }
    change(body)
    return body
  }

  /** A correction of the case of 9.1 as `asked` in an event: a new address and a new file for the one refused. */
  function newCorrection(asked: JsonObject): JsonObject {
    const { bizNo = '', caseNo = '' } = asked
    const old = asText(valueAt(asked, '/correction/items/1/fileId'))
    const sent = asArray(newCase(asText(bizNo))['files']).map(asObject)
    const file = structuredClone(sent.find((one) => one['fileId'] === old) ?? {})
    const held = files.get(`/tb/v1/files/${old}`)
    if (held) files.set('/tb/v1/files/f_new_one_1', held)
    Object.assign(file, { fileId: 'f_new_one_1', url: asText(file['url']).replace(old, 'f_new_one_1') })
    return {
      specVersion: '1.4',
      bizNo,
      caseNo,
      correctionNo: valueAt(asked, '/correction/no') ?? '',
      baseRevision: 1,
      submittedAt: '2026-03-04T14:05:00+08:00',
      changes: [{ op: 'replace', path: '/form/awayAddr', value: '四川省成都市武侯区示例路2号' }],
      files: [file],
      removeFileIds: [old],
    }
  }
  return { url, close, files, events, cases, corrections, newCase, newCorrection }
}

export type ThinGateway = Awaited<ReturnType<typeof startThinGateway>>

/** Posts a message of the gateway, signed by the real clock. */
export function post(simulator: Simulator, body: JsonObject, overrides: Partial<Parcel> = {}): Promise<Answer> {
  const host = new URL(simulator.url).host
  const created = Math.floor(Date.now() / 1000)
  const parcel = { host, created, body: JSON.stringify(body), ...overrides }
  return send(simulator.url, parcel, gatewayHeaders(parcel).headers)
}

/** A signed GET of the gateway. */
export const get = (simulator: Simulator, target: string): Promise<Answer> => {
  const parcel = { host: new URL(simulator.url).host, created: Math.floor(Date.now() / 1000), method: 'GET', target }
  return send(simulator.url, parcel, gatewayHeaders(parcel).headers)
}
