import { startGateway } from '../support/gateway.ts'
import { regionOut } from './region-out.ts'

const ZHEJIANG = {
  code: '330000',
  name: '浙江',
  partnerNo: /^33010631\d{13}$/,
  licence: '营业执照',
  callbacks: 4,
  messages: 1,
  messagesCorrected: 2,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  taken: '0000',
  again: '0002',
  early: ['0000', '0000', '0000', '0000'],
  denied: 'COMPLETED',
  asksAgain: false,
  endsSecrets: true,
}

regionOut(ZHEJIANG, 'Node with SQLite', () => startGateway())
