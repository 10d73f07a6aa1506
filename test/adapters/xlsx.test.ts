import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { writeXlsx } from '../../adapters/layers/codec/write-xlsx.ts'
import { readXlsx, type Sheet } from '../../adapters/layers/codec/xlsx.ts'
import { readTable } from '../../simulator/xizang/csv.ts'
import { openWorkbook } from '../../simulator/xizang/workbook.ts'
import { type Parts, packParts, workbookParts } from '../support/sample-workbook.ts'

const LIMITS = { maxPartBytes: 200_000, maxTotalBytes: 1_000_000, maxRows: 50, maxColumns: 30 }
const ROWS = [
  ['证件号码', '金额', '备注', '空'],
  ['000510107190001010017', '007', '=1+1', ''],
  ['', '<&">', '  次仁 𠅤\n第二行 ', '-'],
]
const SHEET = 'xl/worksheets/sheet1.xml'

const read = (parts: Parts) => readXlsx(new Uint8Array(packParts(parts)), LIMITS)
const changed = (name: string, change: (text: string) => string): Parts => {
  const parts = workbookParts({ 办件: ROWS })
  return parts.set(name, change(parts.get(name) ?? ''))
}

describe('a workbook', () => {
  it('is read as the texts that it holds: zeros before, signs that begin a formula, blanks and lines as they are', async () => {
    expect(await read(workbookParts({ 办件: ROWS, 表单: [['甲'], ['1']] }))).toEqual([
      { name: '办件', rows: ROWS },
      { name: '表单', rows: [['甲'], ['1']] },
    ])
  })

  it('of ours holds every text as it is, is the same each time, and opens for the region’s own reader', async () => {
    const texts = ['00123', '=1+1', ' 空 ', '一\n二', '一\r\n二', '_x0041_', '\u{20bb7}<&>"', '', "'", '1.5E+17']
    const table = [
      ['列一', '列二', ...texts.map((_, index) => `列${index}`)],
      ['', 'a', ...texts],
    ]
    const bytes = writeXlsx([{ name: '办件', rows: table }], '2026-03-02T09:15:32')
    const limits = { maxPartBytes: 100_000, maxTotalBytes: 100_000, maxRows: 10, maxColumns: 40 }
    expect(await readXlsx(bytes, limits)).toEqual([{ name: '办件', rows: table }])
    expect(writeXlsx([{ name: '办件', rows: table }], '2026-03-02T09:15:32')).toEqual(bytes)
    const opened = openWorkbook(Buffer.from(bytes))
    expect(opened).toBeInstanceOf(Map)
    expect(readTable((opened as Map<string, Buffer>).get('case.csv') ?? Buffer.from(''))).toMatchObject({
      rows: [
        { 列二: 'a', 列0: '00123', 列1: '=1+1', 列3: '一\n二', 列5: '_x0041_', 列6: '\u{20bb7}<&>"', 列9: '1.5E+17' },
      ],
    })
  })

  it('is read where Python packed it, deflated', async () => {
    const parts = JSON.stringify([...workbookParts({ 办件: ROWS })])
    const script =
      'import sys,json,zipfile,io\nb=io.BytesIO()\nwith zipfile.ZipFile(b,"w",zipfile.ZIP_DEFLATED) as z:\n  [z.writestr(n,t) for n,t in json.loads(sys.stdin.read())]\nsys.stdout.buffer.write(b.getvalue())'
    const bytes = execFileSync('python3', ['-c', script], { input: parts })
    expect(await readXlsx(new Uint8Array(bytes), LIMITS)).toEqual([{ name: '办件', rows: ROWS }])
  })

  it('keeps what a spreadsheet leaves out: blank rows and cells between, none at the end', async () => {
    const parts = changed(SHEET, (text) =>
      text
        .replace('<row r="2">', '<row r="4">')
        .replaceAll(/r="([A-D])2"/g, 'r="$14"')
        .replace(/<row r="3">.*?<\/row>/, '<row r="5"/>'),
    )
    const [sheet] = (await read(parts)) as readonly Sheet[]
    expect(sheet?.rows.map((row) => row[0])).toEqual(['证件号码', '', '', '000510107190001010017'])
  })

  it.each<[string, Parts | Buffer, RegExp]>([
    ['a formula', changed(SHEET, (text) => text.replace('<v>0</v>', '<f>1+1</f><v>0</v>')), /公式/],
    ['a formula’s text', changed(SHEET, (text) => text.replace('s="1" t="s"', 't="str"')), /不是文本/],
    ['a number, whose zeros are gone', changed(SHEET, (text) => text.replace('s="1" t="s"', 's="1"')), /不是文本/],
    ['a date', changed(SHEET, (text) => text.replace('s="1" t="s"', 't="d"')), /不是文本/],
    ['a truth', changed(SHEET, (text) => text.replace('t="s"', 't="b"')), /不是文本/],
    ['a fault', changed(SHEET, (text) => text.replace('t="s"', 't="e"')), /不是文本/],
    ['a text that is not in the table', changed(SHEET, (text) => text.replace('<v>0</v>', '<v>999</v>')), /不是文本/],
    ['a text before the table', changed(SHEET, (text) => text.replace('<v>0</v>', '<v>-1</v>')), /不是文本/],
    ['merged cells', changed(SHEET, (text) => text.replace('</sheetData>', '</sheetData><mergeCells/>')), /合并/],
    ['a hidden row', changed(SHEET, (text) => text.replace('<row r="2"', '<row r="2" hidden="1"')), /隐藏行/],
    ['a hidden column', changed(SHEET, (text) => text.replace('max="3"', 'max="3" hidden="true"')), /隐藏列/],
    [
      'a hidden sheet',
      changed('xl/workbook.xml', (text) => text.replace('sheetId', 'state="veryHidden" sheetId')),
      /隐藏/,
    ],
    [
      'a sheet twice',
      changed('xl/workbook.xml', (text) =>
        text.replace('</sheets>', '<sheet name="办件" sheetId="2" r:id="rId2"/></sheets>'),
      ),
      /重名/,
    ],
    ['links', changed(SHEET, (text) => text.replace('</sheetData>', '</sheetData><hyperlinks/>')), /链接/],
    [
      'another file that it reads from',
      changed('xl/_rels/workbook.xml.rels', (text) => text.replace('Target=', 'TargetMode="External" Target=')),
      /外部链接/,
    ],
    [
      'a part of another file',
      workbookParts({ 办件: ROWS }).set('xl/externalLinks/externalLink1.xml', '<a/>'),
      /外部链接/,
    ],
    ['macros', workbookParts({ 办件: ROWS }).set('xl/vbaProject.bin', 'x'), /宏/],
    ['a file inside', workbookParts({ 办件: ROWS }).set('xl/embeddings/a.bin', 'x'), /嵌入/],
    ['a part outside', workbookParts({ 办件: ROWS }).set('../a.xml', '<a/>'), /条目名/],
    ['an entity', changed(SHEET, (text) => `<!DOCTYPE a [<!ENTITY b "c">]>${text}`), /损坏/],
    ['cells that go back', changed(SHEET, (text) => text.replace('r="B1"', 'r="A1"')), /位置/],
    ['cells of another row', changed(SHEET, (text) => text.replace('r="B1"', 'r="B9"')), /位置/],
    ['rows that go back', changed(SHEET, (text) => text.replace('<row r="3"', '<row r="1"')), /行次/],
    [
      'a row at the end of the world',
      changed(SHEET, (text) => text.replace('<row r="3"', '<row r="1048576"')),
      /行太多/,
    ],
    [
      'a column at the end of the world',
      changed(SHEET, (text) => text.replace('r="D1"', 'r="XFD1"').replace('r="C1"', 'r="XFC1"')),
      /位置/,
    ],
    ['no workbook', workbookParts({ 办件: ROWS }).set('xl/workbook.xml', '<a/>'), /工作簿/],
    ['half of it', packParts(workbookParts({ 办件: ROWS })).subarray(0, 500), /ZIP/],
    ['too much of it', workbookParts({ 办件: ROWS }).set('xl/media.xml', 'x'.repeat(200_001)), /太大/],
  ])('is refused with %s', async (_what, given, says) => {
    const bytes = given instanceof Map ? packParts(given) : given
    expect(await readXlsx(new Uint8Array(bytes), LIMITS)).toMatch(says)
  })
})
