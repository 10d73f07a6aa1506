import { beforeAll, expect, it } from 'vitest'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { finishSetUp, insertAccount, type NewAccount } from '../../core/store/people.ts'
import type { Condition } from '../../core/store/sign-in-rows.ts'
import { LOCKED_MS } from '../../core/store/sign-in-tries.ts'
import { openStore, type Store } from '../../core/store/store.ts'

const is = (field: string, value: string, or = false): Condition => ({ field, operator: 'eq', value, or })

function accountOf(username: string, change: Partial<NewAccount> = {}): NewAccount {
  const roles = ['window', 'handler'] as const
  return {
    id: username,
    username,
    name: '示例',
    roles,
    matters: ['M07'],
    windowName: null,
    passwordHash: 'h',
    ...change,
  }
}

const sessionOf = (id: string, userId: string, endsAt: number) => ({
  id,
  userId,
  token: `token-${id}`,
  expiresAt: 9_999,
  endsAt,
  latestAt: 9_999,
  createdAt: 1,
  updatedAt: 1,
})

/** What people, their accounts and their sessions need of a store, on one engine. */
export function testPeople(driverOf: () => SqlDriver): void {
  let store: Store
  beforeAll(() => {
    store = openStore(driverOf())
  })

  it('has one first administrator, and one account of a name', async () => {
    expect(await store.people.isSetUp()).toBe(false)
    await store.commit([finishSetUp(), ...insertAccount(accountOf('guanli', { roles: ['admin'] }), 5)])
    expect(await store.people.isSetUp()).toBe(true)
    await expect(store.commit([finishSetUp(), ...insertAccount(accountOf('other'), 5)])).rejects.toThrow(KeyTaken)
    await expect(store.commit(insertAccount(accountOf('guanli'), 6))).rejects.toThrow(KeyTaken)
    expect((await store.people.all()).map(({ id }) => id)).toContain('guanli')
    expect((await store.people.all()).map(({ id }) => id)).not.toContain('other')
  })

  it('keeps several roles of a person, draws among active handlers only, and ends the sessions of who leaves', async () => {
    await store.commit(insertAccount(accountOf('jingban'), 7))
    const handlers = async () => (await store.people.handlers()).map(({ id }) => id)
    expect(await handlers()).toContain('jingban')
    await store.signInRows.insert('session', sessionOf('s1', 'jingban', 100))
    await store.people.change('jingban', { roles: ['handler'], windowName: '03 号窗' }, 8)
    expect((await store.people.all()).find(({ id }) => id === 'jingban')).toEqual({
      id: 'jingban',
      name: '示例',
      username: 'jingban',
      roles: ['handler'],
      matters: ['M07'],
      windowName: '03 号窗',
      active: true,
      hasToken: false,
      createdAt: 7,
    })
    expect(await store.signInRows.count('session', [is('userId', 'jingban')])).toBe(1)
    await store.people.change('jingban', { active: false }, 9)
    expect(await handlers()).not.toContain('jingban')
    expect(await store.signInRows.count('session', [is('userId', 'jingban')])).toBe(0)
  })

  it('finds, changes, counts and removes rows by what all or some of the conditions say', async () => {
    for (const [id, user, endsAt] of [
      ['a', 'u1', 10],
      ['b', 'u1', 20],
      ['c', 'u2', 30],
    ] as const)
      await store.signInRows.insert('session', sessionOf(id, user, endsAt))
    const find = async (...conditions: Condition[]) =>
      (await store.signInRows.find('session', conditions, { limit: 9, by: { field: 'endsAt', descending: true } })).map(
        ({ id }) => id,
      )
    expect(await find(is('userId', 'u1'))).toEqual(['b', 'a'])
    expect(await find(is('userId', 'u1', true), is('userId', 'u2', true))).toEqual(['c', 'b', 'a'])
    expect(await find({ field: 'endsAt', operator: 'gt', value: 10, or: false }, is('userId', 'u1'))).toEqual(['b'])
    expect(await find({ field: 'id', operator: 'in', value: ['a', 'c'], or: false })).toEqual(['c', 'a'])
    const changed = await store.signInRows.update('session', [is('id', 'c')], { userId: 'u1', browser: 'not kept' })
    expect(changed).toEqual([{ ...sessionOf('c', 'u1', 30) }])
    expect(await store.signInRows.remove('session', [is('userId', 'u1')])).toBe(3)
    await expect(store.signInRows.find('session', [is('browser', 'x')], { limit: 1 })).rejects.toThrow()
  })

  it('counts passwords tried at once as those tried in a row, locks at the fifth, and forgets in time', async () => {
    const counted = await Promise.all(Array.from({ length: 9 }, () => store.signInTries.count('locked', 1_000)))
    const left = counted.flatMap((one) => ('left' in one ? [one.left] : [])).sort()
    expect(left).toEqual([0, 1, 2, 3, 4])
    const until = 1_000 + LOCKED_MS
    expect(counted.filter((one) => 'lockedUntil' in one)).toEqual(Array(4).fill({ lockedUntil: until }))
    expect(await store.signInTries.count('locked', until - 1)).toEqual({ lockedUntil: until })
    expect(await store.signInTries.count('locked', until)).toEqual({ left: 4 })
    expect(await store.signInTries.count('locked', until + LOCKED_MS)).toEqual({ left: 4 })
    await store.signInTries.forget('locked')
    expect(await store.signInTries.count('locked', until + LOCKED_MS)).toEqual({ left: 4 })
  })

  it('sweeps sessions that ended and names that were not tried lately, and nothing else', async () => {
    await store.signInRows.insert('session', sessionOf('old', 'u9', 50))
    await store.signInRows.insert('session', sessionOf('live', 'u9', 500))
    await store.signInTries.count('stale', 10)
    await store.people.sweep(100, 20)
    expect((await store.signInRows.find('session', [is('userId', 'u9')], { limit: 9 })).map(({ id }) => id)).toEqual([
      'live',
    ])
    expect(await store.signInTries.count('stale', 20)).toEqual({ left: 4 })
  })
}
