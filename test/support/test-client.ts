import type { TestGateway } from './gateway.ts'
import type { TOKENS } from './people.ts'

const WAIT_MS = 8_000

/** Talks to a gateway under test as its people do. */
export function createTestClient(
  url: string,
  tokenOf: (role: keyof typeof TOKENS) => string,
): Pick<TestGateway, 'call' | 'upload' | 'until'> {
  const call: TestGateway['call'] = async (role, method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${tokenOf(role)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: response.status, body: (await response.json()) as never }
  }
  return {
    call,
    async upload(role, name, bytes) {
      const response = await fetch(`${url}/api/files`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tokenOf(role)}`, 'x-file-name': encodeURIComponent(name) },
        body: bytes as never,
      })
      const file = (await response.json()) as { id: string }
      if (response.status !== 201) throw new Error(JSON.stringify(file))
      return file.id
    },
    async until(no, ...statuses) {
      const end = Date.now() + WAIT_MS
      for (;;) {
        const { body } = await call('admin', 'GET', `/api/cases/${no}`)
        if (statuses.includes(String(body['status']))) return body
        if (Date.now() > end)
          throw new Error(`${no} 停在 ${String(body['status'])}:${JSON.stringify(body['deliveries'])}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
  }
}
