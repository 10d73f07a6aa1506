import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { handOver } from '../handling/reassign.ts'
import { conflictOf, type Role } from '../permissions.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertAccount, type Person, type Staff } from '../store/people.ts'
import { checkAccount, checkPassword, readUsername } from './account.ts'

type Hash = (password: string) => Promise<string>

/** What an administrator gives of a new person. */
export interface PersonInput {
  readonly username: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly matters: readonly string[]
  readonly windowName: string | null
  readonly password: string
}

/** Adds a person with an account of their own; the name of the account is their id. */
export async function addPerson(
  gateway: Gateway,
  { password, ...input }: PersonInput,
  hashPassword: Hash,
  admin: Staff,
): Promise<Person> {
  const { store, clock, log } = gateway
  const username = readUsername(input.username)
  const faults = checkAccount({ username, password })
  if (faults.length > 0) throw new GatewayError('account-invalid', '账号或密码不合要求', faults)
  requireFitting(input.roles)
  const now = clock.now()
  const account = { ...input, id: username, username, passwordHash: await hashPassword(password) }
  await store.commit(insertAccount(account, now)).catch((error: unknown) => {
    throw error instanceof KeyTaken ? new GatewayError('state-conflict', `已有编号为 ${username} 的人员`) : error
  })
  log.info('person-added', { id: username, roles: input.roles.join(','), by: admin.id })
  if (input.roles.includes('handler')) await handOver(gateway)
  return requirePerson(store, username)
}

/** Changes a person's name, roles, matters, window, or whether they may work; whoever is put out of work is signed out at once, and their cases are drawn anew. Nobody changes their own roles. */
export async function changePerson(
  gateway: Gateway,
  id: string,
  changes: Partial<Pick<Person, 'name' | 'roles' | 'matters' | 'windowName' | 'active'>>,
  admin: Staff,
): Promise<Person> {
  const { store, clock, log } = gateway
  const before = await requirePerson(store, id)
  const after = { ...before, ...changes }
  if (id === admin.id && (changes.roles !== undefined || changes.active !== undefined))
    throw new GatewayError('own-roles')
  requireFitting(after.roles)
  if (isAdmin(before) && !isAdmin(after)) {
    const others = (await store.people.all()).filter((person) => person.id !== id && isAdmin(person))
    if (others.length === 0) throw new GatewayError('last-admin')
  }
  await store.people.change(id, changes, clock.now())
  log.info('person-changed', { id, roles: after.roles.join(','), active: after.active, by: admin.id })
  if (changes.roles ?? changes.matters ?? changes.active !== undefined) await handOver(gateway)
  return requirePerson(store, id)
}

/** Gives an account a new password, unlocks it and ends its sessions. */
export async function resetPassword(
  { store, clock, log }: Pick<Gateway, 'store' | 'clock' | 'log'>,
  id: string,
  password: string,
  hashPassword: Hash,
  by: string,
): Promise<void> {
  const { username } = await requirePerson(store, id)
  if (username === null) throw new GatewayError('state-conflict', '这个人没有账号,只用令牌或单位账号')
  const faults = checkPassword(password, username)
  if (faults.length > 0) throw new GatewayError('account-invalid', '密码不合要求', faults)
  await store.people.setPassword(id, await hashPassword(password), clock.now())
  await store.signInTries.forget(username)
  log.info('password-reset', { id, by })
}

/** The person; throws `not-found` where there is none. */
export async function requirePerson(store: Gateway['store'], id: string): Promise<Person> {
  const found = (await store.people.all()).find((person) => person.id === id)
  if (!found) throw new GatewayError('not-found', '没有这个人员')
  return found
}

function requireFitting(roles: readonly Role[]): void {
  const conflict = conflictOf(roles)
  if (conflict !== null) throw new GatewayError('roles-conflict', conflict)
}

function isAdmin({ roles, active }: Pick<Person, 'roles' | 'active'>): boolean {
  return active && roles.includes('admin')
}
