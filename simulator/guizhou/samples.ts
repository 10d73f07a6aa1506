import type { FileStore } from './file-store.ts'
import { beijingDay, beijingTime, type Form } from './wire.ts'

const pdf = (title: string) => Buffer.from(`%PDF-1.4\n%${title}\n%%EOF\n`)
const BASIC_CODES = { M02: '000131127009', M07: '002036004001' } as const

/** An application towards the gateway: M07 is the document's 9.6. */
export function samplePush(matter: 'M02' | 'M07', gzNo: string, files: FileStore, now: number): Form {
  const time = (minutesBefore: number) => beijingTime(now - minutesBefore * 60_000)
  const isPerson = matter === 'M07'
  return {
    GZ_NO: gzNo,
    TARGET_AREA: '510107',
    VERSION_NO: '1',
    ITEM_CODE: `11510107000000000U4${BASIC_CODES[matter]}`,
    FORM_VER: isPerson ? 'M07-2026B' : 'M02-2026A',
    APPLY_WAY: '2',
    BLMS: 'QCWB',
    areaCode: '510107',
    APPLY_DATE: beijingDay(now),
    rMobile: '13800000005',
    rCity: '520103',
    rAddress: '示例路5号',
    takeWay: 'DZZZ',
    HY_WAY: 'DKRZ',
    HY_RESULT: 'TG',
    HY_TIME: time(10),
    TYS_TIME: time(9),
    TYS_VER: 'KSTB-TYS-2026',
    CN_TIME: time(3),
    COLLECT_ORG: '贵阳市云岩区政务服务中心(示例)',
    COLLECT_CLERK: 'YY0031',
    ...(isPerson ? personKeys(now) : companyKeys()),
    ...materialKeys(matter, gzNo, files),
  }
}

function personKeys(now: number): Form {
  return {
    BSYHLX: '0',
    PERSON_NAME: '吴示三',
    LEGAL_IDTYPE: 'SF',
    LEGAL_IDNO: '520103190001010021',
    LEGAL_COUNTRY: '142',
    PERSON_IDTYPE: 'SF',
    PERSON_SEX: '2',
    PERSON_NATION: '布依族',
    PERSON_BIRTH: '1900-01-01',
    PERSON_MOBILE: '13800000005',
    XZLX: 'JM',
    CBD_AREA: '510107',
    JYD_AREA: '520103',
    BALX: 'LSWC',
    KSRQ: beijingDay(now),
    JSRQ: beijingDay(now + 60 * 86_400_000),
    RYLB: 'JM',
    FJS: '2',
  }
}

function companyKeys(): Form {
  return {
    BSYHLX: '1',
    PERSON_NAME: '成都示例企业管理有限公司',
    UNISCID: '91510107MA0000007C',
    ENT_NAME: '成都示例企业管理有限公司',
    ENT_UNISCID: '91510107MA0000007C',
    ENT_TYPECODE: 'zrrkg',
    ENT_LEGAL_NAME: '欧阳明',
    ENT_LEGAL_IDTYPE: 'SF',
    ENT_LEGAL_IDNO: '510107190001010033',
    REISSUE_TYPE: 'YS',
    ORIGINAL_NUM: '1',
    COPY_NUM: '2',
    LOSS_WAY: 'GSXT',
    LOSS_NO: 'SC20260228000451',
    LOSS_DATE: '2026-02-28',
  }
}

function materialKeys(matter: 'M02' | 'M07', gzNo: string, files: FileStore): Form {
  const onFile = (code: string) => files.put(`${code}.pdf`, pdf(`${code} ${gzNo}`))
  const materials: [code: string, file: string][] = [
    ['GZCL01', ''],
    ['GZCL06', onFile('GZCL06')],
    ...(matter === 'M02' ? ([['GZCL15', '']] as [string, string][]) : []),
    ['GZCL99', onFile('GZCL99')],
  ]
  const keys = materials.flatMap(([code, file], index) => [
    [`${index}MATERIAL_CODE`, code],
    [`${index}MATERIAL_FORM`, 'DZ'],
    [`${index}MATERIAL_EXEMPT`, file === '' ? 'SJHC' : 'BM'],
    [`${index}MATERIAL_NUM`, '1'],
    [`${index}FILE_IDS`, file],
  ])
  return { MATERIAL_COUNT: String(materials.length), ...Object.fromEntries(keys.filter(([, value]) => value !== '')) }
}
