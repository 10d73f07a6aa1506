import { createHash } from 'node:crypto'
import { beijingDay, beijingTime } from '../beijing-time.ts'
import { mod37Character } from '../check-digits.ts'
import { fixedColumns } from './check-columns.ts'
import { elements, writeDocument } from './documents.ts'
import { COMMON_FIELDS, GATEWAY, type Matter } from './matters.ts'
import { type Row, rowId } from './rows.ts'

/** A case of the region's own: synthetic, its files of three lines. */
export interface Sample {
  readonly matter: Matter
  readonly caseNo: string
  readonly version: number
  readonly idNo: string
  /** over what stands in the form, by element */
  readonly changes: Readonly<Record<string, string>>
  /** materials whose files are new, by code */
  readonly renewed: readonly string[]
  readonly remark: string | null
}

const DAY_MS = 86_400_000
const MOBILE = '13800000012'
const COMPANY = {
  name: '成都示例企业管理有限公司',
  code: '91510107MA0000007C',
  rep: '欧阳明',
  repIdNo: '510107190001010033',
}

const chineseDay = (ms: number) => beijingDay(ms).replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日')
const chineseTime = (ms: number) =>
  chineseDay(ms) +
  beijingTime(ms)
    .slice(11)
    .replace(/^(\d+):(\d+):(\d+)$/, '$1时$2分$3秒')

type Values = Readonly<Record<string, string>>

function commonOf({ matter }: Sample, now: number): Values {
  const person = { ZJYXQZ: '长期', XB: '女', MZ: '汉族', GJ: '中国', CSRQ: '1900年01月01日' }
  return {
    ...(matter.id === 'M07' ? person : {}),
    LXDZ:
      matter.id === 'M07' ? '江苏省/南京市/玄武区/示例街道/示例路6号101室' : '四川省/成都市/武侯区/示例街道/示例路9号',
    LQFS: matter.id === 'M07' ? '电子证照' : '窗口领取',
    HYFS: '人证比对',
    HYJG: '通过',
    HYSJ: chineseTime(now - 600_000),
    TYSBB: 'CT-2026-01',
    TYSSJ: chineseTime(now - 540_000),
    CNSJ: chineseTime(now - 480_000),
  }
}

function ownOf({ matter, idNo }: Sample, now: number): Values {
  if (matter.id === 'M02')
    return {
      ZTMC: COMPANY.name,
      TYSHXYDM: COMPANY.code,
      ZTLX: '有限责任公司（自然人投资或控股）',
      FDDBR: COMPANY.rep,
      SQLX: '遗失补领',
      ZBSL: '1',
      FBSL: '1',
      YSSM_FS: '公示系统',
      YSSM_BH: 'SC20260228000451',
      YSSM_RQ: chineseDay(now - 2 * DAY_MS),
      YHZRQ: '2024年05月20日',
      FRZJHM: COMPANY.repIdNo,
    }
  return {
    ZJLX: '居民身份证',
    ZJHM: idNo,
    XM: '陆样例',
    XB: '女',
    MZ: '汉族',
    CSRQ: '1900年01月01日',
    SJHM: MOBILE,
    XZ: '城乡居民基本医疗保险',
    CBQH: '四川省/成都市/武侯区',
    YRDW: '灵活就业/无单位',
    JYDQH: '江苏省/南京市/玄武区',
    BALX: '其他临时外出',
    JYJG_MC: '南京市医疗保障局玄武分局(示例)',
    JYJG_DH: '025-00000001',
    JWDZ: '江苏省/南京市/玄武区/示例街道/示例路6号101室',
    KSRQ: chineseDay(now + DAY_MS),
    JSRQ: chineseDay(now + 184 * DAY_MS),
    FJS: '1',
  }
}

/** In the order of the document, whatever was changed. */
function formOf(sample: Sample, now: number): Buffer {
  const inOrder = (values: Values, order: readonly { readonly name: string }[]): Values =>
    Object.fromEntries(order.flatMap(({ name }) => (values[name] === undefined ? [] : [[name, values[name]]])))
  const common = elements(inOrder(commonOf(sample, now), COMMON_FIELDS))
  const own = elements(inOrder({ ...ownOf(sample, now), ...sample.changes }, sample.matter.fields))
  return writeDocument('F', `<GG>${common}</GG>${own}`)
}

/** Of the matters that the region pushes. */
export const MATERIALS: Readonly<Partial<Record<Matter['id'], readonly string[]>>> = {
  M02: ['CL09', 'CL14', 'CL01', 'CL02'],
  M07: ['CL09', 'CL01', 'CL02'],
}

function filesOf({ matter, caseNo, version, renewed }: Sample): { bytes: Buffer; remark: string } {
  const codes = MATERIALS[matter.id] ?? []
  const named = codes.map((code) => ({ code, name: matter.materials.find((one) => one.code === code)?.name ?? '' }))
  const written = named.map(({ code, name }, index) => {
    const isHeld = code !== 'CL01' && code !== 'CL02'
    const edition = renewed.includes(code) ? version : 1
    const file = Buffer.from(`%PDF-1.4\n%${code} ${caseNo} v${edition}\n%%EOF\n`)
    const head = { SEQ: String(index + 1), CLBM: code, CLMC: name, CLXS: '电子', MTFS: isHeld ? '不免' : '数据核验' }
    const described = {
      WJM: `${name}.pdf`,
      WJLX: 'pdf',
      WJDX: String(file.length),
      WJZY: createHash('md5').update(file).digest('hex'),
      WJNR: file.toString('base64'),
    }
    const proof = isHeld ? {} : { MTPJ: `SJHY-${caseNo}` }
    return `<STUFF>${elements({ ...head, ...proof })}<FJS>${isHeld ? `<FJ>${elements(described)}</FJ>` : ''}</FJS></STUFF>`
  })
  const remark = named.map(({ code, name }) => `[${code === 'CL01' || code === 'CL02' ? '免交' : '电子'}]${name};`)
  return { bytes: writeDocument('STUFFS', written.join('')), remark: remark.join('') }
}

/** §4.1: the gateway's 32 digits of a matter. */
function rightNoOf({ item }: Matter): string {
  const code = `${GATEWAY}4${item}`
  return code + mod37Character(code)
}

const PERSON = (idNo: string): Row => ({
  applicant_type: '1',
  applicant_name: '陆样例',
  applicant_paper_type: '0',
  applicant_paper_code: idNo,
  applicant_address: '江苏省南京市玄武区示例街道示例路6号101室',
  linkman_name: '陆样例',
  linkman_paper_type: '0',
  linkman_paper_code: idNo,
})

const FIRM: Row = {
  applicant_type: '2',
  applicant_name: COMPANY.name,
  applicant_paper_type: '8',
  applicant_paper_code: COMPANY.code,
  applicant_code: 'MA000000-7',
  applicant_address: '四川省成都市武侯区示例街道示例路9号',
  linkman: COMPANY.rep,
  linkmanzjhm: COMPANY.repIdNo,
  linkmantel: MOBILE,
  linkman_name: COMPANY.rep,
  linkman_paper_type: '0',
  linkman_paper_code: COMPANY.repIdNo,
}

/** A row of wq_out.inf_apply (§3.3), written at `now`; summed by whoever puts it. */
export function applicationOf(sample: Sample, now: number, appliedAt: number): Row {
  const { matter, caseNo, version, idNo } = sample
  const files = filesOf(sample)
  const applicant = matter.id === 'M07' ? PERSON(idNo) : FIRM
  const at = beijingTime(now)
  return {
    ...fixedColumns({ ...matter, rightNo: rightNoOf(matter), taskVersion: '1' }, String(applicant['applicant_name'])),
    ...applicant,
    no: rowId(),
    org_id: GATEWAY,
    org_name: '成都市武侯区政务服务中心(示例)',
    internal_no: caseNo,
    form: formOf(sample, appliedAt),
    stuff: files.bytes,
    applicant_mobile: MOBILE,
    linkman_mobile: MOBILE,
    apply_date: beijingTime(appliedAt),
    wapply_date: beijingTime(appliedAt),
    create_date: at,
    update_date: at,
    area_no: '510107',
    area_name: '四川省/成都市/武侯区',
    ye_ms: sample.remark,
    sj_file_remark: files.remark,
    data_sources: '320000',
    acceptUser: '玄武窗口二号',
    apply_type: '1',
    data_version: version,
  }
}
