import { fillFileSlots } from '../../core/file-slots.ts'
import type { Json, JsonObject } from '../../core/json.ts'
import type { FileSlot } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { toTime } from '../../core/time.ts'
import type { Options } from './options.ts'

type Sharing = Pick<Partner<Options>, 'options' | 'publicUrl' | 'clock' | 'fileLinks'>

/** The tree with a fresh one-time address, and its end, wherever it names a file of ours; one address a file. */
export async function withFileLinks(tree: JsonObject, sharing: Sharing): Promise<JsonObject> {
  const { options, publicUrl, clock, fileLinks } = sharing
  if (options.files.send.as !== 'links') return tree
  const { path, secretParam, secretBytes, validMs } = options.files.send
  const secrets = new Map<string, string>()
  const expiresAt = clock.now() + validMs
  const urls = new Map<string, string>()
  for (const { id, sha256, name, mediaType, sizeBytes } of filesNamed(tree)) {
    const secret = await fileLinks.issue({ id, sha256, name, mediaType, sizeBytes }, expiresAt, secretBytes)
    const address = `${publicUrl}${path}/${id.replaceAll('-', '')}`
    urls.set(id, secretParam === undefined ? address : `${address}?${secretParam}=${secret}`)
    secrets.set(id, secret)
  }
  const fill = ({ $file, as }: FileSlot): Json => {
    if (as === 'expires') return toTime(expiresAt)
    return (as === 'secret' ? secrets : urls).get($file.id) ?? ''
  }
  return fillFileSlots(tree, fill)
}

/** Every file that a slot names, once. */
export function filesNamed(tree: JsonObject): FileSlot['$file'][] {
  const files = new Map<string, FileSlot['$file']>()
  fillFileSlots(tree, ({ $file }) => {
    files.set($file.id, $file)
    return ''
  })
  return [...files.values()]
}

const HEX_ID = /^[0-9a-f]{32}$/

/** Answers a region that fetches a file at an address we gave it; null where the path is none of these. */
export async function serveFile(
  request: Request,
  path: string,
  { options, fileLinks, blobs }: Pick<Partner<Options>, 'options' | 'fileLinks' | 'blobs'>,
): Promise<Response | null> {
  const place = [options.files.send, ...options.channels.map(({ send }) => send)].find(
    (send) => send.as === 'links' && path.startsWith(`${send.path}/`),
  )
  if (request.method !== 'GET' || place?.as !== 'links') return null
  const id = path.slice(place.path.length + 1)
  const { secretParam, secretHeader } = place
  const secret =
    secretParam === undefined
      ? (request.headers.get(secretHeader ?? '') ?? '')
      : (new URL(request.url).searchParams.get(secretParam) ?? '')
  if (!HEX_ID.test(id) || secret === '') return new Response(null, { status: 404 })
  const fileId = `${id.slice(0, 8)}-${id.slice(8, 12)}-${id.slice(12, 16)}-${id.slice(16, 20)}-${id.slice(20)}`
  const file = await fileLinks.open(fileId, secret)
  if (file === 'unknown') return new Response(null, { status: 404 })
  if (file === 'used' || file === 'expired') return new Response(null, { status: 410 })
  const bytes = file.sha256 === '' ? null : await blobs.read(file.sha256)
  if (!bytes) return new Response(null, { status: 202, headers: { 'retry-after': '60' } })
  // the address is worn out with the first byte that goes
  await fileLinks.finish(fileId, secret)
  return new Response(bytes.slice(), {
    status: 200,
    headers: { 'content-type': file.mediaType, 'content-length': String(bytes.length) },
  })
}
