import { FIELDS } from './fields.ts'

/** §4.1–4.13: what the region knows of a matter. */
export interface Matter {
  readonly id: keyof typeof FIELDS
  readonly version: string
  readonly modes: readonly string[]
  readonly fields: string
  /** codes of §4.13 beside those that every matter has, each with its need (`field-needs.ts`) behind a `:` */
  readonly materials: string
  readonly org: string
  /** the office's social credit code */
  readonly orgCode: string
  /** how much it is promised in, and C43 */
  readonly promise: readonly [number, string]
  /** what it ends in, where that is a licence */
  readonly licence: Licence | null
  /** the region looks at the place before it decides */
  readonly inspects: boolean
  /** a key that a correction asks for */
  readonly asked: string
}

/** C46; `no` and `holder` are keys of the form, without `no` the office gives a number. */
export interface Licence {
  readonly type: string
  readonly typeCode: string
  readonly name: string
  readonly no: string
  readonly holder: string
  readonly years: number | null
}

const MARKET = '云岩区市场监督管理局(示例)'
const lic = (type: string, code: string, name: string, no: string, holder: string, years: number | null): Licence => ({
  type,
  typeCode: `11100000000013338W${code}`,
  name,
  no,
  holder,
  years,
})

type Row = readonly [
  id: Matter['id'],
  itemCode: string,
  version: string,
  modes: string,
  org: string,
  promise: Matter['promise'],
  asked: string,
  materials: string,
  licence: Licence | null,
]

const ROWS: readonly Row[] = [
  [
    'M01',
    '11520103MB000001984000131127004',
    'M01-2026A',
    'QCWB YCCK',
    MARKET,
    [4, 'XS'],
    'COMPANY_TEL',
    'GZCL07 GZCL09 GZCL22 GZCL23 GZCL24:O',
    lic('YYZZ', '001', '营业执照', '', 'COMPANY_NAME', null),
  ],
  [
    'M02',
    '11520103MB000001984000131127009',
    'M02-2026A',
    'DSDB QCWB',
    MARKET,
    [1, 'GZR'],
    'LOSS_NO',
    'GZCL05:REISSUE_TYPE=SH/BG! GZCL15:REISSUE_TYPE=YS!',
    lic('YYZZ', '001', '营业执照', 'ENT_UNISCID', 'ENT_NAME', null),
  ],
  [
    'M03',
    '11520103MB000001984000131125003',
    'M03-2026B',
    'DSDB',
    MARKET,
    [5, 'GZR'],
    'FZR_CONTACT',
    'GZCL04 GZCL17 GZCL18 GZCL19:O',
    lic('SPJY', '050', '食品经营许可证', '', 'OPERATOR_NAME', 5),
  ],
  [
    'M04',
    '11520100MB0000027P3000114009000',
    'M04-2025C',
    'DSDB',
    '贵阳市人力资源和社会保障局(示例)',
    [8, 'GZR'],
    'GLZD',
    'GZCL04 GZCL07 GZCL09 GZCL16',
    lic('LWPQ', '051', '劳务派遣经营许可证', '', 'DW_NAME', 3),
  ],
  [
    'M05',
    '12520000MB0000035A2002014011001',
    'M05-2026A',
    'QCWB DSDB',
    '贵州省社会保险事业局(示例)',
    [7, 'GZR'],
    'PERSON_ADDRESS',
    'GZCL10 GZCL02:O GZCL27:O',
    lic('SBK', '052', '电子社保卡', 'SSNO', 'PERSON_NAME', 10),
  ],
  [
    'M06',
    '12520000MB0000035A2002014012002',
    'M06-2025A',
    'DDLB',
    '贵州省社会保险事业局(示例)',
    [10, 'GZR'],
    'OUT_JG_TEL',
    'GZCL25:O',
    null,
  ],
  [
    'M07',
    '11520000MB000004382002036004001',
    'M07-2026B',
    'QCWB',
    '贵州省医疗保障局(示例)',
    [1, 'XS'],
    'BZ',
    'GZCL02:O GZCL11:BALX=CQJZ? GZCL12:O GZCL13:BALX=CZGZ! GZCL14:BALX=YDZZ!',
    null,
  ],
  [
    'M08',
    '12520100MB000005153002017002003',
    'M08-2025A',
    'DDLB',
    '贵阳市住房公积金管理中心(示例)',
    [5, 'GZR'],
    'IN_LXFS',
    'GZCL25:O',
    null,
  ],
  [
    'M09',
    '11520103MB000006XB4000709015004',
    'M09-2026A',
    'DDLB',
    '贵阳市公安局云岩分局(示例)',
    [10, 'GZR'],
    'BZ',
    'GZCL02 GZCL03 GZCL09:O GZCL26:O',
    null,
  ],
  [
    'M10',
    '11520100MB000007803000118030005',
    'M10-2025A',
    'DSDB QCWB',
    '贵阳市交通运输局(示例)',
    [3, 'GZR'],
    'FWDW_NAME',
    'GZCL10 GZCL20 GZCL21:SQ_TYPE=HZ!',
    lic('CYZG', '053', '道路运输从业资格证', 'ZGZ_NO', 'PERSON_NAME', 6),
  ],
]

/** By ITEM_CODE. */
export const MATTERS: ReadonlyMap<string, Matter> = new Map(
  ROWS.map(([id, itemCode, version, modes, org, promise, asked, materials, licence]) => [
    itemCode,
    {
      id,
      version,
      modes: modes.split(' '),
      fields: FIELDS[id],
      materials,
      org,
      orgCode: itemCode.slice(0, 18),
      promise,
      licence,
      inspects: id === 'M03',
      asked,
    },
  ]),
)
