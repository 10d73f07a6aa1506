import type { PushedCase } from '../contract.ts'
import { type Body, isBody, parse } from './wire.ts'

/** §3.7 */
const KEYS =
  'event_id event_type event_seq form_business_code apply_no item_code apply_status event_time operator_name operator_org_name operator_org_code event_content'

/** §3.7, by event_type: the statuses it may leave, and the keys of its content in their order. How a number without a value is written the document does not say: `?` may be left out. */
const EVENTS: Readonly<Record<string, readonly [statuses: string, keys: string]>> = {
  SIGN: ['11', 'sign_time'],
  RETURN: ['12', 'reason doc_list'],
  ACCEPT: ['20', 'accept_no accept_time promise_value promise_unit promise_date doc_list'],
  NOT_ACCEPT: ['21', 'reason other_authority remedy doc_list'],
  CORRECT: ['30', 'correct_no limit_value? limit_unit? deadline reason field_results material_results doc_list'],
  CORRECT_RECV: ['31', 'correct_no recv_time'],
  NODE: ['40', 'node_name node_result opinion'],
  SUSPEND: ['50', 'special_type special_name begin_time limit_value? limit_unit? reason doc_list'],
  RESUME: ['51', 'end_time result'],
  DECIDE: ['60 61', 'decision decision_no decision_date legal_basis reason remedy licences outcome doc_list'],
  CERT: ['70', 'cert_name begin_time'],
  FINISH: ['80 91', 'result_type result_explain finish_date doc_list'],
  SHIP: ['82', 'express_no express_company ship_time'],
  DELIVER: ['83', 'receiver deliver_time'],
  WITHDRAWN: ['90', 'withdraw_time reason'],
}

/** §6.2 */
const NEXT: Readonly<Record<string, string>> = {
  10: '11 12 20 21 30 90',
  11: '20 21 30 12 90',
  30: '31 91 90',
  31: '20 30 21 40 90',
  20: '30 40 50 60 61 91 90',
  40: '30 50 60 61 91 90',
  50: '51',
  51: '40 60 61',
  60: '70 80',
  61: '80',
  70: '80',
  80: '82 83',
  82: '83',
}

/** Every breach of the document in an event of the gateway. */
export function checkProgress(body: Body, entry: PushedCase): string[] {
  const type = String(body['event_type'])
  const status = String(body['apply_status'])
  const [statuses = '', keys = ''] = EVENTS[type] ?? []
  const content = parse(body['event_content'])
  const given = Object.keys(content ?? {})
  const wanted = keys.split(' ').filter((key) => !key.endsWith('?') || given.includes(key.slice(0, -1)))
  return [
    ...(Object.keys(body).join(' ') === KEYS ? [] : [`键不符:${Object.keys(body).join(' ')}`]),
    ...(String(body['apply_no']) === entry.gatewayCaseNo ? [] : ['apply_no 与登记时不同']),
    ...(statuses.split(' ').includes(status) ? [] : [`${type} 的 apply_status 是 ${status}`]),
    ...(NEXT[entry.status]?.split(' ').includes(status) ? [] : [`状态 ${entry.status} 之后不能是 ${status}`]),
    ...(given.join() === wanted.join().replaceAll('?', '') ? [] : [`${type} 的 event_content 键不符:${given}`]),
    ...(Object.values(content ?? {}).includes(null) ? [`${type} 的 event_content 有 null`] : []),
    ...filesIn(content).flatMap(({ file_id, file_sm3, file_size }) =>
      file_id && file_sm3 && Number(file_size) > 0 ? [] : [`${type} 的文件没有编号、摘要或大小`],
    ),
  ]
}

/** What an event's documents and licences say of their files. */
export function filesIn(content: Body | null): Body[] {
  return [content?.['doc_list'], content?.['licences']].flatMap((list) =>
    Array.isArray(list) ? list.filter(isBody) : [],
  )
}
