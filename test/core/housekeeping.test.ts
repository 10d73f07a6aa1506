import { describe, expect, it } from 'vitest'
import { resolveMaterials } from '../../core/case/files.ts'
import { keepHouse } from '../../core/housekeeping.ts'
import { insertFile, type StoredFile } from '../../core/store/files.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'

const AT = '2026-03-02T09:15:00+08:00'
const HOUR_MS = 3_600_000
const bytes = (text: string) => new TextEncoder().encode(text)

async function stage() {
  const made = await gatewayInMemory(AT, {}, { send: () => Promise.reject(new Error('nothing is sent')) })
  const { gateway } = made
  /** An upload of now, of a person unless told otherwise. */
  const upload = async (id: string, text: string, change: Partial<StoredFile> = {}): Promise<StoredFile> => {
    const { sha256, sizeBytes } = (await gateway.blobs.put(bytes(text), 100)) as { sha256: string; sizeBytes: number }
    const own = { id, caseId: '', region: '', ref: '', sha256, name: 'a.pdf', mediaType: 'application/pdf', sizeBytes }
    const file = { ...own, createdAt: gateway.clock.now(), createdBy: 'staff:w1', ...change }
    await gateway.store.commit([insertFile(file)])
    return file
  }
  const left = async (...ids: string[]) =>
    (await Promise.all(ids.map((id) => gateway.store.files.byId(id)))).map((file) => file?.id ?? null)
  return { ...made, upload, left }
}

describe('an upload that no case ever had', () => {
  it('is forgotten with its bytes after a day, a region’s after a week; what a case has stays', async () => {
    const { gateway, clock, blobs, upload, left } = await stage()
    const unused = await upload('unused', '1')
    await upload('used', '2', { caseId: 'c1' })
    await upload('theirs', '3', { region: '130000', ref: 'r1', createdBy: 'region:130000' })
    clock.advance(24 * HOUR_MS)
    await keepHouse(gateway)
    expect(await left('unused', 'used', 'theirs')).toEqual(['unused', 'used', 'theirs'])
    clock.advance(1)
    await keepHouse(gateway)
    expect(await left('unused', 'used', 'theirs')).toEqual([null, 'used', 'theirs'])
    expect(blobs.has(unused.sha256)).toBe(false)
    expect(blobs.size).toBe(2)
    clock.advance(144 * HOUR_MS)
    await keepHouse(gateway)
    expect(await left('used', 'theirs')).toEqual(['used', null])
    expect(blobs.size).toBe(1)
  })

  it('leaves bytes that another file has as well, and more of them go than one statement takes', async () => {
    const { gateway, clock, blobs, upload, left } = await stage()
    for (let index = 0; index < 120; index += 1) await upload(`u${index}`, index < 60 ? 'same' : String(index))
    await upload('used', 'same', { caseId: 'c1' })
    clock.advance(25 * HOUR_MS)
    await keepHouse(gateway)
    expect(await left('u0', 'u119', 'used')).toEqual([null, null, 'used'])
    expect(blobs.size).toBe(1)
  })

  it('can no longer be tied to a case in the hour before, so that no case ever misses a file', async () => {
    const { gateway, clock, upload } = await stage()
    await upload('u', '1')
    const tie = () =>
      resolveMaterials(
        gateway,
        [{ slot: 'MT001', form: '2', copies: 1, originalSeen: true, fileId: 'u' }],
        null,
        'staff:w1',
      )
    clock.advance(23 * HOUR_MS - 1)
    expect((await tie()).materials).toHaveLength(1)
    clock.advance(1)
    await expect(tie()).rejects.toMatchObject({ faults: [{ path: 'materials.MT001', code: 'file-unknown' }] })
  })
})
