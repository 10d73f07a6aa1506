import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { type Changes, changed, sampleFile } from './sample.ts'

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

/** M02 for 湖北 (registered in 420106), result as an e-licence; goes with `extra.repIdNo`, which is what 湖北 adds. */
export function m02FormForHubei(changes: Changes = {}): JsonObject {
  return m02Form({
    'case.handlingDivision': '420106000000',
    'applicant.name': '武汉示例智慧科技有限公司',
    'applicant.idNo': '91420106MA0000226M',
    'applicant.address': { division: '420106', detail: '示例路88号1201室' },
    'entity.name': '武汉示例智慧科技有限公司',
    'entity.uscc': '91420106MA0000226M',
    delivery: { method: '3' },
    ...changes,
  })
}
