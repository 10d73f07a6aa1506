import type { JsonObject } from '../../../core/json.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import { AGENT, agentMaterials, awkwardText, bothPersons, commonBlock } from './blocks.ts'
import { type Changes, changed, lookedUp, onFile, type SampleCase } from './sample.ts'

/** M05, first card, insured in 130102, fetched as an e-licence. */
export function m05Form(changes: Changes = {}): JsonObject {
  return changed(
    {
      ...commonBlock('1', '130102000000'),
      person: {
        ssNo: '510107190001010017',
        name: '次仁',
        gender: '1',
        ethnicity: '04',
        birthDate: '1900-01-01',
        nationality: 'CHN',
        idType: '111',
        idNo: '510107190001010017',
        idExpiry: '长期',
        hukouType: '10',
        hukouAddress: '四川省成都市武侯区示例路1号',
        mobile: '13800000001',
        address: '四川省成都市武侯区示例路1号',
        postcode: '610041',
      },
      insuredDivision: '130102',
      card: { bank: '102', applyKind: '1' },
    },
    changes,
  )
}

/** M05 of a child of 14, born on a leap day, whose guardian acts. */
export function m05FormOfChild(changes: Changes = {}): JsonObject {
  return m05Form({
    ...bothPersons({
      name: '甄小样',
      idNo: '510107201202290001',
      gender: '2',
      ethnicity: '01',
      birthDate: '2012-02-29',
    }),
    'person.ssNo': '510107201202290001',
    guardian: { name: '甄样例', idType: '111', idNo: '130102190003050028', mobile: '13800000001', relation: '52' },
    ...changes,
  })
}

/** Application form, identity card checked against data, photograph, consent. */
export function m05Materials(): CaseMaterial[] {
  return [
    onFile('MT009', '申领登记表.pdf', 'MT009-M05'),
    lookedUp('MT001', '公安人口库核验'),
    onFile('MT010', '电子照片.jpg', 'MT010-M05'),
    onFile('MT025', '同意书.pdf', 'MT025-M05'),
  ]
}

/** As above with the household register that a child needs. */
export function m05MaterialsOfChild(): CaseMaterial[] {
  return [
    ...m05Materials(),
    onFile('MT002', '户口簿.pdf', 'MT002-M05'),
    onFile('MT001.guardian', '监护人身份证.pdf', 'MT001.guardian-M05'),
  ]
}

const LONG_NAME = `阿依古丽·${'买'.repeat(45)}`

export function m05Samples(): SampleCase[] {
  return [
    { name: 'normal', matter: 'M05', mode: '1', form: m05Form(), materials: m05Materials() },
    { name: 'child', matter: 'M05', mode: '1', form: m05FormOfChild(), materials: m05MaterialsOfChild() },
    {
      name: 'largest',
      matter: 'M05',
      mode: '2',
      form: m05FormOfChild({
        ...bothPersons({ name: LONG_NAME, idExpiry: '2030-02-28' }),
        agent: AGENT,
        'case.mode': '2',
        'person.nameExt': `${LONG_NAME}·${'买'.repeat(49)}`,
        'person.hukouAddress': awkwardText(200),
        'person.address': awkwardText(200),
        'applicant.address.detail': awkwardText(200),
        'card.applyKind': '4',
        'delivery.method': '0',
        'delivery.outlet': awkwardText(100),
        remark: awkwardText(500),
      }),
      materials: [...m05MaterialsOfChild(), ...agentMaterials('M05')],
    },
    {
      name: 'weird',
      matter: 'M05',
      mode: '1',
      form: m05Form({
        ...bothPersons({ name: '𠅤', idNo: '510107190402290013', birthDate: '1904-02-29' }),
        'person.ssNo': '510107190402290013',
        'person.address': '四川省成都市武侯区䶮𠅤路]]>1号',
        remark: awkwardText(40),
      }),
      materials: m05Materials(),
    },
  ]
}
