import { createHash } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { DEMO } from './demo-keys.ts'

const MAX_BODY_BYTES = 1024 * 1024
const MAX_SKEW_MS = 600_000
const BASIC = `Basic ${Buffer.from(`${DEMO.account}:${DEMO.password}`).toString('base64')}`

/** The body of a request; null where it is larger than §1 allows. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** §2: the code with which a request is turned away at the door, or null. */
export function checkDoor({ headers, method }: IncomingMessage, body: Buffer, now: number): [number, string] | null {
  if (headers.authorization !== BASIC) return [40101, '账号或口令错误']
  const date = headers.date ?? ''
  const isFixdate = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(date)
  if (!isFixdate || Math.abs(Date.parse(date) - now) > MAX_SKEW_MS) return [40103, 'Date 偏差过大']
  const digest = headers['digest']
  if (method === 'GET') return digest === undefined ? null : [40104, 'GET 不带 Digest']
  const wanted = `SHA-256=${createHash('sha256').update(body).digest('base64')}`
  if (digest !== wanted) return [40104, 'Digest 不符']
  return headers['content-type'] === 'application/json; charset=UTF-8' ? null : [40001, '报文不可解析']
}
