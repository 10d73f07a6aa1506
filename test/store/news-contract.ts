import { describe, expect, it } from 'vitest'
import { type EventFacts, nextEvent } from '../../core/case/event.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { insertDelivery } from '../../core/store/deliveries.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'
import { caseOf, deliveryOf } from './sample-rows.ts'

const AT = 2_000_000_000_000
const REGION = '610000'

/** What every engine must do with what happened lately. */
export function testNews(open: () => SqlDriver): void {
  describe('news', () => {
    it('are told from a moment on, and counted by case', async () => {
      const store = openStore(open())
      const event = (facts: Partial<EventFacts>, seq: number) => {
        const given = {
          type: 'progress',
          status: 'CORRECTION',
          at: AT,
          actor: 'gateway',
          data: {},
          ...facts,
        } as EventFacts
        return insertEvent({ ...nextEvent('news-1', null, given), seq })
      }
      await store.commit([
        ...insertCase(caseOf('news-1', { region: REGION, handler: 'ann' })),
        event({ at: AT - 1 }, 1),
        ...[2, 3].map((seq) => event({}, seq)),
        event({ type: 'delivered', status: 'DELIVERED', at: AT + 1 }, 4),
        ...insertDelivery(deliveryOf('news-d', 'news-1', { region: REGION, state: 'waiting', createdAt: 7 })),
      ])
      const told = { caseId: 'news-1', no: 'WH510107news-1', direction: 'out', region: REGION, handler: 'ann' }
      expect(await store.news.since(AT, 2)).toEqual(
        [2, 3].map((seq) => ({ ...told, seq, type: 'progress', status: 'CORRECTION', at: AT })),
      )
      const counts = await store.news.counts(AT, ['delivered'], ['progress'], ['CORRECTION'])
      expect(counts.sort((a, b) => a.type.localeCompare(b.type))).toEqual([
        { region: REGION, type: 'delivered', status: 'DELIVERED', count: 1 },
        { region: REGION, type: 'progress', status: 'CORRECTION', count: 1 },
      ])
      const pending = await store.news.pending()
      expect(pending.filter(({ region }) => region === REGION)).toEqual([
        { region: REGION, state: 'waiting', count: 1, oldestAt: 7 },
      ])
      expect(await store.news.waiting()).toEqual({ correction: expect.any(Number), attention: expect.any(Number) })
    })
  })
}
