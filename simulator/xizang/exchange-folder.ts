import { existsSync, lstatSync, mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { toDigits } from './dates.ts'
import { createNames, type PackageKind } from './package-name.ts'
import { type ReceiptLine, readReceipt, writeReceipt } from './receipts.ts'
import { type Spoilt, writePackage } from './write-package.ts'

/** A package that stands ready to be read, or stands ready anew. */
export interface ReadyPackage {
  readonly name: string
  readonly folder: string
}

type Receipt = readonly ReceiptLine[] | string

/** The exchange directory as this region works with it (§1.2): `c2z` and `c2z/ack` come from the other side, `z2c` and `z2c/ack` are its own. */
export function openExchangeFolder(root: string, now: () => number) {
  const nextName = createNames()
  const readyAt = new Map<string, number>()
  const awaited = new Map<string, (receipt: Receipt) => void>()
  /** receipts that were heard before the package was put there again */
  const known = new Map<string, string>()
  /** The earlier receipt of a package that came again, or one of which a half was written so far. */
  const isBefore = (name: string, receipt: Receipt): boolean =>
    known.has(name) && (typeof receipt === 'string' || JSON.stringify(receipt) === known.get(name))
  for (const folder of ['c2z/ack', 'z2c/ack']) mkdirSync(join(root, folder), { recursive: true })

  return {
    root,
    /** Packages of the other side whose READY.txt was not there, or was another, when this was asked last. */
    newPackages(): ReadyPackage[] {
      return readdirSync(join(root, 'c2z'))
        .sort()
        .filter((name) => name !== 'ack' && lstatSync(join(root, 'c2z', name)).isDirectory())
        .map((name) => ({ name, folder: join(root, 'c2z', name) }))
        .filter(({ name, folder }) => {
          const ready = join(folder, 'READY.txt')
          if (!existsSync(ready)) return false
          const time = statSync(ready).mtimeMs
          const isNew = readyAt.get(name) !== time
          readyAt.set(name, time)
          return isNew
        })
    },
    /** Has a package come again at the next scan. */
    forget: (name: string) => void readyAt.delete(name),
    answer: (name: string, receipt: Uint8Array, seal?: string) =>
      writeReceipt(join(root, 'z2c/ack'), name, receipt, seal),
    /** Writes a package of this region and hears later what the other side says of it. */
    send(
      kind: PackageKind,
      files: ReadonlyMap<string, Uint8Array>,
      heard: (receipt: Receipt) => void,
      spoilt?: Spoilt,
      at = now(),
    ) {
      const name = nextName(toDigits(at), kind)
      awaited.set(name, heard)
      writePackage(join(root, 'z2c', name), files, spoilt)
      return name
    },
    /** Puts the same package there again, to be read anew; another receipt is waited for. */
    sendAgain(name: string, files: ReadonlyMap<string, Uint8Array>, heard: (receipt: Receipt) => void): void {
      awaited.set(name, heard)
      known.set(name, JSON.stringify(readReceipt(join(root, 'c2z/ack'), name)))
      writePackage(join(root, 'z2c', name), files)
      const later = new Date(Date.now() + 2_000)
      utimesSync(join(root, 'z2c', name, 'READY.txt'), later, later)
    },
    /** Reads the receipts that have come since. */
    hearReceipts(): void {
      for (const [name, heard] of awaited) {
        const receipt = readReceipt(join(root, 'c2z/ack'), name)
        if (receipt === null || isBefore(name, receipt)) continue
        awaited.delete(name)
        heard(receipt)
      }
    },
  }
}

export type ExchangeFolder = ReturnType<typeof openExchangeFolder>

/** The codes of a receipt; what is no receipt in its own words. */
export const codesOf = (receipt: Receipt): string[] =>
  typeof receipt === 'string' ? [receipt] : receipt.map(({ code }) => code)
