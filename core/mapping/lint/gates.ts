import type { Codes } from '../../form/codes.ts'
import type { Matter } from '../../matter.ts'
import type { RegionFiles } from '../read-region.ts'
import type { Finding } from './finding.ts'
import type { MatterPaths } from './matter-paths.ts'
import type { PlacedRule } from './placed-rules.ts'

/** What every gate looks at: one matter of one region. */
export interface Subject {
  readonly region: RegionFiles
  readonly file: RegionFiles['matters'][number]
  readonly matter: Matter
  readonly paths: MatterPaths
  readonly codes: Codes
  readonly rules: readonly PlacedRule[]
  /** the matter's and the region's together, by path */
  readonly dropped: Readonly<Record<string, string>>
  readonly losses: Readonly<Record<string, string>>
  /** yyyy-MM-dd */
  readonly today: string
}

/** One of the quality gates a definition must pass before it is published. */
export type Gate = (subject: Subject) => Finding[]
