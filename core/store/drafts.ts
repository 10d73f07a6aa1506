import type { MaterialInput } from '../case/files.ts'
import type { JsonObject } from '../json.ts'
import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { and, desc, eq, inArray, lt, or, sql } from './drizzle.ts'
import { drafts, files } from './schema.ts'
import { build, toObjects, toStatement } from './statement.ts'

/** What a window has typed so far; nothing of it is checked, and any of it may be missing. */
export interface DraftContent {
  /** '' where none was chosen yet, as of the matter and the mode */
  readonly region: string
  readonly matter: string
  readonly mode: string
  readonly form: JsonObject
  readonly materials: readonly MaterialInput[]
}

export interface Draft extends DraftContent {
  readonly id: string
  /** 1, 2, … with every save */
  readonly version: number
  readonly createdAt: number
  /** staff id */
  readonly createdBy: string
  readonly updatedAt: number
  readonly updatedBy: string
  readonly updatedByName: string
}

/** At most a hundred values are bound in a statement. */
const TIED_AT_ONCE = 80
const MOST_LISTED = 200

const { id, version, createdAt, createdBy, updatedAt, updatedBy, updatedByName } = drafts
const columns = {
  ...{ id, region: drafts.region, matter: drafts.matter, mode: drafts.mode, form: drafts.form },
  ...{ materials: drafts.materials, version, createdAt, createdBy, updatedAt, updatedBy, updatedByName },
}
const names = Object.keys(columns) as (keyof Draft)[]

function toDraft(row: Record<keyof Draft, unknown>): Draft {
  const { form, materials, ...rest } = row
  return { ...rest, form: JSON.parse(String(form)), materials: JSON.parse(String(materials)) } as Draft
}

function written({ form, materials, ...rest }: DraftContent) {
  return { ...rest, form: JSON.stringify(form), materials: JSON.stringify(materials) }
}

/** A draft that nobody has saved before. */
export function insertDraft({
  id,
  version,
  createdAt,
  createdBy,
  updatedAt,
  updatedBy,
  updatedByName,
  ...content
}: Draft): Statement {
  const row = { id, version, createdAt, createdBy, updatedAt, updatedBy, updatedByName }
  return toStatement(build.insert(drafts).values({ ...row, ...written(content) }))
}

/** Forgets a draft and lets go of its files: those that no case took are swept like any other upload. */
export function deleteDraft(draftId: string): Statement[] {
  return [
    toStatement(build.update(files).set({ caseId: '' }).where(eq(files.caseId, draftId))),
    toStatement(build.delete(drafts).where(eq(id, draftId))),
  ]
}

/** Drafts: one row each, whoever works on it. */
export function createDrafts(driver: SqlDriver) {
  const read = (rows: SqlRow[]) => toObjects<Draft>(names, rows).map(toDraft)
  return {
    async byId(draftId: string): Promise<Draft | null> {
      const query = build.select(columns).from(drafts).where(eq(id, draftId))
      return read(await driver.run(toStatement(query)))[0] ?? null
    },
    /** Those that a person began or saved last, the last saved first; at most two hundred. */
    async of(staffId: string): Promise<Draft[]> {
      const mine = or(eq(createdBy, staffId), eq(updatedBy, staffId))
      const query = build.select(columns).from(drafts).where(mine).orderBy(desc(updatedAt), desc(id)).limit(MOST_LISTED)
      return read(await driver.run(toStatement(query)))
    },
    /** Saves over the version named and gives the new one's number; null where the draft is gone or another was saved since. */
    async save(
      draft: Pick<Draft, 'id' | 'version' | 'updatedAt' | 'updatedBy' | 'updatedByName'>,
      content: DraftContent,
    ): Promise<number | null> {
      const { id: draftId, version: from, ...who } = draft
      const query = build
        .update(drafts)
        .set({ ...written(content), ...who, version: sql`${version} + 1` })
        .where(and(eq(id, draftId), eq(version, from)))
        .returning({ version })
      const row = (await driver.run(toStatement(query)))[0]
      return row ? Number(row[0]) : null
    },
    /** Keeps uploads that no case has from being swept while the draft is there. */
    async keepFiles(draftId: string, fileIds: readonly string[]): Promise<void> {
      for (let at = 0; at < fileIds.length; at += TIED_AT_ONCE) {
        const some = fileIds.slice(at, at + TIED_AT_ONCE)
        const free = and(inArray(files.id, some), eq(files.caseId, ''))
        await driver.run(toStatement(build.update(files).set({ caseId: draftId }).where(free)))
      }
    },
    /** Some of those that nobody has saved since; none where all are gone. */
    async unusedSince(before: number, limit: number): Promise<string[]> {
      const query = build.select({ id }).from(drafts).where(lt(updatedAt, before)).orderBy(updatedAt).limit(limit)
      return (await driver.run(toStatement(query))).map(([draftId]) => String(draftId))
    },
  }
}
