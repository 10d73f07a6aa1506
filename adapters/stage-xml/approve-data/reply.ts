import type { Fault } from '../../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import type { InboundMessage, InboundOutcome } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toTime } from '../../../core/time.ts'
import { writeXml, XML_DECLARATION } from '../../layers/codec/xml.ts'
import type { ApproveDataOptions } from '../options.ts'
import { textOf } from '../texts.ts'
import { errorPath } from './paths.ts'
import { openSeal } from './seal.ts'

const SENTENCES: Readonly<Record<string, string>> = {
  '200': '请求成功',
  '401': '签名错误',
  '402': '时间超窗',
  '403': '未授权',
  '404': '操作不存在',
  '405': 'nonce 重复',
  '406': '解密失败',
  '407': 'XML 不合法',
  '503': '系统繁忙,请稍后重推',
}

/** `<RESULT>`; `data` is the sealed inner layer, empty where the request was not read. */
export function outerAnswer(status: string, now: number, data = ''): Response {
  const content = [
    { name: 'STATUS', content: status },
    { name: 'DESC', content: SENTENCES[status] ?? '平台内部错误' },
    { name: 'TIME', content: toTime(now).slice(0, 19).replaceAll(/\D/g, '') },
    { name: 'data', content: data },
  ]
  return new Response(XML_DECLARATION + writeXml({ name: 'RESULT', content }), {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=utf-8' },
  })
}

/** One of `errors`. */
interface WireError {
  readonly code: string
  readonly path: string
  readonly msg: string
}

/** The inner layer's text, its keys in the region's order; errors only where the status says that there may be some. */
export function innerAnswer(
  status: string,
  desc: string,
  errors: readonly WireError[],
  { caseNo, ownNo, more = {} }: { readonly caseNo: string; readonly ownNo?: string; readonly more?: JsonObject },
): string {
  return JSON.stringify({
    status,
    desc,
    SBLSH_SHORT: caseNo,
    ...(ownNo === undefined ? {} : { YWLSH: ownNo }),
    ...(status === '200' ? {} : { errors }),
    ...more,
  })
}

/** The region's own acknowledgement. The number of the case goes with it where the case is handled by us. */
export async function replyToStage(
  outcome: InboundOutcome,
  { reply, kind }: InboundMessage,
  { options, clock, keyring }: Partner<ApproveDataOptions>,
  memoOf: () => Promise<JsonObject>,
): Promise<Response> {
  const caseNo = textOf(reply['caseNo'])
  const seal = await openSeal(keyring, textOf(reply['sm4']))
  const now = clock.now()
  const inner = (status: string, desc: string, errors: readonly WireError[] = [], more: JsonObject = {}) => {
    const ownNo = 'caseNo' in outcome && kind !== 'progress' ? { ownNo: outcome.caseNo } : {}
    return outerAnswer('200', now, seal.close(innerAnswer(status, desc, errors, { caseNo, ...ownNo, more })))
  }
  switch (outcome.outcome) {
    case 'registered':
    case 'processed':
      if (!outcome.duplicate) return inner('200', '请求成功')
      return inner('300', kind === 'apply' ? '当前业务已申报' : '当前业务已处理')
    case 'conflict': {
      const errors = outcome.differences.map(({ path }) =>
        toError({ path, code: 'conflict', message: '与已登记的内容不同' }),
      )
      return inner('300', '同一序号的内容与已登记的不同', errors)
    }
    case 'invalid':
      return inner('300', '字段校验失败', outcome.faults.map(toError))
    case 'unknown-case':
      return inner('300', '办件不存在', [{ code: 'SD2013', path: 'SBLSH_SHORT', msg: '办件不存在' }])
    case 'not-allowed':
      return inner('300', outcome.message, [
        { code: REFUSALS[outcome.code] ?? 'SD2014', path: '', msg: outcome.message },
      ])
    case 'gap':
      return inner('301', `报文序号不连续,应为 ${outcome.expected}`)
    case 'busy':
      return outerAnswer('503', now)
    case 'state': {
      const { lastTree } = await memoOf()
      return inner('200', '请求成功', [], stateOf(outcome, isObject(lastTree) ? lastTree : {}, options))
    }
    case 'stored':
    case 'file':
      return outerAnswer('404', now)
  }
}

const REFUSALS: Readonly<Record<string, string>> = {
  'matter-unknown': 'SD2001',
  'direction-closed': 'SD2002',
  'mode-closed': 'SD2002',
  'agreement-expired': 'SD2002',
}

const ERRORS: Readonly<Record<string, string>> = {
  required: 'SD2003',
  code: 'SD2004',
  format: 'SD2004',
  'too-long': 'SD2005',
  'too-many': 'SD2005',
  checksum: 'SD2006',
  conflict: 'SD2007',
  unexpected: 'SD2016',
}

function toError({ path, code, message }: Fault): WireError {
  const material = code !== 'conflict' && /^(materials|RECORDS)\b/.test(path)
  const wire = material ? 'SD2008' : (ERRORS[code] ?? 'SD2007')
  return { code: wire, path: errorPath(path), msg: message }
}

/** Where the case stands, in the region's internal codes; of a document's number the ends are shown. */
function stateOf(
  { status, at }: Extract<InboundOutcome, { outcome: 'state' }>,
  lastTree: JsonObject,
  { query }: ApproveDataOptions,
): JsonObject {
  const application = isObject(lastTree['SPSHENQIN']) ? lastTree['SPSHENQIN'] : {}
  const of = (name: string) => textOf(application[name])
  const [BJZT = '', HJDM = ''] = (query.states[status] ?? '').split('+')
  const words: Record<string, Json> = {
    BJZT,
    HJDM,
    APPLYERTYPE: query.applicantKinds[of('APPLYERTYPE')] ?? '',
    CERTTYPE: query.idTypes[of('ApplyerPageType')] ?? '',
    CERTNUM: masked(of('ApplyerPageCode')),
    UPDATETIME: toTime(at).slice(0, 19).replace('T', ' '),
  }
  return words
}

function masked(number: string): string {
  return number.length < 8
    ? '*'.repeat(number.length)
    : `${number.slice(0, 3)}${'*'.repeat(number.length - 7)}${number.slice(-4)}`
}
