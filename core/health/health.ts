import type { TileState } from '../live/region-tiles.ts'

/** How something stands; `unknown`: the gateway cannot tell, and does not guess. */
export type HealthState = 'good' | 'warning' | 'bad' | 'unknown'

/** What a process can tell of itself. */
export interface ProcessFacts {
  readonly node: string
  readonly startedAt: number
  readonly memoryBytes: number
  /** what it may use: the machine's, or what it is confined to */
  readonly memoryMostBytes: number
  /** how late the event loop was, 99th percentile since the last look, ms */
  readonly lateMs: number
}

/** Work that this process does by itself from time to time, as it went. */
export interface ChoreFacts {
  readonly name: string
  readonly everyMs: number
  /** when it last ended well; null where it never did */
  readonly endedAt: number | null
  readonly tookMs: number | null
  /** times in a row that it failed */
  readonly failures: number
}

/** What other sides' clocks say by the `Date` of their answers. */
export interface ClockFacts {
  readonly host: string
  /** seconds by which it goes before ours */
  readonly aheadSeconds: number
  readonly at: number
}

/** What only a runtime can tell. */
export interface RuntimeFacts {
  process(): ProcessFacts
  chores(): readonly ChoreFacts[]
  clocks(): readonly ClockFacts[]
  /** room where the data lies; null where it is not a disk of ours */
  disk(): Promise<{ readonly freeBytes: number; readonly totalBytes: number } | null>
  schemaNumber(): Promise<number>
}

type Stated = { readonly state: HealthState }

/** How the gateway stands, from what it can really tell. */
export interface Health {
  readonly at: number
  readonly worst: HealthState
  readonly process: ProcessFacts & Stated
  readonly store: Stated & {
    readonly engine: string
    readonly roundTripMs: number
    readonly schema: { readonly found: number; readonly needed: number }
  }
  readonly disk: (Stated & { readonly freeBytes: number; readonly totalBytes: number }) | null
  readonly clock: Stated & {
    /** the median of all; null where nothing has answered */
    readonly aheadSeconds: number | null
    readonly hosts: readonly ClockFacts[]
  }
  /** deliveries under way now, and leases that ran out without being given back */
  readonly dispatch: Stated & { readonly held: number; readonly holders: number; readonly lapsed: number }
  readonly chores: readonly (ChoreFacts & Stated)[]
  readonly regions: readonly (Stated & {
    readonly code: string
    readonly name: string
    readonly tile: TileState
    readonly ready: number
    readonly waiting: number
    readonly oldestSeconds: number | null
    readonly dead: number
    readonly failures: number
    readonly retryAt: string | null
  })[]
  readonly certificates: Stated & {
    readonly total: number
    /** the one that ends first */
    readonly first: { readonly region: string; readonly daysLeft: number } | null
    readonly within60: number
    readonly keysMissing: number
  }
  /** years of which the calendar knows the days off */
  readonly calendar: Stated & { readonly years: readonly string[]; readonly missing: readonly string[] }
}
