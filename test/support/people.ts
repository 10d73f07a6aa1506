import { hashToken } from '../../api/access.ts'
import type { Role } from '../../core/permissions.ts'
import type { Store } from '../../core/store/store.ts'

/** Tokens of the roles in tests. */
export const TOKENS = {
  window: 'window-token-000000000000',
  handler: 'handler-token-00000000000',
  admin: 'admin-token-0000000000000',
  auditor: 'auditor-token-00000000000',
  supervisor: 'supervisor-token-00000000',
  /** a second admin */
  approver: 'approver-token-0000000000',
} as const

/** Everybody who has a token, put into an empty store. */
export async function enrol({ people }: Store): Promise<void> {
  for (const [name, token] of Object.entries(TOKENS)) {
    const role = name === 'approver' ? 'admin' : (name as Role)
    await people.addWithToken({ id: `${name}1`, name: `${name}示例`, roles: [role], matters: [] }, hashToken(token), 1)
  }
}
