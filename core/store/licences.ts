import type { Licence } from '../licences/licence.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, asc, desc, eq, or, type SQL, sql } from './drizzle.ts'
import { licences } from './licence-tables.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** The columns of a licence in the order of its fields. */
export const licenceColumns = {
  id: licences.id,
  caseId: licences.caseId,
  caseNo: licences.caseNo,
  matter: licences.matter,
  region: licences.region,
  name: licences.name,
  typeCode: licences.typeCode,
  no: licences.no,
  certIdentifier: licences.certIdentifier,
  holderShown: licences.holderShown,
  holderKey: licences.holderKey,
  applicantKey: licences.applicantKey,
  uscc: licences.uscc,
  issuerName: licences.issuerName,
  issuerCode: licences.issuerCode,
  issuedOn: licences.issuedOn,
  validFrom: licences.validFrom,
  validTo: licences.validTo,
  revocation: licences.revocation,
  revokedOn: licences.revokedOn,
  revokedWhy: licences.revokedWhy,
  recordedAt: licences.recordedAt,
}
export const licenceNames = Object.keys(licenceColumns) as (keyof Licence)[]

const MOST = 200

/** Writes what a case says of its licence. A revocation outlasts what the same case says again; a case that grants the licence anew ends it. */
export function upsertLicence(value: Licence): Statement {
  const { id: _, revocation: _r, revokedOn: _o, revokedWhy: _w, ...said } = value
  const kept = (column: string) =>
    sql`case when licences.case_id = excluded.case_id then ${sql.raw(`licences.${column}`)} else ${sql.raw(`excluded.${column}`)} end`
  return toStatement(
    build
      .insert(licences)
      .values(value)
      .onConflictDoUpdate({
        target: sql`id` as never,
        set: {
          ...said,
          revocation: kept('revocation') as never,
          revokedOn: kept('revoked_on') as never,
          revokedWhy: kept('revoked_why') as never,
        },
      }),
  )
}

/** What the issuer decided about it. */
export function updateRevocation({ id, revocation, revokedOn, revokedWhy }: Licence): Statement {
  return toStatement(build.update(licences).set({ revocation, revokedOn, revokedWhy }).where(eq(licences.id, id)))
}

/** Forgets a licence that only this case ever said, under a number that it took back. */
export function deleteLicence(id: string, caseId: string): Statement {
  return toStatement(build.delete(licences).where(and(eq(licences.id, id), eq(licences.caseId, caseId))))
}

/** Reading licences, newest first. */
export function createLicences(driver: SqlDriver) {
  const where = (condition: SQL | undefined) =>
    selectRows<Licence>(
      driver,
      licenceNames,
      build
        .select(licenceColumns)
        .from(licences)
        .where(condition)
        .orderBy(desc(licences.recordedAt), asc(licences.id))
        .limit(MOST),
    )
  return {
    byId: async (id: string) => (await where(eq(licences.id, id)))[0] ?? null,
    ofCase: (caseId: string) => where(eq(licences.caseId, caseId)),
    ofUscc: (uscc: string) => where(eq(licences.uscc, uscc)),
    /** Those of a person by the digest of their number: held, or applied for. */
    ofPerson: (key: string) => where(or(eq(licences.holderKey, key), eq(licences.applicantKey, key))),
  }
}
