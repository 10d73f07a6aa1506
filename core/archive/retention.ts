import { z } from 'zod'
import { accepted, type Checked, faulty } from '../fault.ts'
import { toFaults } from '../form/definition-faults.ts'

/** How long an archive keeps its packages (机关文件材料归档范围和文书档案保管期限规定, 国家档案局令第 8 号 §7). */
const PERIODS = ['永久', '30 年', '10 年'] as const
export type Period = (typeof PERIODS)[number]

const shape = z.strictObject({ default: z.enum(PERIODS), matters: z.record(z.string(), z.enum(PERIODS)) })

/** How long packages are kept: of each matter named, and of all others. */
export interface RetentionPlan {
  readonly default: Period
  readonly matters: Readonly<Record<string, Period>>
}

/** Reads the parsed `config/retention.yaml`. */
export function readRetentionPlan(raw: unknown): Checked<RetentionPlan> {
  const read = shape.safeParse(raw)
  return read.success ? accepted(read.data) : faulty(toFaults(read.error))
}

/** How long the packages of a matter are kept; '' where nothing is declared. */
export function periodOf(plan: RetentionPlan | null, matter: string): Period | '' {
  if (!plan) return ''
  return Object.hasOwn(plan.matters, matter) ? (plan.matters[matter] ?? plan.default) : plan.default
}
