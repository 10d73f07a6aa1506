import { describe, expect, it } from 'vitest'
import type { SqlDriver } from '../../core/store/driver.ts'
import { deleteSavedFilter, type SavedFilter, saveFilter } from '../../core/store/saved-filters.ts'
import { openStore } from '../../core/store/store.ts'

const FILTER: SavedFilter = {
  id: 'filter-1',
  staffId: 'filtering',
  name: '重庆𠮷 ? \'"',
  conditions: { region: '500000', status: ['SIGNED', 'ACCEPTED'] },
  savedAt: 5,
}

/** What every engine must do with conditions that people keep. */
export function testSavedFilters(open: () => SqlDriver): void {
  describe('saved filters', () => {
    it('are their owner’s alone, in the order of saving; one of the same name takes the place of the other', async () => {
      const store = openStore(open())
      await store.commit(saveFilter(FILTER))
      await store.commit(saveFilter({ ...FILTER, id: 'filter-2', name: '补正', savedAt: 6 }))
      await store.commit(saveFilter({ ...FILTER, id: 'filter-3', staffId: 'another' }))
      expect(await store.savedFilters.of('filtering')).toMatchObject([FILTER, { id: 'filter-2' }])
      const again = { ...FILTER, id: 'filter-4', conditions: { mine: 'true' }, savedAt: 7 }
      await store.commit(saveFilter(again))
      expect(await store.savedFilters.of('filtering')).toMatchObject([{ id: 'filter-2' }, again])
      expect(await store.savedFilters.of('another')).toHaveLength(1)
      await store.commit([deleteSavedFilter(again)])
      expect((await store.savedFilters.of('filtering')).map(({ id }) => id)).toEqual(['filter-2'])
    })
  })
}
