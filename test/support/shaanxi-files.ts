import { setTimeout as pause } from 'node:timers/promises'
import type { Simulator } from '../../simulator/contract.ts'
import {
  CALLBACK,
  type CallbackRow,
  RECEIPT,
  type ReceiptRow,
  readRows,
  writeRows,
} from '../../simulator/shaanxi/callback-csv.ts'
import type { Folder } from '../../simulator/shaanxi/folder.ts'
import { matterOf } from '../../simulator/shaanxi/matters.ts'
import { type Push, samplePush } from '../../simulator/shaanxi/samples.ts'
import { dayDigits, sealOf, time, timeDigits, toJson } from '../../simulator/shaanxi/wire.ts'

const PATIENCE_MS = 8_000

/** The region's directory as its owner sees it, who may lay there whatever he likes. */
export const folderOf = (simulator: Simulator): Folder => (simulator as Simulator & { folder: Folder }).folder

/** A case of ours, by both numbers. */
export interface OurCase {
  readonly no: string
  readonly partnerNo: string
}

/** Every row of the gateway's receipts that names a file. */
function rowsFor(folder: Folder, wjm: string): ReceiptRow[] {
  const csvs = [...folder.files].filter(([path]) => /^\/in\/hz\/.*\.csv$/.test(path) && folder.files.has(`${path}.ok`))
  return csvs.flatMap(([, { bytes }]) => {
    const rows = readRows(RECEIPT, bytes)
    return typeof rows === 'string' ? [] : (rows as unknown as ReceiptRow[]).filter((row) => row.wjm === wjm)
  })
}

/** Waits until the gateway's receipts have so many rows about a file; those rows. */
async function receiptsFor(folder: Folder, wjm: string, count: number): Promise<ReceiptRow[]> {
  for (let waited = 0; ; waited += 20) {
    const rows = rowsFor(folder, wjm)
    if (rows.length >= count) return rows
    if (waited > PATIENCE_MS) throw new Error(`no receipt for ${wjm}: ${JSON.stringify(rows)}`)
    await pause(20)
  }
}

let laid = 0

/** A number for a case of the region's that it had never before. */
export function newNumber(): string {
  laid += 1
  return `SN610113202611248${String(laid).padStart(4, '0')}`
}

/** An application of the region's own as it would be laid. */
export const application = (no = newNumber()): Push => samplePush(matterOf('M07'), no, Date.now())

/** What is laid in place of what belongs there; null lays nothing. */
export interface Laying {
  readonly name?: string
  readonly json?: Buffer
  readonly zip?: Buffer | null
  readonly seal?: Buffer
}

/** Lays an application with its seal, and waits for the gateway's receipt. */
export async function layApplication(
  folder: Folder,
  { form, archive }: Push,
  change: Laying = {},
): Promise<ReceiptRow> {
  const name = change.name ?? `${form.lsh}_${form.cs}`
  const [json, zip] = [change.json ?? toJson(form), change.zip === undefined ? archive : change.zip]
  const files: [string, Buffer][] = [[`${name}.json`, json], ...(zip ? [[`${name}.zip`, zip] as [string, Buffer]] : [])]
  const directory = `/out/ts/${dayDigits(Date.now())}`
  const before = rowsFor(folder, `${name}.json`).length
  const lain = folder.files.get(`${directory}/${name}.ok`)
  // what is laid anew is another once its time is
  if (lain) await pause(Math.max(0, (lain.modifiedAt + 1) * 1_000 - Date.now()))
  for (const [file, bytes] of files) folder.put(`${directory}/${file}`, bytes)
  folder.put(`${directory}/${name}.ok`, change.seal ?? sealOf(files))
  return (await receiptsFor(folder, `${name}.json`, before + 1))[before] as ReceiptRow
}

let told = 0

/** The first row of an event about a case of ours: 审查 where nothing else is said. */
export function event({ no, partnerNo }: OurCase, over: CallbackRow = {}): CallbackRow {
  told += 1
  const sjid = `SNX${String(told).padStart(10, '0')}`
  const first = { hlx: 'S', sjid, xh: '1', lsh: no, slh: partnerNo, sxid: '61070001', zt: '12', hj: 'JJ' }
  return { ...first, sj: time(Date.now() + told * 60_000), ...over }
}

/** A row behind it. */
export const behind = (first: CallbackRow, xh: number, over: CallbackRow): CallbackRow => {
  const { sjid, lsh, slh, sxid } = first as Record<'sjid' | 'lsh' | 'slh' | 'sxid', string>
  return { sjid, lsh, slh, sxid, xh: String(xh), ...over }
}

/** What is laid in place of what belongs there, and how many rows of a receipt are awaited. */
export interface EventLaying {
  readonly name?: string
  readonly csv?: Buffer
  readonly seal?: Buffer
  readonly answers?: number
}

/** Lays a callback file with its seal and waits for a receipt with so many rows. */
export async function layEvents(
  folder: Folder,
  rows: readonly CallbackRow[],
  change: EventLaying = {},
): Promise<ReceiptRow[]> {
  told += 1
  const name = change.name ?? `HD_610000_510107_${timeDigits(Date.now())}_${String(told % 10_000).padStart(4, '0')}.csv`
  const csv = change.csv ?? writeRows(CALLBACK, rows)
  folder.put(`/out/hd/${name}`, csv)
  folder.put(`/out/hd/${name}.ok`, change.seal ?? sealOf([[name, csv]]))
  return receiptsFor(folder, name, change.answers ?? 1)
}
