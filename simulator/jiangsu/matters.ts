import { FIELDS, MATERIALS } from './fields.ts'

/** A field of a form: name, type (§3.4) with its table, and whether it must be (`field-needs.ts`; `AGENT` and `PERSON` are said beside the form). */
export interface Field {
  readonly name: string
  readonly type: string
  readonly table: string
  readonly need: string
  /** of the rows, where it is a list */
  readonly members: Field[]
}

/** A material: code, name, formats, most bytes, need. */
export interface MaterialRule {
  readonly code: string
  readonly name: string
  readonly formats: readonly string[]
  readonly mostBytes: number
  readonly need: string
  /** nothing stands for its files */
  readonly isKept: boolean
}

/** A matter as the region takes it (§4.1–4.4). */
export interface Matter {
  readonly id: keyof typeof FIELDS
  readonly item: string
  readonly name: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly rightNo: string
  readonly taskVersion: string
  /** promised and statutory limit, each with its DAY */
  readonly limits: {
    readonly promise: number
    readonly promiseType: string
    readonly anticipate: number
    readonly anticipateType: string
  }
  readonly modes: readonly string[]
  readonly fields: readonly Field[]
  readonly materials: readonly MaterialRule[]
  /** elements of the form that repeat columns of the legal representative, and those columns (§3.3) */
  readonly legal: Readonly<Record<string, string>>
  /** an element that a correction asks for, and its name */
  readonly asked: readonly [element: string, name: string]
  /** what it ends in, where that is a licence */
  readonly licence: Licence | null
}

/** A licence; number, holder and the holder's number as elements of the form, the number the office's own where there is none. */
export interface Licence {
  readonly typeCode: string
  readonly name: string
  readonly number: string
  readonly holder: string
  readonly holderCode: string
  /** C of certificate_holder_type: an organisation or a person */
  readonly holderType: '001' | '111'
  readonly years: number | null
}

function fieldsOf(text: string): Field[] {
  const fields: Field[] = []
  for (const line of text.trim().split('\n')) {
    const [path = '', typed = '', need = 'M'] = line.trim().split(' ')
    const [type = '', table = ''] = typed.split(':')
    const [list = '', member] = path.split('[].')
    const place = member === undefined ? fields : fields.find(({ name }) => name === list)?.members
    place?.push({ name: member ?? path, type, table, need, members: [] })
  }
  return fields
}

const MB = 1024 * 1024
const materialsOf = (text: string): MaterialRule[] =>
  text
    .trim()
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [code = '', name = '', formats = '', most = '', need = 'M', kept = ''] = line.trim().split(' ')
      return { code, name, formats: formats.split('/'), mostBytes: Number(most) * MB, need, isKept: kept !== '' }
    })

/** §3.4, GG. */
export const COMMON_FIELDS = fieldsOf(`
  ZJYXQZ day PERSON=1!
  XB t:XB PERSON=1!
  MZ t:MZ PERSON=1!
  GJ t:GJ PERSON=1!
  CSRQ day PERSON=1!
  LXDZ ADDR
  WTSX g400 AGENT=1!
  WTQX day AGENT=1!
  LQFS t:LQ
  SJR g100 LQFS=邮寄!
  SJRDH g20 LQFS=邮寄!
  SJRDZ ADDR LQFS=邮寄!
  HYFS t:HY
  HYJG t:HYJG
  HYSJ dt
  TYSBB g40
  TYSSJ dt
  CNSJ dt`)

/** Of every matter; a matter's own line of the same code goes before. */
const COMMON_MATERIALS = `
  CL09 申请书(表) pdf 2
  CL01 居民身份证人像面 jpg 1
  CL02 居民身份证国徽面 jpg 1
  CL07 授权委托书 pdf 2 AGENT=1!`

const MARKET = { id: '11320102MB0000019C', name: '南京市玄武区市场监督管理局(示例)', level: '4' }
const LABOUR = { id: '11320102MB00000277', name: '南京市玄武区人力资源和社会保障局(示例)', level: '4' }
const INSURANCE = { id: '11320102MB00000352', name: '南京市医疗保障局玄武分局(示例)', level: '4' }
const POLICE = { id: '11320102MB0000043W', name: '南京市公安局玄武分局(示例)', level: '4' }
const FUND = { id: '12320100MB0000019C', name: '南京住房公积金管理中心(示例)', level: '3' }
const TRANSPORT = { id: '11320100MB0000051T', name: '南京市交通运输局(示例)', level: '3' }

const licence = (
  code: string,
  name: string,
  of: readonly [number: string, holder: string, holderCode: string],
  years: number | null,
): Licence => ({
  typeCode: `11100000000013338W${code}`,
  name,
  number: of[0],
  holder: of[1],
  holderCode: of[2],
  holderType: of[2] === 'SFZH' ? '111' : '001',
  years,
})

type Limits = readonly [promise: number, promiseType: string, anticipate: number]
type Row = readonly [
  id: Matter['id'],
  item: string,
  name: string,
  organisation: typeof MARKET,
  /** the 32nd digit of the right */
  check: string,
  taskVersion: string,
  limits: Limits,
  modes: string,
  asked: Matter['asked'],
  legal: string,
  licence: Licence | null,
]

const ROWS: readonly Row[] = [
  [
    'M01',
    '000131127004',
    '内资有限责任公司设立登记',
    MARKET,
    'M',
    '3',
    [4, '3', 3],
    '1 4',
    ['LXDH', '联系电话'],
    'FDDBR_XM FDDBR_ZJHM FDDBR_SJ',
    licence('001', '营业执照', ['', 'QYMC', ''], null),
  ],
  [
    'M02',
    '000131127009',
    '营业执照遗失补领、换发',
    MARKET,
    'C',
    '2',
    [1, '1', 3],
    '1 2',
    ['YSSM_BH', '遗失声明编号'],
    'FDDBR FRZJHM',
    licence('001', '营业执照', ['TYSHXYDM', 'ZTMC', 'TYSHXYDM'], null),
  ],
  [
    'M03',
    '000131125003',
    '食品经营许可(新办)',
    MARKET,
    'J',
    '5',
    [6, '1', 10],
    '2',
    ['JYMJ', '经营面积(平方米)'],
    'FDDBRFZR FR_ZJHM FR_SJ',
    licence('050', '食品经营许可证', ['', 'JYZMC', 'TYSHXYDM'], 5),
  ],
  [
    'M04',
    '000114009000',
    '劳务派遣经营许可',
    LABOUR,
    'Y',
    '1',
    [8, '1', 20],
    '2',
    ['GLZD', '管理制度名称'],
    'FR_XM',
    licence('051', '劳务派遣经营许可证', ['XKZBH', 'DWMC', 'TYSHXYDM'], 3),
  ],
  ['M05', '002014011001', '社会保障卡申领', LABOUR, 'J', '4', [5, '1', 20], '1 2', ['AAE006', '联系地址'], '', null],
  [
    'M06',
    '002014012002',
    '企业职工基本养老保险关系转移接续',
    LABOUR,
    '1',
    '2',
    [20, '1', 45],
    '3',
    ['YJBJG_DH', '原经办机构电话'],
    '',
    null,
  ],
  ['M07', '002036004001', '跨省异地就医备案', INSURANCE, 'U', '6', [1, '3', 2], '1', ['BZ', '备注'], '', null],
  [
    'M08',
    '002017002003',
    '住房公积金异地转移接续',
    FUND,
    '3',
    '1',
    [7, '1', 15],
    '3',
    ['TRENCENINFO', '转入中心联系方式'],
    '',
    null,
  ],
  ['M09', '000709015004', '夫妻投靠户口迁移', POLICE, 'S', '2', [10, '1', 20], '3', ['BZ', '备注'], '', null],
  [
    'M10',
    '000118030005',
    '道路运输从业资格证换发',
    TRANSPORT,
    'F',
    '1',
    [3, '1', 10],
    '1 2',
    ['FWDW', '服务单位'],
    '',
    licence('053', '道路运输从业资格证', ['CYZGZH', 'XM', 'SFZH'], 6),
  ],
]

const LEGAL_COLUMNS = ['linkman', 'linkmanzjhm', 'linkmantel']

/** The rules of all matters, then a matter's own in the place of theirs. */
function materialsFor(id: Matter['id']): MaterialRule[] {
  const own = materialsOf(MATERIALS[id])
  const others = materialsOf(COMMON_MATERIALS).filter(({ code }) => own.every((one) => one.code !== code))
  return [...own, ...others]
}

function matterOf(row: Row): Matter {
  const [id, item, name, { level, ...organisation }, check, taskVersion, limits, modes, asked, legal, licence] = row
  const [promise, promiseType, anticipate] = limits
  const elements = legal === '' ? [] : legal.split(' ')
  return {
    id,
    item,
    name,
    organisation,
    rightNo: `${organisation.id}${level}${item}${check}`,
    taskVersion,
    limits: { promise, promiseType, anticipate, anticipateType: '1' },
    modes: modes.split(' '),
    fields: fieldsOf(FIELDS[id]),
    materials: materialsFor(id),
    legal: Object.fromEntries(elements.map((element, index) => [element, LEGAL_COLUMNS[index] ?? ''])),
    asked,
    licence,
  }
}

/** Where a matter is handled: the city's own offices, or those of 玄武区 (§1). */
export const divisionOf = ({ organisation }: Matter): string =>
  [FUND.id, TRANSPORT.id].includes(organisation.id) ? '320100' : '320102'

/** By basic code. */
export const MATTERS: Readonly<Record<string, Matter>> = Object.fromEntries(ROWS.map((row) => [row[1], matterOf(row)]))

/** The gateway's own implementation code of a basic code, 32 digits (§4.1). */
export const GATEWAY = '11510107000000000U'
