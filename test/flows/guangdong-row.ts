import type { InRegion } from './region-in.ts'
import type { OutRegion } from './region-out.ts'

/** What is 广东’s own when a case is sent there. */
export const GUANGDONG_OUT: OutRegion = {
  code: '440000',
  name: '广东',
  partnerNo: /^11440100MB0000318C3442036003001\d{12}$/,
  licence: 'yyzz',
  callbacks: 4,
  messages: 5,
  messagesCorrected: 7,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  taken: '1',
  again: '2',
  early: null,
  denied: 'DENIED',
  asksAgain: false,
  endsSecrets: false,
}

interface Reply {
  code: string
  flag: string
  errors: { code: string; field: string }[]
}

/** What is its own when it pushes a case to us. */
export const GUANGDONG_IN: InRegion = {
  code: '440000',
  name: '广东',
  readAnswer(reply) {
    const { code, flag, errors } = reply as Reply
    return { code: code === '0' ? flag : code, faults: errors.map((error) => `${error.field} ${error.code}`) }
  },
  taken: '1',
  again: '2',
  conflict: { code: '0', faults: ['SB/LXRSJ G104'] },
  refusals: { 'bad-signature': '40', stale: '20', replayed: '41' },
  badId: { code: '0', faults: ['SB/SQRZJHM G106', 'FORM/ZJHM G106'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['WSYSL 1', 'SL 1', 'SPCL 2-1', 'SPCL 3-1', 'BJ 0'],
  corrected: ['WSYSL 1', 'BJGZ', 'BJSL 1', 'SL 1'],
  refused: 'SL 0',
  refusalNeeds: ['/note', '/document/type'],
  licenceFile: 'pdf',
  licenceStep: 'complete',
}
