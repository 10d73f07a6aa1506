import { type RunningPostgres, startPostgres as start } from '../../simulator/start-postgres.ts'

/** A real PostgreSQL with an empty database for the gateway's own rows. */
export const startPostgres = (): Promise<RunningPostgres> => start('tongban')
