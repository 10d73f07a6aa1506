import type { InRegion } from './region-in.ts'

interface Reply {
  code: string
  data?: { code?: string; errors?: { path: string; code: string }[] }
}

/** What is 河北’s own when it pushes a case. */
export const HEBEI_IN: InRegion = {
  code: '130000',
  name: '河北',
  readAnswer(reply) {
    const { code, data } = reply as Reply
    return { code: data?.code ?? code, faults: (data?.errors ?? []).map((error) => `${error.path} ${error.code}`) }
  },
  taken: '200',
  again: '201',
  conflict: { code: '306', faults: ['contactMobile E06'] },
  refusals: { 'bad-signature': '10003', stale: '10004', replayed: '10006' },
  badId: { code: '301', faults: ['applyerPageCode E05'] },
  filesTaken: null,
  wornAddress: null,
  decided: ['11', '30', '40', '50', '40', '70'],
  corrected: ['11', '20', '21', '30'],
  refused: '31',
  refusalNeeds: ['/document/type'],
  licenceFile: 'ofd',
  licenceStep: 'complete',
}
