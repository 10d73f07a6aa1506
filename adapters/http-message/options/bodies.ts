import { z } from 'zod'

/** How a tree becomes the bytes of a body: `json` compact, keys in their order, UTF-8. */
export const bodyShape = z.discriminatedUnion('format', [z.strictObject({ format: z.literal('json') })])

export type Body = z.infer<typeof bodyShape>
