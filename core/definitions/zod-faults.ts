import type { z } from 'zod'
import zhCN from 'zod/v4/locales/zh-CN.js'
import type { Fault } from '../fault.ts'
import type { YamlSource } from './yaml-source.ts'

const chinese = zhCN().localeError
const FIX = '请对照 docs/add-a-region.md 与同类文件改正'

/** What a description found in a value that has no file to point into; paths are dotted. */
export function zodIssues(error: z.ZodError): Fault[] {
  return error.issues.flatMap((issue) => issueFaults(issue, [], { locate: nameOf }))
}

type Issue = z.core.$ZodIssue
type Steps = readonly (string | number)[]

/** What a file's description found, each at its place in the file. */
export function zodFaults(error: z.ZodError, source: YamlSource): Fault[] {
  return error.issues.flatMap((issue) => issueFaults(issue, [], source))
}

function issueFaults(issue: Issue, above: Steps, source: Pick<YamlSource, 'locate'>): Fault[] {
  const steps = [...above, ...issue.path.map((step) => (typeof step === 'number' ? step : String(step)))]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: source.locate([...steps, key]),
      code: 'unexpected',
      message: `“${nameOf([...steps, key])}”是不认识的键`,
      fix: '请删去它,或改正拼写',
    }))
  }
  const branch = issue.code === 'invalid_union' ? deepest(issue.errors) : null
  if (branch) return branch.flatMap((inner) => issueFaults(inner, steps, source))
  const message = `“${nameOf(steps)}”写法不对:${wordsOf(issue)}`
  return [{ path: source.locate(steps), code: codeOf(issue), message, fix: FIX }]
}

/** Of the alternatives the one that was meant: the one that failed furthest inside. Null where all failed at once. */
function deepest(branches: readonly (readonly Issue[])[]): readonly Issue[] | null {
  const depth = (issues: readonly Issue[]) =>
    Math.max(0, ...issues.map(({ path, code }) => path.length + (code === 'unrecognized_keys' ? 1 : 0)))
  const [best] = [...branches].sort((a, b) => depth(b) - depth(a))
  return best && depth(best) > 0 ? best : null
}

function nameOf(steps: Steps): string {
  if (steps.length === 0) return '整个文件'
  return steps.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )
}

function wordsOf(issue: Issue): string {
  if (/[\u4e00-\u9fff]/.test(issue.message)) return issue.message
  if (issue.code === 'invalid_union') return '不是允许的写法'
  const words = chinese(issue as z.core.$ZodRawIssue)
  return (typeof words === 'string' ? words : words?.message) ?? issue.message
}

function codeOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.message.includes('undefined') ? 'required' : 'format'
  return issue.code === 'invalid_value' ? 'code' : 'format'
}
