import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, desc, eq, gt, inArray, lt, sql } from './drizzle.ts'
import { build, selectRows, toStatement } from './statement.ts'
import { uploadPieces, uploads } from './upload-tables.ts'

/** A file that comes in pieces. */
export interface Upload {
  readonly id: string
  /** whose it is */
  readonly staffId: string
  readonly name: string
  readonly sizeBytes: number
  readonly createdAt: number
  /** nothing is taken from then on, ms */
  readonly endsAt: number
  /** the file that it became; '' while it is none */
  readonly fileId: string
}

/** A piece of it; pieces follow each other without a gap. */
export interface UploadPiece {
  readonly uploadId: string
  readonly startByte: number
  readonly sizeBytes: number
  readonly sha256: string
}

const MOST_LISTED = 50
const SWEPT_AT_ONCE = 20

const columns = {
  id: uploads.id,
  staffId: uploads.staffId,
  name: uploads.name,
  sizeBytes: uploads.sizeBytes,
  createdAt: uploads.createdAt,
  endsAt: uploads.endsAt,
  fileId: uploads.fileId,
}
const names = Object.keys(columns) as (keyof Upload)[]
const pieceColumns = {
  uploadId: uploadPieces.uploadId,
  startByte: uploadPieces.startByte,
  sizeBytes: uploadPieces.sizeBytes,
  sha256: uploadPieces.sha256,
}
const pieceNames = Object.keys(pieceColumns) as (keyof UploadPiece)[]

export function insertUpload(upload: Upload): Statement {
  return toStatement(build.insert(uploads).values(upload))
}

/** Of two pieces that begin at the same byte the second throws `KeyTaken`. */
export function insertUploadPiece(piece: UploadPiece): Statement {
  return toStatement(build.insert(uploadPieces).values(piece))
}

/** Ends an upload: it became a file, or nobody goes on with it. */
export function endUpload({ id, endsAt, fileId }: Pick<Upload, 'id' | 'endsAt' | 'fileId'>): Statement {
  return toStatement(build.update(uploads).set({ endsAt, fileId }).where(eq(uploads.id, id)))
}

/** Forgets an upload; its bytes are for whoever asks to remove. */
export function deleteUpload(id: string): Statement[] {
  return [
    toStatement(build.delete(uploadPieces).where(eq(uploadPieces.uploadId, id))),
    toStatement(build.delete(uploads).where(eq(uploads.id, id))),
  ]
}

/** Reading uploads. */
export function createUploads(driver: SqlDriver) {
  return {
    async byId(id: string): Promise<Upload | null> {
      const query = build.select(columns).from(uploads).where(eq(uploads.id, id))
      return (await selectRows<Upload>(driver, names, query))[0] ?? null
    },
    /** A person's own that may go on at that time, the last begun first; at most fifty. */
    of(staffId: string, now: number): Promise<Upload[]> {
      const open = and(eq(uploads.staffId, staffId), eq(uploads.fileId, ''), gt(uploads.endsAt, now))
      const query = build.select(columns).from(uploads).where(open)
      return selectRows(driver, names, query.orderBy(desc(uploads.createdAt), desc(uploads.id)).limit(MOST_LISTED))
    },
    /** In their order. */
    pieces(id: string): Promise<UploadPiece[]> {
      const query = build.select(pieceColumns).from(uploadPieces).where(eq(uploadPieces.uploadId, id))
      return selectRows(driver, pieceNames, query.orderBy(asc(uploadPieces.startByte)))
    },
    /** How many bytes of it have come. */
    async received(id: string): Promise<number> {
      const sum = sql`coalesce(sum(${uploadPieces.sizeBytes}), 0)`
      const query = build.select({ sum }).from(uploadPieces).where(eq(uploadPieces.uploadId, id))
      return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
    },
    /** Those of the hashes that pieces of some upload have. */
    async sharedHashes(hashes: readonly string[]): Promise<Set<string>> {
      if (hashes.length === 0) return new Set()
      const query = build
        .selectDistinct({ sha256: uploadPieces.sha256 })
        .from(uploadPieces)
        .where(inArray(uploadPieces.sha256, [...hashes]))
      return new Set((await driver.run(toStatement(query))).map(([sha256]) => String(sha256)))
    },
    /** Some of those that ended before; none where there are none left. */
    endedBefore(before: number): Promise<Upload[]> {
      const query = build.select(columns).from(uploads).where(lt(uploads.endsAt, before))
      return selectRows(driver, names, query.orderBy(asc(uploads.endsAt)).limit(SWEPT_AT_ONCE))
    },
  }
}
