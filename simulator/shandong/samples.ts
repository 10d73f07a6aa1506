import { beijingDay, beijingTime } from '../beijing-time.ts'
import { COMMON_ROWS, ROWS_OF_COMPANIES } from './rows-of-companies.ts'
import { ROWS_OF_PEOPLE } from './rows-of-people.ts'
import { GATEWAY, SAMPLE_MATERIALS, type Sample } from './sample-records.ts'
import { type Content, FILLER } from './stage.ts'

const CODES = { M02: '000131127009', M07: '002036004001' } as const
const NAMES = { M02: '营业执照遗失补领、换发', M07: '跨省异地就医备案' } as const
const COMPANY = { name: '成都示例企业管理有限公司', code: '91510107MA0000007C' }

export function sampleOf(matter: 'M02' | 'M07', caseNo: string, idNo = '510107190001020012'): Sample {
  return { caseNo, matter, idNo, matterCode: `${GATEWAY}4${CODES[matter]}` }
}

type Pairs = Exclude<Content, string>

/** The sections of receiveOnlineApply. */
export function applicationOf(sample: Sample, now: number, mobile = '13800000024'): Pairs {
  const isPerson = sample.matter === 'M07'
  return [
    ['SPRENYUAN', isPerson ? personOf(sample, mobile) : ''],
    ['SPQIYE', isPerson ? '' : companyOf()],
    ['SPXIANGMU', ''],
    ['SPSHENQIN', caseOf(sample, now, mobile)],
  ]
}

function personOf({ idNo }: Sample, mobile: string): Content {
  return [
    ['XM', '格桑'],
    ['XB', '1'],
    ['MZ', 'ZA'],
    ['GJ', 'CN'],
    ['CSRQ', '1900-01-02'],
    ['ZJLX', '111'],
    ['ZJHM', idNo],
    ['ZJYXQ', '9999-12-31'],
    ['LXDH', mobile],
    ['ADDRESS_QH', '510107000000'],
    ['ADDRESS', '四川省成都市武侯区示例街道示例路3号'],
    ['POSTALCODE', FILLER],
    ['EMAIL', FILLER],
  ]
}

const COMPANY_ELEMENTS =
  'ORGNAME ORGCODE ORGTYPE ORGACTUALITY LEGALPERSON LEGALPERSONTYPE CERTIFICATENAME CERTIFICATENO RESPONSIBLEPERSON RESPONSIBLEPERSONID INAREACODE INAREA CHARGEDEPARTMENT REGISTERADDRESS PRODUCEADDRESS MAILINGADDRESS POSTALCODE LINKMAN CONTACTPHONE FAX LINKMANEMAIL COMPANYLICENSE'

function companyOf(): Content {
  const known: Readonly<Record<string, string>> = {
    ORGNAME: COMPANY.name,
    ORGCODE: COMPANY.code,
    ORGTYPE: '20',
    LEGALPERSON: '欧阳明',
    CERTIFICATENAME: '统一社会信用代码',
    CERTIFICATENO: COMPANY.code,
    INAREACODE: '510107000000',
    INAREA: '武侯区',
    REGISTERADDRESS: '四川省成都市武侯区示例路9号',
  }
  return COMPANY_ELEMENTS.split(' ').map((name) => [name, known[name] ?? FILLER] as const)
}

function caseOf(sample: Sample, now: number, mobile: string): Content {
  const { caseNo, matter, idNo, matterCode } = sample
  const isPerson = matter === 'M07'
  const name = isPerson ? '格桑' : COMPANY.name
  const listed = SAMPLE_MATERIALS[matter].map(([, label, isExempt]) => `[${isExempt ? '免交' : '电子'}]${label};`)
  return [
    ['SBLSH_SHORT', caseNo],
    ['SBLSH', caseNo],
    ['SXBM', matterCode],
    ['SXBM_SHORT', CODES[matter]],
    ['SXMC', NAMES[matter]],
    ['SXLX', isPerson ? '11' : '01'],
    ['SXQXBM', 'QX01'],
    ['APPLYERTYPE', isPerson ? '1' : '2'],
    ['SQRMC', name],
    ['ApplyerPageType', isPerson ? '111' : '01'],
    ['ApplyerPageCode', isPerson ? idNo : COMPANY.code],
    ['Applicanttel', mobile],
    ['LXRXM', name],
    ['LXRSJ', mobile],
    ['SBXMMC', `关于${name}申请${NAMES[matter]}`],
    ['ACCEPTLIST', listed.join('')],
    ['TJFS', '06'],
    ['SBHZH', caseNo],
    ['SBSJ', beijingTime(now)],
    ['XZQHDM', '370102000000'],
    ['Region_id', '510107000000'],
    ['YSBLSH', FILLER],
    ['EXPRESSTYPE', '3'],
    ['Approvaltype', '2'],
    ['Promisetimelimit', '0'],
    ['projpwd', '111111'],
    ['REC_FLAG', '1'],
    ['VERSION', '1'],
    ['BLRXM', '历下窗口二号'],
    ['SJDWMC', '济南市历下区政务服务中心(示例)'],
    ['SJDWDM', '11370102MB000006X4'],
    [
      'XML_DATA',
      rowsOf(isPerson ? { ...common(now), ...personRows(sample, now, mobile) } : { ...common(now), ...COMPANY_ROWS }),
    ],
    ['D_ZZJGDM', GATEWAY],
  ]
}

const RULES = [...COMMON_ROWS, ...ROWS_OF_COMPANIES.M02, ...ROWS_OF_PEOPLE.M07]

/** XML_DATA with such lines, in the order given; names as §4.4 has them. */
export function rowsOf(values: Readonly<Record<string, string>>): Content {
  const rows = Object.entries(values).map(([code, value]) => {
    const label = RULES.find(({ name }) => name === code)?.label ?? ''
    const row: Content = [
      ['ITEMCODE', code],
      ['ITEMNAME', label],
      ['ITEMVALUE', value],
    ]
    return ['row', row] as const
  })
  return [['SPItemListDef', [['rows', rows]]]]
}

const common = (now: number): Readonly<Record<string, string>> => ({
  GG_HYFS: 'A',
  GG_HYJG: 'Y',
  GG_HYSJ: beijingTime(now - 600_000),
  GG_TYBB: 'CT-2026-01',
  GG_TYSJ: beijingTime(now - 540_000),
  GG_CNSJ: beijingTime(now - 480_000),
})

function personRows({ idNo }: Sample, now: number, mobile: string): Readonly<Record<string, string>> {
  return {
    RYBH: FILLER,
    ZJLX: '111',
    ZJHM: idNo,
    XM: '格桑',
    XB: '1',
    MZ: 'ZA',
    CSRQ: '1900-01-02',
    SJHM: mobile,
    XZ: '2',
    CBQH: '510107000000',
    DWBH: FILLER,
    DWMC: FILLER,
    JYQH: '370102000000',
    BALX: '13',
    AZYY: '4',
    JGMC: FILLER,
    JGLXR: FILLER,
    JGDH: FILLER,
    LWFS: '1',
    JWDZ_QH: '370102000000',
    JWDZ_XZ: '示例街道示例路5号',
    BAQX: `${beijingDay(now)} 至 ${beijingDay(now + 364 * 86_400_000)}`,
    YHZH: FILLER,
    YHHM: FILLER,
    YHHH: FILLER,
    BZ: FILLER,
  }
}

const COMPANY_ROWS: Readonly<Record<string, string>> = {
  ZTMC: COMPANY.name,
  TYDM: COMPANY.code,
  ZTLX: '1130',
  FRMC: '欧阳明',
  SQLX: '10',
  ZBSL: '1',
  FBSL: '2',
  YSFS: '1',
  YSBH: 'SC20260228000451',
  YSRQ: '2026-02-28',
  HZRQ: '2024-05-20',
}
