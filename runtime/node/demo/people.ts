import { randomBytes } from 'node:crypto'
import { hashToken } from '../../../api/access.ts'
import type { Role } from '../../../core/permissions.ts'
import type { Store } from '../../../core/store/store.ts'
import type { RunningServer } from '../server.ts'
import { createClient } from './client.ts'

const NAMES = { window: '窗口示例一', handler: '经办示例一', admin: '管理示例一' } as const

/** One fresh token a role. */
export type DemoTokens = Readonly<Record<keyof typeof NAMES, string>>

/** Registers one person a role; the tokens exist nowhere but in what is returned. */
export async function enrolPeople({ people }: Store): Promise<DemoTokens> {
  const tokens: Record<string, string> = {}
  for (const [role, name] of Object.entries(NAMES)) {
    const token = randomBytes(24).toString('base64url')
    const person = { id: `${role}-1`, name, roles: [role as keyof typeof NAMES], matters: [] }
    await people.addWithToken(person, hashToken(token), Date.now())
    tokens[role] = token
  }
  return tokens as DemoTokens
}

/** Who may sign in at the workbench of the demonstration. */
export const ACCOUNTS: readonly {
  readonly username: string
  readonly name: string
  readonly roles: readonly Role[]
}[] = [
  { username: 'chuangkou', name: '窗口示例二', roles: ['window'] },
  { username: 'jingban', name: '经办示例二', roles: ['handler'] },
  { username: 'fuze', name: '负责示例', roles: ['supervisor'] },
  { username: 'shenji', name: '审计示例', roles: ['auditor'] },
]
export const FIRST_ADMIN = 'guanli'

/** Sets the workbench up and adds an account a role, all with the one password that is returned. */
export async function openAccounts({ url, setUpCode }: RunningServer, adminToken: string): Promise<string> {
  const password = randomBytes(9).toString('base64url')
  const setUp = await fetch(`${url}/auth/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ code: setUpCode, username: FIRST_ADMIN, name: '管理示例二', password }),
  })
  const admin = createClient(url, adminToken)
  const added = await Promise.all(
    ACCOUNTS.map((account) => admin.call('POST', '/api/people', { ...account, password, window: '03 号窗' })),
  )
  if (!setUp.ok || added.some(({ ok }) => !ok)) throw new Error('演示账号没有建成')
  return password
}
