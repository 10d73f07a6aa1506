import { describe, expect, it } from 'vitest'
import { readZip } from '../../adapters/layers/archive/read-zip.ts'
import { writeZip } from '../../adapters/layers/archive/zip.ts'

const LIMITS = { maxEntries: 3, maxEntryBytes: 1_000, maxTotalBytes: 1_500 }
const read = async (archive: Uint8Array) => {
  const entries = await readZip(archive, LIMITS)
  return typeof entries === 'string' ? entries : entries.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])
}
const contents = (read: string | string[][]) => (typeof read === 'string' ? read : read.map(([, text]) => text))
const base64 = (text: string) => Buffer.from(text, 'base64')

describe('an archive of others', () => {
  // python3: zipfile.ZipFile(b, 'w', ZIP_DEFLATED), ZipInfo(name, (2026, 3, 2, 9, 23, 0)); 200 times x behind the head
  const PYTHON =
    'UEsDBBQAAAAIAOBKYlycXPZrCwAAAAkAAAANAAAAbWFuaWZlc3QuanNvbqtWSlSyUkpSqgUAUEsDBBQAAAAIAOBKYlxe9SynDgAAANEAAAAMAAAAU04wNzAxXzEucGRmUw1wcdM11DPhqhgmAABQSwECFAMUAAAACADgSmJcnFz2awsAAAAJAAAADQAAAAAAAAAAAAAAgAEAAAAAbWFuaWZlc3QuanNvblBLAQIUAxQAAAAIAOBKYlxe9SynDgAAANEAAAAMAAAAAAAAAAAAAACAATYAAABTTjA3MDFfMS5wZGZQSwUGAAAAAAIAAgB1AAAAbgAAAAAA'
  // zip x.zip manifest.json SN0701_1.pdf (Info-ZIP 3.0)
  const INFO_ZIP =
    'UEsDBAoAAAAAADuIel2cXPZrCQAAAAkAAAANABwAbWFuaWZlc3QuanNvblVUCQADAWYIawFmCGt1eAsAAQQAAAAABAAAAAB7ImEiOiJiIn1QSwMEFAAAAAgAO4h6XRX1Nd4UAAAAMwAAAAwAHABTTjA3MDFfMS5wZGZVVAkAAwFmCGsBZghrdXgLAAEEAAAAAAQAAAAAUw1wcdM11DPhykjNyclXIILkAgBQSwECHgMKAAAAAAA7iHpdnFz2awkAAAAJAAAADQAYAAAAAAABAAAApIEAAAAAbWFuaWZlc3QuanNvblVUBQADAWYIa3V4CwABBAAAAAAEAAAAAFBLAQIeAxQAAAAIADuIel0V9TXeFAAAADMAAAAMABgAAAAAAAEAAACkgVAAAABTTjA3MDFfMS5wZGZVVAUAAwFmCGt1eAsAAQQAAAAABAAAAABQSwUGAAAAAAIAAgClAAAAqgAAAAAA'

  it('is read as Python and Info-ZIP deflate it, extra data left aside', async () => {
    expect(await read(base64(PYTHON))).toEqual([
      ['manifest.json', '{"a":"b"}'],
      ['SN0701_1.pdf', `%PDF-1.4\n${'x'.repeat(200)}`],
    ])
    expect(await read(base64(INFO_ZIP))).toEqual([
      ['manifest.json', '{"a":"b"}'],
      ['SN0701_1.pdf', '%PDF-1.4\nhello hello hello hello hello hello hello\n'],
    ])
  })

  it('is refused at every byte that it is short of, whatever that byte is', async () => {
    const whole = base64(PYTHON)
    for (let length = 0; length < whole.length; length += 1)
      expect(await readZip(whole.subarray(0, length), LIMITS)).toBeTypeOf('string')
  })

  it('is refused or read as it was, whichever byte of it is another', async () => {
    const whole = base64(PYTHON)
    const right = await read(whole)
    for (let at = 0; at < whole.length; at += 1) {
      const other = Buffer.from(whole)
      other.writeUInt8((other[at] ?? 0) ^ 0xff, at)
      const given = await read(other)
      // names, times and versions say nothing of the contents
      if (typeof given !== 'string') expect(contents(given)).toEqual(contents(right))
    }
  })

  it('is refused beyond its limits, and where two entries share their bytes', async () => {
    const file = (name: string, size: number) => ({ name, bytes: new Uint8Array(size) })
    const made = (files: ReturnType<typeof file>[]) => writeZip(files, '2026-03-02T09:23:00')
    expect(await read(made([1, 2, 3, 4].map((nth) => file(`${nth}.pdf`, 1))))).toBe('文件太多')
    expect(await read(made([file('a.pdf', 1_001)]))).toBe('a.pdf 太大')
    expect(await read(made([file('a.pdf', 900), file('b.pdf', 900)]))).toBe('解开后太大')
    const shared = Buffer.from(made([file('a.pdf', 9), file('b.pdf', 9)]))
    const second = shared.lastIndexOf(Buffer.from('PK\x01\x02', 'latin1'))
    shared.writeUInt32LE(0, second + 42)
    expect(await read(shared)).toBe('条目的位置不对')
  })
})
