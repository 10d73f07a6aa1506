import type { Exchange } from '../../core/message.ts'
import { HttpFailure, type HttpResponse } from '../../core/ports.ts'
import type { Partner } from '../../core/protocol.ts'
import { requireSecret } from '../../core/secrets.ts'
import { openEnvelope, plainEnvelope, sealEnvelope } from './envelope.ts'
import { limitsOf, type Options } from './options.ts'
import { type Package, readPackage } from './package.ts'

/** What came back: the package of the answer, or why there is none. */
export type Answer =
  | { readonly kind: 'package'; readonly package: Package }
  | { readonly kind: 'none'; readonly reason: string }

/** What an exchange's record says of a registration code: its first four characters. */
export function maskCode(code: string): string {
  return `${code.slice(0, 4)}…`
}

/** The two texts of every call. */
export function callParts(sqzcm: string, information: string): [name: string, text: string][] {
  return [
    ['sqzcm', sqzcm],
    ['information', information],
  ]
}

/** Calls one operation of the region with a package; `shown` is what the evidence keeps of it. */
export async function call(
  partner: Partner<Options>,
  operation: string,
  information: string,
  shown: string,
): Promise<{ answer: Answer; exchange: Exchange }> {
  const { options, keyring, clock, http } = partner
  const code = await requireSecret(keyring, options.keys.outbound)
  const sqzcm = new TextDecoder().decode(code)
  const request = new TextEncoder().encode(plainEnvelope(options, operation, callParts(maskCode(sqzcm), shown)))
  const sealed = await sealEnvelope(partner, operation, callParts(sqzcm, information))
  const sentAt = clock.now()
  const record = (status: number | null, response: Uint8Array | null): Exchange => {
    const receivedAt = status === null ? null : clock.now()
    return { operation, sentAt, receivedAt, request, response, status }
  }
  try {
    const response = await http.send({
      method: 'POST',
      url: options.baseUrl + options.servicePath,
      headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""', accept: 'text/xml' },
      body: new TextEncoder().encode(sealed),
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: limitsOf(options).maxBytes,
    })
    return { answer: await readAnswer(response, operation, partner), exchange: record(response.status, response.body) }
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    return { answer: { kind: 'none', reason: error.words }, exchange: record(null, null) }
  }
}

async function readAnswer(
  { status, body }: HttpResponse,
  operation: string,
  partner: Partner<Options>,
): Promise<Answer> {
  const { options } = partner
  const none = (reason: string): Answer => ({ kind: 'none', reason })
  const envelope = await openEnvelope(body, partner)
  if (envelope.kind === 'fault') return none(`对方答复 SOAP Fault ${envelope.code}:${envelope.reason.slice(0, 200)}`)
  if (status !== 200) return none(`对方答复 HTTP ${status}`)
  if (envelope.kind === 'unreadable') return none(`对方的应答不是约定的 SOAP 报文(${envelope.detail})`)
  if (envelope.name !== `${operation}Response` || envelope.namespace !== options.namespace)
    return none('对方的应答不是这个操作的应答')
  const read = readPackage(envelope.parts.get('return') ?? '', limitsOf(options))
  return read ? { kind: 'package', package: read } : none('对方应答的 return 不是 PACKAGE')
}
