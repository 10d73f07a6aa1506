import type { Condition } from './check-fields.ts'
import type { FIELDS } from './fields.ts'

/** §4.1–4.4: what the region knows of a matter. */
export interface Matter {
  readonly id: keyof typeof FIELDS
  readonly name: string
  readonly basicCode: string
  readonly itemCode: string
  /** '' where the matter has none: it goes through the old channel */
  readonly version: string
  readonly modes: string
  readonly office: Office
  readonly area: string
  readonly conditions: readonly Condition[]
  /** codes of §4.3 that every case brings; a code behind `?` only where that field of `biz` has that value, `dlr` where there is an agent */
  readonly materials: string
  /** how much it is promised in, and the unit */
  readonly promise: readonly [number, string]
  /** a field that a correction asks for */
  readonly asked: { readonly key: string; readonly label: string }
}

export interface Office {
  readonly code: string
  readonly id: string
  readonly name: string
}

const SC = { code: '11330106MB0000019A', id: '001008006014001', name: '杭州市西湖区市场监督管理局(示例)' }
const RS = { code: '11330106MB00000275', id: '001008006014002', name: '杭州市西湖区人力资源和社会保障局(示例)' }
const YB = { code: '11330106MB00000350', id: '001008006014003', name: '杭州市医疗保障局西湖分局(示例)' }
const GA = { code: '11330106MB0000043T', id: '001008006014004', name: '杭州市公安局西湖区分局(示例)' }
const GJJ = { code: '12330100MB0000019G', id: '001008001014005', name: '杭州住房公积金管理中心(示例)' }
const JT = { code: '11330100MB0000051Y', id: '001008001014006', name: '杭州市交通运输局(示例)' }

type Row = readonly [
  id: Matter['id'],
  name: string,
  basicCode: string,
  office: Office,
  version: string,
  modes: string,
  promise: Matter['promise'],
  materials: string,
  asked: readonly [key: string, label: string],
  conditions?: readonly Condition[],
]

const ROWS: readonly Row[] = [
  [
    'M01',
    '内资公司设立登记',
    '000131127004',
    SC,
    '3.2',
    'KS01 KS04',
    [8, 'H'],
    'C005 C007 C009 C021 C006?dlr',
    ['business_scope', '经营范围'],
    [{ fields: 'term_from', where: 'term_type', is: /^2$/ }],
  ],
  [
    'M02',
    '营业执照遗失补领、换发',
    '000131127009',
    SC,
    '2.1',
    'KS01 KS02',
    [1, 'G'],
    'C009 C014?reissue_kind=01 C027?reissue_kind=02 C006?dlr',
    ['reissue_reason', '申请原因说明'],
    [{ fields: 'loss_type loss_no loss_date', where: 'reissue_kind', is: /^01$/ }],
  ],
  [
    'M03',
    '食品经营许可核发',
    '000131125003',
    SC,
    '4.0',
    'KS02',
    [5, 'G'],
    'C009 C016A C016B C017 C006?dlr',
    ['fr_tel', '固定电话'],
    [
      { fields: 'net_url has_store', where: 'is_net', is: /^1$/, only: true },
      { fields: 'is_central is_group cater_scale', where: 'ztyt', is: /^20$/, only: true },
      { fields: 'sale_mode', where: 'ztyt', is: /^10$/, only: true },
      { fields: 'sun_kitchen', where: 'ztyt', is: /^[23]0$/ },
    ],
  ],
  [
    'M04',
    '劳务派遣经营许可',
    '000114009000',
    RS,
    '1.8',
    'KS02',
    [10, 'G'],
    'C005 C007 C009 C015 C030 C006?dlr',
    ['contract_no', '派遣协议样本编号'],
    [{ fields: 'cs_lease_to', where: 'cs_right', is: /^20$/ }],
  ],
  [
    'M05',
    '社会保障卡申领',
    '002014011001',
    RS,
    '2.6',
    'KS01 KS02',
    [7, 'G'],
    'C009 C010 C006?dlr',
    ['lx_addr', '联系地址'],
    [{ fields: 'xm_ext', where: 'xm', is: /^.{16,}$/u }],
  ],
  [
    'M06',
    '企业职工基本养老保险关系转移接续',
    '002014012002',
    RS,
    '1.5',
    'KS03',
    [30, 'G'],
    'C009 C006?dlr',
    ['out_org_addr', '原经办机构地址'],
    [{ fields: 'jf_from jf_to jf_months', where: 'pz_no', is: /./ }],
  ],
  [
    'M07',
    '跨省异地就医直接结算备案',
    '002036004001',
    YB,
    '5.1',
    'KS01',
    [4, 'H'],
    'C009 C012?rloc_coty_type=130 C028?rloc_coty_type=210 C002?rloc_coty_type=110 C006?dlr',
    ['memo', '备注'],
    [
      { fields: 'emp_no emp_name', where: 'insutype', is: /^310$/ },
      { fields: 'rloc_rea', where: 'rloc_coty_type', is: /^1/ },
    ],
  ],
  [
    'M08',
    '住房公积金异地转移接续',
    '002017002003',
    GJJ,
    '',
    '00',
    [10, 'G'],
    'C009 C006?dlr',
    ['NowAcctNo', '现公积金账号'],
  ],
  ['M09', '夫妻投靠户口迁移', '000709015004', GA, '1.2', 'KS03', [15, 'G'], 'C009 C002 C007 C006?dlr', ['bz', '备注']],
  [
    'M10',
    '道路运输从业资格证换发',
    '000118030005',
    JT,
    '',
    '00',
    [3, 'G'],
    'C009 C010 C014?SQLX=补证 C006?dlr',
    ['FWDW', '服务单位'],
    [{ fields: 'BGQ BGH', where: 'SQLX', is: /^(变更|转籍)$/ }],
  ],
]

/** By item_code. */
export const MATTERS: ReadonlyMap<string, Matter> = new Map(
  ROWS.map(([id, name, basicCode, office, version, modes, promise, materials, [key, label], conditions = []]) => {
    const isOfCity = office === GJJ || office === JT
    const itemCode = `${office.code}${isOfCity ? 3 : 4}${basicCode}`
    const area = isOfCity ? '330100' : '330106'
    return [
      itemCode,
      {
        id,
        name,
        basicCode,
        itemCode,
        version,
        modes,
        office,
        area,
        conditions,
        materials,
        promise,
        asked: { key, label },
      },
    ]
  }),
)
