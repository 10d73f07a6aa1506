import { z } from 'zod'

/** What a region said when it was asked how a case goes on. */
export const queriedAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('found'),
    partnerCaseNo: z.string().nullable(),
    steps: z.array(z.strictObject({ name: z.string(), state: z.string(), at: z.string() })).meta({
      description: '对方的步骤,按对方的写法与次序',
    }),
    taken: z.int().meta({ description: '我们缺而当场补上的消息数' }),
  }),
  z.strictObject({ outcome: z.literal('refused'), code: z.string(), message: z.string() }),
  z.strictObject({ outcome: z.literal('later'), reason: z.string() }),
])

/** A material that need not be given. */
