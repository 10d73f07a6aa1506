import type { z } from 'zod'
import '../definitions/zod-chinese.ts'
import type { Fault } from '../fault.ts'

/** What zod found in a definition file, as faults with paths like `fields[3].type`; `prefix` goes before each path. */
export function toFaults(error: z.ZodError, prefix = ''): Fault[] {
  return error.issues.flatMap((issue) => {
    const at = toDotted(issue.path)
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: prefix + join(at, key),
        code: 'unexpected',
        message: `定义文件中“${join(at, key)}”是不认识的键`,
        fix: '删去它，或改正拼写',
      }))
    }
    const path = prefix + (at || '(整个文件)')
    return [
      {
        path,
        code: codeOf(issue),
        message: `定义文件中“${at || '整个文件'}”不对：${issue.message}`,
        fix: '按事项或码表的格式改正',
      },
    ]
  })
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return issue.message.includes('undefined') ? 'required' : 'format'
  return issue.code === 'invalid_value' ? 'code' : 'format'
}

function toDotted(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : join(text, String(step))),
    '',
  )
}

function join(left: string, right: string): string {
  return left === '' ? right : `${left}.${right}`
}

/** Each name after the first of its kind. */
export function repeated(at: string, names: readonly string[]): Fault[] {
  return names.flatMap((name, index) => {
    if (names.indexOf(name) === index) return []
    return [{ path: `${at}[${index}]`, code: 'duplicate', message: `“${name}”写了两次`, fix: '只留一次' }]
  })
}

/** A name of nothing. */
export function unknown(path: string, what: string, name: string): Fault {
  return { path, code: 'unknown', message: `没有${what}“${name}”`, fix: '改正拼写，或先补上定义' }
}

/** Two things that cannot both be so. */
export function mismatch(path: string, message: string): Fault {
  return { path, code: 'conflict', message, fix: '核对定义后改正' }
}
