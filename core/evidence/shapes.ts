import { checkIdNumber } from '../form/id-number.ts'
import { checkUscc } from '../form/uscc.ts'

/** What a value looks like whatever its field is called. */
export type Shape =
  | 'idNo'
  | 'uscc'
  | 'mobile'
  | 'landline'
  | 'date'
  | 'datetime'
  | 'division'
  | 'divisionPath'
  | 'implementationCode'
  | 'basicCode'
  | 'boolean'
  | 'integer'
  | 'decimal'
  | 'person'
  | 'organisation'
  | 'address'
  | 'long'
  | 'hash'
  | 'uuid'
  | 'url'
  | 'email'
  | 'word'

const TODAY = '9999-12-31'

/** Date formats as the operation `date` calls them, the first that fits being told. */
const DATES: readonly (readonly [string, RegExp])[] = [
  ['rfc3339', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/],
  ['yyyy-MM-dd HH:mm:ss', /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/],
  ['yyyyMMddHHmmss', /^(19|20)\d{2}(0[1-9]|1[0-2])([0-2]\d|3[01])([01]\d|2[0-3])[0-5]\d[0-5]\d$/],
  ['yyyy-MM-dd', /^\d{4}-\d{2}-\d{2}$/],
  ['yyyyMMdd', /^(18|19|20|99)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/],
  ['yyyy年MM月dd日 HH时mm分ss秒', /^\d{4}年\d{2}月\d{2}日 ?\d{2}时\d{2}分\d{2}秒$/],
  ['yyyy年M月d日 HH:mm:ss', /^\d{4}年\d{1,2}月\d{1,2}日 \d{2}:\d{2}:\d{2}$/],
  ['yyyy年MM月dd日', /^\d{4}年\d{2}月\d{2}日$/],
  ['yyyy年M月d日', /^\d{4}年\d{1,2}月\d{1,2}日$/],
  ['yyyy/M/d H:mm', /^\d{4}\/\d{1,2}\/\d{1,2} \d{1,2}:\d{2}$/],
  ['yyyy/M/d', /^\d{4}\/\d{1,2}\/\d{1,2}$/],
  ['ms', /^-?\d{11,13}$/],
]
const TIMES = new Set([
  'rfc3339',
  'yyyy-MM-dd HH:mm:ss',
  'yyyyMMddHHmmss',
  'yyyy年MM月dd日 HH时mm分ss秒',
  'yyyy年M月d日 HH:mm:ss',
  'yyyy/M/d H:mm',
])
const ENDLESS = new Set(['长期', '9999-12-31', '99991231', '2099-12-31', '20991231', '永久', '253402185600000'])

/** The format that all dated values of a field have; null where there is none. */
export function dateFormatOf(values: readonly string[]): string | null {
  const dated = values.filter((value) => !ENDLESS.has(value) || /^\d/.test(value))
  if (dated.length === 0) return null
  return DATES.find(([, form]) => dated.every((value) => form.test(value)))?.[0] ?? null
}

/** The word that a partner writes for 长期 among these values. */
export function endlessWordOf(values: readonly string[]): string | null {
  return values.find((value) => ENDLESS.has(value)) ?? null
}

/** Every shape that fits all values; none where there is no value. */
export function shapesOf(values: readonly string[]): ReadonlySet<Shape> {
  const shapes = new Set<Shape>()
  if (values.length === 0) return shapes
  for (const [shape, fits] of SHAPES) if (values.every(fits)) shapes.add(shape)
  const format = dateFormatOf(values)
  if (format && !shapes.has('mobile')) {
    if (TIMES.has(format) || format === 'ms') shapes.add('datetime')
    if (!TIMES.has(format)) shapes.add('date')
  }
  return shapes
}

const SHAPES: readonly (readonly [Shape, (value: string) => boolean])[] = [
  ['idNo', (value) => value.length === 18 && checkIdNumber(value, TODAY) === null],
  ['uscc', (value) => value.length === 18 && checkUscc(value) === null && checkIdNumber(value, TODAY) !== null],
  ['mobile', (value) => /^1[3-9]\d{9}$/.test(value)],
  ['landline', (value) => /^0\d{2,3}-?\d{7,8}$/.test(value)],
  ['division', (value) => /^[1-8]\d{5}(\d{3}(\d{3})?)?$/.test(value) && !/^1[3-9]\d{9}$/.test(value)],
  ['divisionPath', (value) => /^[\u4e00-\u9fff]+(省|市|区)(\/[\u4e00-\u9fff]*){1,3}$/.test(value)],
  ['implementationCode', (value) => /^[0-9A-Z]{18}\d[0-9A-Z]{12}/.test(value) && value.length >= 31],
  ['basicCode', (value) => /^\d{12}$/.test(value)],
  ['boolean', (value) => /^(true|false|是|否|Y|N|0|1)$/.test(value)],
  ['integer', (value) => /^-?\d{1,9}$/.test(value)],
  ['decimal', (value) => /^-?\d{1,12}(\.\d{1,6})?$/.test(value)],
  ['person', (value) => /^[\u3400-\u9fff\u{20000}-\u{3ffff}·]{1,30}$/u.test(value) && !ORGANISATION.test(value)],
  ['organisation', (value) => ORGANISATION.test(value)],
  [
    'address',
    (value) => value.length > 5 && /[省市区县州路街道号村镇乡]/.test(value) && /[\u4e00-\u9fff]{4}/.test(value),
  ],
  ['long', (value) => ENDLESS.has(value)],
  ['hash', (value) => /^[0-9a-fA-F]{32,64}$/.test(value) || /^sha-256=:/.test(value)],
  ['uuid', (value) => /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)],
  ['url', (value) => /^https?:\/\//.test(value)],
  ['email', (value) => /^[\w.-]+@[\w.-]+$/.test(value)],
  ['word', (value) => value.length <= 24],
]
const ORGANISATION = /(公司|局|中心|厅|委员会|政府|银行|医院|学校|集团|大厅|处|所|店|机构|办公室|分局)([（(].*[)）])?$/
