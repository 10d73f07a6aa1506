import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { KeyTaken } from '../store/driver.ts'
import { finishSetUp, insertAccount } from '../store/people.ts'
import { checkAccount, readUsername } from './account.ts'
import { tryOnce } from './tries.ts'

/** Under this the code's hash is held. */
const HELD = 'set-up-code'
const VALID_MS = 24 * 3_600_000
/** No 0, O, 1, I, L, U: a code is read from a console and typed. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
const GROUPS = 3
const GROUP_LENGTH = 4

/** The first administrator, as they give themselves. */
export interface FirstAdmin {
  readonly code: string
  readonly username: string
  readonly name: string
  readonly password: string
}

/** A new one-time code for the set-up, to be shown at the console; only its hash is kept, and the one before is void. Null where there was a first administrator. */
export async function issueSetUpCode({ store, clock, random }: Gateway): Promise<string | null> {
  if (await store.people.isSetUp()) return null
  // every letter is drawn from a byte below the largest multiple of their number: none is likelier than another
  const letters: string[] = []
  while (letters.length < GROUPS * GROUP_LENGTH)
    letters.push(
      ...[...random.bytes(16)].filter((byte) => byte < 240).map((byte) => LETTERS[byte % LETTERS.length] ?? ''),
    )
  const text = letters.slice(0, GROUPS * GROUP_LENGTH).join('')
  await store.operations.holdToken(HELD, hashOf(text), clock.now() + VALID_MS)
  return text.replaceAll(/(.{4})(?=.)/g, '$1-')
}

/** Makes the first administrator; once only, however many ask at once: afterwards there is no such thing (`not-found`). */
export async function setUp(
  { store, clock }: Gateway,
  { code, name, password, ...typed }: FirstAdmin,
  hashPassword: (password: string) => Promise<string>,
): Promise<void> {
  if (await store.people.isSetUp()) throw new GatewayError('not-found', '已经设置过了')
  const now = clock.now()
  // no account's name has a #
  await tryOnce(store, now, '#set-up', '设置码')
  const held = await store.operations.heldToken(HELD)
  if (!held || held.endsAt <= now) throw new GatewayError('set-up-code', '设置码已失效,请重新启动网关以得到新的设置码')
  if (held.value !== hashOf(code)) throw new GatewayError('set-up-code')
  await store.signInTries.forget('#set-up')
  const username = readUsername(typed.username)
  const faults = checkAccount({ username, password })
  if (faults.length > 0) throw new GatewayError('account-invalid', '账号或密码不合要求', faults)
  const roles = ['admin'] as const
  const passwordHash = await hashPassword(password)
  const account = { id: username, username, name, roles, matters: [], windowName: null, passwordHash }
  await store.commit([finishSetUp(), ...insertAccount(account, now)]).catch(async (error: unknown) => {
    if (!(error instanceof KeyTaken)) throw error
    throw (await store.people.isSetUp())
      ? new GatewayError('not-found', '已经设置过了')
      : new GatewayError('state-conflict', `已有编号为 ${username} 的人员`)
  })
  await store.operations.dropToken(HELD, held.value)
}

/** Dashes, spaces and small letters are the typist's. */
function hashOf(code: string): string {
  return bytesToHex(sha256(utf8ToBytes(code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''))))
}
