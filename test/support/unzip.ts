import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]

/** Unpacks an archive whose files are stored as they are (APPNOTE 6.3), by its directory, each against its checksum; throws where that says otherwise. */
export function unzipStored(zip: Buffer, folder: string): void {
  const end = zip.length - 22
  if (zip.readUInt32LE(end) !== END) throw new Error('no end of the directory')
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error(`no entry at ${at}`)
    const [sum, size, start] = [zip.readUInt32LE(at + 16), zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 42)]
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const path = zip.toString('utf8', at + 46, at + 46 + name)
    if (zip.readUInt32LE(start) !== LOCAL) throw new Error(`${path} is not where the directory says`)
    const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28)
    const bytes = zip.subarray(from, from + size)
    if (crc32(bytes) !== sum) throw new Error(`${path} is not what was packed`)
    const to = join(folder, path)
    mkdirSync(dirname(to), { recursive: true })
    writeFileSync(to, bytes)
    at += 46 + name + extra + comment
  }
}
