import type { FieldRule } from './field-rules.ts'
import { COMMON_ROWS, ROWS_OF_COMPANIES } from './rows-of-companies.ts'
import { ROWS_OF_PEOPLE } from './rows-of-people.ts'

type MatterId = keyof typeof ROWS_OF_COMPANIES | keyof typeof ROWS_OF_PEOPLE

/** §4.1, §4.2: what the region knows of a matter. */
export interface Matter {
  readonly id: MatterId
  /** SXBM */
  readonly code: string
  readonly basicCode: string
  readonly name: string
  /** SXLX */
  readonly kind: string
  /** SXQXBM */
  readonly modes: readonly string[]
  readonly office: Office
  /** promised limit, with its unit of SD_DW */
  readonly promised: readonly [string, string]
  /** the line that repeats ORGNAME */
  readonly nameRow: string | null
  readonly rows: readonly FieldRule[]
  /** §4.4: STUFF_SEQ with when it must be listed, `12/8 BALX=12` for one of several */
  readonly materials: readonly string[]
}

interface Office {
  readonly code: string
  readonly name: string
  readonly area: string
}

const office = (code: string, name: string, area = '370102000000'): Office => ({ code, name: `${name}(示例)`, area })
const MARKET = office('11370102MB00000191', '济南市历下区市场监督管理局')
const LABOUR = office('11370102MB0000027U', '济南市历下区人力资源和社会保障局')
const INSURANCE = office('11370102MB0000035N', '济南市医疗保障局历下分局')
const POLICE = office('11370102MB0000043H', '济南市公安局历下区分局')
const HOUSING = office('12370100MB00000191', '济南住房公积金中心', '370100000000')
const TRANSPORT = office('11370100MB0000051F', '济南市交通运输局', '370100000000')

const ROWS = { ...ROWS_OF_COMPANIES, ...ROWS_OF_PEOPLE }
const TABLE: readonly (readonly [MatterId, string, string, string, string, Office, string, string, string])[] = [
  ['M01', '000131127004', '内资有限责任公司设立登记', '01', 'QX01 QX04', MARKET, '1 G', 'QYMC', '5;9;21;6 DLR_XM=*'],
  [
    'M02',
    '000131127009',
    '营业执照遗失补领、换发',
    '01',
    'QX01 QX02',
    MARKET,
    '1 G',
    'ZTMC',
    '9;14 SQLX=10;27 SQLX=20;6 DLR_XM=*',
  ],
  ['M03', '000131125003', '食品经营许可(新办)', '01', 'QX02', MARKET, '7 G', 'JYZMC', '9;16;17;6 DLR_XM=*'],
  ['M04', '000114009000', '劳务派遣经营许可', '01', 'QX02', LABOUR, '12 G', 'DWMC', '5;7;9;15;30;6 DLR_XM=*'],
  ['M05', '002014011001', '社会保障卡申领', '11', 'QX02', LABOUR, '15 Z', '', '9;10;6 DLR_XM=*'],
  ['M06', '002014012002', '企业职工基本养老保险关系转移接续', '11', 'QX03', LABOUR, '25 G', '', '9;6 DLR_XM=*'],
  [
    'M07',
    '002036004001',
    '跨省异地就医备案',
    '11',
    'QX01',
    INSURANCE,
    '2 H',
    '',
    '9;13/8 BALX=12;12 BALX=13;28 BALX=21;2 BALX=11',
  ],
  ['M08', '002017002003', '住房公积金异地转移接续', '11', 'QX03', HOUSING, '10 G', '', '9'],
  ['M09', '000709015004', '夫妻投靠户口迁移', '07', 'QX03', POLICE, '10 G', '', '9;2;3;7;6 DLR_XM=*'],
  [
    'M10',
    '000118030005',
    '道路运输从业资格证换发',
    '01',
    'QX01 QX02',
    TRANSPORT,
    '5 G',
    '',
    '9;10;14 SQLX=B;6 DLR_XM=*',
  ],
]

/** §4.1: institution, level (3 city, 4 county), basic code. */
const codeOf = ({ code, area }: Office, basic: string) => `${code}${area.endsWith('00000000') ? '3' : '4'}${basic}`

/** By SXBM. */
export const MATTERS: Readonly<Record<string, Matter>> = Object.fromEntries(
  TABLE.map(([id, basicCode, name, kind, modes, of, promised, nameRow, materials]) => {
    const code = codeOf(of, basicCode)
    const [value = '', unit = ''] = promised.split(' ')
    const matter: Matter = {
      id,
      code,
      basicCode,
      name,
      kind,
      modes: modes.split(' '),
      office: of,
      promised: [value, unit],
      nameRow: nameRow || null,
      rows: [...COMMON_ROWS, ...ROWS[id]],
      materials: materials.split(';'),
    }
    return [code, matter]
  }),
)

/** §4.3: name, formats, most bytes of one file; by STUFF_SEQ. */
export const MATERIALS: Readonly<
  Record<string, readonly [name: string, formats: readonly string[], maxBytes: number]>
> = Object.fromEntries(
  `1 居民身份证 pdf/jpg 3072
2 户口簿 pdf 3072
3 结婚证 pdf 3072
4 营业执照 pdf 3072
5 公司章程 pdf 4096
6 授权委托书 pdf 3072
7 房屋产权或租赁证明 pdf 4096
8 居住证 pdf/jpg 3072
9 申请书(表) pdf 3072
10 电子照片 jpg 40
11 参保缴费凭证 pdf 3072
12 派驻证明 pdf 3072
13 个人承诺书 pdf 3072
14 遗失声明 pdf/jpg 3072
15 验资或审计报告 pdf 4096
16 设备布局与操作流程 pdf 4096
17 食品安全制度 pdf 4096
18 健康证明 pdf 4096
19 机动车驾驶证 pdf 3072
20 从业资格证 pdf 3072
21 任职文件 pdf 4096
22 股东主体资格文件 pdf 4096
23 批准文件 pdf 4096
27 原执照(损毁) pdf 3072
28 转诊单 pdf 3072
30 派遣协议样本 pdf 4096`
    .split('\n')
    .map((line) => {
      const [seq = '', name = '', formats = '', kilobytes] = line.split(' ')
      return [seq, [name, formats.split('/'), Number(kilobytes) * 1024]]
    }),
)
