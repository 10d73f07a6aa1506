import { inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { html } from '../../core/documents/html.ts'
import { printPage, printSlip, styleOf } from '../../core/documents/print-page.ts'
import { qrCode } from '../../core/documents/qr.ts'
import { factTable, listTable, signLines } from '../../core/documents/words.ts'
import { printPdf } from '../../runtime/node/pdf/print-pdf.ts'
import { readStyleSheet } from '../../runtime/node/pdf/style-sheet.ts'
import { readPdf } from '../support/read-pdf.ts'

const MADE_AT = Date.parse('2026-03-02T09:10:00+08:00')
const print = (page: string, madeAt = MADE_AT) => printPdf(page, madeAt)
const latin = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
const pagesOf = async (bytes: Uint8Array) => (await readPdf(bytes)).pages.length
const sizeOf = async (bytes: Uint8Array) => {
  const [page] = (await readPdf(bytes)).pages
  return [page?.widthMm, page?.heightMm]
}
/** Everything drawn on the pages, unpacked. */
const drawn = (bytes: Uint8Array) =>
  [...latin(bytes).matchAll(/stream\n([\s\S]*?)\nendstream/g)]
    .map(([, body = '']) => {
      try {
        return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
      } catch {
        return ''
      }
    })
    .join('\n')

const sheet = (rows: number, reason = '数据核验一致') =>
  printPage(
    {
      title: '收件凭证 SJ-1',
      number: 'SJ-1',
      body: html`<header><h1>收件凭证</h1><p><span>编号 SJ-1</span><span>预览</span></p></header><main>${factTable([
        ['申请人', '次*'],
      ])}${listTable(
        ['材料', '免提交理由'],
        Array.from({ length: rows }, (_, index) => [`材料 ${index}`, reason]),
      )}<p class="warn">本凭证不代表受理。</p>${signLines('收件人', '日期')}</main>`,
    },
    'a4',
  )

/** What the layout heeds of a style; `border-radius` and the like would be passed over. */
const SHOWN =
  /^(content|display|size|font(-size|-weight)?|text-align|letter-spacing|white-space|(margin|padding|border)(-(top|right|bottom|left))?|background|width|gap|flex|justify-content|break-(before|inside|after))$/
/** What changes nothing of what is printed, or that the layout does so anyway: black, one typeface, wrapping, drawings as wide as high. */
const NEEDLESS =
  /^(box-sizing|color|fill|font-family|max-width|height|align-items|vertical-align|border-collapse|overflow-wrap|print-color-adjust)$/

describe('a page for print as PDF', () => {
  it('heeds every property that our styles for print use: one that it does not know is to be seen here first', () => {
    const body = html`<p>1</p>`
    const pages = [
      ...[{}, { dense: true }, { ownFooters: true }].map((more) =>
        printPage({ title: '收件凭证', number: 'SJ-1', body, ...more }, 'a4'),
      ),
      printSlip('收件凭证', ['1'], '2', null),
    ]
    const sheets = pages.map((page) => readStyleSheet(styleOf(page)))
    const used = sheets.flatMap(({ page, rules }) =>
      [page.declarations, page.left, page.right, ...rules.map(({ declarations }) => declarations)].flatMap(Object.keys),
    )
    expect(used.length).toBeGreaterThan(200)
    expect(used.filter((name) => !SHOWN.test(name) && !NEEDLESS.test(name))).toEqual([])
  })

  it('is on the paper that the page names, A4 and a slip cut where it ends', async () => {
    expect(await sizeOf(await print(sheet(1)))).toEqual([210, 297])
    const proof = html`<div class="proof">${qrCode('https://gateway.example/v#A', '')}<p>尾号 7K2Q9D</p></div>`
    const lines = ['WH2603020017', '跨省异地就医备案']
    const [width, height = 0] = await sizeOf(await print(printSlip('收件凭证', lines, '本凭证不代表受理。', proof)))
    expect(width).toBe(80)
    const [, longer = 0] = await sizeOf(
      await print(printSlip('收件凭证', Array.from({ length: 90 }, () => lines).flat(), '不代表受理。', proof)),
    )
    expect(longer).toBeGreaterThan(height + 500)
  })

  it('has as many pages as it takes, and parts only what no page can hold', async () => {
    expect(await pagesOf(await print(sheet(1)))).toBe(1)
    expect(await pagesOf(await print(sheet(90)))).toBe(3)
    expect(await pagesOf(await print(sheet(1, '很长'.repeat(4_000))))).toBeGreaterThan(4)
  })

  it('has every word of the page, the headings of a table again on each, and at the foot which page it is of how many', async () => {
    const { pages, text, title, language } = await readPdf(await print(sheet(90)))
    expect([title, language]).toEqual(['收件凭证 SJ-1', 'zh-CN'])
    for (let index = 0; index < 90; index += 1) expect(text).toContain(`材料${index}数据核验一致`)
    expect(text).toContain('本凭证不代表受理。')
    for (const [index, page] of pages.entries()) {
      expect(page.text).toContain(`第${index + 1}页/共${pages.length}页`)
      expect(page.text).toContain('SJ-1·版式')
      if (index < 2) expect(page.text).toContain('材料免提交理由')
    }
    const long = '很长'.repeat(4_000)
    const parted = (await readPdf(await print(sheet(1, long)))).text
    expect(parted.match(/很长/g)?.length).toBeGreaterThan(3_900)
    expect(parted.match(/[很长]/g)).toHaveLength(8_000)
  })

  it('begins a page where the page does, with the footers that its leaves have themselves', async () => {
    const leaf = (page: number) =>
      html`<section class="leaf"><h2>辅助录入单</h2><p class="foot"><span>WH1</span><span>第 ${page} 页/共 2 页</span></p></section>`
    const body = html`${[leaf(1), leaf(2)]}`
    const { pages } = await readPdf(
      await print(printPage({ title: '卷宗', number: 'WH1', body, ownFooters: true }, 'a4')),
    )
    expect(pages.map(({ text }) => text)).toEqual(['辅助录入单WH1第1页/共2页', '辅助录入单WH1第2页/共2页'])
  })

  it('carries its fonts, only the letters that it uses, and is a few dozen KB', async () => {
    const bytes = await print(sheet(3))
    const fonts = [...latin(bytes).matchAll(/\/FontName \/([\w+-]+)/g)].map(([, name]) => name)
    expect(fonts.length).toBeGreaterThan(0)
    for (const name of fonts) expect(name).toMatch(/^[A-Z]{6}\+NotoSansSC/)
    expect(latin(bytes).match(/\/FontFile2 /g)).toHaveLength(fonts.length)
    expect(bytes.length).toBeLessThan(60_000)
  })

  it('is the same to the byte for the same page and moment, and bears the moment', async () => {
    const [first, second] = [await print(sheet(2)), await print(sheet(2))]
    expect(Buffer.compare(first, second)).toBe(0)
    expect(latin(first)).toContain('D:20260302011000Z')
    expect(latin(await print(sheet(2), MADE_AT + 60_000))).toContain('D:20260302011100Z')
  })

  it('keeps a letter that no font has: a stand-in to be seen, the letter itself to be copied', async () => {
    const bytes = await print(sheet(1, '王䶮与𠅤\u{e0100}'))
    const meant = [...drawn(bytes).matchAll(/\/ActualText [<(]([^>)]*)[>)]/g)].length
    expect(meant).toBe(2)
    const { text } = await readPdf(bytes)
    expect(text).toContain('王〓与〓')
    expect(text).toContain('依次为U+4DAE、U+20164')
    expect((await readPdf(await print(sheet(1, '王与')))).text).not.toContain('〓')
  })

  it.each(['', '<p>', 'no page at all', '<html><body><table><tr></tr></table><svg class="qr"></svg></body></html>'])(
    'is made of whatever it is given, at the worst an empty sheet: %s',
    async (page) => {
      expect(await pagesOf(await print(page))).toBe(1)
    },
  )
})
