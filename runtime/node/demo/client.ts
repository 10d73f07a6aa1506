import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../../core/json.ts'

/** The answer of a call; `ok` is what its status says. */
export interface Answer {
  readonly ok: boolean
  readonly body: JsonObject
}

/** Talks to the gateway as a person of one role would. */
export function createClient(url: string, token: string) {
  const headers = { authorization: `Bearer ${token}` }
  async function call(method: string, path: string, body?: unknown): Promise<Answer> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { ok: response.ok, body: (await response.json()) as JsonObject }
  }
  return {
    call,
    async upload(name: string, bytes: Uint8Array | string): Promise<string> {
      const response = await fetch(`${url}/api/files`, {
        method: 'POST',
        headers: { ...headers, 'x-file-name': encodeURIComponent(name) },
        body: bytes as never,
      })
      const file = (await response.json()) as JsonObject
      if (!response.ok) throw new Error(`上传 ${name} 失败:${String(file['detail'])}`)
      return String(file['id'])
    },
    /** The case once its status is one of these; throws after `timeoutMs` with what it was. */
    async until(no: string, statuses: readonly string[], timeoutMs = 30_000): Promise<JsonObject> {
      const end = Date.now() + timeoutMs
      for (;;) {
        const { body } = await call('GET', `/api/cases/${no}`)
        if (statuses.includes(String(body['status']))) return body
        if (Date.now() > end) throw new Error(`办件 ${no} 停在“${String(body['statusText'])}”`)
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
    },
  }
}

export type Client = ReturnType<typeof createClient>
