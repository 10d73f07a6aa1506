import type { Received, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { readBody } from '../layers/read-body.ts'
import { sameText } from '../layers/sign/sid-rid-rtime.ts'
import { type About, answer, answerFault, type Outcome, xml } from './answer.ts'
import type { PackageKind } from './check-records.ts'
import { openEnvelope } from './envelope.ts'
import { checkHead } from './head.ts'
import { toInboundMessage, type VerifiedCall } from './inbound-message.ts'
import { limitsOf, type Options } from './options.ts'
import { type Package, readHeadOnly, readPackage } from './package.ts'
import { writeWsdl } from './wsdl.ts'

/** Serves the service: its WSDL, and every operation of it. Who calls is known before the package is looked at; whatever is refused is refused in the region's words. */
export async function receive(request: Request, path: string, partner: Partner<Options>): Promise<Received> {
  const { options, publicUrl } = partner
  if (path !== options.servicePath) return { kind: 'answered', response: new Response('not found', { status: 404 }) }
  if (request.method === 'GET' && /[?&]wsdl\b/i.test(request.url))
    return { kind: 'answered', response: xml(200, writeWsdl(options, publicUrl + options.servicePath)) }
  if (request.method !== 'POST')
    return { kind: 'answered', response: new Response('method not allowed', { status: 405 }) }
  const body = await readBody(request, limitsOf(options).maxBytes)
  if (body === 'too-large') return refuse('too-large', '', answerFault('Client', '报文超过约定的大小'))
  const envelope = await openEnvelope(body, partner)
  if (envelope.kind === 'unreadable') {
    return refuse(envelope.reason, envelope.detail, answerFault(envelope.fault, envelope.words))
  }
  if (
    envelope.kind === 'fault' ||
    envelope.namespace !== options.namespace ||
    !options.operations.includes(envelope.name)
  )
    return refuse('unknown-operation', '', answerFault('Client', '没有这个操作'))
  const { name, parts } = envelope
  return receiveCall(
    { operation: name, sqzcm: parts.get('sqzcm') ?? '', information: parts.get('information') ?? '' },
    partner,
  )
}

interface Call {
  readonly operation: string
  readonly sqzcm: string
  readonly information: string
}

async function receiveCall(call: Call, partner: Partner<Options>): Promise<Received> {
  const { options, clock } = partner
  const { operation, information } = call
  const say = async (about: About, outcome: Outcome, reason: Refusal['reason']) =>
    refuse(reason, `${operation} ${outcome.code}`, await answer(about, outcome, [], partner))
  if (!(await isKnownCode(call.sqzcm, partner)))
    return say(toAbout(operation, readHeadOnly(information)), { code: '-50' }, 'signature-wrong')
  const read = readPackage(information, limitsOf(options))
  if (!read)
    return say(
      toAbout(operation, readHeadOnly(information)),
      { code: '-41', message: 'information 不是可解析的 PACKAGE' },
      'malformed',
    )
  const about = toAbout(operation, read.head)
  const problem = checkHead(read.head, options, clock.now())
  if (problem) return say(about, problem, problem.reason)
  const purpose = purposeOf(operation, read.head['ZAGLYWFLDM'] ?? '', options)
  if (!purpose) return say(about, { code: '-72' }, 'unknown-operation')
  return toInboundMessage({ operation, sqzcm: call.sqzcm, package: read, ...purpose, about }, partner)
}

async function isKnownCode(sqzcm: string, { keyring, options }: Partner<Options>): Promise<boolean> {
  let known = false
  for (const name of options.keys.inbound) {
    const secret = await keyring.secret(name)
    if (secret && secret.length > 0) known = sameText(sqzcm, new TextDecoder().decode(secret)) || known
  }
  return known
}

/** What an answer can repeat of a head, whatever is in it. */
function toAbout(operation: string, head: Package['head']): About {
  const digits = (text = '', most: number) => (/^\d*$/.test(text) ? text.slice(0, most) : '')
  return { operation, class: digits(head['ZAGLYWFLDM'], 4), ywxtbh: digits(head['YWXTBH'], 24) }
}

type Purpose = Pick<VerifiedCall, 'kind' | 'matter'>

/** What a call is about: an operation of a matter's own says it, the general ones by the class in the head. */
function purposeOf(operation: string, matterClass: string, { matters, general }: Options): Purpose | null {
  const matter = Object.values(matters).find((one) => one.class === matterClass)
  if (!matter) return null
  const kinds: Readonly<Record<string, PackageKind>> = {
    [matter.request]: 'apply',
    [matter.feedback]: 'progress',
    [general.supplement]: 'supplement',
    [general.withdraw]: 'withdraw',
    [general.query]: 'query',
  }
  const kind = kinds[operation]
  return kind ? { kind, matter } : null
}

function refuse(reason: Refusal['reason'], detail: string, response: Response): Received {
  return { kind: 'refused', refusal: { reason, detail }, response }
}
