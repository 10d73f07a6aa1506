/** A directory that two sides share. Paths are those of the partner's document from its root, `/`-separated and without one at the beginning; what leads out of it is thrown. A failure to reach it is thrown as `LinkFailure`. */
export interface Drop {
  /** The plain files of a directory in the order of their names; none where the directory is not there. */
  list(directory: string): Promise<readonly DropEntry[]>
  /** The names of the directories in a directory, in their order; none where it is not there. */
  directories(directory: string): Promise<readonly string[]>
  /** The whole file; null where there is none. */
  read(path: string, maxBytes: number): Promise<Uint8Array | 'too-large' | null>
  /** Writes the whole under another name (`partSuffix`) and then renames it, so that nobody sees half a file; over an existing one. Makes its directory. */
  write(path: string, bytes: Uint8Array): Promise<void>
  /** Moves a file; false where it is not there (any more). Makes the directory moved into. */
  move(from: string, to: string): Promise<boolean>
}

export interface DropEntry {
  readonly name: string
  readonly sizeBytes: number
  /** ms */
  readonly modifiedAt: number
}

/** Where a drop is. */
export interface DropAccount {
  /** `sftp://user@host:port`, or `file:///…` for a folder that the operator mounts; `#SHA256%3A…` behind the first is the server's key in place of `hostKey` */
  readonly url: string
  /** name in the keyring of a private key in OpenSSH's or PEM form; of no use to a folder */
  readonly privateKey: string
  /** the server's key as `SHA256:…`; another one is refused */
  readonly hostKey: string
  /** what the name of a file ends with while it is written */
  readonly partSuffix: string
}

/** Tables of a database that a region shares with us. Values are bound, in the places `$1`, `$2`, …; a failure to reach it is thrown as `LinkFailure`. */
export interface RowDatabase {
  /** Rows by column name; timestamps and dates as the database writes them. */
  query(sql: string, params: readonly RowValue[]): Promise<readonly Readonly<Record<string, RowValue>>[]>
  /** All of them or none. */
  batch(statements: readonly RowStatement[]): Promise<void>
}

export type RowValue = string | number | null | Uint8Array

export interface RowStatement {
  readonly sql: string
  readonly params: readonly RowValue[]
}

/** Where an exchange database is. */
export interface DatabaseAccount {
  /** `postgres://user@host:port/name`; with `?sslmode=verify-full` over TLS, its certificate checked against the host */
  readonly url: string
  /** name in the keyring */
  readonly password: string
  readonly maxConnections: number
}

/** What reaches regions otherwise than by HTTP. One drop or database an account, kept while the process lives; a runtime that has none throws. */
export interface Links {
  drop(account: DropAccount): Drop
  database(account: DatabaseAccount): RowDatabase
}

/** Why the other side was not reached; what was asked of it may have been done. */
export class LinkFailure extends Error {
  readonly reason: 'connect' | 'refused' | 'host-key' | 'timeout' | 'reset' | 'address-not-allowed'
  constructor(reason: LinkFailure['reason'], options?: ErrorOptions) {
    super(`not reached: ${reason}`, options)
    this.name = 'LinkFailure'
    this.reason = reason
  }
}

/** A database was reached and would not do it; `sqlState` is its five-character code. Nothing was done, and no value is told. */
export class RowRefused extends Error {
  readonly sqlState: string
  constructor(sqlState: string) {
    super(`the database refused: ${sqlState}`)
    this.name = 'RowRefused'
    this.sqlState = sqlState
  }
}
