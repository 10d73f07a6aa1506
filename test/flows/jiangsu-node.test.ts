import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { type InRegion, regionIn } from './region-in.ts'
import { type OutRegion, regionOut } from './region-out.ts'

const OUT: OutRegion = {
  code: '320000',
  name: '江苏',
  partnerNo: /^JS320102\d{13}$/,
  licence: '营业执照',
  callbacks: 5,
  messages: 1,
  messagesCorrected: 2,
  statuses: ['SIGNED', 'ACCEPTED', 'REVIEWING', 'COMPLETED'],
  taken: '1',
  again: '1',
  early: ['1', '1', '1', '1', '1'],
  denied: 'DENIED',
  asksAgain: false,
  endsSecrets: false,
  failing: [],
}

interface Mark {
  sync_sign: string
  sync_error_desc: string | null
}

/** Of the row as a whole, no field's. */
const ROW = ['row_sum', 'create_date', '']

const IN: InRegion = {
  code: '320000',
  name: '江苏',
  readAnswer(reply) {
    const { sync_sign, sync_error_desc } = reply as Mark
    const errors = (sync_error_desc ?? '').split(';').map((entry) => entry.split(':'))
    const faults = errors.filter(([, path = '']) => !ROW.includes(path)).map(([code, path]) => `${path} ${code}`)
    return { code: sync_sign === '2' ? (errors[0]?.[0] ?? '') : sync_sign, faults }
  },
  taken: '1',
  again: '1',
  conflict: { code: 'E42', faults: [] },
  refusals: { 'bad-signature': 'E01', stale: 'E05' },
  badId: { code: 'E24', faults: ['applicant_paper_code E24'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['SJ', 'SL', 'SH', 'PZ', 'ZZ', 'RT 01'],
  corrected: ['SJ', 'BZ', 'BZSL', 'SL'],
  refused: 'RT 03',
  refusalNeeds: ['/note'],
  licenceFile: 'pdf',
  licenceStep: 'complete',
}

const start = sharedGateway(2, () => startGateway({ beside: ['320000'] }))

regionOut(OUT, 'Node with SQLite and the region’s PostgreSQL', start)
regionIn(IN, 'Node with SQLite and the region’s PostgreSQL', start)
