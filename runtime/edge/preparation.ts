import { hashToken } from '../../api/access.ts'
import { seedDefinitions } from '../../core/definitions/load.ts'
import type { SqlDriver, SqlValue, Statement } from '../../core/store/driver.ts'
import { migrate } from '../../core/store/migrate.ts'
import { MIGRATIONS } from '../../core/store/migrations.ts'
import type { Staff } from '../../core/store/people.ts'
import { openStore } from '../../core/store/store.ts'
import { openSqliteDriver } from '../node/sqlite-driver.ts'
import { toSqlText } from './sql-text.ts'

type Row = Readonly<Record<string, SqlValue>>

/** What the database that is to be prepared has already. */
export interface Present {
  readonly schemaNumber: number
  /** rows of `definition_versions` and `definition_activations`, columns as in the schema */
  readonly versions: readonly Row[]
  readonly activations: readonly Row[]
}

/** A person who is to be registered, with the token that was made for them. */
export interface NewPerson {
  readonly person: Staff
  readonly token: string
}

/** The SQL that brings a database up to this program: its schema, its definitions, people. `null` stands for an empty database; empty text where nothing is missing. Throws where the database is newer than the program. */
export async function writePreparation(
  present: Present | null,
  files: Readonly<Record<string, string>>,
  people: readonly NewPerson[],
  now: number,
): Promise<string> {
  const memory = openSqliteDriver(':memory:')
  if (present) await recreate(memory, present)
  const written: Statement[] = []
  const recording: SqlDriver = {
    ...memory,
    async batch(statements) {
      await memory.batch(statements)
      written.push(...statements)
    },
  }
  await migrate(recording)
  const store = openStore(recording)
  await seedDefinitions(store, files, now)
  for (const { person, token } of people) await store.people.addWithToken(person, hashToken(token), now)
  await memory.close()
  return toSqlText(written)
}

/** As much of the database as decides what is missing. */
async function recreate(memory: SqlDriver, { schemaNumber, versions, activations }: Present): Promise<void> {
  const schema = ['create table schema_number (number bigint primary key)', ...MIGRATIONS.slice(0, schemaNumber).flat()]
  await memory.batch([
    ...schema.map((sql) => ({ sql, params: [] })),
    { sql: 'insert into schema_number (number) values (?)', params: [schemaNumber] },
    ...versions.map((row) => insertOf('definition_versions', row)),
    ...activations.map((row) => insertOf('definition_activations', row)),
  ])
}

function insertOf(table: string, row: Row): Statement {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  return { sql: `insert into ${table} (${columns.join(', ')}) values (${places})`, params: Object.values(row) }
}
