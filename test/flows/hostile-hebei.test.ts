import { randomUUID } from 'node:crypto'
import { DEMO, sign } from '../../simulator/hebei/wire.ts'
import { hostilePartner } from './hostile-partner.ts'

const TIMEOUT_MS = 500

hostilePartner({
  code: '130000',
  name: '河北',
  timeoutMs: TIMEOUT_MS,
  operation: '3102',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: false,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /系统繁忙/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH51010720260101000001/ }, duplicates: 0 },
  ],
  busy: /系统繁忙/,
  refusal: { code: '301', faults: [{ path: 'person.idNo' }] },
  word: '99',
  replies: ['200', '200', '200'],
  unknownCase: '304',
  async foreignStep({ url }, mine, theirs) {
    const rtime = String(Date.now() + 30_000)
    const sid = `${DEMO.gatewayPrefix}3201`
    const response = await fetch(`${url}/gateway/httpproxy`, {
      method: 'POST',
      headers: {
        gjgxjhpt_rid: DEMO.ownRid,
        gjgxjhpt_sid: sid,
        gjgxjhpt_rtime: rtime,
        gjgxjhpt_sign: sign(DEMO.reverseSecret, sid, DEMO.ownRid, rtime),
      },
      body: JSON.stringify({
        messageId: randomUUID(),
        projectNo: mine['no'],
        acceptNo: theirs,
        seq: '1',
        projectStatus: '31',
      }),
    })
    return ((await response.json()) as { data: { code: string } }).data.code
  },
})
