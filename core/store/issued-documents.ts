import type { SqlDriver, SqlRow, Statement } from './driver.ts'
import { asc, eq, type SQL } from './drizzle.ts'
import { issuedDocuments } from './schema.ts'
import { build, toStatement } from './statement.ts'

/** A document as it was printed. */
export type IssuedDocument = typeof issuedDocuments.$inferSelect

const columns = {
  code: issuedDocuments.code,
  caseId: issuedDocuments.caseId,
  kind: issuedDocuments.kind,
  number: issuedDocuments.number,
  print: issuedDocuments.print,
  paper: issuedDocuments.paper,
  sha256: issuedDocuments.sha256,
  reason: issuedDocuments.reason,
  issuedBy: issuedDocuments.issuedBy,
  issuedAt: issuedDocuments.issuedAt,
}
const names = Object.keys(columns) as (keyof IssuedDocument)[]

/** Records that a document was printed. */
export function insertIssuedDocument(row: IssuedDocument): Statement {
  return toStatement(build.insert(issuedDocuments).values(row))
}

function toIssued(row: SqlRow): IssuedDocument {
  return Object.fromEntries(names.map((name, index) => [name, row[index]])) as unknown as IssuedDocument
}

/** What was printed, in the order of printing. */
export function createIssuedDocuments(driver: SqlDriver) {
  const where = async (condition: SQL) =>
    (
      await driver.run(
        toStatement(
          build
            .select(columns)
            .from(issuedDocuments)
            .where(condition)
            .orderBy(asc(issuedDocuments.issuedAt), asc(issuedDocuments.print)),
        ),
      )
    ).map(toIssued)
  return {
    ofCase: (caseId: string) => where(eq(issuedDocuments.caseId, caseId)),
    byNumber: (number: string) => where(eq(issuedDocuments.number, number)),
    byCode: async (code: string) => (await where(eq(issuedDocuments.code, code)))[0] ?? null,
  }
}
