import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { AGENT, agentMaterials, awkwardText, commonBlock } from './blocks.ts'
import { asLicence, type Changes, changed, lookedUp, onFile, type SampleCase } from './sample.ts'

/** The wife who moves. */
export const MIGRANT: JsonObject = {
  idNo: '130102190003050028',
  name: '甄样例',
  gender: '2',
  ethnicity: '01',
  birthDate: '1900-03-05',
  relation: '10',
}

/** M09 out of 130102 to the husband in 510107; no permit yet. */
export function m09Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      ...commonBlock('3', '510107000000'),
      migrants: [MIGRANT],
      migrate: { reason: '11' },
      moveOut: {
        address: { division: '130102', detail: '示例大街8号501室' },
        agency: { code: '130102000001', name: '石家庄市公安局长安分局示例派出所' },
      },
      moveIn: {
        address: { division: '510107', detail: '示例路1号' },
        agency: { code: '510107000001', name: '成都市公安局武侯区分局示例派出所' },
      },
      receiving: { code: '510107000001', name: '成都市公安局武侯区分局示例派出所', phone: '028-85000004' },
      clerk: { idNo: '510107190001010025', phone: '028-85000004' },
    },
    { 'case.scope': '1', 'case.coopNo': '5101072026030200001', ...changes },
  )
}

/** What the place moved to gives: the permit and who made it out. */
export const PERMIT: JsonObject = {
  no: '川迁〔2026〕00000001号',
  issuer: { code: '510107000001', name: '成都市公安局武侯区分局示例派出所' },
  issueDate: '2026-03-02',
  validTo: '2026-04-11',
}

/** M09 as the place left gets it: with the permit, and who is who between the offices. */
export function m09FormWithPermit(changes: Changes = {}): JsonObject {
  const office = { code: '510107000001', name: '成都市公安局武侯区分局示例派出所' }
  return m09Form({
    permit: PERMIT,
    'officer.name': '甄警官',
    routing: {
      owner: office,
      sender: office,
      receiver: { code: '130102000001', name: '石家庄市公安局长安分局示例派出所' },
    },
    ...changes,
  })
}

/** What the place left fills in of one who moves. */
export const MORE: JsonObject = {
  formerName: '甄旧名',
  relationToHolder: '01',
  education: '20',
  marital: '20',
  occupation: '教师',
  birthPlace: { country: 'CHN', division: '130102', detail: '示例大街8号' },
  nativePlace: { country: 'CHN', division: '130104', detail: '示例村' },
  migrationNo: '冀迁〔2026〕00000002号',
  holder: { name: '甄样例', idNo: '130102190003050028' },
  formerAddress: { division: '130102', detail: '示例大街8号501室', urbanRural: '111' },
  destination: '四川省成都市武侯区示例路1号',
}

/** Application, both registers and cards checked against data, marriage and housing as e-licences, statement, consent. */
export function m09Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '迁移申请书.pdf', 'MT009-M09'),
    lookedUp('MT002', '公安人口库核验'),
    asLicence('MT003', '1.2.156.3005.2.11100000000013338W021.11510107000000000U.20260000000000000021.001.N'),
    lookedUp('MT001', '公安人口库核验'),
    asLicence('MT007', '1.2.156.3005.2.11100000000013338W012.11510107000000000U.20260000000000000022.001.0'),
    onFile('MT029', '婚姻状况声明.pdf', 'MT029-M09'),
    onFile('MT025', '同意书.pdf', 'MT025-M09'),
  ]
}

const CHILDREN = [
  '130102201202290009',
  '130102201602290008',
  '130102201003020006',
  '130102201003030001',
  '130102190103010007',
  '130102190203010004',
  '130102190303010001',
  '130102190403010009',
  '130102190503010006',
]

function childOf(idNo: string, index: number): JsonObject {
  const birthDate = `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`
  return {
    idNo,
    name: `甄样${'一二三四五六七八九'[index] ?? ''}`,
    gender: '2',
    ethnicity: '01',
    birthDate,
    relation: '30',
    more: { ...MORE, relationToHolder: '30', destination: awkwardText(200) },
  }
}

export function m09Samples(): SampleCase[] {
  return [
    { name: 'normal', matter: 'M09', mode: '3', form: m09FormWithPermit(), materials: m09Materials() },
    {
      name: 'largest',
      matter: 'M09',
      mode: '3',
      form: m09FormWithPermit({
        agent: { ...AGENT, idNo: '130102190402290029' },
        'applicant.name': `阿依古丽·${'买'.repeat(45)}`,
        'applicant.address.detail': awkwardText(200),
        migrants: [{ ...MIGRANT, more: MORE }, ...CHILDREN.map(childOf)],
        'moveOut.address.detail': awkwardText(200),
        'moveIn.address.detail': awkwardText(200),
        'moveOut.agency.name': awkwardText(100),
        'permit.no': '5'.repeat(40),
        remark: awkwardText(500),
      }),
      materials: [...m09Materials(), ...agentMaterials('M09')],
    },
    {
      name: 'weird',
      matter: 'M09',
      mode: '3',
      form: m09FormWithPermit({
        'applicant.name': '𠅤',
        'applicant.idNo': '510107190402290013',
        'applicant.birthDate': '1904-02-29',
        migrants: [{ ...MIGRANT, name: '阿依古丽·买买提' }],
        'moveIn.address.detail': '䶮𠅤路]]>1号',
        remark: awkwardText(40),
      }),
      materials: m09Materials(),
    },
  ]
}
