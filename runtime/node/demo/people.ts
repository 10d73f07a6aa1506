import { randomBytes } from 'node:crypto'
import { hashToken } from '../../../api/access.ts'
import type { Store } from '../../../core/store/store.ts'

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
