import type { IncomingMessage } from 'node:http'
import type { Form } from './wire.ts'

const MAX_BODY_BYTES = 12 * 1024 * 1024

/** A form, and the file of an upload (§3.1, §3.3); null for what is neither. */
export async function readRequest(request: IncomingMessage): Promise<{ form: Form; file: Buffer } | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > MAX_BODY_BYTES) return null
    chunks.push(chunk as Buffer)
  }
  const type = request.headers['content-type'] ?? ''
  const bytes = Buffer.concat(chunks)
  if (type.startsWith('application/x-www-form-urlencoded'))
    return { form: Object.fromEntries(new URLSearchParams(bytes.toString('utf8'))), file: Buffer.alloc(0) }
  if (!type.startsWith('multipart/form-data')) return null
  return readMultipart(bytes, type)
}

async function readMultipart(bytes: Buffer, type: string): Promise<{ form: Form; file: Buffer } | null> {
  const response = new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
  const data = await response.formData().catch(() => null)
  if (!data) return null
  const parts = [...data.entries()]
  const texts = parts.filter((part): part is [string, string] => typeof part[1] === 'string')
  const file = data.get('FILE')
  if (file === null || typeof file === 'string') return null
  return { form: Object.fromEntries(texts), file: Buffer.from(await file.arrayBuffer()) }
}
