import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { Exchange, QueriedStep, QueryResult } from '../../../core/message.ts'
import { HttpFailure } from '../../../core/ports.ts'
import type { Partner, QueriedCase } from '../../../core/protocol.ts'
import { requireSecret } from '../../../core/secrets.ts'
import { decodeJson } from '../../layers/codec/json.ts'
import { namesAnother, OF_ANOTHER } from '../../layers/named-case.ts'
import { signTif } from '../../layers/sign/tif.ts'
import type { ExInfoOptions } from '../options.ts'
import { textOf } from '../texts.ts'
import { shortNo } from './memory.ts'

const LIMITS = { maxBytes: 1_048_576, maxDepth: 6 }
/** The signature is wrong; once more, since the token changes at a full hour without an overlap (8.9). */
const WRONG_SIGNATURE = 400_000_401
/** Refusals that another try may not meet (5.2). */
const PASSING = new Set([400_000_400, WRONG_SIGNATURE, 400_000_429, 400_000_529])

/** What the steps of each table are called (3.4). */
const STEPS: Readonly<Record<string, string>> = {
  EX_GDBS_WSYSL: '预受理',
  EX_GDBS_BJGZ: '补交告知',
  EX_GDBS_BJSL: '补交受理',
  EX_GDBS_SL: '受理',
  EX_GDBS_SPCL: '审批',
  EX_GDBS_TBCXSQ: '特别程序申请',
  EX_GDBS_TBCXJG: '特别程序结果',
  EX_GDBS_BJ: '办结',
  EX_GDBS_LQDJ: '领取登记',
}

/** Asks how a case goes on (3.6). The answer tells steps without their contents; with `repush` the region sends all of them again within five minutes. */
export async function queryTables(about: QueriedCase, partner: Partner<ExInfoOptions>): Promise<QueryResult> {
  const short = shortNo(about.caseNo, partner.home.division)
  const exchanges: Exchange[] = []
  const first = await ask(short, about.repush, partner, exchanges)
  const data =
    isObject(first) && first['errcode'] === WRONG_SIGNATURE ? await ask(short, about.repush, partner, exchanges) : first
  if (typeof data === 'string') return { outcome: 'later', reason: data, exchanges }
  return { ...read(data, short, about), exchanges }
}

type Read =
  | Omit<Extract<QueryResult, { outcome: 'found' }>, 'exchanges'>
  | Omit<Extract<QueryResult, { outcome: 'refused' }>, 'exchanges'>
  | Omit<Extract<QueryResult, { outcome: 'later' }>, 'exchanges'>

function read({ errcode, errmsg, data }: JsonObject, short: string, { partnerCaseNo }: QueriedCase): Read {
  if (typeof errcode !== 'number') return { outcome: 'later', reason: '对方的应答没有 errcode' }
  const message = textOf(errmsg).slice(0, 200)
  if (PASSING.has(errcode)) return { outcome: 'later', reason: `对方答复 ${errcode} ${message}` }
  if (errcode !== 0) return { outcome: 'refused', code: String(errcode), message }
  if (!isObject(data)) return { outcome: 'later', reason: '对方的应答没有 data' }
  const { projectCode } = data
  const isAnother =
    data['sblshShort'] !== short || (partnerCaseNo !== null && namesAnother(projectCode, [partnerCaseNo]))
  if (isAnother) return { outcome: 'later', reason: OF_ANOTHER }
  return {
    outcome: 'found',
    partnerCaseNo: textOf(projectCode) || partnerCaseNo,
    steps: readSteps(data['steps']),
    messages: [],
  }
}

function readSteps(steps: Json | undefined): QueriedStep[] {
  if (!Array.isArray(steps)) return []
  return steps.filter(isObject).map(({ tableName, state, time }) => ({
    name: STEPS[textOf(tableName)] ?? textOf(tableName),
    state: textOf(state),
    at: textOf(time),
  }))
}

/** One signed request (2.2): the answer's object, or why there is none. */
async function ask(
  short: string,
  repush: boolean,
  { options, clock, http, keyring, random }: Partner<ExInfoOptions>,
  exchanges: Exchange[],
): Promise<JsonObject | string> {
  const { path, paasid, token } = options.rest
  const secret = new TextDecoder().decode(await requireSecret(keyring, token))
  const sentAt = clock.now()
  const timestamp = String(Math.floor(sentAt / 1_000))
  const salt = Array.from(random.bytes(4), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const nonce = `${sentAt.toString(16)}-${salt}`
  const target = `${path}/api/v1/banjian/${short}${repush ? '?repush=1' : ''}`
  const record = (status: number | null, response: Uint8Array | null) =>
    exchanges.push({
      operation: '进度查询',
      sentAt,
      receivedAt: status === null ? null : clock.now(),
      request: new TextEncoder().encode(`GET ${target}`),
      response,
      status,
    })
  try {
    const response = await http.send({
      method: 'GET',
      url: options.baseUrl + target,
      headers: {
        accept: 'application/json',
        'x-tif-paasid': paasid,
        'x-tif-timestamp': timestamp,
        'x-tif-nonce': nonce,
        'x-tif-signature': signTif(timestamp, secret, nonce),
      },
      connectTimeoutMs: options.connectTimeoutMs,
      timeoutMs: options.timeoutMs,
      maxResponseBytes: LIMITS.maxBytes,
    })
    record(response.status, response.body)
    if (response.status !== 200) return `对方答复 HTTP ${response.status}`
    const value = decodeJson(response.body, LIMITS)
    return typeof value === 'string' ? `对方的应答读不懂:${value}` : value
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    record(null, null)
    return error.words
  }
}
