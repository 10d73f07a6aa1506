import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LinkFailure, type Links, RowRefused } from '../../core/links.ts'
import { createLinks } from '../../runtime/node/links.ts'
import { freePort } from '../../simulator/free-port.ts'
import { startPostgres } from '../support/postgres.ts'

const keyring = {
  secret: async (name: string) => {
    const secret = { right: 'tongban', wrong: 'x' }[name]
    return secret === undefined ? null : new TextEncoder().encode(secret)
  },
}

describe('an exchange database', () => {
  let server: Awaited<ReturnType<typeof startPostgres>>
  let links: Links & { close(): Promise<void> }
  let url: string
  const account = (password: string, at = url) => ({ url: at, password, maxConnections: 2 })

  beforeAll(async () => {
    server = await startPostgres()
    url = server.url.replace(':tongban@', '@')
    links = createLinks(keyring, new Set(['127.0.0.1']))
    await links.database(account('right')).batch([
      {
        sql: 'create table rows (id text primary key, at timestamp, day date, n bigint, price numeric, bytes bytea)',
        params: [],
      },
    ])
  })
  afterAll(async () => {
    await links.close()
    await server.stop()
  })

  it('gives rows as they were written: times and numbers in its own wording, bytes as bytes', async () => {
    const database = links.database(account('right'))
    const bytes = new Uint8Array([0, 255, 39])
    const params = ["a’'?", '2026-03-02 09:15:00', '1900-01-01', 7, '10.50', bytes]
    await database.batch([{ sql: 'insert into rows values ($1, $2, $3, $4, $5, $6)', params }])
    const [row] = await database.query('select * from rows where id = $1', [params[0] as string])
    expect(row).toMatchObject({ id: "a’'?", at: '2026-03-02 09:15:00', day: '1900-01-01', n: 7, price: '10.50' })
    expect(new Uint8Array(row?.['bytes'] as Uint8Array)).toEqual(bytes)
  })

  it('writes all of a batch or nothing, and says why without a value', async () => {
    const database = links.database(account('right'))
    const insert = (id: string) => ({ sql: 'insert into rows (id) values ($1)', params: [id] })
    const refused = await database.batch([insert('b'), insert('b')]).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(RowRefused)
    expect(refused).toMatchObject({ sqlState: '23505', message: 'the database refused: 23505' })
    expect(await database.query('select id from rows where id = $1', ['b'])).toEqual([])
  })

  it('is not reached where nobody listens, the password is wrong or the address is private and not allowed', async () => {
    const ask = (links: Links, given: Parameters<Links['database']>[0]) =>
      links
        .database(given)
        .query('select 1', [])
        .catch((error: unknown) => (error instanceof LinkFailure ? error.reason : error))
    const dead = `postgres://tongban@127.0.0.1:${await freePort()}/tongban`
    expect(await ask(links, account('right', dead))).toBe('connect')
    const strict = createLinks(keyring, new Set())
    expect(await ask(strict, account('right'))).toBe('address-not-allowed')
    const stranger = createLinks(keyring, new Set(['127.0.0.1']))
    expect(await ask(stranger, account('wrong'))).toBe('refused')
    await Promise.all([strict.close(), stranger.close()])
  })

  it('asks for a key that is not in the keyring by its name', async () => {
    const other = createLinks(keyring, new Set(['127.0.0.1']))
    await expect(other.database(account('missing')).query('select 1', [])).rejects.toMatchObject({ key: 'missing' })
    await other.close()
  })
})
