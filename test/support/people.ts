import { hashToken } from '../../api/access.ts'
import type { Staff } from '../../core/store/operations.ts'
import type { Store } from '../../core/store/store.ts'

/** Tokens of the four roles in tests. */
export const TOKENS = {
  window: 'window-token-000000000000',
  handler: 'handler-token-00000000000',
  admin: 'admin-token-0000000000000',
  auditor: 'auditor-token-00000000000',
  /** a second admin */
  approver: 'approver-token-0000000000',
} as const

/** Everybody who has a token, put into an empty store. */
export async function enrol({ operations }: Store): Promise<void> {
  for (const [name, token] of Object.entries(TOKENS)) {
    const role = name === 'approver' ? 'admin' : (name as Staff['role'])
    await operations.addStaff({ id: `${name}1`, name: `${name}示例`, role, matters: [] }, hashToken(token), 1)
  }
}
