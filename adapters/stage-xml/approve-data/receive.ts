import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { InboundMessage, Received, Refusal } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import { decodeUtf8 } from '../../layers/codec/xml.ts'
import { sameText } from '../../layers/sign/sid-rid-rtime.ts'
import { signAep } from '../../layers/sign/x-aep.ts'
import { type ApproveDataOptions, limitsOf } from '../options.ts'
import { takeFilesOut } from './files.ts'
import { isOperation, OPERATIONS, type OperationName } from './operations.ts'
import { innerAnswer, outerAnswer } from './reply.ts'
import { openSeal } from './seal.ts'
import { readStage, type Stage } from './stage.ts'

type Sender = ApproveDataOptions['inbound'][number]

/** Verifies a request in the order of the region's codes, opens it and reads its stage. Every refusal is one code of the outer layer, but for what only the stage shows. */
export async function receiveStage(
  request: Request,
  path: string,
  partner: Partner<ApproveDataOptions>,
): Promise<Received> {
  const { clock } = partner
  const refuse = refuser(clock.now())
  const operation = path.split('/').at(-1) ?? ''
  if (request.method !== 'POST' || !isOperation(operation))
    return refuse('404', 'unknown-operation', operation.slice(0, 60))
  const sender = await verify(request.headers, partner)
  if ('code' in sender) return refuse(sender.code, sender.reason, sender.detail)
  const opened = await openBody(request, sender, partner)
  if (opened === null) return refuse('406', 'malformed', operation)
  const text = decodeUtf8(opened)
  const stage =
    text === null ? 'malformed' : readStage(text, operation, limitsOf(partner.options), partner.options.filler)
  if (text === null || stage === 'malformed') return refuse('407', 'malformed', operation)
  return toReceived(stage, text, sender, partner)
}

interface Refused {
  readonly code: string
  readonly reason: Refusal['reason']
  readonly detail: string
}

async function verify(
  headers: Headers,
  { options, clock, keyring, nonces }: Partner<ApproveDataOptions>,
): Promise<Sender | Refused> {
  const of = (name: string) => headers.get(`x-aep-${name}`) ?? ''
  const [appKey, nonce, timestamp, signature] = [of('appkey'), of('nonce'), of('timestamp'), of('signature')]
  if (appKey === '' || nonce === '' || timestamp === '' || signature === '')
    return { code: '401', reason: 'signature-missing', detail: '缺 x-aep 头' }
  const sender = options.inbound.find((one) => one.appKey === appKey)
  if (!sender) return { code: '403', reason: 'unknown-sender', detail: `appkey ${appKey.slice(0, 40)}` }
  if (!/^\d{13}$/.test(timestamp) || Math.abs(clock.now() - Number(timestamp)) > options.windowMs)
    return { code: '402', reason: 'stale', detail: `timestamp ${timestamp.slice(0, 20)}` }
  const secret = await requireSecret(keyring, sender.secret)
  if (!sameText(signature, signAep(secret, { appKey, nonce, timestamp })))
    return { code: '401', reason: 'signature-wrong', detail: `appkey ${appKey}` }
  if (nonce.length > 64 || !(await nonces.first(`${appKey}:${nonce}`, options.nonceMs)))
    return { code: '405', reason: 'replayed', detail: `nonce ${nonce.slice(0, 40)}` }
  return of('encryption') === 'true' ? sender : { code: '406', reason: 'malformed', detail: '没有加密' }
}

async function openBody(
  request: Request,
  sender: Sender,
  { options, keyring }: Partner<ApproveDataOptions>,
): Promise<Uint8Array | null> {
  const body = decodeJson(new Uint8Array(await request.arrayBuffer()), { maxBytes: options.maxBodyBytes, maxDepth: 2 })
  if (typeof body === 'string' || typeof body['xmlStr'] !== 'string') return null
  const seal = await openSeal(keyring, sender.sm4)
  return seal.open(body['xmlStr'])
}

function refuser(now: number) {
  return (code: string, reason: Refusal['reason'], detail: string): Received => ({
    kind: 'refused',
    refusal: { reason, detail },
    response: outerAnswer(code, now),
  })
}

async function toReceived(
  stage: Stage,
  text: string,
  sender: Sender,
  { clock, keyring }: Partner<ApproveDataOptions>,
): Promise<Received> {
  const now = clock.now()
  const { operation, caseNo, no } = stage
  const refuse = async (
    status: string,
    desc: string,
    errors: Parameters<typeof innerAnswer>[2],
  ): Promise<Received> => ({
    kind: 'refused',
    refusal: { reason: 'malformed', detail: `${operation} ${desc}` },
    response: outerAnswer(
      '200',
      now,
      (await openSeal(keyring, sender.sm4)).close(innerAnswer(status, desc, errors, { caseNo })),
    ),
  })
  if (!/^[\w-]{1,32}$/.test(caseNo))
    return refuse('300', '申办流水号不对', [{ code: 'SD2003', path: 'SBLSH_SHORT', msg: '应为 1 至 32 位字母数字' }])
  // numbers start at 1; a query takes none
  if (operation !== 'getApplyInfo' && (no < 1 || (operation === 'receiveOnlineApply' && no !== 1)))
    return refuse('301', '报文序号不连续', [])
  const taken = takeFilesOut(stage.body, caseNo)
  if ('path' in taken) return refuse('300', '材料摘要不符', [{ code: 'SD2008', path: taken.path, msg: taken.message }])
  const kind = OPERATIONS[operation].kind
  const progress = kind === 'progress'
  const request = utf8ToBytes(text)
  const message: InboundMessage = {
    kind,
    key: `${caseNo}:${no}`,
    digest: bytesToHex(sha256(request)),
    caseNo: progress ? caseNo : null,
    partnerCaseNo: progress ? null : caseNo,
    correlation: null,
    matterCode: null,
    seq: no,
    ...(progress || kind === 'query' ? {} : { place: no }),
    ...(kind === 'apply' ? { materialsFollow: true } : {}),
    tree: { SXBM: stage.matterCode, ...taken.body },
    files: taken.files,
    memo: {},
    exchange: { operation, sentAt: now, receivedAt: now, request, response: null, status: 200 },
    reply: { operation: operation satisfies OperationName, caseNo, sm4: sender.sm4 },
  }
  return { kind: 'message', message }
}
