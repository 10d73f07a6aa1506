import { randomBytes } from 'node:crypto'
import { momentText } from './china-time.ts'
import { sha256Digest } from './http-signature.ts'

const VALID_MS = 24 * 3600_000
const MAX_TRIES = 3

/** A file as the document describes it to the other side (FO, §3.1). */
export interface FileReference {
  fileId: string
  name: string
  mediaType: string
  sizeBytes: number
  digest: string
  url: string
  urlExpiresAt: string
}

interface Ticket {
  fileId: string
  expires: number
  tries: number
  isUsed: boolean
}

export type Withdrawal =
  | { found: 'bytes'; bytes: Uint8Array; mediaType: string; sent: () => void }
  | { found: 'none' | 'url_used' | 'url_expired' }

export interface FileShelf {
  put(bytes: Uint8Array, name: string, mediaType: string): FileReference
  /** A fresh one-time address of a file on the shelf. */
  renew(fileId: string): { url: string; urlExpiresAt: string } | null
  take(fileId: string, token: string): Withdrawal
  /** Makes every address that a file has now a used one. */
  wearOut(fileId: string): void
}

/** Files at one-time addresses of this server (§2.6): void once all bytes are sent, three tries until then. */
export function createFileShelf(now: () => number, baseUrl: () => string): FileShelf {
  const files = new Map<string, { bytes: Uint8Array; mediaType: string }>()
  const tickets = new Map<string, Ticket>()

  function ticketFor(fileId: string): { url: string; urlExpiresAt: string } {
    const token = randomBytes(18).toString('base64url')
    const expires = now() + VALID_MS
    tickets.set(token, { fileId, expires, tries: 0, isUsed: false })
    return { url: `${baseUrl()}/tb/v1/files/${fileId}?t=${token}`, urlExpiresAt: momentText(expires) }
  }

  return {
    put(bytes, name, mediaType) {
      const fileId = `f_${randomBytes(16).toString('hex')}`
      files.set(fileId, { bytes, mediaType })
      return { fileId, name, mediaType, sizeBytes: bytes.length, digest: sha256Digest(bytes), ...ticketFor(fileId) }
    },
    renew: (fileId) => (files.has(fileId) ? ticketFor(fileId) : null),
    wearOut(fileId) {
      for (const ticket of tickets.values()) if (ticket.fileId === fileId) ticket.isUsed = true
    },
    take(fileId, token) {
      const file = files.get(fileId)
      const ticket = tickets.get(token)
      if (!file || ticket?.fileId !== fileId) return { found: 'none' }
      if (ticket.isUsed || ticket.tries >= MAX_TRIES) return { found: 'url_used' }
      if (now() >= ticket.expires) return { found: 'url_expired' }
      ticket.tries += 1
      const sent = (): void => {
        ticket.isUsed = true
      }
      return { found: 'bytes', ...file, sent }
    },
  }
}
