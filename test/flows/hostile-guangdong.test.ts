import type { ExInfo } from '../../simulator/guangdong/ex-info.ts'
import { callGateway, outcomeOf } from '../../simulator/guangdong/gateway-client.ts'
import { MATTERS } from '../../simulator/guangdong/matters.ts'
import { stepOf } from '../../simulator/guangdong/progress.ts'
import type { Registered } from '../../simulator/guangdong/registered.ts'
import { hostilePartner } from './hostile-partner.ts'

const TIMEOUT_MS = 500

hostilePartner({
  code: '440000',
  name: '广东',
  timeoutMs: TIMEOUT_MS,
  operation: 'EX_GDBS_SB',
  messages: 5,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: true,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /总线错误/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /51010720260101999999/ }, duplicates: 0 },
  ],
  busy: /101/,
  refusal: { code: 'G106', faults: [{ path: 'applicant.idNo' }] },
  word: '9',
  replies: ['1', '1', '1'],
  unknownCase: 'G114',
  async foreignStep({ url }, mine, theirs) {
    const application: ExInfo = {
      table: 'EX_GDBS_SB',
      fields: [
        ['SBLSH_SHORT', String(mine['no']).slice(2)],
        ['XZQHDM', '440106'],
      ],
    }
    const entry = { caseNo: String(mine['no']), partnerCaseNo: theirs }
    const stranger = {
      entry,
      matter: MATTERS['442036003001'],
      application,
      told: [],
      stepAt: 0,
    } as unknown as Registered
    return outcomeOf(await callGateway(url, stepOf(stranger, 'WSYSL 1', Date.now()), Date.now()))
  },
})
