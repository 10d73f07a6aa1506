import type { Composite, CompositeEntry } from '../licences/composite.ts'
import type { Licence } from '../licences/licence.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, desc, eq, type SQL } from './drizzle.ts'
import { compositeEntries, compositePermits, composites, licences } from './licence-tables.ts'
import { licenceColumns, licenceNames } from './licences.ts'
import { isBefore, type PageEnd } from './page.ts'
import { build, selectRows, toStatement } from './statement.ts'

const columns = {
  id: composites.id,
  no: composites.no,
  uscc: composites.uscc,
  company: composites.company,
  code: composites.code,
  state: composites.state,
  seq: composites.seq,
  createdAt: composites.createdAt,
  updatedAt: composites.updatedAt,
}
const names = Object.keys(columns) as (keyof Composite)[]

/** A new composite licence; a second one of an enterprise throws `KeyTaken`. */
export function insertComposite(value: Composite): Statement {
  return toStatement(build.insert(composites).values(value))
}

/** What it came to with its newest entry. */
export function updateComposite({ id, company, code, state, seq, updatedAt }: Composite): Statement {
  return toStatement(
    build.update(composites).set({ company, code, state, seq, updatedAt }).where(eq(composites.id, id)),
  )
}

/** The next entry; two that are written at once have one key, so that one of them is refused. */
export function insertCompositeEntry(entry: CompositeEntry): Statement {
  return toStatement(build.insert(compositeEntries).values(entry))
}

/** Puts a licence into it. */
export function insertCompositePermit(compositeId: string, licenceId: string, addedAt: number): Statement {
  return toStatement(build.insert(compositePermits).values({ compositeId, licenceId, addedAt }))
}

/** Takes a licence out of it. */
export function deleteCompositePermit(compositeId: string, licenceId: string): Statement {
  const isThat = and(eq(compositePermits.compositeId, compositeId), eq(compositePermits.licenceId, licenceId))
  return toStatement(build.delete(compositePermits).where(isThat))
}

/** Reading composite licences. */
export function createComposites(driver: SqlDriver) {
  const where = (condition: SQL | undefined, limit: number) =>
    selectRows<Composite>(
      driver,
      names,
      build
        .select(columns)
        .from(composites)
        .where(condition)
        .orderBy(desc(composites.createdAt), desc(composites.id))
        .limit(limit),
    )
  const one = async (condition: SQL) => (await where(condition, 1))[0] ?? null
  return {
    byNo: (no: string) => one(eq(composites.no, no)),
    byUscc: (uscc: string) => one(eq(composites.uscc, uscc)),
    byCode: (code: string) => one(eq(composites.code, code)),
    /** Newest first. */
    list: (after: PageEnd | undefined, limit: number) =>
      where(after && isBefore(composites.createdAt, composites.id, after), limit),
    /** Its licences, the one put in first first; one that its case took back is left out. */
    permits: (compositeId: string) =>
      selectRows<Licence>(
        driver,
        licenceNames,
        build
          .select(licenceColumns)
          .from(compositePermits)
          .innerJoin(licences, eq(licences.id, compositePermits.licenceId))
          .where(eq(compositePermits.compositeId, compositeId))
          .orderBy(asc(compositePermits.addedAt), asc(licences.id)),
      ),
    entries: (compositeId: string) =>
      selectRows<CompositeEntry>(
        driver,
        ['compositeId', 'seq', 'step', 'at', 'actor', 'actorName', 'text'],
        build
          .select({
            compositeId: compositeEntries.compositeId,
            seq: compositeEntries.seq,
            step: compositeEntries.step,
            at: compositeEntries.at,
            actor: compositeEntries.actor,
            actorName: compositeEntries.actorName,
            text: compositeEntries.text,
          })
          .from(compositeEntries)
          .where(eq(compositeEntries.compositeId, compositeId))
          .orderBy(asc(compositeEntries.seq)),
      ),
  }
}
