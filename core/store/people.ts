import { isRole, type Role } from '../permissions.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, eq, lt, or, sql } from './drizzle.ts'
import { accounts, counters, sessions, signInTries, staff, verifications } from './schema.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

/** A person who may use the gateway. */
export interface Staff {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** which matters a handler may decide; empty: all */
  readonly matters: readonly string[]
}

/** A person as an administrator sees them. */
export interface Person extends Staff {
  /** null where the person only has a token */
  readonly username: string | null
  readonly windowName: string | null
  readonly active: boolean
  /** has a bearer token, for programs */
  readonly hasToken: boolean
  readonly createdAt: number
}

/** Someone who can sign in: as an account, or once somebody gave them roles. */
export interface NewAccount extends Staff {
  readonly username: string
  readonly windowName: string | null
  /** as better-auth writes it */
  readonly passwordHash: string
}

/** The row that exists once there was a first administrator; whoever inserts it is the one. */
const SET_UP = 'set-up'

const p = sql.placeholder
const staffColumns = { id: staff.id, name: staff.name, roles: staff.roles, matters: staff.matters }
const selectByToken = prepareStatement<'hash'>(
  build
    .select(staffColumns)
    .from(staff)
    .where(and(eq(staff.tokenHash, p('hash')), eq(staff.active, 1))),
)

/** Roles as the column holds them. */
export function writeRoles(roles: readonly Role[]): string {
  return roles.join(',')
}

/** Roles from the column; what is none is left out. */
export function readRoles(text: string): Role[] {
  return text.split(',').filter(isRole)
}

function toStaff([id, name, roles, matters]: SqlRow): Staff {
  return {
    id: String(id),
    name: String(name),
    roles: readRoles(String(roles)),
    matters: JSON.parse(String(matters)) as string[],
  }
}

function insertStaff(
  { id, name, roles, matters }: Staff,
  more: Partial<typeof staff.$inferInsert>,
  now: number,
): Statement {
  const row = { id, name, roles: writeRoles(roles), matters: JSON.stringify(matters), active: 1 }
  return toStatement(build.insert(staff).values({ ...row, createdAt: now, updatedAt: now, ...more }))
}

/** The account's rows: the person and the password. A name that is taken makes the batch throw `KeyTaken`. */
export function insertAccount(account: NewAccount, now: number): Statement[] {
  const { id, username, windowName, passwordHash: password } = account
  return [
    insertStaff(account, { username, windowName, email: `${id}@account.invalid` }, now),
    insertPassword(id, password, now),
  ]
}

function insertPassword(userId: string, password: string, now: number): Statement {
  const row = { id: userId, userId, providerId: 'credential', accountId: userId, password }
  const query = build
    .insert(accounts)
    .values({ ...row, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: sql`id` as never, set: { password, updatedAt: now } })
  return toStatement(query)
}

/** Marks the set-up as done; the batch of whoever comes second throws `KeyTaken`. */
export function finishSetUp(): Statement {
  return toStatement(build.insert(counters).values({ name: SET_UP, value: 1 }))
}

/** Who may use the gateway and how they prove it. */
export function createPeople(driver: SqlDriver) {
  return {
    async byTokenHash(hash: string): Promise<Staff | null> {
      const row = (await driver.run(selectByToken({ hash })))[0]
      return row ? toStaff(row) : null
    },
    /** Throws `KeyTaken` where the id or the token is taken. */
    async addWithToken(person: Staff, tokenHash: string, now: number): Promise<void> {
      await driver.batch([insertStaff(person, { tokenHash }, now)])
    },
    /** Active handlers, by id. */
    async handlers(): Promise<Staff[]> {
      const query = build.select(staffColumns).from(staff).where(eq(staff.active, 1)).orderBy(staff.id)
      const everybody = (await driver.run(toStatement(query))).map(toStaff)
      return everybody.filter(({ roles }) => roles.includes('handler'))
    },
    /** Everybody who ever was, by id. */
    async all(): Promise<Person[]> {
      const { username, windowName, active, tokenHash, createdAt } = staff
      const query = build
        .select({ ...staffColumns, username, windowName, active, tokenHash, createdAt })
        .from(staff)
        .orderBy(staff.id)
      return (await driver.run(toStatement(query))).map((row) => ({
        ...toStaff(row),
        username: row[4] === null ? null : String(row[4]),
        windowName: row[5] === null ? null : String(row[5]),
        active: row[6] === 1,
        hasToken: row[7] !== null,
        createdAt: Number(row[8]),
      }))
    },
    async isSetUp(): Promise<boolean> {
      const query = build.select({ name: counters.name }).from(counters).where(eq(counters.name, SET_UP))
      return (await driver.run(toStatement(query))).length > 0
    },
    /** Changes what an administrator may change. */
    async change(
      id: string,
      { roles, matters, ...rest }: Partial<Pick<Person, 'name' | 'roles' | 'matters' | 'windowName' | 'active'>>,
      now: number,
    ): Promise<void> {
      const { active, ...texts } = rest
      const set = {
        ...texts,
        ...(roles ? { roles: writeRoles(roles) } : {}),
        ...(matters ? { matters: JSON.stringify(matters) } : {}),
        ...(active === undefined ? {} : { active: active ? 1 : 0 }),
        updatedAt: now,
      }
      await driver.batch([
        toStatement(build.update(staff).set(set).where(eq(staff.id, id))),
        ...(active === false ? [endSessionsOf(id)] : []),
      ])
    },
    /** Gives a new password and ends every session of the person. */
    async setPassword(id: string, passwordHash: string, now: number): Promise<void> {
      await driver.batch([insertPassword(id, passwordHash, now), endSessionsOf(id)])
    },
    async renewSession(id: string, endsAt: number): Promise<void> {
      await driver.run(toStatement(build.update(sessions).set({ endsAt }).where(eq(sessions.id, id))))
    },
    async endSession(id: string): Promise<void> {
      await driver.run(toStatement(build.delete(sessions).where(eq(sessions.id, id))))
    },
    /** Forgets sessions, sign-ins under way and counts of tries that ended before now. */
    async sweep(now: number, triesBefore: number): Promise<void> {
      await driver.batch([
        toStatement(build.delete(sessions).where(or(lt(sessions.endsAt, now), lt(sessions.latestAt, now)))),
        toStatement(build.delete(verifications).where(lt(verifications.expiresAt, now))),
        toStatement(
          build.delete(signInTries).where(and(lt(signInTries.at, triesBefore), lt(signInTries.lockedUntil, now))),
        ),
      ])
    },
  }
}

function endSessionsOf(id: string): Statement {
  return toStatement(build.delete(sessions).where(eq(sessions.userId, id)))
}
