import { describe, expect, it } from 'vitest'
import { type Draft, deleteDraft, insertDraft } from '../../core/store/drafts.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'
import { testSavedFilters } from './saved-filters-contract.ts'
import { testUploads } from './uploads-contract.ts'

const DRAFT: Draft = {
  id: 'draft-1',
  version: 1,
  region: '',
  matter: 'M07',
  mode: '',
  form: { applicant: { name: '次仁𠮷 ? \'"' } },
  materials: [{ slot: 'MT009', form: '2', copies: 1, originalSeen: false }],
  createdAt: 5,
  createdBy: 'ann',
  updatedAt: 5,
  updatedBy: 'ann',
  updatedByName: '安',
}

/** What every engine must do with drafts, and with the files that are on their way to them. */
export function testDrafts(open: () => SqlDriver): void {
  testUploads(open)
  testSavedFilters(open)
  describe('drafts', () => {
    it('are given back as they were saved, and saved over one version once', async () => {
      const store = openStore(open())
      await store.commit([insertDraft(DRAFT)])
      expect(await store.drafts.byId(DRAFT.id)).toEqual(DRAFT)
      const save = (updatedBy: string) =>
        store.drafts.save(
          { id: DRAFT.id, version: 1, updatedAt: 9, updatedBy, updatedByName: updatedBy },
          { ...DRAFT, mode: '3' },
        )
      expect((await Promise.all([save('bob'), save('eve')])).sort()).toEqual([2, null])
      expect(await store.drafts.byId(DRAFT.id)).toMatchObject({ version: 2, mode: '3', createdBy: 'ann', updatedAt: 9 })
      expect((await store.drafts.of('ann')).map(({ id }) => id)).toEqual([DRAFT.id])
      expect([await store.drafts.unusedSince(9, 5), await store.drafts.unusedSince(10, 5)]).toEqual([[], [DRAFT.id]])
      await store.commit(deleteDraft(DRAFT.id))
      expect(await store.drafts.byId(DRAFT.id)).toBeNull()
      expect(await save('bob')).toBeNull()
    })
  })
}
