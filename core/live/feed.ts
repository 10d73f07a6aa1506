import type { Gateway } from '../gateway.ts'
import type { CaseNews } from '../store/news.ts'
import { type Board, readBoard } from './board.ts'
import { type RegionTile, regionTiles } from './region-tiles.ts'

/** How old what a page shows may become before the store is looked at again, ms. */
export const LOOK_EVERY_MS = 2_000
/** Events carry the time at which they were decided; other processes write them a little later. */
const LATE_MS = 10_000
/** More at once is no news any more: whoever follows reads the lists anew. */
const MOST_AT_ONCE = 1_000
/** Who was away for longer reads the lists anew. */
const LONGEST_AWAY_MS = 600_000
const MOST_KEPT = 5_000

/** What is new since the last look. */
export interface News {
  /** when the store was looked at, ms; where to go on from */
  readonly at: number
  readonly cases: readonly CaseNews[]
  /** regions that stand otherwise than before */
  readonly regions: readonly RegionTile[]
  /** too much happened to be told: read everything anew */
  readonly reload: boolean
}

interface Kept {
  /** 1, 2, 3 … in the order in which this process learnt of it */
  readonly number: number
  readonly news: CaseNews | RegionTile | 'reload'
}

/** What happens, for the pages that show it. However many follow, the store is looked at once in two seconds, and not at all where nobody does; other processes' events come the same way. */
export interface LiveFeed {
  board(): Promise<Board>
  /** News without end until stopped, a piece every two seconds even where nothing happened; from `since` on where one says when one was last told. */
  follow(stop: AbortSignal, since: number | null): AsyncGenerator<News>
}

export function createLiveFeed(gateway: Gateway): LiveFeed {
  const { clock, store } = gateway
  const look = createLook(gateway)
  const board = shared(clock, () => readBoard(gateway))

  return {
    board,
    async *follow(stop, since) {
      let { at, number } = await look()
      if (since !== null) yield await missed(since, at)
      else yield { at, cases: [], regions: [], reload: false }
      while (!stop.aborted) {
        await clock.sleep(LOOK_EVERY_MS, stop)
        if (stop.aborted) return
        const now = await look()
        const kept = now.kept.filter((one) => one.number > number)
        yield { at: now.at, ...sorted(kept), reload: kept.some(({ news }) => news === 'reload') || now.forgot > number }
        ;({ at, number } = now)
      }
    },
  }

  async function missed(since: number, at: number): Promise<News> {
    const away = at - since > LONGEST_AWAY_MS
    const cases = away ? [] : await store.news.since(since - LATE_MS, MOST_AT_ONCE)
    const reload = away || cases.length === MOST_AT_ONCE
    return { at, cases: reload ? [] : cases, regions: reload ? [] : await regionTiles(gateway), reload }
  }
}

function sorted(kept: readonly Kept[]): Pick<News, 'cases' | 'regions'> {
  const all = kept.map(({ news }) => news).filter((news) => news !== 'reload')
  const latest = new Map(all.flatMap((news) => ('code' in news ? [[news.code, news] as const] : [])))
  return { cases: all.filter((news) => 'caseId' in news), regions: [...latest.values()] }
}

/** Looks at the store for what it has not seen yet, and keeps it for whoever asks later. */
function createLook(gateway: Gateway) {
  const { clock, store } = gateway
  const seen = new Map<string, number>()
  const states = new Map<string, string>()
  let kept: Kept[] = []
  let number = 0
  let forgot = 0
  let from = Number.NaN
  const keep = (news: Kept['news']) => {
    number += 1
    kept.push({ number, news })
  }

  return shared(clock, async () => {
    const at = clock.now()
    const isFirst = Number.isNaN(from)
    if (isFirst) from = at
    const [found, tiles] = await Promise.all([store.news.since(from - LATE_MS, MOST_AT_ONCE), regionTiles(gateway)])
    for (const news of found) {
      const key = `${news.caseId}.${news.seq}`
      if (!seen.has(key) && !isFirst) keep(news)
      seen.set(key, news.at)
    }
    if (found.length === MOST_AT_ONCE) keep('reload')
    for (const tile of tiles) {
      const { queue, heardAt: _, ...rest } = tile
      const told = JSON.stringify({ ...rest, ready: queue.ready, waiting: queue.waiting })
      if (states.has(tile.code) && states.get(tile.code) !== told) keep(tile)
      states.set(tile.code, told)
    }
    from = at
    for (const [key, happenedAt] of seen) if (happenedAt < from - LATE_MS) seen.delete(key)
    if (kept.length > MOST_KEPT) {
      forgot = kept.at(-MOST_KEPT)?.number ?? 0
      kept = kept.slice(-MOST_KEPT + 1)
    }
    return { at, number, kept, forgot }
  })
}

/** The same answer for all who ask within two seconds. */
function shared<Value>({ now }: Gateway['clock'], read: () => Promise<Value>): () => Promise<Value> {
  let readAt = Number.NEGATIVE_INFINITY
  let last: Promise<Value> | null = null
  return () => {
    if (last && now() - readAt < LOOK_EVERY_MS) return last
    readAt = now()
    const reading = read()
    last = reading
    reading.catch(() => {
      if (last === reading) last = null
    })
    return reading
  }
}
