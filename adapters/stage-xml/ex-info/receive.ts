import type { Received, Refusal } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { mustUnderstand, readEnvelope, type SoapCall, writeFault } from '../../layers/codec/soap.ts'
import { readBody } from '../../layers/read-body.ts'
import { type IdentifyParts, readIdentify, signIdentify } from '../../layers/sign/identify.ts'
import { sameText } from '../../layers/sign/sid-rid-rtime.ts'
import { type ExInfoOptions, limitsOf } from '../options.ts'
import { busAnswer, soapResponse } from './answer.ts'
import { toReceived } from './inbound-message.ts'
import { readRecord } from './message.ts'
import { NAMESPACE, OPERATION, writeWsdl } from './service.ts'
import { isTable } from './tables.ts'

/** Serves the service: its WSDL, and its one operation. Who calls is checked in the order of the region's codes before the message is looked at. */
export async function receiveTable(request: Request, path: string, partner: Partner<ExInfoOptions>): Promise<Received> {
  const { options, publicUrl, clock } = partner
  if (!path.endsWith(options.servicePath)) return plain(404, 'not found')
  if (request.method === 'GET' && /[?&]wsdl\b/i.test(request.url))
    return { kind: 'answered', response: soapResponse(200, writeWsdl(publicUrl + path)) }
  if (request.method !== 'POST') return plain(405, 'method not allowed')
  const body = await readBody(request, options.maxBodyBytes)
  if (body === 'too-large') return refuse('too-large', '', busAnswer('', '80', clock.now()))
  const envelope = readEnvelope(body, limitsOf(options))
  if (envelope === 'version')
    return refuse('malformed', envelope, soapResponse(500, writeFault('VersionMismatch', '只收 SOAP 1.1')))
  if (typeof envelope === 'string') return refuse('malformed', envelope, busAnswer('', '70', clock.now()))
  if (envelope.kind === 'fault' || envelope.namespace !== NAMESPACE || envelope.name !== OPERATION)
    return refuse('unknown-operation', '', soapResponse(500, writeFault('Client', '没有这个操作')))
  if (mustUnderstand(envelope))
    return refuse('malformed', 'header', soapResponse(500, writeFault('MustUnderstand', '不认识的报文头')))
  return receiveCall(envelope, partner)
}

async function receiveCall({ parts }: SoapCall, partner: Partner<ExInfoOptions>): Promise<Received> {
  const { options, clock } = partner
  const of = (name: string) => parts.get(name) ?? ''
  const call = { deptCode: of('deptCode'), tableName: of('tableName'), xml: of('xml'), identify: of('identify') }
  const table = call.tableName.slice(0, 40)
  const say = (code: string, reason: Refusal['reason']) =>
    refuse(reason, `${isTable(table) ? table : ''} ${code}`, busAnswer(table, code, clock.now()))
  const problem = await verify(call, partner)
  if (problem) return say(problem.code, problem.reason)
  if (!isTable(table)) return say('60', 'unknown-operation')
  const record = readRecord(call.xml, table, limitsOf(options), options.formVersion)
  if (record === 'malformed') return say('70', 'malformed')
  return toReceived(record, { table, xml: call.xml }, clock.now())
}

interface Call extends Omit<IdentifyParts, 'timestamp' | 'nonce'> {
  readonly identify: string
}

/** A nonce is registered only once its digest was right: nobody else can use one up. */
async function verify(
  { identify, ...signed }: Call,
  { options, clock, nonces, keyring }: Partner<ExInfoOptions>,
): Promise<{ readonly code: string; readonly reason: Refusal['reason'] } | null> {
  if (signed.deptCode === '' || signed.xml === '' || signed.tableName === '' || identify === '')
    return { code: '70', reason: 'signature-missing' }
  if (signed.deptCode !== options.deptCode.theirs) return { code: '30', reason: 'unknown-sender' }
  const parts = readIdentify(identify)
  if (!parts) return { code: '40', reason: 'signature-wrong' }
  if (Math.abs(clock.now() - Number(parts.timestamp) * 1_000) > options.windowMs) return { code: '20', reason: 'stale' }
  let right = false
  for (const name of options.keys.inbound) {
    const key = new TextDecoder().decode(await requireSecret(keyring, name))
    right = sameText(identify, signIdentify(key, { ...signed, ...parts })) || right
  }
  if (!right) return { code: '40', reason: 'signature-wrong' }
  const first = await nonces.first(`${signed.deptCode}:${parts.nonce}`, options.nonceMs)
  return first ? null : { code: '41', reason: 'replayed' }
}

function plain(status: number, text: string): Received {
  return { kind: 'answered', response: new Response(text, { status }) }
}

function refuse(reason: Refusal['reason'], detail: string, response: Response): Received {
  return { kind: 'refused', refusal: { reason, detail }, response }
}
