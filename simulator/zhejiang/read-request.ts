import type { IncomingMessage } from 'node:http'

const MAX_BODY_BYTES = 12 * 1024 * 1024

/** The bytes of a request; null where they are more than the region takes. */
export async function readBytes(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

/** The texts of a form with one file, in their order, and that file; null for what is none. */
export async function readMultipart(
  bytes: Buffer,
  type: string,
): Promise<{ parts: Map<string, string>; file: Buffer } | null> {
  const response = new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
  const data = await response.formData().catch(() => null)
  const file = data?.get('file')
  if (!data || file === null || file === undefined || typeof file === 'string') return null
  const texts = [...data.entries()].filter((part): part is [string, string] => typeof part[1] === 'string')
  return { parts: new Map(texts), file: Buffer.from(await file.arrayBuffer()) }
}
