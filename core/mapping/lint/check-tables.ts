import { isObject } from '../../json.ts'
import { joinedTables } from '../operations/texts.ts'
import type { CodeTable } from '../rule.ts'
import { type Finding, findingsIn } from './finding.ts'
import type { Gate, Subject } from './gates.ts'
import type { PlacedRule } from './placed-rules.ts'

type Table = Omit<CodeTable, 'name'>

/** Gate 3: every canonical code has an answer, every row a canonical code, and what cannot be read back says so. */
export const checkTables: Gate = (subject) => {
  const lookups = subject.rules.flatMap(lookupsIn)
  return lookups.flatMap((placed) => checkLookup(subject, placed, String(placed.rule.args?.['table'])))
}

/** The rule itself where it looks up, or what it does with each element of a list. */
function lookupsIn(placed: PlacedRule): PlacedRule[] {
  const { rule, sources } = placed
  if (rule.op === 'lookup') return [placed]
  const inner = rule.op === 'each' ? rule.args?.['do'] : undefined
  if (!isObject(inner) || inner['op'] !== 'lookup') return []
  return [{ ...placed, rule: { ...rule, op: 'lookup', args: inner }, sources: sources.map((path) => `${path}[]`) }]
}

/** Gates 3 and 12 for whole files: tables that nobody uses, and tables of a date that has not come. */
export function checkTableFiles(subjects: readonly Subject[]): Finding[] {
  const [first] = subjects
  if (!first) return []
  const { tables } = first.region
  const used = new Set(subjects.flatMap(({ rules }) => rules.flatMap(tableNames)))
  const files = [
    { source: tables.source, data: tables.data.tables },
    ...subjects.map(({ file }) => ({ source: file.source, data: file.data.tables })),
  ]
  return files.flatMap(({ source, data }) =>
    Object.entries(data).flatMap(([name, table]) => {
      const { warning, error } = findingsIn(source)
      const dead = used.has(name)
        ? []
        : [warning(['tables', name], 'dead-table', `码表 ${name} 没有规则用到`, '请删去,或补上用它的规则')]
      const early = /^\d{4}-\d{2}-\d{2}$/.test(table.version) && table.version > first.today
      const message = `码表 ${name} 的版本 ${table.version} 还没有生效`
      return early
        ? [...dead, error(['tables', name, 'version'], 'table-not-yet-valid', message, '请等生效后再启用')]
        : dead
    }),
  )
}

function tableNames(placed: PlacedRule): string[] {
  const { rule } = placed
  const name = lookupsIn(placed)[0]?.rule.args?.['table'] ?? rule.args?.['table'] ?? rule.ask?.table
  return [...(typeof name === 'string' ? [name] : []), ...joinedTables(rule.op, rule.args?.['text'])]
}

function checkLookup(subject: Subject, placed: PlacedRule, name: string): Finding[] {
  const { region, file } = subject
  const own = Object.hasOwn(file.data.tables, name) ? file : null
  const table = (own ? file.data.tables[name] : region.tables.data.tables[name]) as Table | undefined
  const canonical = canonicalTable(placed, subject.paths)
  if (!table || !canonical) return []
  const known = subject.codes.tables.get(canonical)?.rows.map(({ code }) => code) ?? []
  const at = findingsIn(own ? file.source : region.tables.source)
  const outward = table.rows.filter(({ only }) => only !== 'in')
  const answered = new Set([...outward.flatMap(({ ours }) => ours), ...Object.keys(table.refuses ?? {})])
  const [source = ''] = placed.sources
  const refused = file.data.accepts.flatMap((one) =>
    one.path === source.replace(/\[\]$/, '') ? refusedCodes(one, known) : [],
  )
  const possible = possibleCodes(subject, source) ?? known
  const missing =
    placed.rule.only === 'in' ? [] : possible.filter((code) => !answered.has(code) && !refused.includes(code))
  const foreign = [...answered].filter((code) => !known.includes(code))
  return [
    ...(missing.length > 0
      ? [
          at.error(
            ['tables', name],
            'lookup-not-total',
            `码表 ${name} 没有回答规范代码 ${missing.slice(0, 12).join('、')}(${canonical},${source} 用到)`,
            '请补行;对方不收的代码写进 refuses 并注明原因',
          ),
        ]
      : []),
    ...foreign.map((code) =>
      at.error(
        ['tables', name],
        'lookup-foreign-code',
        `码表 ${name} 的“${code}”不在规范码表 ${canonical} 里`,
        '请改正代码',
      ),
    ),
    ...unreadable(placed, outward, name, subject),
  ]
}

/** The canonical table that the source's codes come from. */
function canonicalTable({ sources, list }: PlacedRule, paths: Subject['paths']): string | undefined {
  if (list === 'progress') return undefined
  const [path = ''] = sources
  return path === 'case.mode' ? 'CT_MODE' : paths.field(path)?.table
}

/** Where matter and agreement allow fewer codes than the table has. */
function possibleCodes({ region, matter }: Subject, source: string): readonly string[] | null {
  if (source === 'case.mode') return region.region.data.agreement.matters[matter.id]?.modes ?? null
  return source === 'applicant.kind' ? matter.applicants : null
}

function refusedCodes({ only, not }: Subject['file']['data']['accepts'][number], known: readonly string[]): string[] {
  return known.filter((code) => (only ? !only.includes(code) : not?.includes(code)))
}

/** Several of ours under one of theirs: the loss must be declared, and which of them is read back, or that a person says it. */
function unreadable(
  { rule, file: at, steps, sources: [source = ''] }: PlacedRule,
  rows: Table['rows'],
  name: string,
  { file, losses }: Subject,
): Finding[] {
  if (rule.only !== undefined || Object.hasOwn(losses, source)) return []
  const oursOf = Map.groupBy(
    rows.flatMap((row) => [row.ours].flat().map((ours) => ({ ours, row }))),
    ({ row }) => row.theirs,
  )
  const many = [...oursOf].filter(([, list]) => new Set(list.map(({ ours }) => ours)).size > 1)
  return many.map(([theirs, list]) => {
    const ours = [...new Set(list.map((one) => one.ours))].join('、')
    const settled = list.some(({ row }) => row.back !== undefined)
    const message = `码表 ${name} 把 ${ours} 都作“${theirs}”,${settled ? '' : '反向取哪一个不明,'}而 losses 没有写明“${source}”会丢什么`
    const fix = `请在 ${file.name} 写 losses: { ${source}: L2 … }${settled ? '' : ',并在行里写 back'}`
    return findingsIn(at).error(steps, settled ? 'undeclared-loss' : 'not-reversible', message, fix)
  })
}
