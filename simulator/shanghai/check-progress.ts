import type { PushedCase } from '../contract.ts'
import type { Body } from './wire.ts'

/** §3.5 */
const KEYS =
  'MessageId EventType ApplyNo CaseNo EventSeq EventTime Status Handler Opinion PromiseTime Notice Supplement FieldResults StuffResults Pause Decision Licence Express FileIds BackForm'.split(
    ' ',
  )

const MUST_NAME: Readonly<Record<string, readonly string[]>> = {
  待补正: ['Notice', 'Supplement'],
  已受理: ['Notice', 'PromiseTime'],
  不予受理: ['Notice'],
  退回: ['Notice'],
  暂停: ['Notice', 'Pause'],
  审批通过: ['Notice', 'Decision'],
  审批不通过: ['Notice', 'Decision'],
  已寄出: ['Express'],
}

const END = ['已归档']
/** §6.1; what is decided at once may end where it was accepted. */
const NEXT: Readonly<Record<string, readonly string[]>> = {
  已登记: ['已签收', '已受理', '待补正', '不予受理', '退回', '已撤回'],
  已签收: ['已受理', '待补正', '不予受理', '退回', '已撤回', '异常终止'],
  待补正: ['已补正', '已撤回', '异常终止'],
  已补正: ['已受理', '待补正', '不予受理', '退回', '已撤回'],
  已受理: ['审批中', '暂停', '审批通过', '审批不通过', '已办结', '已撤回', '异常终止'],
  审批中: ['暂停', '审批通过', '审批不通过', '已撤回', '异常终止'],
  暂停: ['审批中'],
  审批通过: ['制证中', '已办结'],
  审批不通过: ['已办结'],
  制证中: ['已办结'],
  已办结: ['已寄出', '已送达', '已归档'],
  已寄出: ['已送达'],
  已送达: END,
  不予受理: END,
  退回: END,
  已撤回: END,
  异常终止: END,
}

/** Every breach of the document in a progress message of the gateway. */
export function checkProgress(body: Body, entry: PushedCase): string[] {
  const status = String(body['Status'] ?? '')
  const isStatus = body['EventType'] === 'STATUS'
  const given = Object.keys(body)
  const seq = Number(body['EventSeq'])
  const before = entry.events.at(-1)?.seq ?? 0
  return [
    ...KEYS.filter((key) => !given.includes(key)).map((key) => `缺少键 ${key}`),
    ...given.filter((key) => !KEYS.includes(key)).map((key) => `表外键 ${key}`),
    ...(String(body['CaseNo']) === entry.gatewayCaseNo ? [] : ['CaseNo 与登记时不同']),
    ...(seq > before ? [] : [`EventSeq ${seq} 不大于 ${before}`]),
    ...(isStatus === (status !== '') ? [] : [`${String(body['EventType'])} 的 Status 是“${status}”`]),
    ...(!isStatus || NEXT[entry.status]?.includes(status) ? [] : [`状态 ${entry.status} 之后不能是 ${status}`]),
    ...(MUST_NAME[status] ?? []).filter((key) => body[key] === null).map((key) => `状态 ${status} 缺少 ${key}`),
  ]
}
