import { request } from 'node:http'
import { expect } from 'vitest'
import type { NodeGateway } from '../support/gateway.ts'
import { TOKENS } from '../support/people.ts'

/** What a person, or somebody who is none, sends. */
export interface Sent {
  /** the token's role, or the Authorization header itself; `window` where left out, none where '' */
  readonly as?: string
  readonly method?: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** an object goes as JSON, a text or bytes as they are */
  readonly body?: unknown
}

export interface Answered {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Sends bytes and headers exactly as they are given, which fetch would not. */
export function send(gateway: NodeGateway, sent: Sent): Promise<Answered> {
  const as = sent.as ?? 'window'
  const authorization = as in TOKENS ? `Bearer ${TOKENS[as as keyof typeof TOKENS]}` : as
  const raw = typeof sent.body === 'string' || sent.body instanceof Uint8Array
  const body = raw
    ? Buffer.from(sent.body as string)
    : sent.body === undefined
      ? null
      : Buffer.from(JSON.stringify(sent.body))
  return new Promise((resolve, reject) => {
    const outgoing = request(`${gateway.url}${sent.path}`, {
      method: sent.method ?? (body ? 'POST' : 'GET'),
      headers: {
        ...(authorization === '' ? {} : { authorization }),
        ...(body ? { 'content-type': 'application/json', ...lengthOf(body, sent) } : {}),
        ...sent.headers,
      },
    })
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    outgoing.on('error', reject)
    outgoing.end(body ?? undefined)
  })
}

function lengthOf(body: Buffer, { headers = {} }: Sent): Record<string, number> {
  return 'transfer-encoding' in headers ? {} : { 'content-length': body.length }
}

/** What a refusal must say, and what no answer may show. */
export function expectProblem(
  answer: Answered,
  expected: { status: number; code: string; pointer?: string | undefined },
): void {
  expect(answer.type).toBe('application/problem+json; charset=utf-8')
  const problem = JSON.parse(answer.text) as {
    status: number
    code: string
    title: string
    detail: string
    fix: string
    errors?: { pointer: string; message: string }[]
  }
  expect([answer.status, problem.status, problem.code]).toEqual([expected.status, expected.status, expected.code])
  for (const words of [problem.title, problem.detail, problem.fix]) expect(words).toMatch(/[\u4e00-\u9fff]/)
  for (const { message } of problem.errors ?? []) expect(message).toMatch(/[\u4e00-\u9fff]/)
  if (expected.pointer !== undefined) expect(problem.errors?.map(({ pointer }) => pointer)).toContain(expected.pointer)
  expect(answer.text).not.toMatch(/node_modules|\.ts:\d+|\bat [\w.]+ \(|SQLITE|select |insert /)
}
