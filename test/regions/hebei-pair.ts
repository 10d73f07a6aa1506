import { readFileSync } from 'node:fs'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'

const person = {
  idType: '111',
  idNo: '510107190001010017',
  name: '次仁',
  gender: '1',
  ethnicity: '04',
  birthDate: '1900-01-01',
  mobile: '13800000001',
  addressAway: '四川省成都市武侯区示例路1号',
}
/** The form of the document's sample 9.1, in canonical words. */
export const m07Input: JsonObject = {
  applicant: {
    kind: '1',
    name: '次仁',
    idType: '111',
    idNo: '510107190001010017',
    idExpiry: '长期',
    nationality: 'CHN',
    mobile: '13800000001',
    gender: '1',
    ethnicity: '04',
    birthDate: '1900-01-01',
    address: { division: '510107', detail: '示例路1号' },
  },
  person,
  insurance: { kind: '310', division: '130102' },
  employer: { name: '石家庄示例纺织有限公司' },
  visit: { division: '510107' },
  filing: { category: '2', linkMode: '1', from: '2026-03-02' },
  delivery: { method: '3' },
  verify: { method: '1', result: 'pass', at: '2026-03-02T09:08:21+08:00' },
  consent: { signedAt: '2026-03-02T09:10:05+08:00', version: '2026-01' },
  pledge: { signedAt: '2026-03-02T09:14:40+08:00' },
  extra: { commitFlag: false },
  case: { no: 'WH20260302000123', mode: '1', handlingDivision: '130100000000', appliedAt: '2026-03-02T09:15:00+08:00' },
  clerk: { name: '窗口示例一' },
  home: { orgCode: '11510107000000000U', orgName: '成都市武侯区政务服务中心(示例)' },
  message: { id: '3f6c1b0a-8d52-4c1e-9b7f-2a1d0e4c5b61', seq: 1 },
  matter: { basicCode: '002036004001' },
}
const fileOf = (id: string, name: string) => ({
  id,
  sha256: 'a'.repeat(64),
  name,
  mediaType: 'application/pdf',
  sizeBytes: 28,
})
/** Its materials. */
export const m07Materials: CaseMaterial[] = [
  { slot: 'MT009', form: '4', copies: 1, originalSeen: true, file: fileOf('f1', '备案表.pdf') },
  {
    slot: 'MT008',
    form: '2',
    copies: 1,
    originalSeen: true,
    exempt: {
      kind: 'E',
      licenceId: '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J',
    },
  },
  {
    slot: 'MT001',
    form: '2',
    copies: 1,
    originalSeen: true,
    exempt: { kind: 'D', source: '公安人口库核验', at: '2026-03-02T09:08:21+08:00' },
  },
  { slot: 'MT025', form: '4', copies: 1, originalSeen: true, file: fileOf('f2', '同意书.pdf') },
]
/** What the region called the uploaded files. */
export const uploaded: Record<string, string> = {
  f1: '1e8d8a00633389c7461c42c1c126944b',
  f2: '10e1e567b0d08ad64185af5d2ab13ef0',
}

/** The sample as a golden pair. */
export function hebeiM07Pair(): JsonObject {
  const wire = readFileSync(new URL('vectors/hebei-9.1-m07.json', import.meta.url), 'utf8')
  const resolved = Object.entries(uploaded).map(([id, theirs]) => [
    id,
    { id: theirs, url: `https://gxjh.he.example:8443/file/${theirs}` },
  ])
  return {
    name: '文档 9.1',
    kind: 'apply',
    source: '文档 9.1',
    input: m07Input,
    materials: m07Materials as unknown as JsonObject[],
    resolved: Object.fromEntries(resolved) as JsonObject,
    wire: JSON.parse(wire) as JsonObject,
  }
}
