import { describe, expect, it } from 'vitest'
import { readOptions } from '../../adapters/file-drop/options.ts'
import { writeZip } from '../../adapters/layers/archive/zip.ts'
import { readCsv, writeCsv } from '../../adapters/layers/csv-package/csv.ts'
import { decodePackage } from '../../adapters/layers/csv-package/tables.ts'
import { encodeText } from '../../core/charset.ts'

describe('the CSV of a package', () => {
  it('quotes what needs it, writes line breaks out and marks what a spreadsheet would reckon', () => {
    const cells = ['次仁', '成都,每年', '说"好"', '一\n二\\', '=1+1', "'@x", ' 空', '']
    expect(writeCsv([cells])).toBe(`次仁,"成都,每年","说""好""",一\\n二\\\\,'=1+1,''@x," 空",\r\n`)
    expect(readCsv(writeCsv([cells]))).toEqual([cells])
  })
  it('is refused where a quote does not close', () => {
    expect(readCsv('a,"b\r\n')).toBeNull()
    expect(readCsv('a"b,c\r\n')).toBeNull()
  })
})

describe('a package', () => {
  const read = readOptions({
    dialect: 'csv-package',
    drop: { url: 'sftp://u@h:22', privateKey: 'k', hostKey: 'x', partSuffix: '.part', pollEveryMs: 1000 },
    folders: { ours: 'a', theirs: 'b' },
    seal: { key: 'k', theirs: [`04${'0'.repeat(128)}`], certificates: [] },
    charset: 'gb18030',
    maxPackageBytes: 1000,
    maxFileBytes: 1000,
    maxAgeDays: 30,
    missingAfterMs: 1,
    deferredMs: 1,
    files: { form: { name: 'form.csv', rows: 'one', columns: { M07: '姓名@基本,股东1类型' } } },
    groups: ['股东1'],
    materials: {
      ...{ key: 'materials', code: 'c', ending: 'e', number: 'n', file: 'f', digest: 'd', use: 'u' },
      ...{ fresh: '新增', replaced: '替换', kept: '沿用', count: 'form.附件数' },
    },
    progress: {
      key: 'status',
      document: { type: 't', file: 'f', codes: {} },
      licence: { key: 'licence', file: 'f', digest: 'd' },
      defects: { key: 'defects', about: 'a' },
    },
    assist: { name: 'assist.csv', columns: '序号', matters: [], tables: [] },
    receipt: { columns: '包名' },
    errors: { faults: {}, materials: {}, outcomes: {}, otherwise: 'E23' },
  })
  const decode = (text: string) => {
    if (!read.ok || read.value.dialect !== 'csv-package') throw new Error('no options')
    const result = decodePackage(encodeText(text, 'gb18030'), 'M07', read.value)
    return result.ok ? result.value : result.faults.map(({ message }) => message)
  }
  it('is read by its columns, those of a numbered group as a group, which is not there where all in it is blank', () => {
    expect(decode('form.csv\r\n姓名,股东1类型\r\n张𠅤,自然人\r\n')).toEqual({
      form: { 姓名: '张𠅤', 股东1: { 类型: '自然人' } },
    })
    expect(decode('form.csv\r\n姓名,股东1类型\r\n次仁,\r\n')).toEqual({ form: { 姓名: '次仁' } })
  })
  it('is refused where a table is not known, a column is missing or more', () => {
    expect(decode('../x.csv\r\na\r\n')).toEqual(['不是约定的表'])
    expect(decode('form.csv\r\n姓名\r\n次仁\r\n')).toEqual(['表头与约定不一致'])
    expect(decode('form.csv\r\n姓名,股东1类型\r\n次仁\r\n')).toEqual(['列数不符'])
    expect(decode('x'.repeat(1001))).toEqual(['不是 gb18030 文字,或太大'])
  })
})

describe('an archive', () => {
  it('has one stored file as APPNOTE lays it out, its sum that of zlib, its time that of the sample of 陕西', () => {
    const archive = writeZip([{ name: 'a.txt', bytes: new TextEncoder().encode('hello') }], '2026-03-02T09:23:00')
    // python: zlib.crc32(b'hello') == 0x3610a686
    expect([...archive.slice(14, 18)]).toEqual([0x86, 0xa6, 0x10, 0x36])
    expect([...archive.slice(10, 14)]).toEqual([0xe0, 0x4a, 0x62, 0x5c])
    expect(archive.length).toBe(30 + 5 + 5 + 46 + 5 + 22)
  })
})
