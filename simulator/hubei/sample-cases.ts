import { dayText, timeText } from './china-time.ts'
import { pdfRecord } from './feedback.ts'
import type { Matter } from './matters.ts'
import { type Fields, fieldOf, type PackageRecord } from './package.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const DIVISION = '510107'

type Form = Record<string, string>

const PERSON_M07: Form = {
  SQR_GMSFHM: '420106190002030011',
  SQR_XM: '李示例',
  SQR_LXDH: '13800000021',
  SQR_XBDM: '1',
  SQR_CSRQ: '19000203',
  JGLQFSDM: '4',
}

const COMPANY_M02: Form = {
  SQR_TYSHXYDM: '91510107MA0000007C',
  SQR_XM: '成都示例企业管理有限公司',
  SQR_LXDH: '13800000022',
  DLR_XM: '李示例',
  DLR_GMSFHM: '420106190002030011',
  DLR_LXDH: '13800000021',
  DLR_WTSX: '代为办理营业执照遗失补领',
  DLR_WTQX: '20991231',
  JGLQFSDM: '2',
  SJR_XM: '李示例',
  SJR_LXDH: '13800000021',
  SJR_DZ_SSXQDM: '420106',
  SJR_DZ_QHNXXDZ: '示例路88号1201室',
}

const M07_OWN = (now: number): Form => ({
  PSN_CERT_TYPE: '01',
  CERTNO: '420106190002030011',
  PSN_NAME: '李示例',
  GEND: '1',
  BRDY: '19000203',
  TEL: '13800000021',
  INSUTYPE: '390',
  INSU_ADMDVS: DIVISION,
  EMP_NAME: '城乡居民',
  RLOC_ADMDVS: '420106',
  RLOC_COTY_TYPE: '9',
  RLOC_HSORG_TEL: '027-88000001',
  OUT_ONLN_WAY: '1',
  BEGNDATE: dayText(now + DAY_MS),
  ENDDATE: dayText(now + 184 * DAY_MS),
  ATT_CNT: '3',
})

const M02_OWN = (now: number): Form => ({
  ZTMC: '成都示例企业管理有限公司',
  TYSHXYDM: '91510107MA0000007C',
  ZTLXDM: '1130',
  FDDBR_XM: '欧阳明',
  FDDBR_GMSFHM: '510107190001010033',
  SQLXDM: '1',
  ZBSL: '1',
  FBSL: '2',
  YSSM_FSDM: '1',
  YSSM_BH: 'SC20260228000451',
  YSSM_RQ: dayText(now - 2 * DAY_MS),
  YHZRQ: '20240520',
})

const COLLECTED: Form = {
  CBR_XM: '胡示例',
  SLDW_JGDM: '420106000000',
  SLDW_JGMC: '武汉市武昌区政务服务中心',
  SLDW_LXDH: '027-88000000',
}

function proven(now: number): Form {
  const before = (ms: number) => timeText(now - ms)
  return {
    HYFSDM: '03',
    HYJGDM: '1',
    HYSJ: before(5.5 * MINUTE_MS),
    TYSBB: 'TY-2026-01',
    TYSSJ: before(4.5 * MINUTE_MS),
    CNSSJ: before(4.5 * MINUTE_MS),
  }
}

/** The main record of a pushed case: 9.5 for M07, a company's lost licence for M02. */
export function sampleForm(matter: Matter, number: string, now: number): Fields {
  const isM02 = matter.code === 'M02'
  return Object.entries({
    YWLSH: number,
    SXJBBM: matter.basicCode,
    SXSSBM: matter.taskCode,
    BLMSDM: isM02 ? '2' : '1',
    SSXQDM: DIVISION,
    SQRQ: dayText(now),
    ...(isM02 ? COMPANY_M02 : PERSON_M07),
    ...proven(now),
    ...COLLECTED,
    ...(isM02 ? M02_OWN(now) : M07_OWN(now)),
  })
}

function checked(no: number, code: string, name: string): PackageRecord {
  const fields: Form = { CLLBDM: code, CLMC: name, SXH: String(no), CLXSDM: '2', MTJDM: 'D' }
  return { no: String(no), sid: '011000', fields: Object.entries(fields) }
}

/** The materials of a pushed case. */
export function sampleMaterials({ code }: Matter): readonly PackageRecord[] {
  if (code === 'M07')
    return [
      pdfRecord(1, 1, '4101', '异地就医备案登记表', '4'),
      pdfRecord(2, 2, '0001', '服务同意书', '4'),
      checked(3, '0102', '居民身份证'),
    ]
  return [
    pdfRecord(1, 1, '2201', '补领换发申请书', '4'),
    checked(2, '2202', '遗失公示材料'),
    pdfRecord(3, 3, '0001', '服务同意书', '4'),
    pdfRecord(4, 4, '0002', '授权委托书', '1'),
  ]
}

/** What a field is corrected to when the gateway asks for it; other fields keep what they had. */
const CORRECTED: Form = { MEMO: '已补充说明', YSSM_BH: 'SC20260228000452' }

/** The new value of a field that the gateway found wanting. */
export const correctedValue = (form: Fields, field: string): string => CORRECTED[field] ?? fieldOf(form, field)
