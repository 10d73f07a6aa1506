import type { JsonObject } from '../json.ts'
import type { AuditAction } from './audit-actions.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { and, desc, eq, gte, lt } from './drizzle.ts'
import { isBefore, type PageEnd } from './page.ts'
import { audit } from './schema.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** One thing that a person did beside the cases' own events. */
export interface AuditEntry {
  readonly id: string
  readonly at: number
  /** `staff:<id>` */
  readonly actor: string
  readonly action: AuditAction
  /** a case number, or empty */
  readonly object: string
  /** never personal data */
  readonly facts: JsonObject
}

/** What the audit trail may be narrowed by. */
export interface AuditFilter {
  readonly actor?: string | undefined
  readonly action?: AuditAction | undefined
  readonly object?: string | undefined
  /** ms */
  readonly from?: number | undefined
  /** ms, not included */
  readonly until?: number | undefined
}

const columns = {
  id: audit.id,
  at: audit.at,
  actor: audit.actor,
  action: audit.action,
  object: audit.object,
  facts: audit.facts,
}
const names = Object.keys(columns) as (keyof AuditEntry)[]

/** Appends to the audit trail; rows are never changed. */
export function insertAudit({ facts, ...entry }: AuditEntry): Statement {
  return toStatement(build.insert(audit).values({ ...entry, facts: JSON.stringify(facts) }))
}

/** Reading the audit trail. */
export function createAuditReader(driver: SqlDriver) {
  return {
    /** Newest first. */
    async list(filter: AuditFilter, before: PageEnd | undefined, limit: number): Promise<AuditEntry[]> {
      const { actor, action, object, from, until } = filter
      const query = build
        .select(columns)
        .from(audit)
        .where(
          and(
            actor === undefined ? undefined : eq(audit.actor, actor),
            action === undefined ? undefined : eq(audit.action, action),
            object === undefined ? undefined : eq(audit.object, object),
            from === undefined ? undefined : gte(audit.at, from),
            until === undefined ? undefined : lt(audit.at, until),
            before && isBefore(audit.at, audit.id, before),
          ),
        )
        .orderBy(desc(audit.at), desc(audit.id))
        .limit(limit)
      const rows = await selectRows<Omit<AuditEntry, 'facts'> & { facts: string }>(driver, names, query)
      return rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as JsonObject }))
    },
  }
}
