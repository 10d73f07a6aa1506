import { startGateway } from '../support/gateway.ts'
import { guizhouIn } from './guizhou-in.ts'
import { regionOut } from './region-out.ts'

const GUIZHOU = {
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
  endsSecrets: false,
}

regionOut(GUIZHOU, 'Node with SQLite', () => startGateway())
guizhouIn('Node with SQLite', () => startGateway())
