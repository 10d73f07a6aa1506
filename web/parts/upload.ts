import { api, Refused, read } from '../shell/ask.ts'

export interface Uploaded {
  readonly id: string
  readonly name: string
  readonly mediaType: string
  readonly sizeBytes: number
}

/** How far an upload is: how much of it arrived, 0 to 1, and whether it waits for the line or for somebody to sign in again. */
export interface UploadState {
  readonly share: number
  readonly waits: boolean
}

/** The first piece; each next one is twice as long while one takes less than two seconds, half as long where it takes more than four. */
const FIRST_BYTES = 256 * 1024
const LEAST_BYTES = 64 * 1024
const MOST_BYTES = 8 * 1024 * 1024
const QUICK_MS = 2_000
const SLOW_MS = 4_000
const AGAIN_MS = 3_000
/** As often as one piece may be refused by a server that answers, one behind the other. */
const MOST_TRIES = 5

/** Sends a file, a large one in pieces that what was received before is not sent again. Rejects with what the server refused; a line that is cut it waits for. */
export async function upload(file: File, onProgress: (state: UploadState) => void): Promise<Uploaded> {
  const warn = (event: BeforeUnloadEvent) => event.preventDefault()
  addEventListener('beforeunload', warn)
  try {
    if (file.size > FIRST_BYTES) return await uploadPieces(file, onProgress)
    const whole = () => uploadWhole(file, (share) => onProgress({ share, waits: false }))
    return await untilAnswered(whole, () => onProgress({ share: 0, waits: true }))
  } finally {
    removeEventListener('beforeunload', warn)
  }
}

async function uploadPieces(file: File, onProgress: (state: UploadState) => void): Promise<Uploaded> {
  const digest = sha256Of(file)
  const told = (received: number, waits = false) => onProgress({ share: received / file.size, waits })
  let received = 0
  const patiently = <Answer>(ask: () => Promise<Answer>) => untilAnswered(ask, () => told(received, true))
  const { id, received: before } = await patiently(() => taken(file))
  received = before
  let size = FIRST_BYTES
  for (let tries = 0; received < file.size; ) {
    told(received)
    const began = performance.now()
    try {
      received = await sendPiece(id, received, file.slice(received, received + size), (bytes) => told(received + bytes))
      tries = 0
      const tookMs = performance.now() - began
      if (tookMs < QUICK_MS) size = Math.min(MOST_BYTES, size * 2)
      else if (tookMs > SLOW_MS) size = Math.max(LEAST_BYTES, size / 2)
    } catch (error) {
      tries += 1
      if (!mayGoOn(error) || tries > MOST_TRIES) throw error
      size = FIRST_BYTES
      // what arrived of it only the server knows
      received = (await patiently(() => read(api.uploads[':id'].$get({ param: { id } })))).received
    }
  }
  const sha256 = await digest
  return patiently(() => read(api.uploads[':id'].finish.$post({ param: { id }, json: { sha256 } })))
}

/** One's own upload of this file that was not finished, or a new one. */
async function taken(file: File) {
  const { uploads } = await read(api.uploads.$get())
  const begun = uploads.find(({ name, sizeBytes }) => name === file.name && sizeBytes === file.size)
  return begun ?? read(api.uploads.$post({ json: { name: file.name, sizeBytes: file.size } }))
}

const isCut = (error: unknown) =>
  error instanceof Refused && (error.status === 0 || error.status === 401 || error.status > 500)
const mayGoOn = (error: unknown) =>
  isCut(error) || (error instanceof Refused && error.problem?.code === 'upload-conflict')

/** Asks until somebody answers; a line that comes back is asked at once. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>, onCut: () => void): Promise<Answer> {
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (!isCut(error)) throw error
      onCut()
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, AGAIN_MS)
        addEventListener('online', () => resolve(clearTimeout(timer)), { once: true })
      })
    }
  }
}

async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function sendPiece(id: string, start: number, piece: Blob, onSent: (bytes: number) => void): Promise<number> {
  const answer = await send('PUT', `/api/uploads/${id}/pieces/${start}`, piece, {}, (sent) => onSent(sent * piece.size))
  return (answer as { received: number }).received
}

/** Sends a file in one; tells how much of it went, 0 to 1. Rejects with what the server refused. */
export function uploadWhole(file: File, onProgress: (share: number) => void, to = '/api/files'): Promise<Uploaded> {
  const headers = { 'x-file-name': encodeURIComponent(file.name) }
  return send('POST', to, file, headers, onProgress) as Promise<Uploaded>
}

function send(
  method: 'POST' | 'PUT',
  to: string,
  body: Blob,
  headers: Readonly<Record<string, string>>,
  onProgress: (share: number) => void,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    // fetch tells nothing while it sends
    const request = new XMLHttpRequest()
    request.open(method, to)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total)
    request.onload = () =>
      request.status < 300 ? resolve(request.response) : reject(new Refused(request.status, request.response))
    request.onerror = () => reject(new Refused(0, null))
    request.send(body)
  })
}
