import { toCsvLine } from '../csv.ts'
import { readCsvRows } from '../csv-rows.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { checkPlainText } from '../form/plain-text.ts'
import { INDICATOR_GROUPS, INDICATORS, UNITS } from './catalogue.ts'
import { describeIndicator } from './figures.ts'

/** What a registry says of an indicator that somebody fills in by hand. */
export const MANUAL = '手工填报'

/** One indicator of a district's registry. */
export interface RegistryRow {
  readonly code: string
  readonly name: string
  readonly section: string
  /** id of the figure that the gateway makes; null where it is filled in by hand */
  readonly indicator: string | null
  readonly unit: string
  readonly note: string
  readonly cycle: string
}

/** Columns by their titles, whether each must be filled in, and how long it may be. */
const COLUMNS = {
  编号: { key: 'code', must: true, most: 40 },
  名称: { key: 'name', must: true, most: 100 },
  板块: { key: 'section', must: true, most: 60 },
  来源: { key: 'indicator', must: true, most: 60 },
  单位: { key: 'unit', must: false, most: 20 },
  口径: { key: 'note', must: false, most: 500 },
  周期: { key: 'cycle', must: false, most: 20 },
} as const

type Title = keyof typeof COLUMNS
const TITLES = Object.keys(COLUMNS) as Title[]
const MOST_ROWS = 2_000
const CODE = /^[\p{L}\p{N}._-]+$/u

/** A registry written as CSV, titles in the first line in any order; every fault by its line and column. Nothing is taken where one is faulty. */
export function readRegistry(text: string): Checked<RegistryRow[]> {
  const { rows, fault } = readCsvRows(text)
  if (fault) {
    const message = fault.is === 'unclosed' ? '引号没有配对' : '引号之后还有字符'
    return faulty([{ path: `lines.${fault.line}`, code: 'format', message, fix: '请把内容里的引号写成两个' }])
  }
  const [head, ...lines] = rows
  if (!head)
    return faulty([{ path: 'lines.1', code: 'required', message: '文件是空的', fix: `第一行应是:${TITLES.join(',')}` }])
  const titles = head.cells.map((cell) => cell.trim())
  const wrong = titleFaults(titles)
  if (wrong.length > 0) return faulty(wrong)
  if (lines.length === 0) return faulty([{ path: 'lines.2', code: 'required', message: '只有标题,没有指标' }])
  if (lines.length > MOST_ROWS)
    return faulty([{ path: 'lines', code: 'too-many', message: `有 ${lines.length} 行,一次最多 ${MOST_ROWS} 行` }])
  const faults: Fault[] = []
  const seen = new Map<string, number>()
  const read = lines.map(({ line, cells }) => readLine(line, cells, titles as Title[], seen, faults))
  return faults.length > 0 ? faulty(faults) : accepted(read)
}

function titleFaults(titles: readonly string[]): Fault[] {
  const path = 'lines.1'
  const missing = TITLES.filter((title) => COLUMNS[title].must && !titles.includes(title))
  const unknown = titles.filter((title) => !Object.hasOwn(COLUMNS, title))
  const twice = titles.filter((title, index) => titles.indexOf(title) !== index)
  const fix = `可用的列:${TITLES.join('、')}`
  return [
    ...missing.map((title) => ({ path, code: 'required', message: `标题里缺少“${title}”一列`, fix })),
    ...unknown.map((title) => ({ path, code: 'unexpected', message: `不认识“${title.slice(0, 30)}”一列`, fix })),
    ...twice.map((title) => ({ path, code: 'conflict', message: `“${title.slice(0, 30)}”一列有两个` })),
  ]
}

function readLine(
  line: number,
  cells: readonly string[],
  titles: readonly Title[],
  seen: Map<string, number>,
  faults: Fault[],
): RegistryRow {
  const fail = (column: string, code: string, message: string, fix?: string) =>
    faults.push({ path: `lines.${line}.${column}`, code, message: `第 ${line} 行${message}`, ...(fix ? { fix } : {}) })
  if (cells.length !== titles.length)
    fail('', 'format', `有 ${cells.length} 格,标题有 ${titles.length} 格`, '请核对逗号和引号')
  const texts: Record<string, string> = {}
  for (const [title, { key, must, most }] of Object.entries(COLUMNS)) {
    const text = (cells[titles.indexOf(title as Title)] ?? '').normalize('NFC').trim()
    texts[key] = text
    if (must && text === '') fail(title, 'required', `的“${title}”是空的`)
    if ([...text].length > most) fail(title, 'too-long', `的“${title}”超过 ${most} 个字`)
    if (checkPlainText(text) !== null) fail(title, 'format', `的“${title}”里有看不见的控制字符`, '请删去后再导入')
  }
  const { code = '', name = '', section = '', indicator: source = '', unit = '', note = '', cycle = '' } = texts
  if (code !== '' && !CODE.test(code)) fail('编号', 'format', '的“编号”只能用文字、数字、点、横线和下划线')
  const earlier = seen.get(code)
  if (code !== '' && earlier !== undefined) fail('编号', 'conflict', `的编号“${code}”与第 ${earlier} 行相同`)
  else seen.set(code, line)
  const indicator = INDICATORS.find((one) => one.id === source || one.name === source)?.id ?? null
  if (source !== '' && source !== MANUAL && indicator === null)
    fail('来源', 'code', `的来源“${source.slice(0, 30)}”不是网关计算的指标`, nearest(source))
  return { code, name, section, indicator, unit, note, cycle }
}

/** What somebody may have meant. */
function nearest(source: string): string {
  const shares = (name: string) => [...new Set(source)].filter((sign) => name.includes(sign)).length
  const best = INDICATORS.map(({ id, name }) => ({ id, name, score: Math.max(shares(id), shares(name)) })).sort(
    (one, other) => other.score - one.score,
  )[0]
  const near = best && best.score * 2 >= [...new Set(source)].length ? `,是不是“${best.id}”(${best.name})?` : ''
  return `请写 docs/indicators.md 里的编号,或写“${MANUAL}”${near}`
}

/** A registry as the file that it can be read from again. */
export function registryCsv(rows: readonly RegistryRow[]): string {
  const lines = rows.map(({ code, name, section, indicator, unit, note, cycle }) =>
    toCsvLine([code, name, section, indicator ?? MANUAL, unit, note, cycle]),
  )
  return `\ufeff${toCsvLine(TITLES)}${lines.join('')}`
}

/** A registry to begin with: every figure that the gateway makes. */
export function registryTemplate(): RegistryRow[] {
  return INDICATORS.map((indicator, index) => {
    const { id, name, unit, formula, group } = describeIndicator(indicator)
    const code = `Z${String(index + 1).padStart(3, '0')}`
    return {
      code,
      name,
      section: INDICATOR_GROUPS[group],
      indicator: id,
      unit: UNITS[unit],
      note: formula,
      cycle: '月',
    }
  })
}
