import { startGateway } from '../support/gateway.ts'
import { sharedGateway } from '../support/shared-gateway.ts'
import { type InRegion, regionIn } from './region-in.ts'
import { type OutRegion, regionOut } from './region-out.ts'

const OUT: OutRegion = {
  code: '540000',
  name: '西藏',
  partnerNo: /^XZ\d{13}$/,
  licence: '营业执照',
  callbacks: 3,
  messages: 1,
  messagesCorrected: 2,
  statuses: ['DELIVERED', 'ACCEPTED', 'COMPLETED'],
  taken: '00',
  // 6.3: an event that was processed is not processed again, and its receipt says 成功 nevertheless
  again: '00',
  early: null,
  denied: 'COMPLETED',
  asksAgain: false,
  endsSecrets: false,
  // where there is no receipt at all nothing failed: it is waited for
  failing: ['busy', 'html', 'gbk', 'flood', 'wrong-signature', 'other-case-answer'],
}

interface Line {
  readonly code: string
  readonly file: string
  readonly column: string
}

const IN: InRegion = {
  code: '540000',
  name: '西藏',
  readAnswer(reply) {
    const lines = (reply ?? []) as Line[]
    const faults = lines
      .filter(({ column }) => column !== '')
      .map(({ code, file, column }) => `${file} ${column} ${code}`)
    return { code: lines[0]?.code ?? '', faults }
  },
  taken: '00',
  again: '01',
  conflict: { code: 'E42', faults: [] },
  refusals: { 'bad-signature': 'E02', stale: 'E05', replayed: '01' },
  badId: { code: 'E17', faults: ['case.csv 证件号码 E17'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['已签收', '已受理', '审查中', '准予', '制证中', '已办结'],
  corrected: ['已签收', '待补正', '补正已收', '已受理'],
  refused: '不予受理',
  refusalNeeds: ['/note', '/document/type'],
  licenceFile: 'pdf',
  licenceStep: 'complete',
}

const start = sharedGateway(2, () => startGateway({ beside: ['540000'] }))

regionOut(OUT, 'Node with SQLite and the region’s folder', start)
regionIn(IN, 'Node with SQLite and the region’s folder', start)
