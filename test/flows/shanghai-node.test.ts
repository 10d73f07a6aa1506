import { startGateway } from '../support/gateway.ts'
import { regionOut } from './region-out.ts'
import { shanghaiIn } from './shanghai-in.ts'

const SHANGHAI = {
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
  endsSecrets: false,
}

regionOut(SHANGHAI, 'Node with SQLite', () => startGateway())
shanghaiIn('Node with SQLite', () => startGateway())
