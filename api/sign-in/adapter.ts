import type { CleanedWhere } from 'better-auth/adapters'
import { createAdapterFactory } from 'better-auth/adapters'
import type { SqlValue } from '../../core/store/driver.ts'
import { type Condition, isSignInModel, type SignInModel, type SignInRow } from '../../core/store/sign-in-rows.ts'
import type { Store } from '../../core/store/store.ts'

/** better-auth over our one store: its moments become milliseconds, its yes and no become 1 and 0, and back. */
export function storeAdapter(rows: Store['signInRows']) {
  return createAdapterFactory({
    config: { adapterId: 'tongban', supportsNumericIds: false, transaction: false },
    adapter: () => ({
      async create({ model, data }) {
        await rows.insert(modelOf(model), toRow(data))
        return data
      },
      async findOne<T>({ model, where }: Target) {
        const [row] = await rows.find(modelOf(model), where.map(toCondition), { limit: 1 })
        return row ? (fromRow(row) as T) : null
      },
      async findMany<T>({ model, where = [], limit, offset = 0, sortBy }: Many) {
        const by = sortBy && { field: sortBy.field, descending: sortBy.direction === 'desc' }
        const found = await rows.find(modelOf(model), where.map(toCondition), {
          limit,
          offset,
          ...(by ? { by } : {}),
        })
        return found.map((row) => fromRow(row) as T)
      },
      async update<T>({ model, where, update }: Target & { update: T }) {
        const [row] = await rows.update(modelOf(model), where.map(toCondition), toRow(update as object))
        return row ? (fromRow(row) as T) : null
      },
      async updateMany({ model, where, update }) {
        return (await rows.update(modelOf(model), where.map(toCondition), toRow(update))).length
      },
      async delete({ model, where }) {
        await rows.remove(modelOf(model), where.map(toCondition))
      },
      deleteMany: ({ model, where }) => rows.remove(modelOf(model), where.map(toCondition)),
      count: ({ model, where = [] }) => rows.count(modelOf(model), where.map(toCondition)),
    }),
  })
}

interface Target {
  readonly model: string
  readonly where: CleanedWhere[]
}

interface Many {
  readonly model: string
  readonly where?: CleanedWhere[] | undefined
  readonly limit: number
  readonly offset?: number | undefined
  readonly sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined
}

function modelOf(name: string): SignInModel {
  if (!isSignInModel(name)) throw new Error(`no table for ${name}`)
  return name
}

function toCondition({ field, operator = 'eq', value, connector }: CleanedWhere): Condition {
  if (operator === 'not_in' || operator === 'contains' || operator === 'starts_with' || operator === 'ends_with')
    throw new Error(`${operator} is not asked of our store`)
  const given = Array.isArray(value) ? value.map(toValue) : toValue(value)
  return { field, operator, value: given, or: connector === 'OR' }
}

function toValue(value: unknown): SqlValue {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

function toRow(data: object): SignInRow {
  return Object.fromEntries(
    Object.entries(data)
      .filter(([, value]) => value !== undefined)
      .map(([field, value]) => [field, toValue(value)]),
  )
}

const MOMENTS = new Set(['createdAt', 'updatedAt', 'expiresAt'])

function fromRow(row: SignInRow): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      MOMENTS.has(field) && value !== null ? new Date(Number(value)) : value,
    ]),
  )
}
