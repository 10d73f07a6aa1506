import type { SqlDriver, SqlValue, Statement } from './driver.ts'
import { and, desc, eq, sql } from './drizzle.ts'
import { isBefore, type PageEnd } from './page.ts'
import { evidence } from './schema.ts'
import { build, prepareStatement, selectRows } from './statement.ts'

/** One attempt's bytes, kept as text; binary as base64 with the prefix `base64:`. */
export interface EvidenceRow {
  readonly id: string
  readonly caseId: string
  readonly deliveryId: string
  readonly region: string
  readonly direction: 'out' | 'in'
  readonly operation: string
  readonly attempt: number
  readonly httpStatus: number
  readonly request: string
  readonly response: string
  readonly verdict: string
  readonly sentAt: number
  readonly receivedAt: number
}

const names = [
  'id',
  'caseId',
  'deliveryId',
  'region',
  'direction',
  'operation',
  'attempt',
  'httpStatus',
  'request',
  'response',
  'verdict',
  'sentAt',
  'receivedAt',
] as const
const insertEvidenceRow = prepareStatement<string>(
  build.insert(evidence).values(Object.fromEntries(names.map((name) => [name, sql.placeholder(name)])) as never),
)

/** Appends to the evidence; rows are never changed. */
export function insertEvidence(row: EvidenceRow): Statement {
  return insertEvidenceRow(row as unknown as Record<string, SqlValue>)
}

const columns = Object.fromEntries(names.map((name) => [name, evidence[name]]))

/** Reading what was sent and received. */
export function createEvidenceReader(driver: SqlDriver) {
  const select = () => build.select(columns as never).from(evidence)
  return {
    /** The evidence of a case, in order. */
    ofCase: (caseId: string) =>
      selectRows<EvidenceRow>(
        driver,
        names,
        select().where(eq(evidence.caseId, caseId)).orderBy(evidence.sentAt, evidence.id),
      ),
    /** Every exchange of one delivery, in order. */
    ofDelivery: ({ id, caseId }: { readonly id: string; readonly caseId: string }) =>
      selectRows<EvidenceRow>(
        driver,
        names,
        select()
          .where(and(eq(evidence.caseId, caseId), eq(evidence.deliveryId, id)))
          .orderBy(evidence.sentAt, evidence.id),
      ),
    /** What came and belongs to no case, newest first. */
    loose({ region, before, limit }: { region?: string | undefined; before?: PageEnd | undefined; limit: number }) {
      const conditions = [
        eq(evidence.caseId, ''),
        region === undefined ? undefined : eq(evidence.region, region),
        before === undefined ? undefined : isBefore(evidence.sentAt, evidence.id, before),
      ]
      const query = select().where(and(...conditions))
      return selectRows<EvidenceRow>(
        driver,
        names,
        query.orderBy(desc(evidence.sentAt), desc(evidence.id)).limit(limit),
      )
    },
  }
}
