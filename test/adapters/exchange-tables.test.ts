import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readAttributes, writeAttributes } from '../../adapters/exchange-tables/attribute-xml.ts'
import { type Options, readOptions } from '../../adapters/exchange-tables/options.ts'
import { readErrors, toFaults, toWirePath, writeErrors } from '../../adapters/exchange-tables/paths.ts'
import { type RowValues, sumRow } from '../../adapters/exchange-tables/row-sum.ts'
import { encodeText } from '../../core/charset.ts'
import { projectDefinitions } from '../support/definitions.ts'

const vectors = JSON.parse(readFileSync(new URL('vectors/jiangsu.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>
const options = (() => {
  const region = projectDefinitions().regions.find(({ code }) => code === '320000')
  const read = readOptions(region?.options)
  if (!read.ok) throw new Error(JSON.stringify(read.faults))
  return read.value
})()
const key = (text: string) => new TextEncoder().encode(text)

interface Inserted {
  readonly table: string
  readonly row: RowValues
}

const INSERT = /INSERT INTO \w+\.(\w+) \(([^)]*)\) VALUES\n\(([\s\S]*?)\);$/gm
const VALUE = /convert_to\(\$x\$([\s\S]*?)\$x\$,'GBK'\)|'\\x([0-9a-f]+)'|'((?:[^']|'')*)'|(\d+)|NULL/g

/** The rows that a sample of the document writes, as the database takes them. */
function insertedBy(name: string): Inserted[] {
  return [...(vectors[name] ?? '').matchAll(INSERT)].map(([, table = '', names = '', values = '']) => {
    const read = [...values.matchAll(VALUE)].map(([, document, hex, text, number]) => {
      if (document !== undefined) return encodeText(document, 'gbk')
      if (hex !== undefined) return Uint8Array.from(Buffer.from(hex, 'hex'))
      return text === undefined ? (number === undefined ? null : Number(number)) : text.replaceAll("''", "'")
    })
    return { table, row: Object.fromEntries(names.split(', ').map((one, at) => [one.replaceAll('"', ''), read[at]])) }
  })
}

describe('the sum of a row', () => {
  const ours = key('jsDemoRowKey510107')
  const theirs = key('jsDemoRowKeyJS0001')
  it.each([
    ['9.1', ours, 1],
    ['9.2', ours, 1],
    ['9.3 补正告知', theirs, 1],
    ['9.3 补正', ours, 1],
    ['9.3 补正受理', theirs, 1],
    ['9.4', theirs, 4],
    ['9.5', theirs, 1],
    ['9.5 回传', ours, 2],
  ])('is the one that the document’s sample %s has', (name, by, rows) => {
    const inserted = insertedBy(name)
    expect(inserted).toHaveLength(rows)
    for (const { table, row } of inserted) expect(sumRow(table, row, by, options), table).toBe(row['row_sum'])
  })

  it('changes with every column that the writer fills, and with none that the reader does', () => {
    const [{ table, row } = { table: '', row: {} as RowValues }] = insertedBy('9.1')
    const sum = sumRow(table, row, ours, options)
    expect(sumRow(table, { ...row, ye_ms: '撤回:x' }, ours, options)).not.toBe(sum)
    expect(sumRow(table, row, theirs, options)).not.toBe(sum)
    const marked = { ...row, sync_sign: '1', internal_id: 'JS1', bj_statu: '5', sync_error_desc: 'x' }
    expect(sumRow(table, marked, ours, options)).toBe(sum)
  })

  it('cannot be kept by moving a bar from one text into the next', () => {
    const sum = (row: RowValues) => sumRow('up_pro_process', row, theirs, options)
    expect(sum({ process_name: 'a|b', event_name: 'c' })).not.toBe(sum({ process_name: 'a', event_name: 'b|c' }))
    expect(sum({ process_name: 'a\\', event_name: '|c' })).not.toBe(sum({ process_name: 'a\\|', event_name: 'c' }))
  })
})

describe('what the region says is wrong with a row', () => {
  const tree = {
    inf_apply: {},
    F: {},
    STUFFS: [
      { CLBM: 'CL09', WJM: 'a.pdf', WJNR: '' },
      { CLBM: 'CL08', WJM: 'b.pdf', WJNR: '' },
      { CLBM: 'CL08', WJM: 'c.pdf', WJNR: '' },
      { CLBM: 'CL01' },
    ],
  }
  const faultsOf = (text: string) =>
    toFaults(readErrors(text), tree, options).map(({ code, path }) => `${code} ${path}`)

  it('is read as the document writes it (9.6)', () => {
    const [, text = ''] = /sync_error_desc = '([^']*)'/.exec(vectors['9.6'] ?? '') ?? []
    expect(faultsOf(text)).toEqual(['E21 F.YRDW', 'E24 F.ZJHM'])
    expect(readErrors(text).map(({ message }) => message)).toEqual(['居民医保件用人单位须从 YRDWX 选择', '校验码错误'])
  })

  it('finds lists, materials, their files and columns, and every path goes back as it came', () => {
    const paths = [
      ['F/GD/ROW[2]/CZSJ', 'F.GD[1].CZSJ'],
      ['STUFFS/STUFF[2]/FJS/FJ[2]/WJM', 'STUFFS[2].WJM'],
      ['STUFFS/STUFF[3]', 'STUFFS[3]'],
      ['applicant_paper_code', 'inf_apply.applicant_paper_code'],
    ] as const
    for (const [wire, path] of paths) {
      expect(faultsOf(`E21:${wire}:x`)).toEqual([`E21 ${path}`])
      expect(toWirePath(path, tree, options)).toBe(wire)
    }
  })

  it('keeps a semicolon inside a sentence, and is nothing where it is no list of theirs', () => {
    expect(readErrors('E21:F/XM:不对;请改;E22:F/XB:太长')).toEqual([
      { code: 'E21', path: 'F/XM', message: '不对;请改' },
      { code: 'E22', path: 'F/XB', message: '太长' },
    ])
    expect(readErrors('数据库忙')).toEqual([])
    expect(readErrors('E21:F/XM:x;'.repeat(5_000)).length).toBeLessThanOrEqual(50)
  })

  it('is written once each, in whole entries, within the column', () => {
    const one = { code: 'E21', path: 'F/XM', message: '不在码表;见:附录' }
    expect(writeErrors([one, one])).toBe('E21:F/XM:不在码表,见,附录')
    const many = Array.from({ length: 200 }, (_, at) => ({ ...one, path: `F/X${at}` }))
    const text = writeErrors(many)
    expect(text.length).toBeLessThanOrEqual(1_000)
    expect(readErrors(text).every(({ message }) => message === '不在码表,见,附录')).toBe(true)
  })
})

describe('a text whose values are attributes', () => {
  const NOTICE = /'(<BZ XH=.*?<\/BZ>)'/.exec(vectors['9.3 补正告知'] ?? '')?.[1] ?? ''

  it('is the document’s own after it was read and written', () => {
    expect(NOTICE).not.toBe('')
    expect(writeAttributes(readAttributes(NOTICE, 10_000))).toBe(NOTICE)
  })

  it.each([
    ['is cut off', '<BZ XH="1"><ZD LJ="F/XM"'],
    ['declares a document type', '<!DOCTYPE BZ [<!ENTITY a "b">]><BZ XH="&a;"/>'],
    ['is deeper than any of theirs', `${'<BZ>'.repeat(9)}${'</BZ>'.repeat(9)}`],
    ['is longer than a column', `<BZ XH="${'x'.repeat(2_000)}"/>`],
    ['is none at all', '材料已收'],
  ])('stays the text that it is where it %s', (_why, text) => {
    expect(readAttributes(text, 1_000)).toBe(text)
  })

  it('names nothing of ours', () => {
    const text = '<BZ __proto__="x"><constructor a="1"/><__proto__ a="1"/></BZ>'
    const read = readAttributes(text, 1_000) as { BZ: object }
    expect(Object.getPrototypeOf(read.BZ)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['a']).toBeUndefined()
  })
})

describe('the options of the region', () => {
  const raw = projectDefinitions().regions.find(({ code }) => code === '320000')?.options as Record<string, object>
  const faultsOf = (changes: object) => {
    const read = readOptions({ ...raw, ...changes })
    return read.ok ? [] : read.faults.map(({ path, message }) => `${path} ${message}`)
  }
  it('name tables that are there, and columns that are written as columns', () => {
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ answers: { ...raw['answers'], tables: ['up_nothing'] } })[0]).toMatch(/up_nothing.*不在 tables/)
    const tables = { ...raw['tables'], x: { schema: 'wq_in', columns: 'no form:blob' } } as Partial<Options>
    expect(faultsOf({ tables })[0]).toMatch(/form:blob/)
    expect(faultsOf({ tables: { ...raw['tables'], x: { schema: 'a";--', columns: 'no' } } })[0]).toMatch(/schema/)
  })
})
