import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, eq, gt, inArray, lt, ne, or, sql } from './drizzle.ts'
import { fileLinks, files } from './schema.ts'
import { build, prepareStatement, toStatement } from './statement.ts'

/** A file as a case knows it: what we store (`sha256` set) and what a partner keeps until we fetched it (`ref` set). */
export interface StoredFile {
  readonly id: string
  readonly caseId: string
  readonly region: string
  readonly ref: string
  readonly sha256: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
  readonly createdAt: number
  readonly createdBy: string
}

/** At most a hundred values are bound in a statement. */
const SWEPT_AT_ONCE = 50

const columns = {
  id: files.id,
  caseId: files.caseId,
  region: files.region,
  ref: files.ref,
  sha256: files.sha256,
  name: files.name,
  mediaType: files.mediaType,
  sizeBytes: files.sizeBytes,
  createdAt: files.createdAt,
  createdBy: files.createdBy,
}
const names = Object.keys(columns) as (keyof StoredFile)[]

const insertRow = prepareStatement<string>(
  build.insert(files).values(Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never),
)
const bindRow = prepareStatement<'id' | 'caseId'>(
  build
    .update(files)
    .set({ caseId: sql.placeholder('caseId') } as never)
    .where(eq(files.id, sql.placeholder('id'))),
)
const selectById = prepareStatement<'id'>(
  build
    .select(columns)
    .from(files)
    .where(eq(files.id, sql.placeholder('id'))),
)

/** Records a file. */
export function insertFile(file: StoredFile): Statement {
  return insertRow({ ...file })
}

/** Ties a file to a case. */
export function bindFile(id: string, caseId: string): Statement {
  return bindRow({ id, caseId })
}

/** Notes that a file's bytes have come. */
export function updateFile(
  id: string,
  set: Partial<Pick<StoredFile, 'caseId' | 'sha256' | 'sizeBytes' | 'mediaType' | 'name'>>,
): Statement {
  return toStatement(build.update(files).set(set).where(eq(files.id, id)))
}

function toFile(row: SqlRow): StoredFile {
  return Object.fromEntries(names.map((name, index) => [name, row[index]])) as unknown as StoredFile
}

/** Reading files and their one-time links. */
export function createFileReader(driver: SqlDriver) {
  const rows = async (statement: Statement) => (await driver.run(statement)).map(toFile)
  return {
    byId: async (id: string) => (await rows(selectById({ id })))[0] ?? null,
    /** A region's file by its reference: of this case or of none yet, where a case is named, because a reference need be the region's only one within a case alone. */
    byRef: async (region: string, ref: string, caseId?: string) =>
      (
        await rows(
          toStatement(
            build
              .select(columns)
              .from(files)
              .where(
                and(
                  eq(files.region, region),
                  eq(files.ref, ref),
                  ...(caseId === undefined ? [] : [inArray(files.caseId, ['', caseId])]),
                ),
              )
              .limit(1),
          ),
        )
      )[0] ?? null,
    ofCase: (caseId: string) =>
      rows(
        toStatement(
          build.select(columns).from(files).where(eq(files.caseId, caseId)).orderBy(files.createdAt, files.id),
        ),
      ),
    /** How many uploads of somebody no case has. */
    async unusedBy(createdBy: string): Promise<number> {
      const query = build
        .select({ count: sql`count(*)` })
        .from(files)
        .where(and(eq(files.caseId, ''), eq(files.createdBy, createdBy)))
      return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
    },
    /** Deletes some of the uploads that no case has, people's and regions' that are older than these moments; the addresses of their bytes, none where all are gone. */
    async deleteUnused(ownBefore: number, regionBefore: number): Promise<string[]> {
      const own = and(eq(files.region, ''), lt(files.createdAt, ownBefore))
      const foreign = and(ne(files.region, ''), lt(files.createdAt, regionBefore))
      const old = build
        .select({ id: files.id })
        .from(files)
        .where(and(eq(files.caseId, ''), or(own, foreign)))
        .limit(SWEPT_AT_ONCE)
      const deleted = build
        .delete(files)
        .where(and(inArray(files.id, old), eq(files.caseId, '')))
        .returning({ sha256: files.sha256 })
      return (await driver.run(toStatement(deleted))).map(([sha256]) => String(sha256))
    },
    /** Which of these addresses files still name. */
    async sharedHashes(hashes: readonly string[]): Promise<Set<string>> {
      const query = build
        .selectDistinct({ sha256: files.sha256 })
        .from(files)
        .where(inArray(files.sha256, [...hashes]))
      return new Set((await driver.run(toStatement(query))).map(([sha256]) => String(sha256)))
    },
    async putLink(id: string, fileId: string, expiresAt: number): Promise<void> {
      const query = build.insert(fileLinks).values({ id, fileId, expiresAt, tries: 0, usedAt: 0 }).onConflictDoNothing()
      await driver.run(toStatement(query))
    },
    async linkEnd(id: string): Promise<number | null> {
      const query = build.select({ expiresAt: fileLinks.expiresAt }).from(fileLinks).where(eq(fileLinks.id, id))
      const row = (await driver.run(toStatement(query)))[0]
      return row ? Number(row[0]) : null
    },
    /** Counts a try at a link if it may still be tried; the link's file, or why not. */
    async tryLink(id: string, now: number, maxTries: number): Promise<string | 'unknown' | 'used' | 'expired'> {
      const taken = build
        .update(fileLinks)
        .set({ tries: sql`${fileLinks.tries} + 1` })
        .where(
          and(
            eq(fileLinks.id, id),
            eq(fileLinks.usedAt, 0),
            lt(fileLinks.tries, maxTries),
            gt(fileLinks.expiresAt, now),
          ),
        )
        .returning({ fileId: fileLinks.fileId })
      const row = (await driver.run(toStatement(taken)))[0]
      if (row) return String(row[0])
      const link = (
        await driver.run(
          toStatement(build.select({ expiresAt: fileLinks.expiresAt }).from(fileLinks).where(eq(fileLinks.id, id))),
        )
      )[0]
      if (!link) return 'unknown'
      return Number(link[0]) <= now ? 'expired' : 'used'
    },
    async finishLink(id: string, now: number): Promise<void> {
      await driver.run(toStatement(build.update(fileLinks).set({ usedAt: now }).where(eq(fileLinks.id, id))))
    },
  }
}
