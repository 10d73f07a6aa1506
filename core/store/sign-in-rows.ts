import type { SqlDriver, SqlValue } from './driver.ts'
import { and, eq, gt, gte, inArray, lt, lte, ne, or, type SQL, type SQLiteColumn, sql } from './drizzle.ts'
import { accounts, sessions, staff, verifications } from './schema.ts'
import { build, selectRows, toStatement } from './statement.ts'

type Columns = Readonly<Record<string, SQLiteColumn>>

const times = <Table extends { createdAt: SQLiteColumn; updatedAt: SQLiteColumn }>({
  createdAt,
  updatedAt,
}: Table) => ({
  createdAt,
  updatedAt,
})

/** better-auth's models in our tables: each of its fields that is kept, with its column. What is not named here (picture, address and browser of a session, the provider's tokens) is not kept. */
const MODELS = {
  user: {
    table: staff,
    columns: {
      id: staff.id,
      name: staff.name,
      email: staff.email,
      username: staff.username,
      roles: staff.roles,
      matters: staff.matters,
      windowName: staff.windowName,
      active: staff.active,
      ...times(staff),
    },
  },
  account: {
    table: accounts,
    columns: {
      id: accounts.id,
      userId: accounts.userId,
      providerId: accounts.providerId,
      accountId: accounts.accountId,
      password: accounts.password,
      ...times(accounts),
    },
  },
  session: {
    table: sessions,
    columns: {
      id: sessions.id,
      userId: sessions.userId,
      token: sessions.token,
      expiresAt: sessions.expiresAt,
      endsAt: sessions.endsAt,
      latestAt: sessions.latestAt,
      ...times(sessions),
    },
  },
  verification: {
    table: verifications,
    columns: {
      id: verifications.id,
      identifier: verifications.identifier,
      value: verifications.value,
      expiresAt: verifications.expiresAt,
      ...times(verifications),
    },
  },
} as const satisfies Record<string, { table: unknown; columns: Columns }>

export type SignInModel = keyof typeof MODELS
export type SignInRow = Readonly<Record<string, SqlValue>>

const COMPARISONS = { eq, ne, lt, lte, gt, gte } as const

/** One comparison with a field; those with `or` are alternatives to one another, the others hold all together. */
export interface Condition {
  readonly field: string
  readonly operator: keyof typeof COMPARISONS | 'in'
  readonly value: SqlValue | readonly SqlValue[]
  readonly or: boolean
}

/** Whether there is such a model among ours. */
export function isSignInModel(name: string): name is SignInModel {
  return Object.hasOwn(MODELS, name)
}

function columnOf(model: SignInModel, field: string): SQLiteColumn {
  const column = (MODELS[model].columns as Columns)[field]
  if (!column) throw new Error(`${model} keeps no ${field}`)
  return column
}

function toSql(model: SignInModel, { field, operator, value }: Condition): SQL {
  const column = columnOf(model, field)
  if (operator === 'in') return inArray(column, [...(value as readonly SqlValue[])])
  if (value === null) return operator === 'eq' ? sql`${column} is null` : sql`${column} is not null`
  return COMPARISONS[operator](column, value)
}

function allOf(model: SignInModel, conditions: readonly Condition[]): SQL | undefined {
  const every = conditions.filter((one) => !one.or).map((one) => toSql(model, one))
  const some = conditions.filter((one) => one.or).map((one) => toSql(model, one))
  return and(...every, ...(some.length > 0 ? [or(...some)] : []))
}

function kept(model: SignInModel, row: SignInRow): SignInRow {
  return Object.fromEntries(Object.entries(row).filter(([field]) => Object.hasOwn(MODELS[model].columns, field)))
}

/** The rows of better-auth's models, for its adapter alone: everything else has a store of its own. */
export function createSignInRows(driver: SqlDriver) {
  const select = (model: SignInModel, conditions: readonly Condition[]) =>
    build
      .select(MODELS[model].columns as Columns)
      .from(MODELS[model].table as never)
      .where(allOf(model, conditions))
      .$dynamic()
  const keysOf = (model: SignInModel) => Object.keys(MODELS[model].columns)
  return {
    /** Throws `KeyTaken` where the row's key is taken. */
    async insert(model: SignInModel, row: SignInRow): Promise<void> {
      const query = build.insert(MODELS[model].table as typeof staff).values(kept(model, row) as never)
      await driver.batch([toStatement(query)])
    },
    async find(
      model: SignInModel,
      conditions: readonly Condition[],
      { limit, offset = 0, by }: { limit: number; offset?: number; by?: { field: string; descending: boolean } },
    ): Promise<SignInRow[]> {
      const query = select(model, conditions).limit(limit).offset(offset)
      const column = by && columnOf(model, by.field)
      const ordered = column ? query.orderBy(by.descending ? sql`${column} desc` : column) : query
      return selectRows<SignInRow>(driver, keysOf(model), ordered)
    },
    /** The rows as they are now. */
    async update(model: SignInModel, conditions: readonly Condition[], changes: SignInRow): Promise<SignInRow[]> {
      const query = build
        .update(MODELS[model].table as typeof staff)
        .set(kept(model, changes) as never)
        .where(allOf(model, conditions))
        .returning(MODELS[model].columns as never)
      return selectRows<SignInRow>(driver, keysOf(model), query)
    },
    /** How many there were. */
    async remove(model: SignInModel, conditions: readonly Condition[]): Promise<number> {
      const query = build
        .delete(MODELS[model].table as typeof staff)
        .where(allOf(model, conditions))
        .returning({ id: MODELS[model].columns.id as typeof staff.id })
      return (await driver.run(toStatement(query))).length
    },
    async count(model: SignInModel, conditions: readonly Condition[]): Promise<number> {
      const query = build
        .select({ count: sql`count(*)` })
        .from(MODELS[model].table as typeof staff)
        .where(allOf(model, conditions))
      return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
    },
  }
}
