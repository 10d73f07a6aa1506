import { beforeEach, describe, expect, it } from 'vitest'
import { nextEvent } from '../../core/case/event.ts'
import type { Gateway, Region } from '../../core/gateway.ts'
import type { JsonObject } from '../../core/json.ts'
import type { InboundMessage } from '../../core/message.ts'
import { receiveProgress } from '../../core/receiving/progress.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

/* 上海 (6.2): numbers are left out on purpose, what comes late moves nothing, a word about files is no status. */

const definitions = projectDefinitions()
const shanghai = definitions.regions.find(({ code }) => code === '310000')
const file = {
  id: 'addcc719-8b9a-7af9-b774-deaebc2dc872',
  sha256: 'a'.repeat(64),
  name: '备案表.pdf',
  mediaType: 'application/pdf',
  sizeBytes: 45,
}

describe('progress of a region that leaves numbers out', () => {
  let store: Store
  let gateway: Gateway
  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    const mapping = shanghai?.mappings.get('M07')
    let counter = 0
    gateway = {
      store,
      clock: createFakeClock(),
      random: { bytes: (length: number) => new Uint8Array(length).fill(counter++) },
      doorbell: { ring() {} },
      home: definitions.home,
      matters: new Map(),
      mappingOf: async () => mapping ?? null,
      config: {},
    } as unknown as Gateway
    const value = caseOf('1', {
      region: '310000',
      no: 'WH1',
      status: 'DELIVERED',
      materials: [{ slot: 'MT009', form: '4', copies: 1, originalSeen: true, file }],
    })
    await store.commit([
      ...insertCase(value),
      insertEvent(nextEvent('1', null, { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:1', data: {} })),
    ])
  })

  const tell = (seq: number, tree: JsonObject) => {
    const message = {
      kind: 'progress',
      key: `progress:${seq}`,
      digest: `d${seq}`,
      caseNo: 'WH1',
      partnerCaseNo: 'SH1',
      correlation: null,
      matterCode: null,
      seq,
      tree: { EventSeq: seq, EventTime: '2026-03-02T09:17:10+08:00', ...tree },
      files: [],
      memo: {},
      exchange: {
        operation: 'progress',
        sentAt: 0,
        receivedAt: 0,
        request: new Uint8Array(),
        response: null,
        status: 200,
      },
      reply: {},
    }
    return receiveProgress(gateway, shanghai as unknown as Region, message as unknown as InboundMessage)
  }
  const signed = { EventType: 'STATUS', Status: '已签收' }
  const now = async () => (await store.cases.byNo('WH1'))?.status
  const kinds = async () => (await store.cases.events('1')).map(({ type }) => type)

  it('goes on at once where a number is missing', async () => {
    expect(await tell(4, signed)).toMatchObject({ outcome: 'processed', duplicate: false })
    expect(await now()).toBe('SIGNED')
  })
  it('keeps what comes late, answers it as done, and does not go back', async () => {
    await tell(4, signed)
    await tell(7, { EventType: 'STATUS', Status: '已受理', PromiseTime: '4小时' })
    expect(await tell(5, { EventType: 'STATUS', Status: '待补正' })).toMatchObject({
      outcome: 'processed',
      duplicate: false,
    })
    expect(await now()).toBe('ACCEPTED')
    expect(await kinds()).toEqual(['submitted', 'progress', 'progress', 'progress-late'])
    expect(await tell(5, { EventType: 'STATUS', Status: '待补正' })).toMatchObject({
      outcome: 'processed',
      duplicate: true,
    })
  })
  it('notes that all files were taken and leaves the status alone', async () => {
    expect(await tell(1, { EventType: 'FILE_OK', FileIds: [file.id.replaceAll('-', '')] })).toMatchObject({
      outcome: 'processed',
    })
    expect([await now(), await kinds()]).toEqual(['DELIVERED', ['submitted', 'files-taken']])
  })
  it('sends new addresses for the files that are wanted once more, and for no other', async () => {
    await tell(1, { EventType: 'FILE_REISSUE', FileIds: [file.id.replaceAll('-', ''), 'f'.repeat(32)] })
    const [reissue, ...more] = await store.deliveries.ofCase('1')
    expect(more).toEqual([])
    expect(reissue).toMatchObject({ kind: 'reissue', state: 'ready' })
    const slot = (as: string) => ({ $file: { ...file, material: '' }, as })
    expect(reissue?.payload.tree).toMatchObject({
      ApplyNo: 'WH1',
      Files: [{ FileId: 'addcc7198b9a7af9b774deaebc2dc872', PullUrl: slot('url'), PullExpire: slot('expires') }],
    })
    expect((await store.cases.events('1')).at(-1)).toMatchObject({
      type: 'files-asked',
      data: { files: [file.id], unknown: 1 },
    })
  })
  it('sends nothing for files that are not the case’s own', async () => {
    await tell(1, { EventType: 'FILE_REISSUE', FileIds: ['f'.repeat(32)] })
    expect(await store.deliveries.ofCase('1')).toEqual([])
  })
})
