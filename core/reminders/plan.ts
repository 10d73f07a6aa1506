import { z } from 'zod'
import type { Condition } from '../condition.ts'
import { accepted, type Checked, faulty } from '../fault.ts'
import { toFaults } from '../form/definition-faults.ts'
import { condition, path } from '../form/matter-shapes.ts'

const days = z
  .array(z.int().min(0).max(3_650))
  .refine((list) => list.every((one, index) => index === 0 || one < (list[index - 1] ?? 0)), {
    error: '应从多到少,不重复',
  })

const shape = z.strictObject({
  licence: days,
  correction: days,
  renewal: z.record(z.string(), z.int().positive()),
  relocation: z
    .strictObject({
      basis: z.string().min(10),
      purpose: z.string().min(10),
      when: z.array(
        z.strictObject({ matter: z.string(), company: path, uscc: path, if: condition, says: z.string().min(1) }),
      ),
    })
    .exactOptional(),
})

/** How long before an end people are reminded, and which cases warn that a company may move away. */
export interface ReminderPlan {
  /** so many days before a licence ends, from many to few; 0 is its last day */
  readonly licence: readonly number[]
  readonly correction: readonly number[]
  /** matter → so many days before its end a licence has to be applied for anew */
  readonly renewal: Readonly<Record<string, number>>
  /** left out: nobody is warned; a warning stands on the law that it names */
  readonly relocation?: RelocationPlan
}

export interface RelocationPlan {
  readonly basis: string
  readonly purpose: string
  readonly when: readonly RelocationSign[]
}

/** A case that shows that a company registered here may move away: where its form names the company, and what has to hold. */
export interface RelocationSign {
  readonly matter: string
  readonly company: string
  readonly uscc: string
  readonly if: Condition
  readonly says: string
}

/** Reads the parsed `config/reminders.yaml`. */
export function readReminderPlan(raw: unknown): Checked<ReminderPlan> {
  const read = shape.safeParse(raw)
  return read.success ? accepted(read.data as ReminderPlan) : faulty(toFaults(read.error))
}
