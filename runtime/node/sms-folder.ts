import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sms } from '../../core/notifications/sms.ts'

/** Lays each message in a folder as a file of its own, which only its owner reads: for trials, and for what fetches files. A message that comes again is the same file. */
export function openSmsFolder(folder: string): Sms {
  return {
    async send({ id, phone, text }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = join(folder, `${id}.json`)
      await writeFile(`${path}.part`, `${JSON.stringify({ id, phone, text })}\n`, { mode: 0o600 })
      await rename(`${path}.part`, path)
      return { is: 'taken', receipt: id }
    },
  }
}
