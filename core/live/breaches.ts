import type { Status } from '../case/status.ts'
import type { Colour } from '../clock/stage-clocks.ts'
import type { Gateway } from '../gateway.ts'
import { type ListedClock, NEVER } from '../store/case-clocks.ts'
import { toTime } from '../time.ts'

/** How many of the most pressing cases the board names. */
const MOST_NAMED = 7

/** Who has to act, as far as the status tells. */
export type WaitsFor = 'region' | 'handler' | 'applicant' | 'gateway'

/** A case on the board: its number, nobody's name. */
export interface PressingCase {
  readonly no: string
  readonly direction: 'out' | 'in'
  readonly region: string
  readonly matter: string
  readonly matterName: string
  readonly status: Status
  readonly colour: Colour
  readonly dueAt: string
  readonly waitsFor: WaitsFor
}

/** Cases whose limit is past or near, as their clocks said when they were last looked at. */
export interface Breaches {
  readonly overdue: number
  readonly red: number
  readonly yellow: number
  /** the first due first, those past their limit before all */
  readonly pressing: readonly PressingCase[]
}

/** What breaks its limit or is about to. */
export async function readBreaches({ store, matters }: Pick<Gateway, 'store' | 'matters'>): Promise<Breaches> {
  const { clocks } = store
  const [counts, listed] = await Promise.all([clocks.counts(), clocks.list({ limit: MOST_NAMED })])
  const count = (wanted: Colour) => counts.find(({ colour }) => colour === wanted)?.count ?? 0
  return {
    overdue: count('overdue'),
    red: count('red'),
    yellow: count('yellow'),
    pressing: listed
      .filter(({ dueAt }) => dueAt < NEVER)
      .map((one) => toPressing(one, matters.get(one.matter)?.name ?? one.matter)),
  }
}

function toPressing(listed: ListedClock, matterName: string): PressingCase {
  const { no, direction, region, matter, status, colour, dueAt } = listed
  return { no, direction, region, matter, matterName, status, colour, dueAt: toTime(dueAt), waitsFor: waitsFor(listed) }
}

const OURS: ReadonlySet<Status> = new Set(['COLLECTED', 'QUEUED', 'CORRECTED'])

function waitsFor({ direction, status }: Pick<ListedClock, 'direction' | 'status'>): WaitsFor {
  if (status === 'CORRECTION') return 'applicant'
  if (direction === 'in') return 'handler'
  return OURS.has(status) ? 'gateway' : 'region'
}
