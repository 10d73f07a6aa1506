import type { Slip } from '../../core/manual/slip.ts'

/** The document's own slip (9.6), as somebody copied it. */
export const SLIP: Slip = {
  id: 'slip-1',
  region: '540000',
  caseNo: 'WH20260302000502',
  matter: 'M04',
  way: 'telephone',
  partnerNo: 'XZ2026030500012',
  status: '已签收',
  day: '2026-03-12',
  time: '',
  toldBy: '藏方示例',
  check: 'A985CE',
  fields: {},
  defects: [],
  licence: null,
  scan: null,
  document: null,
  licenceFile: null,
  enteredBy: 'ann',
  enteredByName: '窗口甲',
  enteredAt: 7,
}
