import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type Json, type JsonObject, putAt } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'

/* Valid samples after the examples 9.1 and 9.6 of the Hebei document and 9.1 of the Chongqing document; every person and company is made up. */

/** The day on which the samples are valid. */
export const SAMPLE_TODAY = '2026-03-02'

/** Values to put over a sample by dotted path; `undefined` takes the path away. */
export type Changes = Readonly<Record<string, Json | undefined>>

/** A small file that begins like a PDF; `mark` makes its bytes, and so its address, its own. */
export function samplePdf(mark: string): Uint8Array {
  return utf8ToBytes(`%PDF-1.4\n%demo ${mark}\n%%EOF\n`)
}

/** The reference of `samplePdf(mark)` as a case's material holds it; the id is stable for the mark. */
export function sampleFile(name: string, mark: string): NonNullable<CaseMaterial['file']> {
  const bytes = samplePdf(mark)
  const hash = bytesToHex(sha256(bytes))
  const id = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`
  return { id, sha256: hash, name, mediaType: 'application/pdf', sizeBytes: bytes.length }
}

/** M07 for 河北 (insured in 130102, hospital in 510107), applied for in person. For 湖北 and 重庆 see the two below. */
export function m07Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      case: { mode: '1', handlingDivision: '130100000000' },
      applicant: {
        kind: '1',
        name: '次仁',
        idType: '111',
        idNo: '510107190001010017',
        idExpiry: '长期',
        gender: '1',
        ethnicity: '04',
        nationality: 'CHN',
        birthDate: '1900-01-01',
        mobile: '13800000001',
        address: { division: '510107', detail: '示例路1号' },
      },
      delivery: { method: '3' },
      verify: { method: '1', result: 'pass', at: '2026-03-02T09:08:21+08:00' },
      consent: { signedAt: '2026-03-02T09:10:05+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T09:14:40+08:00' },
      person: {
        name: '次仁',
        idType: '111',
        idNo: '510107190001010017',
        gender: '1',
        ethnicity: '04',
        birthDate: '1900-01-01',
        mobile: '13800000001',
        addressAway: '四川省成都市武侯区示例路1号',
      },
      insurance: { kind: '310', division: '130102' },
      employer: { name: '石家庄示例纺织有限公司' },
      visit: { division: '510107' },
      filing: { category: '2', linkMode: '1', from: '2026-03-02' },
    },
    changes,
  )
}

/** M07 for 湖北 (insured in 420106); the hospital's agency phone is what 湖北 adds. */
export function m07FormForHubei(changes: Changes = {}): JsonObject {
  return m07Form({
    'case.handlingDivision': '420106000000',
    'insurance.division': '420106',
    'employer.name': '武汉示例科技有限公司',
    'visit.agency.phone': '028-85000001',
    ...changes,
  })
}

/** M07 for 重庆 (insured in 500107). */
export function m07FormForChongqing(changes: Changes = {}): JsonObject {
  return m07Form({
    'case.handlingDivision': '500107000000',
    'insurance.division': '500107',
    employer: undefined,
    ...changes,
  })
}

/** Application form, residence permit as an e-licence, id card checked against data, consent. */
export function m07Materials(): CaseMaterial[] {
  return [
    { slot: 'MT009', form: '4', copies: 1, originalSeen: true, file: sampleFile('备案表.pdf', 'MT009') },
    {
      slot: 'MT008',
      form: '4',
      copies: 1,
      originalSeen: false,
      exempt: {
        kind: 'E',
        licenceId: '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J',
        source: '电子证照库',
        at: '2026-03-02T09:09:30+08:00',
      },
    },
    {
      slot: 'MT001',
      form: '4',
      copies: 1,
      originalSeen: false,
      exempt: { kind: 'D', source: '公安人口库核验', at: '2026-03-02T09:08:21+08:00' },
    },
    { slot: 'MT025', form: '4', copies: 1, originalSeen: true, file: sampleFile('同意书.pdf', 'MT025') },
  ]
}

/** M02, kind 1 (lost), mode 2, brought in by an agent; result by post. */
export function m02Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      case: { mode: '2', handlingDivision: '130102000000' },
      applicant: {
        kind: '2',
        name: '成都示例企业管理有限公司',
        idType: '001',
        idNo: '91510107MA0000007C',
        mobile: '13800000005',
        address: { division: '510107', detail: '示例路9号' },
      },
      agent: {
        name: '甄样例',
        idType: '111',
        idNo: '130102190003050028',
        mobile: '13800000004',
        scope: '代为办理营业执照遗失补领、换发',
        until: '2026-06-30',
      },
      delivery: {
        method: '1',
        to: { name: '甄样例', phone: '13800000004', address: { division: '130102', detail: '示例大街8号501室' } },
      },
      verify: { method: '1', result: 'pass', at: '2026-03-02T09:05:00+08:00' },
      consent: { signedAt: '2026-03-02T09:06:00+08:00', version: '2026-01' },
      pledge: { signedAt: '2026-03-02T09:12:00+08:00' },
      entity: {
        name: '成都示例企业管理有限公司',
        uscc: '91510107MA0000007C',
        type: '1130',
        rep: { name: '欧阳明' },
        lastApproved: '2024-05-20',
      },
      reissue: {
        kind: '1',
        originals: 1,
        duplicates: 2,
        lossNotice: { way: '1', no: 'SC20260228000451', date: '2026-02-28' },
      },
    },
    changes,
  )
}

/** M02, kind 2 (damaged): no loss notice; goes with `m02MaterialsDamaged`. */
export function m02FormDamaged(changes: Changes = {}): JsonObject {
  return m02Form({ 'reissue.kind': '2', 'reissue.lossNotice': undefined, ...changes })
}

/** Application, loss notice and legal representative's card checked against data, consent, letter of attorney and the agent's card. */
export function m02Materials(): CaseMaterial[] {
  return [
    { slot: 'MT009', form: '4', copies: 1, originalSeen: true, file: sampleFile('申请书.pdf', 'MT009-M02') },
    {
      slot: 'MT014',
      form: '4',
      copies: 1,
      originalSeen: false,
      exempt: { kind: 'D', source: '国家企业信用信息公示系统', at: '2026-03-02T09:07:00+08:00' },
    },
    {
      slot: 'MT001',
      form: '4',
      copies: 1,
      originalSeen: false,
      exempt: { kind: 'D', source: '公安人口库核验', at: '2026-03-02T09:07:30+08:00' },
    },
    { slot: 'MT025', form: '4', copies: 1, originalSeen: true, file: sampleFile('同意书.pdf', 'MT025-M02') },
    { slot: 'MT006', form: '4', copies: 1, originalSeen: true, file: sampleFile('委托书.pdf', 'MT006') },
    {
      slot: 'MT001.agent',
      form: '4',
      copies: 1,
      originalSeen: true,
      file: sampleFile('代理人身份证.pdf', 'MT001.agent'),
    },
  ]
}

/** As above with the damaged licence, whose original travels by post, in place of the loss notice. */
export function m02MaterialsDamaged(): CaseMaterial[] {
  return [
    ...m02Materials().filter(({ slot }) => slot !== 'MT014'),
    { slot: 'MT027', form: '1', copies: 1, originalSeen: true, posted: true, file: sampleFile('原执照.pdf', 'MT027') },
  ]
}

/** A copy of the form with the changes put in. */
export function changed(form: JsonObject, changes: Changes): JsonObject {
  const copy = structuredClone(form)
  for (const [path, value] of Object.entries(changes)) {
    if (value === undefined) removeAt(copy, path)
    else putAt(copy, path, structuredClone(value))
  }
  return copy
}

function removeAt(form: JsonObject, path: string): void {
  const steps = path.split('.')
  const last = steps.pop() as string
  let node: Json | undefined = form
  for (const step of steps) node = (node as JsonObject | undefined)?.[step]
  if (node !== undefined) delete (node as JsonObject)[last]
}
