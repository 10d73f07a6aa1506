import { z } from 'zod'

/** A member that travels as JSON text within the JSON, and the member before it that holds the digest of that text. */
const text = z.strictObject({
  at: z.string().min(1),
  digest: z.strictObject({ at: z.string().min(1), by: z.literal('sm3') }).exactOptional(),
})

/** `json`: compact, keys in their order, UTF-8; `texts` names members that are JSON texts themselves. */
const json = z.strictObject({ format: z.literal('json'), texts: z.array(text).default([]) })

/** How a tree becomes the bytes of a body. */
export const bodyShape = z.discriminatedUnion('format', [json])

export type Body = z.infer<typeof bodyShape>
export type JsonBody = z.infer<typeof json>
