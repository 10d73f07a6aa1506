import { beforeEach, describe, expect, it } from 'vitest'
import { nextEvent } from '../../core/case/event.ts'
import { fetchFile } from '../../core/delivery/fetch-file.ts'
import type { Gateway, Region } from '../../core/gateway.ts'
import type { FetchedFile } from '../../core/protocol.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { insertDelivery } from '../../core/store/deliveries.ts'
import { insertFile } from '../../core/store/files.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { caseOf, deliveryOf } from '../store/sample-rows.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'

/* 上海 (6.2): FILE_OK once every file of an application was fetched; another address asked for where one is gone. */

const definitions = projectDefinitions()
const shanghai = definitions.regions.find(({ code }) => code === '310000')
const REFS = ['7d621a1e7ab04a9f24939b586b9eabcc', '0b4a0c3be0b54a6e9a3d2a1f5f0c9d17']

describe('files of an application that are fetched one by one', () => {
  const clock = createFakeClock()
  let store: Store
  let gateway: Gateway
  let fetched: FetchedFile
  beforeEach(async () => {
    store = openStore(await openMemoryDriver())
    fetched = new TextEncoder().encode('%PDF-1.4\n')
    let counter = 0
    gateway = {
      store,
      clock,
      random: { bytes: (length: number) => new Uint8Array(length).fill(counter++) },
      doorbell: { ring() {} },
      home: definitions.home,
      matters: new Map(),
      mappingOf: async () => shanghai?.mappings.get('M07') ?? null,
      blobs: {
        put: async (bytes: Uint8Array) => ({ sha256: 'b'.repeat(64), sizeBytes: bytes.length, head: bytes }),
      },
      config: {},
    } as unknown as Gateway
    const value = caseOf('1', { region: '310000', direction: 'in', partnerNo: 'SH1', status: 'DELIVERED', orderNo: 2 })
    const event = { type: 'received', status: 'DELIVERED', at: 1, actor: 'region:310000', data: {} } as const
    await store.commit([
      ...insertCase(value),
      insertEvent(nextEvent('1', null, event)),
      ...REFS.flatMap((ref, index) => [
        insertFile({
          id: `f${index}`,
          caseId: '1',
          region: '310000',
          ref,
          sha256: '',
          name: `${index}.pdf`,
          mediaType: 'application/pdf',
          sizeBytes: 9,
          createdAt: 0,
          createdBy: 'region:310000',
        }),
        ...insertDelivery(delivery(index)),
      ]),
    ])
  })

  const delivery = (index: number) =>
    deliveryOf(`d${index}`, '1', {
      region: '310000',
      kind: 'fetch',
      orderNo: index + 1,
      payload: {
        tree: { fileId: `f${index}`, ref: String(REFS[index]), at: 'https://api.tb.sh.example/pull/1', sizeBytes: 9 },
        files: [],
      },
    })
  const fetch = async (index: number, announcesFiles = true) => {
    const region = {
      code: '310000',
      name: '上海市',
      announcesFiles,
      carries: ['reissue'],
      delivery: { retryMs: [60_000], thenEveryMs: 60_000, giveUpAfterMs: 900_000, maxInFlight: 1 },
      link: { fetchFile: async () => fetched },
    }
    return fetchFile(gateway, region as unknown as Region, delivery(index))
  }
  const told = async () => (await store.deliveries.ofCase('1')).filter(({ kind }) => kind === 'progress')

  it('are announced once, with the last of them, by the numbers the region gave them', async () => {
    await fetch(1)
    expect(await told()).toEqual([])
    await fetch(0)
    const [announced, ...more] = await told()
    expect(more).toEqual([])
    expect(announced).toMatchObject({ state: 'ready', payload: { tree: { EventType: 'FILE_OK', EventSeq: 1 } } })
    const { FileIds, Status } = announced?.payload.tree ?? {}
    expect([(FileIds as string[]).toSorted(), Status]).toEqual([REFS.toSorted(), null])
  })
  it('are announced to no region that does not wait for it', async () => {
    await fetch(0, false)
    await fetch(1, false)
    expect(await told()).toEqual([])
  })
  it('are not announced again by a fetch that comes twice', async () => {
    await fetch(0)
    await fetch(1)
    await fetch(1)
    expect(await told()).toHaveLength(1)
  })
  it('are asked for at another address where one is gone, and not announced before they come', async () => {
    await fetch(0)
    fetched = { ask: 'expired' }
    await fetch(1)
    const [asked, ...more] = await told()
    expect(more).toEqual([])
    expect(asked?.payload.tree).toMatchObject({ EventType: 'FILE_REISSUE', FileIds: [REFS[1]] })
  })
  it('that the region does not have are noted as missing', async () => {
    fetched = null
    expect(await fetch(0)).toMatchObject({ state: 'dead' })
    expect((await store.cases.events('1')).at(-1)).toMatchObject({ type: 'file-missing', data: { file: 'f0' } })
    expect(await told()).toEqual([])
  })
})
