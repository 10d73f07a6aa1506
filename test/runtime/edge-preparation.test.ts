import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { seedDefinitions } from '../../core/definitions/load.ts'
import { SCHEMA_NUMBER } from '../../core/store/migrate.ts'
import { openStore } from '../../core/store/store.ts'
import { type Present, writePreparation } from '../../runtime/edge/preparation.ts'
import { toSqlText } from '../../runtime/edge/sql-text.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

const NOW = 1_700_000_000_000
const D1_STATEMENT_BYTES = 100_000
const FILES = readDefinitionFiles()
const TABLES = [
  'schema_number',
  'definition_texts',
  'definition_versions',
  'definition_activations',
  'mapping_versions',
]
const people = [
  { person: { id: 'a1', name: "管理'示例", roles: ['admin'], matters: [] } as const, token: 't'.repeat(43) },
]

type Rows = Record<string, unknown>[]
const rowsOf = (db: Database.Database, table: string) => db.prepare(`select * from ${table} order by 1`).all() as Rows
const sorted = (rows: readonly (readonly unknown[])[]) => rows.map((row) => JSON.stringify(row)).sort()
const presentOf = (db: Database.Database): Present => ({
  schemaNumber: SCHEMA_NUMBER,
  versions: rowsOf(db, 'definition_versions') as Present['versions'],
  activations: rowsOf(db, 'definition_activations') as Present['activations'],
})

describe('the SQL that prepares a D1', () => {
  it('makes of an empty database what a start makes of it, row by row, in statements that D1 takes', async () => {
    const sql = await writePreparation(null, FILES, people, NOW)
    const prepared = new Database(':memory:')
    prepared.exec(sql)
    const started = await openMemoryDriver()
    await seedDefinitions(openStore(started), FILES, NOW)
    for (const table of TABLES) {
      const rows = await started.run({ sql: `select * from ${table} order by 1`, params: [] })
      expect(rows.length, table).toBeGreaterThan(0)
      expect(sorted(rowsOf(prepared, table).map((row) => Object.values(row)))).toEqual(sorted(rows))
    }
    expect(rowsOf(prepared, 'staff')).toMatchObject([{ id: 'a1', name: "管理'示例", roles: 'admin' }])
    expect(sql).not.toContain('t'.repeat(43))
    const tables = prepared.prepare("select count(*) from sqlite_master where name like 'prepare%'").pluck()
    expect(tables.get()).toBe(0)
    const longest = Math.max(...sql.split(';\n').map((statement) => Buffer.byteLength(statement)))
    expect(longest).toBeLessThan(D1_STATEMENT_BYTES)
  })

  it('holds only what a database lacks: nothing where it is up to date, the changed region where one changed', async () => {
    const database = new Database(':memory:')
    database.exec(await writePreparation(null, FILES, [], NOW))
    expect(await writePreparation(presentOf(database), FILES, [], NOW)).toBe('')
    const path = 'regions/130000-hebei/region.yaml'
    const changed = { ...FILES, [path]: `${FILES[path]}# 改了一行\n` }
    database.exec(await writePreparation(presentOf(database), changed, [], NOW + 1))
    const inForce = (subject: string) =>
      database.prepare('select max(number) from definition_activations where subject = ?').pluck().get(subject)
    expect([inForce('130000'), inForce('420000')]).toEqual([2, 1])
  })

  it('brings an older schema up and refuses a newer one', async () => {
    const older: Present = { schemaNumber: 2, versions: [], activations: [] }
    expect(await writePreparation(older, FILES, [], NOW)).toMatch(/^alter table cases add column parent_id/m)
    const newer: Present = { ...older, schemaNumber: SCHEMA_NUMBER + 1 }
    await expect(writePreparation(newer, FILES, [], NOW)).rejects.toThrow(/比程序所知的/)
  })

  it('cuts no character of four bytes in two', () => {
    const text = `a${'𠅤'.repeat(20_001)}`
    const database = new Database(':memory:')
    database.exec('create table t (v text)')
    database.exec(toSqlText([{ sql: 'insert into t (v) values (?)', params: [text] }]))
    expect(database.prepare('select v from t').pluck().get()).toBe(text)
  })
})
