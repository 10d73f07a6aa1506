import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { type InRegion, regionIn } from './region-in.ts'
import { type OutRegion, regionOut } from './region-out.ts'

const OUT: OutRegion = {
  code: '610000',
  name: '陕西',
  partnerNo: /^SN610113\d{13}$/,
  licence: '营业执照',
  callbacks: 4,
  messages: 1,
  messagesCorrected: 2,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  taken: '1',
  again: '2',
  early: null,
  denied: 'DENIED',
  asksAgain: false,
  endsSecrets: false,
}

interface Receipt {
  jg: string
  dm: string
  ms: string
}

const IN: InRegion = {
  code: '610000',
  name: '陕西',
  readAnswer(reply) {
    const { jg, dm, ms } = reply as Receipt
    if (jg !== '0') return { code: jg, faults: [] }
    const places = ms.split(';').map((words) => words.split(' ')[0] ?? '')
    return { code: dm, faults: places.filter((place) => /^(jbxx|clqd|[a-z]+\d+)/.test(place)) }
  },
  taken: '1',
  again: '2',
  conflict: { code: 'E207', faults: [] },
  refusals: { 'bad-signature': 'E211' },
  badId: { code: 'E203', faults: ['jbxx/wbk3'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['12,JJ', '30,SL', '30,SC', '50,JD', '50,ZZ', '90,BJ'],
  corrected: ['12,JJ', '20,JJ', '21,JJ', '30,SL'],
  refused: '60,SL',
  refusalNeeds: ['/note'],
  licenceFile: 'pdf',
  licenceStep: 'complete',
}

const start = sharedGateway(2, () => startGateway({ beside: ['610000'] }))

regionOut(OUT, 'Node with SQLite and the region’s SFTP server', start)
regionIn(IN, 'Node with SQLite and the region’s SFTP server', start)
