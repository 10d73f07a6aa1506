import { deflateRawSync } from 'node:zlib'
import type { JsonObject } from '../../core/json.ts'
import type { Push } from '../../simulator/shaanxi/samples.ts'
import { sealOf, sha256, toJson } from '../../simulator/shaanxi/wire.ts'
import { readZip, writeZip } from '../../simulator/shaanxi/zip.ts'
import { type Laying, newNumber } from './shaanxi-files.ts'

/** The same application with another archive, of which it says what is true. */
function withArchive({ form }: Push, archive: Buffer): Push {
  const clb = { ...form.clb, dx: String(archive.length), zy: sha256(archive) }
  return { form: { ...form, clb }, archive }
}

/** Its archive made otherwise out of its files. */
function repacked(push: Push, make: (files: { name: string; bytes: Buffer }[]) => Buffer): Push {
  const entries = readZip(push.archive)
  if (typeof entries === 'string') throw new Error(entries)
  return withArchive(push, make(entries.map((entry) => ({ ...entry }))))
}

/** A byte of every record of the archive changed, by the place in a local head and in one of the directory. */
function patched(archive: Buffer, local: number, central: number, change: (value: number) => number): Buffer {
  const copy = Buffer.from(archive)
  for (const [sign, place] of [
    ['PK\x03\x04', local],
    ['PK\x01\x02', central],
  ] as const)
    for (let at = copy.indexOf(sign, 0, 'latin1'); at >= 0; at = copy.indexOf(sign, at + 4, 'latin1'))
      copy.writeUInt8(change(copy.readUInt8(at + place)), at + place)
  return copy
}

/** An archive whose second entry unpacks to a hundred megabytes and says that it has 300 bytes. */
function bomb(files: readonly { name: string; bytes: Buffer }[]): Buffer {
  const packed = deflateRawSync(Buffer.alloc(100 * 1024 * 1024))
  const archive = writeZip(files.map((file, index) => (index === 1 ? { ...file, bytes: packed } : file)))
  const copy = Buffer.from(archive)
  for (const [sign, method, size] of [
    ['PK\x03\x04', 8, 22],
    ['PK\x01\x02', 10, 24],
  ] as const) {
    const at = copy.indexOf(sign, copy.indexOf(sign, 0, 'latin1') + 4, 'latin1')
    copy.writeUInt16LE(8, at + method)
    copy.writeUInt32LE(300, at + size)
  }
  return copy
}

/** With another value at a key of the form. */
export const changed = (push: Push, key: string, value: string): Push => ({
  ...push,
  form: { ...push.form, bdsj: { ...push.form.bdsj, [key]: value } },
})
const text = (push: Push, change: (json: string) => string): Laying => ({
  json: Buffer.from(change(toJson(push.form).toString())),
})
const line = (name: string, hash = '0'.repeat(64), size = 5) => Buffer.from(`${hash}  ${name}  ${size}\n`)

/** With a program under the name of a document, of which its own list says what is true. */
function program(sample: Push): Push {
  const entries = readZip(sample.archive)
  if (typeof entries === 'string') throw new Error(entries)
  const bytesOfIt = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)])
  const wj = entries.slice(1).map(({ name, bytes }, at) => ({ name, bytes: at === 0 ? bytesOfIt : bytes }))
  const list = (JSON.parse(String(entries[0]?.bytes)) as { wj: JsonObject[] }).wj.map((one, at) => ({
    ...one,
    dx: String(wj[at]?.bytes.length),
    zy: sha256(wj[at]?.bytes ?? Buffer.alloc(0)),
  }))
  const { lsh, cs } = sample.form
  const manifest = toJson({ lsh, cs, wjs: String(wj.length), wj: list })
  return withArchive(sample, writeZip([{ name: 'manifest.json', bytes: manifest }, ...wj]))
}

/** What is wrong with a package of the region's own, how it comes about, the region's code in our receipt and our own word for it. */
export const BAD_PACKAGES: readonly [
  what: string,
  make: (push: Push) => { push?: Push; change?: Laying },
  dm: string,
  verdict: string,
][] = [
  [
    'its seal says another digest',
    ({ form }) => ({ change: { seal: sealOf([[`${form.lsh}_1.json`, Buffer.from('x')]]) } }),
    'E211',
    'signature-wrong',
  ],
  ['its seal is no text', () => ({ change: { seal: Buffer.from([0xff, 0xfe, 0x0a]) } }), 'E203', 'malformed'],
  [
    'its seal has lines of Windows',
    (push) => ({
      change: {
        seal: Buffer.from(
          sealOf([[`${push.form.lsh}_1.json`, toJson(push.form)]])
            .toString()
            .replace('\n', '\r\n'),
        ),
      },
    }),
    'E203',
    'malformed',
  ],
  [
    'its seal leads out of the directory',
    () => ({ change: { seal: line('../../in/hz/x.json') } }),
    'E203',
    'malformed',
  ],
  [
    'its seal vouches for another file',
    () => ({ change: { seal: line('SN6101132026112400001_1.json') } }),
    'E203',
    'malformed',
  ],
  [
    'its seal promises more than may be',
    ({ form }) => ({ change: { seal: line(`${form.lsh}_1.json`, undefined, 1_048_577) } }),
    'E213',
    'too-large',
  ],
  [
    'a message of more than a megabyte',
    (push) => ({ push: changed(push, 'wbk28', '长'.repeat(400_000)) }),
    'E213',
    'too-large',
  ],
  [
    'a message in GBK',
    (push) => ({
      change: {
        json: Buffer.concat([toJson(push.form).subarray(0, 40), Buffer.from([0xd5, 0xc5]), Buffer.from('"}')]),
      },
    }),
    'E203',
    'malformed',
  ],
  ['a message behind a BOM', (push) => ({ change: text(push, (json) => `\ufeff${json}`) }), 'E203', 'malformed'],
  ['a message that breaks off', (push) => ({ change: text(push, (json) => json.slice(0, -20)) }), 'E203', 'malformed'],
  [
    'a key twice',
    (push) => ({ change: text(push, (json) => json.replace('"cs":"1"', '"cs":"1","cs":"1"')) }),
    'E203',
    'malformed',
  ],
  [
    'a key that reaches a prototype',
    (push) => ({ change: text(push, (json) => json.replace('"jbxx":{', '"jbxx":{"__proto__":"x",')) }),
    'E203',
    'malformed',
  ],
  [
    'a number for a text',
    (push) => ({ change: text(push, (json) => json.replace('"cs":"1"', '"cs":1')) }),
    'E203',
    'malformed',
  ],
  ['a control character', (push) => ({ push: changed(push, 'wbk28', '来陕\u0007探亲') }), 'E203', 'malformed'],
  [
    'another number than its name',
    ({ form }) => ({ change: { name: `${newNumber()}_${form.cs}` } }),
    'E203',
    'malformed',
  ],
  ['no archive where one is named', () => ({ change: { zip: null } }), 'E211', 'signature-wrong'],
  [
    'another archive than the message says',
    ({ archive }) => ({ change: { zip: Buffer.concat([archive, Buffer.from(' ')]) } }),
    'E211',
    'signature-wrong',
  ],
  [
    'an archive that breaks off',
    (push) => ({ push: withArchive(push, push.archive.subarray(0, -30)) }),
    'E203',
    'malformed',
  ],
  [
    'an entry that leads out of the archive',
    (push) => ({
      push: repacked(push, (files) =>
        writeZip(files.map((file, at) => (at === 1 ? { ...file, name: '../SN0701_1.pdf' } : file))),
      ),
    }),
    'E203',
    'malformed',
  ],
  [
    'a directory in the archive',
    (push) => ({ push: repacked(push, (files) => writeZip([...files, { name: 'a/', bytes: Buffer.alloc(0) }])) }),
    'E203',
    'malformed',
  ],
  [
    'an entry twice',
    (push) => ({ push: repacked(push, (files) => writeZip([...files, files[1] as (typeof files)[0]])) }),
    'E203',
    'malformed',
  ],
  ['an entry that unpacks to more than it says', (push) => ({ push: repacked(push, bomb) }), 'E203', 'malformed'],
  [
    'more entries than may be',
    (push) => ({
      push: repacked(push, (files) =>
        writeZip([
          ...files,
          ...Array.from({ length: 61 }, (_, at) => ({ name: `x${at}.pdf`, bytes: Buffer.from('%PDF-') })),
        ]),
      ),
    }),
    'E203',
    'malformed',
  ],
  [
    'an encrypted archive',
    (push) => ({
      push: withArchive(
        push,
        patched(push.archive, 6, 8, (flags) => flags | 1),
      ),
    }),
    'E203',
    'malformed',
  ],
  [
    'a way of packing that nobody agreed on',
    (push) => ({
      push: withArchive(
        push,
        patched(push.archive, 8, 10, () => 12),
      ),
    }),
    'E203',
    'malformed',
  ],
  [
    'a wrong sum',
    (push) => ({
      push: withArchive(
        push,
        patched(push.archive, 14, 16, (sum) => sum ^ 1),
      ),
    }),
    'E203',
    'malformed',
  ],
  [
    'an archive that is a PDF as well',
    (push) => ({ push: withArchive(push, Buffer.concat([Buffer.from('%PDF-1.4\n'), push.archive])) }),
    'E203',
    'malformed',
  ],
  [
    'something behind the archive',
    (push) => ({ push: withArchive(push, Buffer.concat([push.archive, Buffer.from('<script>')])) }),
    'E203',
    'malformed',
  ],
  [
    'the list of the archive elsewhere',
    (push) => ({ push: repacked(push, (files) => writeZip(files.toReversed())) }),
    'E211',
    'signature-wrong',
  ],
  [
    'another file than its own list says',
    (push) => ({
      push: repacked(push, (files) =>
        writeZip(files.map((file, at) => (at === 1 ? { ...file, bytes: Buffer.from('%PDF-1.4\nother') } : file))),
      ),
    }),
    'E211',
    'signature-wrong',
  ],
  [
    'a file more than the materials',
    (push) => ({
      push: repacked(push, (files) => writeZip([...files, { name: 'SN0001_2.pdf', bytes: Buffer.from('%PDF-') }])),
    }),
    'E211',
    'signature-wrong',
  ],
  ['a program under the name of a document', (push) => ({ push: program(push) }), 'E203', 'malformed'],
]
