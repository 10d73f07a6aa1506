import { startGateway } from '../support/gateway.ts'
import { regionOut } from './region-out.ts'

const SHANDONG = {
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

regionOut(SHANDONG, 'Node with SQLite', () => startGateway())
