import { buildFeedback } from '../../simulator/hubei/feedback.ts'
import { createGatewayClient } from '../../simulator/hubei/gateway-client.ts'
import { MATTERS } from '../../simulator/hubei/matters.ts'
import type { HandledCase } from '../../simulator/hubei/region.ts'
import { hostilePartner } from './hostile-partner.ts'

/** Its packages carry their files: an honest answer takes longer than those of others. */
const TIMEOUT_MS = 1_000
const M07 = MATTERS.find(({ code }) => code === 'M07')

hostilePartner({
  code: '420000',
  name: '湖北',
  timeoutMs: TIMEOUT_MS,
  operation: M07?.applyOperation ?? '',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: false,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 1 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /-99/ }, duplicates: 0 },
    {
      behaviour: 'other-case-answer',
      answer: { httpStatus: 200, response: /510107000120260101999999/ },
      duplicates: 0,
    },
  ],
  busy: /-99/,
  // the document's table of field errors: -933 wrong check digit
  refusal: { code: '-41', faults: [{ path: 'person.idNo' }] },
  word: '99',
  replies: ['10', '10', '10'],
  unknownCase: '-63',
  async foreignStep({ url, gateway }, mine, theirs) {
    if (!M07) throw new Error('the simulator has no M07')
    const caseNumber = (await gateway.store.cases.byNo(String(mine['no'])))?.correlation ?? ''
    const view = { partnerCaseNo: theirs } as HandledCase['view']
    const stranger = { matter: M07, caseNumber, view, feedbacks: [] as HandledCase['feedbacks'] } as HandledCase
    const now = Date.now()
    const { records } = buildFeedback(stranger, '01', now)
    const client = await createGatewayClient(url)
    const { feedbackOperation: operation, category } = M07
    return (await client.call({ operation, category, caseNumber, records, sentAt: now })).code
  },
})
