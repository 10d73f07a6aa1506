import { startGateway } from '../support/gateway.ts'
import { guizhouIn } from './guizhou-in.ts'
import { httpMessageOut } from './http-message-out.ts'

const GUIZHOU = {
  code: '520000',
  name: '贵州',
  partnerNo: /^GZ\d{16}$/,
  licence: '营业执照',
  callbacks: 4,
  taken: '0000',
  again: '0001',
  asksAgain: false,
}

httpMessageOut(GUIZHOU, 'Node with SQLite', () => startGateway())
guizhouIn('Node with SQLite', () => startGateway())
