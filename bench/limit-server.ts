import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { openSqliteDriver } from '../runtime/node/sqlite-driver.ts'

/* The bare limit: Hono on Node, a JSON body, one durable SQLite row a request, group-committed. */

const driver = openSqliteDriver(join(mkdtempSync(join(tmpdir(), 'tongban-limit-')), 'limit.sqlite'))
await driver.batch([{ sql: 'create table rows (id bigint primary key, body text not null)', params: [] }])
let id = 0
const app = new Hono().post('/', async (c) => {
  const body = await c.req.json()
  id += 1
  const mine = id
  await driver.batch([{ sql: 'insert into rows (id, body) values (?, ?)', params: [mine, JSON.stringify(body)] }])
  return c.json({ id: mine }, 201)
})
serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) =>
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}/` })}\n`),
)
