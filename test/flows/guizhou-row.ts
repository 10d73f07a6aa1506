import type { InRegion } from './region-in.ts'
import type { OutRegion } from './region-out.ts'

/** What is 贵州’s own when a case is sent there. */
export const GUIZHOU_OUT: OutRegion = {
  code: '520000',
  name: '贵州',
  partnerNo: /^GZ\d{16}$/,
  licence: '营业执照',
  callbacks: 4,
  messages: 1,
  messagesCorrected: 2,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  taken: '0000',
  again: '0001',
  early: null,
  denied: 'COMPLETED',
  asksAgain: false,
  endsSecrets: true,
}

/** What is its own when it pushes a case to us. */
export const GUIZHOU_IN: InRegion = {
  code: '520000',
  name: '贵州',
  readAnswer(reply) {
    const { CODE, ERRORS = [] } = reply as { CODE: string; ERRORS?: { KEY: string; ERRCODE: string }[] }
    return { code: CODE, faults: ERRORS.map(({ KEY, ERRCODE }) => `${KEY} ${ERRCODE}`) }
  },
  taken: '0000',
  again: '0001',
  conflict: { code: '4001', faults: ['rMobile 4001'] },
  refusals: { 'bad-signature': '2001', stale: '2002' },
  badId: { code: '2006', faults: ['LEGAL_IDNO 2008'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['1S', '2Y', '3K', '3Z', '6M', '4B'],
  corrected: ['1S', '9B', '9Y', '2Y'],
  refused: '2N',
  refusalNeeds: ['/note', '/document/type'],
  licenceFile: 'pdf',
  licenceStep: 'complete',
}
