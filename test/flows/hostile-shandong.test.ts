import { callGateway } from '../../simulator/shandong/gateway-client.ts'
import { MATTERS } from '../../simulator/shandong/matters.ts'
import { stageOf } from '../../simulator/shandong/progress.ts'
import type { Registered } from '../../simulator/shandong/registered.ts'
import { writeStage } from '../../simulator/shandong/stage.ts'
import { hostilePartner } from './hostile-partner.ts'

const M07 = '11370102MB0000035N4002036004001'
const TIMEOUT_MS = 500

hostilePartner({
  code: '370000',
  name: '山东',
  timeoutMs: TIMEOUT_MS,
  operation: 'receiveOnlineApply',
  messages: 2,
  statuses: ['SIGNED', 'ACCEPTED', 'REVIEWING', 'COMPLETED'],
  skips: false,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /<STATUS>503</ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH51010720260101000001/ }, duplicates: 0 },
  ],
  busy: /503/,
  refusal: { code: 'SD2006', faults: [{ path: 'applicant.idNo' }] },
  word: '9',
  replies: ['200', '200', '200'],
  unknownCase: 'SD2013',
  async foreignStep({ url }, _mine, theirs) {
    const matter = MATTERS[M07]
    const { operation, sections } = stageOf({ matter, stageAt: 0 } as Registered, 'SHOULI 1', Date.now())
    const text = writeStage({ caseNo: theirs, matterCode: M07, no: 1 }, sections)
    const { inner } = await callGateway(url, operation, text, Date.now())
    return inner?.errors?.[0]?.code ?? ''
  },
})
