import type { Codes } from '../../form/codes.ts'
import type { Matter } from '../../matter.ts'
import { openRegionFiles, type RegionFiles, readRegion } from '../read-region.ts'
import { checkCatalogueCodes } from './check-catalogue-codes.ts'
import { checkPaths, checkSharedPaths } from './check-paths.ts'
import { checkTableFiles, checkTables } from './check-tables.ts'
import { checkTargets } from './check-targets.ts'
import { checkValues } from './check-values.ts'
import { type Finding, findingsIn } from './finding.ts'
import type { Gate, Subject } from './gates.ts'
import { listMatterPaths } from './matter-paths.ts'
import { placeRules } from './placed-rules.ts'

const GATES: readonly Gate[] = [checkCatalogueCodes, checkPaths, checkTargets, checkTables, checkValues]

/** Everything wrong or left to chance in a region's folder, but for its golden pairs; in the order of files and lines. `today` is yyyy-MM-dd. */
export function lintRegion(
  folder: string,
  files: Readonly<Record<string, string>>,
  matters: readonly Matter[],
  codes: Codes,
  today: string,
): Finding[] {
  const opened = openRegionFiles(folder, files)
  const read = opened.ok ? readRegion(folder, files) : opened
  if (!opened.ok || !read.ok) return (read.ok ? [] : read.faults).map(toFinding)
  const subjects = opened.value.matters.flatMap((file): Subject[] => {
    const matter = matters.find(({ id }) => id === file.data.matter)
    if (!matter) return []
    const rules = placeRules(opened.value, file)
    const { dropped, losses } = opened.value.region.data
    return [
      {
        region: opened.value,
        file,
        matter,
        paths: listMatterPaths(matter),
        codes,
        rules,
        today,
        dropped: { ...dropped, ...file.data.dropped },
        losses: { ...losses, ...file.data.losses },
      },
    ]
  })
  const found = [
    ...charset(opened.value),
    ...suspension(opened.value),
    ...opened.value.matters.flatMap((file) => unknownMatter(file, matters)),
    ...subjects.flatMap((subject) => GATES.flatMap((gate) => gate(subject))),
    ...checkSharedPaths(subjects),
    ...checkTableFiles(subjects),
  ]
  return sortFindings(found)
}

function toFinding({ path, message, fix }: { path: string; message: string; fix?: string }): Finding {
  return { path, rule: 'not-readable', severity: 'error', message, fix: fix ?? '请对照 docs/add-a-region.md 改正' }
}

function charset({ region }: RegionFiles): Finding[] {
  if (region.data.charset !== undefined) return []
  const message = `${region.data.name}没有写明字符集`
  return [
    findingsIn(region.source).error([], 'no-charset', message, '请在 region.yaml 写 charset: utf-8、gbk 或 gb18030'),
  ]
}

function suspension({ region }: RegionFiles): Finding[] {
  const { suspended } = region.data.agreement
  if (suspended === undefined) return []
  const message = `与${region.data.name}的协议暂不执行:${suspended}`
  return [
    findingsIn(region.source).warning(['agreement', 'suspended'], 'suspended', message, '可以执行后请删去 suspended'),
  ]
}

function unknownMatter({ data, source }: RegionFiles['matters'][number], matters: readonly Matter[]): Finding[] {
  if (matters.some(({ id }) => id === data.matter)) return []
  const message = `没有编号为 ${data.matter} 的事项`
  return [findingsIn(source).error(['matter'], 'unknown-path', message, '请先在 config/matters/ 中定义这个事项')]
}

/** One finding a place and sentence, by file, line and column. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const unique = new Map(findings.map((finding) => [`${finding.path} ${finding.message}`, finding]))
  const place = (path: string) => {
    const [file = '', line, column] = path.split(':')
    return { file, line: Number(line), column: Number(column) }
  }
  return [...unique.values()].sort((a, b) => {
    const [one, other] = [place(a.path), place(b.path)]
    return one.file < other.file ? -1 : one.file > other.file ? 1 : one.line - other.line || one.column - other.column
  })
}
