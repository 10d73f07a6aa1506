import { readFileSync } from 'node:fs'
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { type Options, readOptions } from '../../adapters/soap-pair/options.ts'
import type { JsonObject } from '../../core/json.ts'
import { HttpFailure, type HttpRequest, type HttpResponse } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { projectDefinitions } from './definitions.ts'
import { createFakeClock } from './fake-clock.ts'

/** A sample of the 湖北 document, line breaks of its layout taken out; see the README of the region. */
export const hubeiVector = (name: string) =>
  readFileSync(new URL(`../regions/vectors/hubei/${name}`, import.meta.url), 'utf8')

/** What stands behind the empty line of a sample HTTP message. */
export const bodyOf = (name: string) => hubeiVector(name).split('\n\n')[1] ?? ''

/** The registration codes of the document, by direction. */
export const CODES = { out: '9b1f6c52d0e84a7f8c3d5e6a7b8c9d01', in: '0c8e2d4f6a1b39578d2e4f1a6b3c5d70' } as const

/** M01 as the document has it, for its samples; the region's folder may not have it yet. */
const M01: Options['matters'][string] = {
  class: '0210',
  basicCode: '000131127004',
  request: 'SCJG_SQSLDJJSFW',
  feedback: 'SCJG_SLDJFKJSFW',
  requestSid: '021004',
  feedbackSid: '021006',
  repeats: false,
  lists: ['021011', '021012', '021013'],
  posted: [],
}

/** The region as its folder defines it. */
export const hubei = projectDefinitions().regions.find(({ code }) => code === '420000')

/** The region's own options; `asHubei` turns the sides round, for samples that 湖北 itself writes. */
export function hubeiOptions(asHubei = false): Options {
  const read = readOptions(hubei?.options)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  const { unit, keys, matters } = read.value
  return {
    ...read.value,
    matters: { M01, ...matters },
    ...(asHubei ? { unit: { ours: unit.theirs, theirs: unit.ours }, keys: { outbound: 'in', inbound: ['out'] } } : {}),
    ...(asHubei ? {} : { keys: { ...keys, outbound: 'out', inbound: ['in'] } }),
  }
}

/** A partner whose clock stands, whose answers are given, and which keeps what was sent. */
export function hubeiPartner(
  at: string,
  {
    asHubei = false,
    answer = () => {
      throw new HttpFailure('connect', false)
    },
    blobs = [],
  }: {
    asHubei?: boolean
    answer?: (request: HttpRequest) => HttpResponse
    blobs?: readonly Uint8Array[]
  } = {},
) {
  const clock = createFakeClock(Date.parse(at))
  const sent: HttpRequest[] = []
  const stored = new Map(blobs.map((bytes) => [bytesToHex(sha256(bytes)), bytes]))
  const secrets: Readonly<Record<string, string>> = CODES
  const partner = {
    region: '420000',
    options: hubeiOptions(asHubei),
    home: { name: '武侯区', division: '510107', orgCode: '11510107000000000U', orgName: '', phone: '028-85000000' },
    publicUrl: 'https://gateway.example',
    clock,
    keyring: { secret: async (name: string) => (secrets[name] ? new TextEncoder().encode(secrets[name]) : null) },
    http: {
      send: async (request: HttpRequest) => {
        sent.push(request)
        return answer(request)
      },
    },
    blobs: { read: async (hash: string) => stored.get(hash) ?? null },
  } as unknown as Partner<Options>
  return { partner, clock, sent }
}

/** An HTTP answer with this body. */
export function answered(body: string | Uint8Array, status = 200): HttpResponse {
  return { status, headers: {}, body: typeof body === 'string' ? new TextEncoder().encode(body) : body }
}

/** A call as the document's sample 9.1 writes one. */
export function envelopeOf(operation: string, sqzcm: string, information: string): string {
  const escaped = information.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ser="http://service.kstb.zhidao.com"><soapenv:Body><ser:${operation}><sqzcm>${sqzcm}</sqzcm><information>${escaped}</information></ser:${operation}></soapenv:Body></soapenv:Envelope>`
}

/** Such a call as a request to us. */
export function requestOf(body: string | Uint8Array): Request {
  return new Request('https://gateway.example/kstb/services/KSTBService', { method: 'POST', body: body as never })
}

/** The text of `return` in an answer of ours. */
export async function returnOf(response: Response): Promise<string> {
  const text = /<return>(.*)<\/return>/s.exec(await response.text())?.[1] ?? ''
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}

/** A tree with the Base64 of the sample PDF wherever it names a file. */
export function withContent(tree: JsonObject, content: string): JsonObject {
  const text = JSON.stringify(tree).replaceAll(/"CLNR":"[^"]*"/g, `"CLNR":"${content}"`)
  return JSON.parse(text) as JsonObject
}
