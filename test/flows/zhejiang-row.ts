import type { InRegion } from './region-in.ts'
import type { OutRegion } from './region-out.ts'

/** What is 浙江’s own when a case is sent there. */
export const ZHEJIANG_OUT: OutRegion = {
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

/** What is its own when it pushes a case to us. */
export const ZHEJIANG_IN: InRegion = {
  code: '330000',
  name: '浙江',
  readAnswer(reply) {
    const { code, datas } = reply as { code: string; datas: string }
    const { result_code, errors = [] } = (datas === '' ? {} : JSON.parse(datas)) as {
      result_code?: string
      errors?: { path: string; code: string }[]
    }
    return { code: result_code ?? code, faults: errors.map((error) => `${error.path} ${error.code}`) }
  },
  taken: '0000',
  again: '0001',
  conflict: { code: '1001', faults: [] },
  refusals: { 'bad-signature': '03', stale: '04' },
  badId: { code: '2003', faults: ['apply_card_number F104'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['11', '20', '40', '60', '70', '80'],
  corrected: ['11', '30', '31', '20'],
  refused: '21',
  refusalNeeds: ['/note'],
  licenceFile: 'pdf',
  licenceStep: 'approve',
}
