import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { KEYS, signSm2 } from '../../simulator/xizang/seal.ts'
import type { Laid } from './xizang-packages.ts'
import { XIZANG_PACKAGE, XIZANG_VECTORS } from './xizang-partner.ts'

/** The key of our side: right, but not the region's. */
const OURS = '5a1e3c7f9b2d4860a7c5e3f1908d6b4a2c7e5f3d1b9a80647e5c3a1f2d4b6c8e'

const read = (one: Laid, file: string): string => iconv.decode(one.files.get(file) ?? Buffer.from(''), 'gb18030')

/** A table of it changed as text, then listed and sealed as it is. */
function table(one: Laid, file: string, change: (text: string) => string, charset = 'gb18030'): Laid {
  const files = new Map(one.files).set(file, iconv.encode(change(read(one, file)), charset))
  return { ...one, files }
}

const withFile = (one: Laid, path: string, bytes: Buffer | string): Laid => ({
  ...one,
  files: new Map(one.files).set(path, Buffer.from(bytes)),
})

function without(one: Laid, path: string): Laid {
  const files = new Map(one.files)
  files.delete(path)
  return { ...one, files }
}

/** The list changed as text before it is sealed. */
const listed = (one: Laid, change: (text: string) => string): Laid => ({
  ...one,
  list: (manifest) => iconv.encode(change(iconv.decode(manifest, 'gb18030')), 'gb18030'),
})

const afterwards = (one: Laid, change: (folder: string) => void): Laid => ({ ...one, afterwards: change })
const named = (one: Laid, pattern: RegExp, to: string): Laid => ({ ...one, name: one.name.replace(pattern, to) })

/** Packages that cannot be taken as they are: what is wrong, the code of the receipt, and the reason that our evidence has. */
export const BAD_PACKAGES: readonly (readonly [string, (one: Laid) => Laid, RegExp, string])[] = [
  ['a signature of nobody’s', (one) => ({ ...one, seal: () => `${'A'.repeat(86)}==` }), /^E02$/, 'signature-wrong'],
  [
    'a signature by another key',
    (one) => ({ ...one, seal: (list) => signSm2(list, OURS) }),
    /^E02$/,
    'signature-wrong',
  ],
  [
    'a signature over another list',
    (one) => ({ ...one, seal: (list) => signSm2(Buffer.concat([list, list]), KEYS.own) }),
    /^E02$/,
    'signature-wrong',
  ],
  [
    'a signature that goes on',
    (one) => ({ ...one, seal: (list) => `${signSm2(list, KEYS.own)}\n` }),
    /^E02$/,
    'signature-wrong',
  ],
  ['no signature', (one) => ({ ...one, seal: () => null }), /^E02$/, 'signature-missing'],
  [
    'a second signature by a certificate that nobody registered',
    (one) =>
      afterwards(one, (folder) =>
        cpSync(join(XIZANG_VECTORS, XIZANG_PACKAGE, 'MANIFEST.p7s'), join(folder, 'MANIFEST.p7s')),
      ),
    /^E02$/,
    'unknown-sender',
  ],
  [
    'a mark that is another’s',
    (one) => afterwards(one, (folder) => writeFileSync(join(folder, 'READY.txt'), '0'.repeat(64))),
    /^E01$/,
    'malformed',
  ],
  ['no list', (one) => afterwards(one, (folder) => rmSync(join(folder, 'MANIFEST.csv'))), /^E01$/, 'malformed'],
  ['another sender', (one) => named(one, /^540000/, '510107'), /^E06$/, 'unknown-sender'],
  ['another receiver', (one) => named(one, /-510107-/, '-510104-'), /^E06$/, 'unknown-sender'],
  ['a name of forty days ago', (one) => named(one, /-\d{8}-/, `-${dayBefore(40)}-`), /^E05$/, 'stale'],
  ['a day that there is not', (one) => named(one, /-\d{8}-/, '-20269999-'), /^E05$/, 'stale'],
  ['a kind that only we send', (one) => named(one, /-TS$/, '-SQ'), /^E03$/, 'not-for-us'],
  ['a kind that there is not', (one) => named(one, /-TS$/, '-XX'), /^E03$/, 'malformed'],
  ['a folder beside files', (one) => afterwards(one, (folder) => mkdirSync(join(folder, 'lib'))), /^E03$/, 'malformed'],
  ['a folder within files', (one) => withFile(one, 'files/more/x.pdf', 'x'), /^E03$/, 'malformed'],
  ['a name with a blank', (one) => withFile(one, 'files/a b.pdf', 'x'), /^E03$/, 'malformed'],
  ['a name in other letters', (one) => withFile(one, 'files/表.pdf', 'x'), /^E03$/, 'malformed'],
  [
    'a file cut after it was sealed',
    (one) => afterwards(one, (folder) => writeFileSync(join(folder, 'form.csv'), 'x')),
    /^E04$/,
    'malformed',
  ],
  [
    'a file that nobody listed',
    (one) => afterwards(one, (folder) => writeFileSync(join(folder, 'files/x.pdf'), 'x')),
    /^E04$/,
    'malformed',
  ],
  [
    'a file that is not there',
    (one) => afterwards(one, (folder) => rmSync(join(folder, 'form.csv'))),
    /^E04$/,
    'malformed',
  ],
  [
    'a link in place of a file',
    (one) =>
      afterwards(one, (folder) => {
        rmSync(join(folder, 'form.csv'))
        symlinkSync('/etc/hostname', join(folder, 'form.csv'))
      }),
    /^E04$/,
    'malformed',
  ],
  [
    'a file listed twice',
    (one) => listed(one, (text) => text.replace(/(case\.csv,.*\r\n)/, '$1$1')),
    /^E04$/,
    'malformed',
  ],
  [
    'a list that leads out of the package',
    (one) => listed(one, (text) => text.replace('case.csv', '../case.csv')),
    /^E04$/,
    'malformed',
  ],
  [
    'a list without its header',
    (one) => listed(one, (text) => text.slice(text.indexOf('\r\n') + 2)),
    /^E04$/,
    'malformed',
  ],
  [
    'a file larger than may be',
    (one) => withFile(one, 'files/XZ-06_01.pdf', Buffer.alloc(2_097_153, 'x')),
    /^E04$/,
    'too-large',
  ],
  ['more than a package may be', (one) => manyFiles(one, 11, 2_000_000), /^E04$/, 'too-large'],
  ['more files than a package may have', (one) => manyFiles(one, 501, 1), /^E04$/, 'too-large'],
  ['UTF-8', (one) => table(one, 'case.csv', (text) => text, 'utf8'), /^E1[12]$/, 'malformed'],
  ['a byte order mark', (one) => table(one, 'case.csv', (text) => `\ufeff${text}`), /^E1[12]$/, 'malformed'],
  [
    'a character of private use',
    (one) => table(one, 'case.csv', (text) => text.replace('示例', '示\ue5e5')),
    /^E11$/,
    'malformed',
  ],
  [
    'bytes of no charset',
    (one) => withFile(one, 'case.csv', Buffer.from([0xff, 0xff, 0x0d, 0x0a])),
    /^E11$/,
    'malformed',
  ],
  ['a column twice', (one) => table(one, 'case.csv', (text) => text.replace('版次', '办件编号')), /^E12$/, 'malformed'],
  ['a column less', (one) => table(one, 'case.csv', (text) => text.replace('版次,', '')), /^E12$/, 'malformed'],
  [
    'columns in another order',
    (one) => table(one, 'case.csv', (text) => text.replace('办件编号,版次', '版次,办件编号')),
    /^E12$/,
    'malformed',
  ],
  [
    'a cell more than the header',
    (one) => table(one, 'form.csv', (text) => text.replace(/\r\n$/, ',x\r\n')),
    /^E13$/,
    'malformed',
  ],
  [
    'two cases in one',
    (one) => table(one, 'case.csv', (text) => `${text}${text.split('\r\n')[1] ?? ''}\r\n`),
    /^E13$/,
    'malformed',
  ],
  ['no end of the last line', (one) => table(one, 'form.csv', (text) => text.slice(0, -2)), /^E13$/, 'malformed'],
  [
    'a quote that does not close',
    (one) => table(one, 'form.csv', (text) => text.replace('城乡居民医保', '"城乡居民医保')),
    /^E13$/,
    'malformed',
  ],
  [
    'a number that lost its digits',
    (one) => table(one, 'case.csv', (text) => text.replace('540102190001010029', '5.40102E+17')),
    /^E13$/,
    'malformed',
  ],
  [
    'a cell that is a formula',
    (one) => table(one, 'form.csv', (text) => text.replace('城乡居民医保', "=cmd|'/c calc'!A0")),
    /^E13$/,
    'malformed',
  ],
  [
    'a formula behind a quote',
    (one) => table(one, 'form.csv', (text) => text.replace('城乡居民医保', '"@SUM(1,2)"')),
    /^E13$/,
    'malformed',
  ],
  ['a table that nobody knows', (one) => withFile(one, 'other.csv', 'a\r\n'), /^E04$/, 'malformed'],
  ['no case in it', (one) => without(one, 'case.csv'), /^E04$/, 'malformed'],
  [
    'a case without its number',
    (one) => table(one, 'case.csv', (text) => text.replace(/XZTS\d{13}/, '')),
    /^E14$/,
    'malformed',
  ],
  [
    'a material whose file is another',
    (one) => table(one, 'materials.csv', (text) => text.replace(/[0-9a-f]{64}/, '0'.repeat(64))),
    /^E31$/,
    'malformed',
  ],
  [
    'a material whose file lies elsewhere',
    (one) => table(one, 'materials.csv', (text) => text.replace('XZ-06_01.pdf', '../../etc/passwd')),
    /^E31$/,
    'malformed',
  ],
  [
    'a material that is kept and sent',
    (one) => table(one, 'materials.csv', (text) => text.replace(/新增(?=,XZ-06)/, '沿用')),
    /^E31$/,
    'malformed',
  ],
]

function dayBefore(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
}

function manyFiles(one: Laid, count: number, sizeBytes: number): Laid {
  const files = new Map(one.files)
  for (let nth = 1; nth <= count; nth += 1) files.set(`files/XZ-89_${nth}.pdf`, Buffer.alloc(sizeBytes, 'x'))
  return { ...one, files }
}

/** Tables that are read and say what may not be: at which file and column. */
export const BAD_CASES: readonly (readonly [string, (one: Laid) => Laid, string, string])[] = [
  [
    'a wrong check digit',
    (one) => table(one, 'case.csv', (text) => text.replace('540102190001010029', '540102190001010030')),
    'E17',
    'case.csv 证件号码',
  ],
  [
    'a word that no table has',
    (one) => table(one, 'form.csv', (text) => text.replace('城乡居民医保', '某种医保')),
    'E15',
    'form.csv 险种',
  ],
  [
    'a day that there is not',
    (one) => table(one, 'case.csv', (text) => text.replace('1900年1月1日', '1900年2月30日')),
    'E16',
    'case.csv 出生日期',
  ],
  [
    'a form of the year before',
    (one) => table(one, 'form.csv', (text) => text.replace('XZ-M07-2026', 'XZ-M07-2024')),
    'E18',
    'form.csv 表单版本',
  ],
  [
    'a matter that there is not',
    (one) => table(one, 'case.csv', (text) => text.replace(/11510107\w{23}/, `11510107${'0'.repeat(23)}`)),
    'E21',
    'case.csv',
  ],
  [
    'a way that is not agreed',
    (one) => table(one, 'case.csv', (text) => text.replace('全程网办', '代收代办')),
    'E21',
    'case.csv',
  ],
  [
    'a material that nobody knows',
    (one) => table(one, 'materials.csv', (text) => text.replace(',XZ-06,', ',XZ-77,')),
    'E15',
    'materials.csv',
  ],
  [
    'no application form',
    (one) => table(one, 'materials.csv', (text) => text.replace(/.*,XZ-06,.*\r\n/, '')),
    'E31',
    'materials.csv',
  ],
]
