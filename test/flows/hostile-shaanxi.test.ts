import { event, folderOf, layEvents } from '../support/shaanxi-files.ts'
import { hostilePartner } from './hostile-partner.ts'

hostilePartner({
  code: '610000',
  name: '陕西',
  timeoutMs: 500,
  operation: 'POST /tj',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: true,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /50301/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH202601010001/ }, duplicates: 0 },
  ],
  busy: /50301/,
  refusal: { code: 'E203', faults: [{ path: 'applicant.idNo' }] },
  word: '77,XX',
  replies: ['1', '1', '1'],
  unknownCase: 'E208',
  async foreignStep(gateway, mine, theirs) {
    const rows = [event({ no: String(mine['no']), partnerNo: theirs })]
    const [receipt] = await layEvents(folderOf(gateway.simulator('610000')), rows)
    return receipt?.dm ?? ''
  },
})
