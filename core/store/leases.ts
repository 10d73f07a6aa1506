import type { SqlDriver } from './driver.ts'

/** Work that one process does at a time, by a name. */
export function createLeases(driver: SqlDriver) {
  const take =
    'insert into leases (name, owner, held_until) values (?, ?, ?) on conflict (name) do update set owner = ?, held_until = ? where leases.held_until <= ? or leases.owner = ? returning name'
  return {
    /** True where nobody else holds it; whoever holds it may take it again. */
    async take(name: string, owner: string, now: number, until: number): Promise<boolean> {
      const params = [name, owner, until, owner, until, now, owner]
      return (await driver.run({ sql: take, params })).length === 1
    },
    /** Gives it back: nobody may take it before `until`, then anybody. */
    async giveBack(name: string, owner: string, until: number): Promise<void> {
      const sql = 'update leases set owner = ?, held_until = ? where name = ? and owner = ?'
      await driver.run({ sql, params: ['', until, name, owner] })
    },
    /** Frees what a process that died holds; only for an engine that one process alone uses. */
    async freeAll(): Promise<void> {
      await driver.run({ sql: 'update leases set owner = ?, held_until = 0 where owner <> ?', params: ['', ''] })
    },
  }
}
