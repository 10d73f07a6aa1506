import { z } from 'zod'
import { CHARSETS } from '../../../core/charset.ts'

/** A member that travels as JSON text within the JSON, and the member before it that holds the digest of that text. */
const text = z.strictObject({
  at: z.string().min(1),
  digest: z.strictObject({ at: z.string().min(1), by: z.literal('sm3') }).exactOptional(),
})

/** `json`: compact, keys in their order, UTF-8; `texts` names members that are JSON texts themselves. */
const json = z.strictObject({ format: z.literal('json'), texts: z.array(text).default([]) })

/**
 * A form of texts (`application/x-www-form-urlencoded`, UTF-8), keys in the order of their bytes. The elements of a list are written as keys with their place
 * before them, `0NAME`, `1NAME`, and their number under the list's name and `countSuffix`; `lists` names the beginnings of such keys by list.
 */
const form = z.strictObject({
  format: z.literal('form'),
  lists: z.record(z.string(), z.array(z.string().min(1)).min(1)).default({}),
  countSuffix: z.string().min(1).default('_COUNT'),
  /** characters beyond U+FFFF are written as `{U+20164}` */
  spellsBeyondBmp: z.boolean().default(false),
})

/**
 * A form whose fields are XML documents in a charset of theirs, percent-encoded byte by byte: the members of the tree by name, each with its root element.
 * `lists` names elements that may come more than once; `declared` is what the documents call the charset. A document that calls its own by one of `charsets` is read in that.
 */
const xmlForm = z.strictObject({
  format: z.literal('xml-form'),
  charset: z.enum(CHARSETS),
  declared: z.string().min(1),
  charsets: z.record(z.string(), z.enum(CHARSETS)).default({}),
  roots: z.record(z.string(), z.string().min(1)),
  lists: z.array(z.string().min(1)).default([]),
})

/** How a tree becomes the bytes of a body. */
export const bodyShape = z.discriminatedUnion('format', [json, form, xmlForm])

export type Body = z.infer<typeof bodyShape>
export type JsonBody = z.infer<typeof json>
export type XmlFormBody = z.infer<typeof xmlForm>
export type FormBody = z.infer<typeof form>
