import { z } from 'zod'
import { CHARSETS } from '../../../core/charset.ts'
import type { Meaning } from '../../layers/answer-rule.ts'
import { treePath } from './texts.ts'

const meaning: z.ZodType<Meaning> = z.union([
  z.enum(['inner', 'done', 'already', 'renew', 'later', 'refused']),
  z.strictObject({ laterMs: z.int().nonnegative().nullable(), unknown: z.boolean().optional() }),
])

const level = z.strictObject({
  at: z.union([z.literal(''), treePath]),
  text: z.boolean().optional(),
  code: z.string().min(1),
  message: z.string().min(1),
  meanings: z.record(z.string(), meaning),
  other: meaning,
  waitSeconds: treePath.optional(),
})

/** An answer of one line: a word, then fields; `inner` leaves it to what the field with the code means on the innermost level. */
export const lineShape = z.strictObject({
  by: z.string().length(1),
  charset: z.enum(CHARSETS),
  meanings: z.record(z.string(), meaning),
  /** places of the fields, the word being 0 */
  code: z.int().positive(),
  message: z.int().positive(),
  caseNo: z.int().positive(),
  /** place of the name under which the case was sent */
  named: z.int().positive().exactOptional(),
})

/** How the region's answers are read; paths of `caseNo`, `named` and `faults` start at the layer that decides. */
export const answerRule = z
  .strictObject({
    levels: z.array(level).min(1),
    faults: z
      .strictObject({
        at: treePath,
        path: z.string().min(1),
        code: z.string().min(1),
        message: z.string().min(1),
        within: z.strictObject({ at: treePath, names: z.array(z.string().min(1)).min(1) }).optional(),
      })
      .optional(),
    /** what is no answer but a page to log in: HTTP statuses, or a text near the beginning of it */
    login: z.strictObject({ statuses: z.array(z.int()), text: z.string().min(1) }).optional(),
    /** where a registered case gets its number */
    caseNo: treePath,
    /** members that name the case by a number of either side: an answer that names another is not ours */
    named: z.array(treePath).default([]),
  })
  .refine(({ levels }) => levels.at(-1)?.other !== 'inner', {
    error: '最后一层的 other 不能是 inner',
    path: ['levels'],
  })
