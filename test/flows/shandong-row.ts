import type { InRegion } from './region-in.ts'
import type { OutRegion } from './region-out.ts'

/** What is 山东’s own when a case is sent there. */
export const SHANDONG_OUT: OutRegion = {
  code: '370000',
  name: '山东',
  partnerNo: /^370102\d{11}$/,
  licence: '营业执照',
  callbacks: 4,
  messages: 2,
  messagesCorrected: 4,
  statuses: ['SIGNED', 'ACCEPTED', 'REVIEWING', 'COMPLETED'],
  taken: '200',
  again: '300',
  early: ['301', '200', '200', '200', '200'],
  denied: 'DENIED',
  asksAgain: false,
  endsSecrets: false,
}

interface Reply {
  status: string
  inner: { status: string; errors?: { path: string; code: string }[] } | null
}

/** What is its own when it pushes a case to us. */
export const SHANDONG_IN: InRegion = {
  code: '370000',
  name: '山东',
  readAnswer(reply) {
    const { status, inner } = reply as Reply
    return { code: inner?.status ?? status, faults: (inner?.errors ?? []).map(({ path, code }) => `${path} ${code}`) }
  },
  taken: '200',
  again: '300',
  conflict: {
    code: '300',
    faults: [
      'SPRENYUAN/LXDH SD2007',
      'SPSHENQIN/Applicanttel SD2007',
      'SPSHENQIN/LXRSJ SD2007',
      'XML_DATA/SJHM SD2007',
    ],
  },
  refusals: { 'bad-signature': '401', stale: '402', replayed: '405' },
  badId: { code: '300', faults: ['SPRENYUAN/ZJHM SD2006', 'XML_DATA/ZJHM SD2006'] },
  filesTaken: null,
  wornAddress: null,
  decided: [
    'SHOULI 4',
    'SHOULI 1',
    'SPSHENPIJIEGUO ACP',
    'GDBSSPCL 2',
    'GDBSSPCL 3',
    'SPSHENPIJIEGUO SAL',
    'SPBANJIE 6',
    'SPSHENPIJIEGUO LIC',
    'SPSHENPIJIEGUO STL',
  ],
  corrected: ['SHOULI 4', 'SPBUZHENGGAOZHI', 'SPSHENPIJIEGUO SUP', 'SHOULI 1', 'SPSHENPIJIEGUO ACP'],
  refused: 'SHOULI 2',
  refusalNeeds: ['/note'],
  licenceFile: 'pdf',
  licenceStep: 'complete',
}
