import { startGateway } from '../support/gateway.ts'
import { httpMessageOut } from './http-message-out.ts'
import { shanghaiIn } from './shanghai-in.ts'

const SHANGHAI = {
  code: '310000',
  name: '上海',
  partnerNo: /^SH310101\d{11}$/,
  licence: '营业执照.ofd',
  callbacks: 5,
  taken: '1000',
  again: '1001',
  asksAgain: true,
}

httpMessageOut(SHANGHAI, 'Node with SQLite', () => startGateway())
shanghaiIn('Node with SQLite', () => startGateway())
