import type { z } from 'zod'
import './zod-chinese.ts'
import type { Fault } from '../fault.ts'
import type { YamlSource } from './yaml-source.ts'

/** How the faults of one kind of value are told. */
interface Telling {
  /** what a fault's path is, by its steps */
  locate(steps: Steps): string
  /** what the value as a whole is called */
  readonly whole: string
  readonly fix: string
}

const FILE = { whole: '整个文件', fix: '请对照 docs/add-a-region.md 与同类文件改正' }
const PLAIN: Telling = { ...FILE, locate: (steps) => nameOf(steps, FILE.whole) }
const BODY: Telling = { locate: (steps) => nameOf(steps, ''), whole: '整个请求', fix: '请按接口文档核对这一项' }

/** What a description found in a value that has no file to point into; paths are dotted. */
export function zodIssues(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => issueFaults(issue, [], PLAIN))
}

type Issue = z.core.$ZodIssue
type Steps = readonly (string | number)[]

/** What a file's description found, each at its place in the file. */
export function zodFaults(error: z.ZodError, source: Pick<YamlSource, 'locate'>): Fault[] {
  return error.issues.flatMap((issue) => issueFaults(issue, [], { ...FILE, locate: source.locate }))
}

/** What a description found in a request; paths are dotted from the top of the body or query, '' for all of it. */
export function bodyFaults(issues: readonly Issue[]): Fault[] {
  return issues.flatMap((issue) => issueFaults(issue, [], BODY))
}

function issueFaults(issue: Issue, above: Steps, telling: Telling): Fault[] {
  const steps = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: telling.locate([...steps, key]),
      code: 'unexpected',
      message: `“${nameOf([...steps, key], '')}”是不认识的键`,
      fix: '请删去它,或改正拼写',
    }))
  }
  const branch = issue.code === 'invalid_union' ? deepest(issue.errors) : null
  if (branch) return branch.flatMap((inner) => issueFaults(inner, steps, telling))
  const message = `“${nameOf(steps, telling.whole)}”写法不对:${wordsOf(issue)}`
  return [{ path: telling.locate(steps), code: codeOf(issue), message, fix: telling.fix }]
}

/** Of the alternatives the one that was meant: the one that failed furthest inside. Null where all failed at once. */
function deepest(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depth = (issues: readonly Issue[]) =>
    Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))
  const [best] = [...branches].sort((a, b) => depth(b) - depth(a))
  return best && depth(best) > 0 ? best : null
}

function nameOf(steps: Steps, whole: string): string {
  if (steps.length === 0) return whole
  return steps.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )
}

function wordsOf(issue: Issue): string {
  return issue.code === 'invalid_union' ? '不是允许的写法' : issue.message
}

function codeOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.message.endsWith('undefined') ? 'required' : 'format'
  return issue.code === 'invalid_value' ? 'code' : 'format'
}
