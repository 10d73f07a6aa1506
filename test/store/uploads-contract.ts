import { describe, expect, it } from 'vitest'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'
import { deleteUpload, endUpload, insertUpload, insertUploadPiece, type Upload } from '../../core/store/uploads.ts'

const UPLOAD: Upload = {
  ...{ id: 'up-1', staffId: 'ann', name: '居住证𠮷 ? \'".pdf', sizeBytes: 200_000_000 },
  ...{ createdAt: 5, endsAt: 50, fileId: '' },
}
const piece = (startByte: number, sizeBytes: number, sha256 = 'aa') => ({
  uploadId: UPLOAD.id,
  startByte,
  sizeBytes,
  sha256,
})

/** What every engine must do with uploads under way. */
export function testUploads(open: () => SqlDriver): void {
  describe('uploads', () => {
    it('are their owner’s, the last begun first, with as much as has come, piece behind piece', async () => {
      const store = openStore(open())
      await store.commit([insertUpload(UPLOAD), insertUpload({ ...UPLOAD, id: 'up-2', createdAt: 6 })])
      await store.commit([insertUpload({ ...UPLOAD, id: 'up-3', staffId: 'bob' })])
      expect(await store.uploads.byId('up-1')).toEqual(UPLOAD)
      expect(await store.uploads.byId('none')).toBeNull()
      expect((await store.uploads.of('ann', 49)).map(({ id }) => id)).toEqual(['up-2', 'up-1'])
      expect(await store.uploads.received('up-1')).toBe(0)
      await store.commit([insertUploadPiece(piece(8_388_608, 8_388_608, 'bb'))])
      await store.commit([insertUploadPiece(piece(0, 8_388_608))])
      expect(await store.uploads.received('up-1')).toBe(16_777_216)
      expect((await store.uploads.pieces('up-1')).map(({ sha256 }) => sha256)).toEqual(['aa', 'bb'])
      expect(await store.uploads.sharedHashes(['bb', 'cc'])).toEqual(new Set(['bb']))
    })

    it('take of two pieces that begin at the same byte the first alone', async () => {
      const store = openStore(open())
      await expect(store.commit([insertUploadPiece(piece(0, 1, 'cc'))])).rejects.toThrow(KeyTaken)
      expect(await store.uploads.received('up-1')).toBe(16_777_216)
    })

    it('end with their time or as a file, and are found and forgotten with their pieces after that', async () => {
      const store = openStore(open())
      expect(await store.uploads.of('ann', 50)).toEqual([])
      await store.commit([endUpload({ id: 'up-2', endsAt: 20, fileId: 'file-2' })])
      expect((await store.uploads.of('ann', 10)).map(({ id }) => id)).toEqual(['up-1'])
      expect(await store.uploads.byId('up-2')).toMatchObject({ endsAt: 20, fileId: 'file-2' })
      expect((await store.uploads.endedBefore(50)).map(({ id }) => id)).toEqual(['up-2'])
      expect((await store.uploads.endedBefore(51)).map(({ id }) => id).sort()).toEqual(['up-1', 'up-2', 'up-3'])
      await store.commit(['up-1', 'up-2', 'up-3'].flatMap(deleteUpload))
      expect(await store.uploads.pieces('up-1')).toEqual([])
      expect(await store.uploads.endedBefore(100)).toEqual([])
    })
  })
}
