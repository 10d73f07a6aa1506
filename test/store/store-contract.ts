import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EventFacts, firstBrokenEvent, nextEvent } from '../../core/case/event.ts'
import { insertCase, insertEvent, updateCase } from '../../core/store/case-rows.ts'
import { insertDelivery, updateDelivery, wakeNextDelivery } from '../../core/store/deliveries.ts'
import { KeyTaken, type SqlDriver, type SqlValue, StoreFailure } from '../../core/store/driver.ts'
import { insertEvidence } from '../../core/store/evidence.ts'
import { insertFile, updateFile } from '../../core/store/files.ts'
import { finishEarly, insertInbox } from '../../core/store/inbox.ts'
import { migrate, SCHEMA_NUMBER, schemaNumber } from '../../core/store/migrate.ts'
import { MIGRATIONS } from '../../core/store/migrations.ts'
import { insertIdempotencyKey } from '../../core/store/operations.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { testApplicants } from './applicants-contract.ts'
import { testCaseLists } from './case-lists-contract.ts'
import { testClockRows } from './clock-rows-contract.ts'
import { testConformanceRuns } from './conformance-contract.ts'
import { testDrafts } from './drafts-contract.ts'
import { testHandWork } from './hand-contract.ts'
import { testIndicators } from './indicators-contract.ts'
import { testLive } from './live-contract.ts'
import { testNotifications } from './notifications-contract.ts'
import { testOutcomes } from './outcomes-contract.ts'
import { testPeople } from './people-contract.ts'
import { testReminders } from './reminders-contract.ts'
import { caseOf, deliveryOf, uploadOf } from './sample-rows.ts'
import { testStaffMessages } from './staff-messages-contract.ts'
import { testTickets } from './tickets-contract.ts'

const submitted: EventFacts = {
  type: 'submitted',
  status: 'QUEUED',
  at: 1_772_414_100_000,
  actor: 'staff:w1',
  data: { n: 1 },
}

/** A database as it was before contents and payloads had tables of their own, with one case in it. */
async function fillOldDatabase(driver: SqlDriver): Promise<void> {
  const old = 3
  const made = ['create table schema_number (number bigint primary key)', ...MIGRATIONS.slice(0, old).flat()]
  await driver.batch(made.map((sql) => ({ sql, params: [] })))
  const insert = (table: string, row: Record<string, SqlValue>) => ({
    sql: `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.keys(row).map(() => '?')})`,
    params: Object.values(row),
  })
  const about = { case_id: 'old', region: '990000' }
  await driver.batch([
    insert('schema_number', { number: old }),
    insert('cases', {
      ...{ id: 'old', no: 'OLD-1', direction: 'out', region: '990000', matter: 'M07', mode: '1', status: 'COMPLETED' },
      ...{ seq: 1, form: '{"applicant":{"name":"次仁𠮷"}}', materials: '[{"slot":"MT001","form":"2"}]', memo: '{}' },
      ...{ correlation: 'OLD-YW', mapping_version: '1+abc', message_seq: 1, progress_seq: 0, order_no: 1 },
      ...{ created_at: 5, updated_at: 5 },
    }),
    insert('outbox', {
      ...about,
      ...{ id: 'old-d', kind: 'apply', order_no: 1, seq: 1, state: 'done', attempts: 1, next_at: 5, lease_owner: '' },
      ...{ payload: '{"tree":{"名称":"次仁"},"files":[]}', mapping_version: '1+abc', lease_until: 0, created_at: 5 },
      ...{ ended_at: 6, reason: '', level: 'A2' },
    }),
    insert('evidence', {
      ...about,
      ...{ id: 'old-e', delivery_id: 'old-d', direction: 'out', operation: 'apply', attempt: 1, http_status: 200 },
      ...{ request: '请求', response: '应答', verdict: 'accepted', sent_at: 5, received_at: 6 },
    }),
    insert('staff', {
      ...{ id: 'old-s', name: '旧例', role: 'handler', matters: '["M07"]', token_hash: 'old-hash', active: 1 },
      ...{ created_at: 5 },
    }),
  ])
}

/** What every engine must do; each engine's own test file calls this. */
export function testStore(engine: string, open: () => Promise<{ driver: SqlDriver; close(): Promise<void> }>): void {
  describe(`the store on ${engine}`, () => {
    let driver: SqlDriver
    let store: Store
    let close: () => Promise<void>

    beforeAll(async () => {
      const opened = await open()
      driver = opened.driver
      close = opened.close
      await fillOldDatabase(driver)
      await migrate(driver)
      store = openStore(driver)
    }, 60_000)
    afterAll(() => close())

    it('is migrated once: migrating again changes nothing', async () => {
      await migrate(driver)
      expect(await schemaNumber(driver)).toBe(SCHEMA_NUMBER)
    })

    it('keeps what a database of an older schema held', async () => {
      expect(await store.cases.byId('old')).toMatchObject({
        no: 'OLD-1',
        form: { applicant: { name: '次仁𠮷' } },
        materials: [{ slot: 'MT001', form: '2' }],
        correlation: 'OLD-YW',
        parentId: null,
      })
      expect((await store.deliveries.byId('old-d'))?.payload).toEqual({ tree: { 名称: '次仁' }, files: [] })
      expect(await store.evidence.ofCase('old')).toMatchObject([{ id: 'old-e', request: '请求', sentAt: 5 }])
      const staff = { id: 'old-s', name: '旧例', roles: ['handler'], matters: ['M07'] }
      expect(await store.people.byTokenHash('old-hash')).toEqual(staff)
    })

    it('writes a case’s form and materials only where they were replaced', async () => {
      const before = caseOf('contents', { region: '990000' })
      await store.commit(insertCase(before))
      expect(updateCase({ ...before, status: 'DELIVERED' }, before)).toHaveLength(1)
      const after = { ...before, form: { applicant: { name: '欧阳明' } } }
      await store.commit(updateCase(after, before))
      expect(await store.cases.byId('contents')).toEqual(after)
    })

    it('gives a case back as it was written, with 4-byte characters, quotes and question marks', async () => {
      const value = caseOf('a1')
      await store.commit([...insertCase(value), insertEvent(nextEvent('a1', null, submitted))])
      expect(await store.cases.byNo(value.no)).toEqual(value)
      expect(await store.cases.byId('a1')).toEqual(value)
      expect(await store.cases.byId('nobody')).toBeNull()
    })

    it('knows the legs of a case, and a case that is none by its nulls', async () => {
      const legs = ['first', 'second'].map((leg, index) =>
        caseOf(`leg-${leg}`, { parentId: 'whole', leg, createdAt: 1_772_414_100_000 + index }),
      )
      await store.commit([...insertCase(caseOf('whole')), ...legs.toReversed().flatMap((leg) => insertCase(leg))])
      expect(await store.cases.ofParent('whole')).toEqual(legs)
      expect(await store.cases.ofParent('leg-first')).toEqual([])
      expect(await store.cases.byId('whole')).toMatchObject({ parentId: null, leg: null })
    })

    it('lets only one of two racers append the same event, and undoes the loser’s whole batch', async () => {
      const first = caseOf('b1')
      const event = nextEvent('b1', null, submitted)
      await store.commit([...insertCase(first), insertEvent(event)])
      const second = nextEvent('b1', event, { ...submitted, type: 'delivered', status: 'DELIVERED' })
      const race = await Promise.allSettled([
        store.commit([insertEvent(second), ...updateCase({ ...first, seq: 2, status: 'DELIVERED' }, first)]),
        store.commit([...updateCase({ ...first, seq: 2, status: 'SIGNED' }, first), insertEvent(second)]),
      ])
      expect(race.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const lost = race.find((one) => one.status === 'rejected')
      expect(lost?.status === 'rejected' && lost.reason).toBeInstanceOf(KeyTaken)
      const winner = race[0]?.status === 'fulfilled' ? 'DELIVERED' : 'SIGNED'
      expect((await store.cases.byId('b1'))?.status).toBe(winner)
      expect(firstBrokenEvent(await store.cases.events('b1'))).toBeNull()
      expect((await store.cases.lastEvent({ id: 'b1', seq: 2 })).hash).toBe(second.hash)
    })

    it('keeps batches that commit together apart: one that fails takes no other with it', async () => {
      await store.commit([...insertCase(caseOf('c1'))])
      const results = await Promise.allSettled([
        store.commit([...insertCase(caseOf('c2'))]),
        store.commit([...insertCase(caseOf('c3')), ...insertCase(caseOf('c1'))]),
        store.commit([...insertCase(caseOf('c4'))]),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
      expect(await store.cases.byId('c2')).not.toBeNull()
      expect(await store.cases.byId('c3')).toBeNull()
      expect(await store.cases.byId('c4')).not.toBeNull()
    })

    it('never shows bound values in a failure', async () => {
      const failing = driver.run({ sql: 'insert into no_such_table (id) values (?)', params: ['510107190001010017'] })
      await expect(failing).rejects.toBeInstanceOf(StoreFailure)
      await expect(failing).rejects.not.toThrow(/510107190001010017/)
    })

    it('gives a due delivery to one claimer only, under a lease, and again when the lease is over', async () => {
      await store.commit([
        ...insertDelivery(deliveryOf('d1', 'd')),
        ...insertDelivery(deliveryOf('d2', 'd', { orderNo: 2, nextAt: 9_000 })),
        ...insertDelivery(deliveryOf('d3', 'd', { orderNo: 3, state: 'waiting' })),
      ])
      const [mine, theirs] = await Promise.all([
        store.deliveries.claim('130000', 'me', 2_000, 500, 10),
        store.deliveries.claim('130000', 'they', 2_000, 500, 10),
      ])
      expect([...mine, ...theirs].map(({ id }) => id)).toEqual(['d1'])
      expect([...mine, ...theirs][0]).toMatchObject({
        attempts: 1,
        leaseUntil: 2_500,
        payload: { tree: { 名称: '次仁' } },
      })
      expect(await store.deliveries.leases(2_400, 1_000)).toEqual({ held: 1, holders: 1, lapsed: 0 })
      expect(await store.deliveries.claim('130000', 'late', 2_400, 500, 10)).toEqual([])
      expect(
        (await store.deliveries.claim('130000', 'late', 2_500, 500, 10)).map(({ id, attempts }) => [id, attempts]),
      ).toEqual([['d1', 2]])
      expect(await store.deliveries.claimOne('d1', 'late', 2_600, 500)).toBeNull()
      expect(await store.deliveries.leases(3_000, 3_001)).toEqual({ held: 0, holders: 0, lapsed: 1 })
    })

    it('lets a case’s next message go only when the one before it is done', async () => {
      await store.commit([
        ...insertDelivery(deliveryOf('e1', 'e', { region: '420000' })),
        ...insertDelivery(deliveryOf('e2', 'e', { orderNo: 2, region: '420000', state: 'waiting' })),
        ...insertDelivery(deliveryOf('e3', 'e', { orderNo: 3, region: '420000', state: 'waiting' })),
      ])
      const [first] = await store.deliveries.claim('420000', 'me', 5_000, 500, 10)
      expect(first?.id).toBe('e1')
      if (!first) return
      await store.commit([updateDelivery({ ...first, state: 'done', endedAt: 5_100 }), wakeNextDelivery(first, 5_100)])
      expect((await store.deliveries.claim('420000', 'me', 5_200, 500, 10)).map(({ id }) => id)).toEqual(['e2'])
      expect((await store.deliveries.ofCase('e')).map(({ state }) => state)).toEqual(['done', 'ready', 'waiting'])
    })

    it('counts, lists and finds due deliveries by region', async () => {
      await store.commit([
        ...insertDelivery(deliveryOf('f1', 'f', { region: '500000', nextAt: 7_000, createdAt: 6_000 })),
      ])
      expect(await store.deliveries.due(7_000)).toContainEqual({ region: '500000', count: 1, oldestAt: 6_000 })
      expect(await store.deliveries.list({ region: '500000', limit: 5 })).toHaveLength(1)
      expect(await store.deliveries.counts()).toContainEqual({ region: '500000', state: 'ready', count: 1 })
    })

    it('remembers a message under its key and keeps early ones for their turn', async () => {
      const entry = {
        region: '130000',
        messageId: 'm-1',
        caseId: 'g',
        kind: 'progress',
        seq: 2,
        digest: 'x',
        state: 'early' as const,
        outcome: { outcome: 'processed' },
        tree: { seq: '2' },
        memo: {},
        receivedAt: 1,
      }
      await store.commit([insertInbox(entry)])
      await expect(store.commit([insertInbox({ ...entry, caseId: 'other' })])).rejects.toBeInstanceOf(KeyTaken)
      expect(await store.inbox.early('g', 2)).toEqual(entry)
      expect(await store.inbox.casesWaiting(entry.receivedAt, 9)).not.toContain('g')
      expect(await store.inbox.casesWaiting(entry.receivedAt + 1, 9)).toContain('g')
      await store.commit([finishEarly(entry)])
      expect(await store.inbox.early('g', 2)).toBeNull()
      expect(await store.inbox.casesWaiting(entry.receivedAt + 1, 9)).not.toContain('g')
      expect((await store.inbox.find('130000', 'm-1'))?.state).toBe('done')
      expect(await store.inbox.bySeq('g', 'progress', 2)).toHaveLength(1)
    })

    it('pages through cases from new to old without losing those of the same millisecond', async () => {
      const at = 1_900_000_000_000
      await store.commit(
        ['p1', 'p2', 'p3'].flatMap((id) => insertCase(caseOf(id, { region: '500000', createdAt: at }))),
      )
      const first = await store.caseLists.list({ region: '500000' }, { limit: 2 })
      const last = first.at(-1)
      const rest = await store.caseLists.list({ region: '500000' }, { limit: 2, after: { at, id: last?.id ?? '' } })
      expect([...first, ...rest].map(({ id }) => id)).toEqual(['p3', 'p2', 'p1'])
    })

    it('finds a case by the partner’s number and by the protocol’s own name for it, within its region', async () => {
      await store.commit([...insertCase(caseOf('q1', { partnerNo: 'HE-1', correlation: 'YW-1' }))])
      expect((await store.cases.byPartnerNo('130000', 'HE-1'))?.id).toBe('q1')
      expect((await store.cases.byCorrelation('130000', 'YW-1'))?.id).toBe('q1')
      expect(await store.cases.byPartnerNo('420000', 'HE-1')).toBeNull()
      await expect(store.commit([...insertCase(caseOf('q2', { correlation: 'YW-1' }))])).rejects.toBeInstanceOf(
        KeyTaken,
      )
    })

    it('counts open cases of each handler', async () => {
      await store.commit([
        ...insertCase(caseOf('h1', { handler: 'jb1', status: 'SIGNED' })),
        ...insertCase(caseOf('h2', { handler: 'jb1', status: 'COMPLETED' })),
      ])
      expect((await store.cases.loads()).get('jb1')).toBe(1)
    })

    it('never gives the same number twice, however many ask at once', async () => {
      const firsts = await Promise.all(Array.from({ length: 8 }, () => store.cases.takeNumbers('case-x', 5)))
      expect([...firsts].sort((a, b) => a - b)).toEqual([1, 6, 11, 16, 21, 26, 31, 36])
    })

    it('opens a one-time link at most three times and never after it was used', async () => {
      await store.files.putLink('link', 'file-1', 1_000)
      expect(await store.files.tryLink('link', 500, 3)).toBe('file-1')
      await store.files.finishLink('link', 600)
      expect(await store.files.tryLink('link', 700, 3)).toBe('used')
      expect(await store.files.tryLink('link', 1_001, 3)).toBe('expired')
      expect(await store.files.tryLink('nothing', 500, 3)).toBe('unknown')
    })

    it('forgets uploads that no case has, people’s and regions’ by their own age, and says whose bytes are shared', async () => {
      const upload = (id: string, change: object = {}) =>
        insertFile({ ...uploadOf(id), sha256: id.repeat(32), ...change })
      await store.commit([
        upload('s1'),
        upload('s2', { createdAt: 2_000 }),
        upload('s3', { region: '130000' }),
        upload('s4', { caseId: 'k' }),
        upload('s5', { caseId: 'k', sha256: 's1'.repeat(32) }),
      ])
      expect(await store.files.deleteUnused(2_000, 1_000)).toEqual(['s1'.repeat(32)])
      expect(await store.files.deleteUnused(2_000, 1_001)).toEqual(['s3'.repeat(32)])
      expect(await store.files.deleteUnused(2_000, 2_000)).toEqual([])
      const shared = await store.files.sharedHashes(['s1', 's3', 's4'].map((id) => id.repeat(32)))
      expect([...shared].sort()).toEqual(['s1'.repeat(32), 's4'.repeat(32)])
    })

    it('lets one process at a time do a piece of work, and the next one not before the time named', async () => {
      const { leases } = store
      expect(await leases.take('collect:1', 'a', 100, 200)).toBe(true)
      expect(await leases.take('collect:1', 'b', 199, 300)).toBe(false)
      expect(await leases.take('collect:2', 'b', 100, 200)).toBe(true)
      expect(await leases.take('collect:1', 'a', 150, 250)).toBe(true)
      await leases.giveBack('collect:1', 'b', 0)
      expect(await leases.take('collect:1', 'b', 249, 400)).toBe(false)
      await leases.giveBack('collect:1', 'a', 500)
      expect(await leases.take('collect:1', 'a', 499, 900)).toBe(false)
      expect(await leases.take('collect:1', 'b', 500, 900)).toBe(true)
      const racers = await Promise.all(['c', 'd', 'e'].map((owner) => leases.take('collect:3', owner, 1, 2)))
      expect(racers.filter(Boolean)).toHaveLength(1)
      await leases.freeAll()
      expect(await leases.take('collect:1', 'f', 600, 900)).toBe(true)
    })

    it('keeps files, evidence, staff, idempotency keys, nonces, tokens and pauses', async () => {
      const file = uploadOf('file-9')
      await store.commit([
        insertFile(file),
        updateFile('file-9', { caseId: 'z' }),
        insertIdempotencyKey({ key: 'k', digest: 'd', body: '{}', caseId: 'z', createdAt: 1 }),
      ])
      expect((await store.files.ofCase('z'))[0]?.name).toBe('备案表.pdf')
      expect(await store.operations.idempotencyKey('k')).toEqual({ digest: 'd', body: '{}', caseId: 'z' })
      const row = {
        id: 'ev1',
        caseId: 'z',
        deliveryId: 'd',
        region: '130000',
        direction: 'out' as const,
        operation: '3102',
        attempt: 1,
        httpStatus: 200,
        request: '{}',
        response: '',
        verdict: 'accepted',
        sentAt: 1,
        receivedAt: 2,
      }
      await store.commit([insertEvidence(row)])
      expect(await store.evidence.ofCase('z')).toEqual([row])
      await store.people.addWithToken({ id: 'w9', name: '窗口示例', roles: ['window'], matters: [] }, 'hash9', 1)
      expect(await store.people.byTokenHash('hash9')).toMatchObject({ id: 'w9', roles: ['window'] })
      expect(await store.people.byTokenHash('nobody')).toBeNull()
      expect(await store.operations.firstNonce('n', 1, 10)).toBe(true)
      expect(await store.operations.firstNonce('n', 2, 10)).toBe(false)
      const many = Array.from({ length: 250 }, (_, at) => (at === 200 ? 'n' : `n${at}`))
      expect(await store.operations.unseenNonces(many, 11)).toEqual(many.filter((nonce) => nonce !== 'n'))
      expect(await store.operations.unseenNonces(['n'], 12)).toEqual(['n'])
      await store.operations.sweepNonces(20)
      expect(await store.operations.firstNonce('n', 21, 10)).toBe(true)
      await store.operations.holdToken('t', 'v1', 5)
      await store.operations.holdToken('t', 'v2', 9)
      await store.operations.dropToken('t', 'v1')
      expect(await store.operations.heldToken('t')).toEqual({ value: 'v2', endsAt: 9 })
      await store.operations.savePause('130000', true, 'gl1', 1)
      await store.operations.saveRegionHealth({ region: '130000', failures: 3, openUntil: 0, lastOkAt: 0 }, 2)
      expect((await store.operations.regionStates()).get('130000')).toMatchObject({
        paused: true,
        pausedBy: 'gl1',
        failures: 3,
      })
    })

    testPeople(() => driver)
    testCaseLists(() => driver)
    testDrafts(() => driver)
    testStaffMessages(() => driver)
    testTickets(() => driver)
    testApplicants(() => driver)
    testHandWork(() => driver)
    testNotifications(() => driver)
    testOutcomes(() => driver)
    testReminders(() => driver)
    testClockRows(() => driver)
    testIndicators(() => driver)
    testLive(() => driver)
    testConformanceRuns(() => driver)
  })
}
