import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { z } from 'zod'
import { bodyFaults } from '../core/definitions/zod-faults.ts'
import type { Fault } from '../core/fault.ts'
import { CODES, type Code, type CodeRow, GatewayError } from '../core/gateway-error.ts'
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
export function toProblem(error: GatewayError): Problem {
  const { status, title, fix, root = '' }: CodeRow = CODES[error.code]
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
    // the rest of the body is not read: the connection is of no use for another request
    ...(problem.status === 413 ? { connection: 'close' } : {}),
  })
}

/** So many faults of a body are told; whoever has more has not read the description. */
const MOST_FAULTS = 100

/** Throws the problem of a body or query that does not fit its description; for hono-openapi's validator. */
export function refuseBody(result: { success: true } | { success: false; error: readonly unknown[] }): void {
  if (result.success) return
  // the validator hands on zod's own issues, of which the standard's type says less
  const faults = bodyFaults(result.error as readonly z.core.$ZodIssue[])
  throw new GatewayError(
    'body-invalid',
    `请求有 ${faults.length} 处不合接口约定`,
    faults.slice(0, MOST_FAULTS).map(clipped),
  )
}

/** A name that somebody made up is shown by its beginning. */
function clipped(fault: Fault): Fault {
  return { ...fault, path: fault.path.slice(0, 200), message: fault.message.slice(0, 300) }
}
