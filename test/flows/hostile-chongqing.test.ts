import { randomUUID } from 'node:crypto'
import { momentText } from '../../simulator/chongqing/china-time.ts'
import { signRequest } from '../../simulator/chongqing/http-signature.ts'
import { readSecrets } from '../../simulator/chongqing/secrets.ts'
import { hostilePartner } from './hostile-partner.ts'

const TIMEOUT_MS = 500

hostilePartner({
  code: '500000',
  name: '重庆',
  timeoutMs: TIMEOUT_MS,
  operation: '报件',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: false,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<!doctype html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 201, response: /^base64:/ }, duplicates: 1 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /backend_busy/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 201, response: /WH51010720260101000001/ }, duplicates: 0 },
  ],
  busy: /后台繁忙/,
  refusal: { code: 'condition_unmet' },
  word: 'teleported',
  replies: [{ outcome: 'processed' }, { outcome: 'processed' }, { outcome: 'processed' }],
  unknownCase: 'case_unknown',
  async foreignStep({ url: gatewayUrl }, mine, theirs) {
    const eventId = randomUUID()
    const url = new URL('/tb/v1/events', gatewayUrl)
    const event = {
      specVersion: '1.4',
      eventId,
      type: 'case.state',
      bizNo: mine['no'],
      caseNo: theirs,
      seq: 1,
      occurredAt: momentText(Date.now()),
      state: 'received',
      officer: { orgCode: '11500107000000000U', orgName: '示例', name: '审查示例甲' },
    }
    const body = Buffer.from(JSON.stringify(event))
    const created = Math.floor(Date.now() / 1000)
    const headers = signRequest({ method: 'POST', url, body, messageId: eventId, created }, readSecrets())
    const response = await fetch(url, { method: 'POST', headers, body })
    return String(((await response.json()) as Record<string, unknown>)['code'])
  },
})
