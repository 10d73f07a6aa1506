import { RECEIPT, type ReceiptRow, readRows } from './callback-csv.ts'
import { DEMO } from './demo-keys.ts'
import type { Folder } from './folder.ts'
import { readSealed } from './laid-files.ts'

const RECEIPT_FILE = new RegExp(`^/in/hz/HZ_${DEMO.gateway}_${DEMO.own}_\\d{14}_\\d{4}\\.csv\\.ok$`)

/** Receipts of the gateway for files of ours, as they come. */
export interface Receipts {
  /** The next receipt that names the file, and the event where it is about one; null where none comes in time. */
  wait(wjm: string, sjid: string, patienceMs: number): Promise<ReceiptRow | null>
  /** What was wrong with receipt files. */
  readonly faults: string[]
}

export function createReceipts(folder: Folder): Receipts {
  const waiting = new Map<string, (row: ReceiptRow) => void>()
  const early = new Map<string, ReceiptRow>()
  const faults: string[] = []
  folder.watch((path) => {
    if (!RECEIPT_FILE.test(path)) return
    const bytes = readSealed(folder, path.slice(0, -3))
    const rows = bytes ? readRows(RECEIPT, bytes) : '.ok 不符'
    if (typeof rows === 'string') return void faults.push(`${path}:${rows}`)
    for (const row of rows as unknown as ReceiptRow[]) {
      const key = `${row.wjm}|${row.sjid}`
      if (!/^[012]$/.test(row.jg)) faults.push(`${path}:jg 为 ${row.jg}`)
      const wake = waiting.get(key)
      waiting.delete(key)
      if (wake) wake(row)
      else early.set(key, row)
    }
  })
  return {
    faults,
    wait(wjm, sjid, patienceMs) {
      const key = `${wjm}|${sjid}`
      const known = early.get(key)
      early.delete(key)
      if (known) return Promise.resolve(known)
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiting.delete(key)
          resolve(null)
        }, patienceMs)
        timer.unref()
        waiting.set(key, (row) => {
          clearTimeout(timer)
          resolve(row)
        })
      })
    },
  }
}
