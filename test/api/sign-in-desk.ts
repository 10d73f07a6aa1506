import { createApi } from '../../api/app.ts'
import type { OpenIdProvider } from '../../api/sign-in/better-auth.ts'
import { openSignInDesk } from '../../api/sign-in/open-desk.ts'
import { issueSetUpCode } from '../../core/sign-in/set-up.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { createVisitor } from '../support/visitor.ts'

export const ORIGIN = 'https://gateway.wuhou.example'
export const MINUTE = 60_000
export const PASSWORD = '窗口要用的密码 1900'

/** A gateway with a desk, its clock standing, and browsers before it. */
export async function openHall(provider: OpenIdProvider | null = null) {
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, { send: () => Promise.reject(new Error('none')) })
  const { gateway, clock } = made
  const options = { secret: 'a1'.repeat(32), idleMs: 30 * MINUTE, longestMs: 12 * 60 * MINUTE, provider }
  const probes = { schemaNumber: async () => 0, processMetrics: async () => '' }
  const api = createApi(gateway, probes, { desk: openSignInDesk(gateway, options) })
  const visitor = () => createVisitor((request) => api.fetch(request), ORIGIN)
  const code = (await issueSetUpCode(gateway)) ?? ''
  return { gateway, clock, api, visitor, code }
}

export type Hall = Awaited<ReturnType<typeof openHall>>

/** The first administrator's browser, signed in. */
export async function firstAdmin({ visitor, code }: Pick<Hall, 'visitor' | 'code'>) {
  const admin = visitor()
  await admin.ask('POST', '/auth/set-up', { code, username: 'guanli1', name: '管理示例一', password: PASSWORD })
  return admin
}

/** A person with these roles, added by the administrator, and their browser, signed in. */
export async function added(
  hall: Pick<Hall, 'visitor'>,
  admin: ReturnType<Hall['visitor']>,
  username: string,
  roles: readonly string[],
) {
  await admin.ask('POST', '/api/people', { username, name: `${username}示例`, roles, password: PASSWORD })
  const person = hall.visitor()
  await person.ask('POST', '/auth/sign-in/username', { username, password: PASSWORD })
  return person
}
