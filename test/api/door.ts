import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { NodeGateway } from '../support/gateway.ts'

/** Something that is sent to a region's door and not taken. */
export interface Knock {
  readonly what: string
  /** Sends it to the gateway at `url`; where several requests are needed the last one's answer counts. */
  send(url: string): Promise<Response>
  readonly status: number
  readonly answer: RegExp
  /** how our record names it */
  readonly reason: string
}

export interface Door {
  readonly region: string
  readonly mount: string
  readonly knocks: readonly Knock[]
}

export interface EvidenceRow {
  readonly verdict: string
  readonly request: string
  readonly caseId: string
  readonly operation: string
}

const TABLES = ['cases', 'case_events', 'outbox', 'inbox', 'files']

/** How many rows the tables have that a message may write to. */
export function countRows({ folder }: NodeGateway): Record<string, number> {
  const db = new Database(join(folder, 'tongban.sqlite'), { readonly: true })
  const rows = TABLES.map((table) => [table, db.prepare(`select count(*) from ${table}`).pluck().get()])
  db.close()
  return Object.fromEntries(rows) as Record<string, number>
}

/** A region's newest evidence, newest first. */
export async function newestEvidence(gateway: NodeGateway, region: string): Promise<EvidenceRow[]> {
  const { body } = await gateway.call('auditor', 'GET', `/api/evidence?region=${region}&limit=5`)
  return body['evidence'] as never
}

/** Every knock gets its region's own answer and a record with the reason; nothing else is written, and soon. */
export function refusals({ region, mount, knocks }: Door, gateway: () => NodeGateway): void {
  it.each(knocks)('$what is refused and on record as $reason; nothing else is written', async (knock) => {
    const before = countRows(gateway())
    const response = await knock.send(gateway().url)
    expect(response.status).toBe(knock.status)
    expect(await response.text()).toMatch(knock.answer)
    const [record] = (await newestEvidence(gateway(), region)).filter(({ operation }) => operation === 'refused')
    expect(record).toMatchObject({ verdict: `refused:${knock.reason}`, caseId: '' })
    expect(JSON.parse(record?.request ?? '')).toMatchObject({ reason: knock.reason, method: 'POST', mount })
    expect(countRows(gateway())).toEqual(before)
    expect((await fetch(`${gateway().url}/healthz`)).status).toBe(200)
  })
}
