import type { EventType } from '../case/event.ts'
import type { Status } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import type { CountedNews } from '../store/news.ts'
import { startOfDate, toDate, toTime } from '../time.ts'
import { type Breaches, readBreaches } from './breaches.ts'
import { type RegionTile, regionTiles } from './region-tiles.ts'

/** What a day is counted by: cases to which it happened today, each once. */
export interface Figures {
  /** taken in here and sent */
  readonly submitted: number
  /** pushed by a region */
  readonly received: number
  readonly delivered: number
  readonly correction: number
  readonly completed: number
  /** not accepted, returned or denied */
  readonly refused: number
}

/** All that the board shows. Of cases it names the most pressing by number; nobody's name or data stand in it. */
export interface Board {
  readonly at: string
  readonly regions: readonly (RegionTile & { readonly today: Figures })[]
  readonly today: Figures
  readonly breaches: Breaches
  /** what waits for somebody now, whenever it began */
  readonly open: { readonly correction: number; readonly attention: number; readonly dead: number }
}

const TYPES: readonly EventType[] = ['submitted', 'received', 'delivered']
const MOVES: readonly EventType[] = ['progress', 'handled']
const STATUSES_OF = {
  correction: ['CORRECTION'],
  completed: ['COMPLETED'],
  refused: ['REFUSED', 'RETURNED', 'DENIED'],
} as const satisfies Partial<Record<keyof Figures, readonly Status[]>>

/** The board as it stands now: every region, today's figures since midnight in Beijing, and what waits. */
export async function readBoard(gateway: Gateway): Promise<Board> {
  const { store, clock } = gateway
  const now = clock.now()
  const [tiles, counted, waiting, breaches] = await Promise.all([
    regionTiles(gateway),
    store.news.counts(startOfDate(toDate(now)), TYPES, MOVES, Object.values(STATUSES_OF).flat()),
    store.news.waiting(),
    readBreaches(gateway),
  ])
  return {
    at: toTime(now),
    regions: tiles.map((tile) => ({ ...tile, today: figuresOf(counted.filter(({ region }) => region === tile.code)) })),
    today: figuresOf(counted),
    breaches,
    open: { ...waiting, dead: tiles.reduce((sum, { dead }) => sum + dead, 0) },
  }
}

function figuresOf(counted: readonly CountedNews[]): Figures {
  const sum = (of: (news: CountedNews) => boolean) =>
    counted.filter(of).reduce((total, { count }) => total + Number(count), 0)
  const byType = (wanted: EventType) => sum(({ type }) => type === wanted)
  const byStatus = (statuses: readonly Status[]) =>
    sum(({ type, status }) => MOVES.includes(type) && statuses.includes(status))
  return {
    submitted: byType('submitted'),
    received: byType('received'),
    delivered: byType('delivered'),
    correction: byStatus(STATUSES_OF.correction),
    completed: byStatus(STATUSES_OF.completed),
    refused: byStatus(STATUSES_OF.refused),
  }
}
