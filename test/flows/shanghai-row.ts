import type { InRegion } from './region-in.ts'
import type { OutRegion } from './region-out.ts'

/** What is 上海’s own when a case is sent there. */
export const SHANGHAI_OUT: OutRegion = {
  code: '310000',
  name: '上海',
  partnerNo: /^SH310101\d{11}$/,
  licence: '营业执照.ofd',
  callbacks: 5,
  messages: 1,
  messagesCorrected: 2,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  taken: '1000',
  again: '1001',
  early: null,
  denied: 'COMPLETED',
  asksAgain: true,
  endsSecrets: true,
}

interface Reply {
  Code: string
  Data: { RetCode: string; Errors?: { Path: string; ErrCode: string }[] } | null
}

/** What is its own when it pushes a case to us. */
export const SHANGHAI_IN: InRegion = {
  code: '310000',
  name: '上海',
  readAnswer(reply) {
    const { Code, Data } = reply as Reply
    const faults = (Data?.Errors ?? []).map(({ Path, ErrCode }) => `${Path} ${ErrCode}`)
    return { code: Data?.RetCode ?? Code, faults }
  },
  taken: '1000',
  again: '1001',
  conflict: { code: '2006', faults: ['Mobile Conflict'] },
  refusals: { 'bad-signature': '401', stale: '401', replayed: '401' },
  badId: { code: '2001', faults: ['ApplyerPageCode Checksum'] },
  filesTaken: 'FILE_OK',
  wornAddress: ['FILE_REISSUE', 'FILE_OK'],
  decided: ['已签收', '已受理', '审批中', '审批通过', '制证中', '已办结'],
  corrected: ['已签收', '待补正', '已补正', '已受理'],
  refused: '不予受理',
  refusalNeeds: ['/document/type'],
  licenceFile: 'ofd',
  licenceStep: 'complete',
}
