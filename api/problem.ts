import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Fault } from '../core/fault.ts'
import { CODES, type Code, GatewayError } from '../core/gateway-error.ts'
import { toPointer } from '../core/json.ts'

/** RFC 9457 problem details, with the Chinese detail, what to do, and every fault by its JSON Pointer. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: Code
  readonly detail: string
  readonly fix: string
  readonly instance?: string
  readonly errors?: readonly {
    readonly pointer: string
    readonly code: string
    readonly message: string
    readonly fix?: string
  }[]
}

/** The problem that a known fault is told as. */
export function toProblem(error: GatewayError, root = ''): Problem {
  const { status, title, fix } = CODES[error.code]
  const problem = { type: `/problems/${error.code}`, title, status, code: error.code, detail: error.detail, fix }
  return error.faults.length === 0 ? problem : { ...problem, errors: error.faults.map((fault) => toError(fault, root)) }
}

function toError(fault: Fault, root: string): NonNullable<Problem['errors']>[number] {
  const inMaterials = fault.path.startsWith('materials')
  const pointer = `${inMaterials ? '' : root}${toPointer(fault.path)}`
  return { pointer, code: fault.code, message: fault.message, ...(fault.fix ? { fix: fault.fix } : {}) }
}

/** Answers with a problem. */
export function problemResponse(c: Context, problem: Problem): Response {
  return c.json(problem, problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json; charset=utf-8',
  })
}

/** Throws the problem of a body that does not fit its description; for hono-openapi's validator. */
export function refuseBody(
  result:
    | { success: true }
    | {
        success: false
        error: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[]
      },
): void {
  if (result.success) return
  const faults = result.error.map(
    (issue): Fault => ({
      path: pathOf(issue.path),
      code: 'format',
      message: issue.message,
      fix: '请按接口文档核对这一项',
    }),
  )
  throw new GatewayError('body-invalid', `请求有 ${faults.length} 处不合接口约定`, faults)
}

function pathOf(path: readonly unknown[] | undefined): string {
  const steps = (path ?? []).map((step) =>
    typeof step === 'object' && step !== null && 'key' in step ? step.key : step,
  )
  return steps
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
}
