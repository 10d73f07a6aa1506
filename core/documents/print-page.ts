import { GatewayError } from '../gateway-error.ts'
import { type Html, html } from './html.ts'

/** What it is printed on: A4, A4 in large print (1.4 times), or the 80 mm slip of a thermal printer. */
export const PAPERS = { a4: 'A4', 'a4-large': 'A4 大字', '80mm': '80 毫米小票' } as const
export type Paper = keyof typeof PAPERS

/** A paper by its name; throws where there is none. */
export function readPaper(word: string): Paper {
  if (Object.hasOwn(PAPERS, word)) return word as Paper
  throw new GatewayError('body-invalid', `没有“${word.slice(0, 20)}”这种纸,可选:${Object.keys(PAPERS).join('、')}`)
}

/** Changes whenever the look of what is printed does. */
const TEMPLATE_VERSION = 2

/** Where the gateway's own pages find Chinese letters that the machine may lack; without it they have the machine's. */
export const FONTS = '<link rel="stylesheet" href="/fonts.css">'
/** The typefaces of the public pages. Not `system-ui` before them: Chromium draws boxes from it and asks for none of ours. */
export const TYPEFACES = '"PingFang SC","Microsoft YaHei","Noto Sans SC",sans-serif'

/** What stands in a page beside its body. */
export interface Sheet {
  readonly title: string
  /** printed in the footer; letters, digits and hyphens */
  readonly number: string
  readonly body: Html
  /** a guide has to stay on one page */
  readonly dense?: boolean
  /** its pages say themselves which they are */
  readonly ownFooters?: boolean
}

const SONG = '"SimSun","Songti SC","Noto Serif CJK SC","Noto Serif SC","Noto Sans CJK SC","Noto Sans SC",serif'
const HEI = '"SimHei","Heiti SC","Noto Sans CJK SC","Noto Sans SC",sans-serif'

/** Black on white, points and millimetres only: it looks on screen as it will on paper. */
const COMMON = `*{box-sizing:border-box}html{background:#fff;color:#000}p{margin:0 0 .4em}h1,h2{font-family:${HEI};margin:0}svg.qr path{fill:#000}.only{font-weight:700}.warn{border:1.5pt solid #000;padding:.4em .6em;margin:.6em 0;font-weight:700}`

/** Pages that are cut by hand, each with its own footer. */
const LEAVES = `
.leaf+.leaf{break-before:page}.foot{display:flex;justify-content:space-between;border-top:.75pt solid #000;margin-top:4mm;padding-top:1mm;font:8pt ${HEI}}table.sheet td:nth-child(4){font-family:${SONG};font-weight:700}`

function sheetCss({ number, dense, ownFooters }: Sheet, scale: number): string {
  const pt = (points: number) => `${Math.round(points * scale * 100) / 100}pt`
  const body = dense ? 9 : 10.5
  const footers = ownFooters
    ? ''
    : `@bottom-left{content:"${number.replaceAll(/[^\w-]/g, '')} · 版式 ${TEMPLATE_VERSION}";font:8pt ${HEI}}@bottom-right{content:"第 " counter(page) " 页 / 共 " counter(pages) " 页";font:8pt ${HEI}}`
  return `@page{size:A4;margin:${dense ? '7mm 11mm 9mm' : '15mm 16mm'};${footers}}
${COMMON}
body{font:${pt(body)}/${dense ? 1.15 : 1.45} ${SONG};margin:0 auto;max-width:${dense ? 188 : 178}mm}
@media screen{body{padding:12mm 0}}
h1{font-size:${pt(16)};text-align:center;letter-spacing:.1em}
h2{font-size:${pt(dense ? 9.5 : 11.5)};margin:${dense ? '.35em 0 .1em' : '.7em 0 .25em'};break-after:avoid}
header{border-bottom:1.5pt solid #000;padding-bottom:2mm;margin-bottom:3mm}
header p{display:flex;justify-content:space-between;margin:1mm 0 0}
table{width:100%;border-collapse:collapse;font-size:${pt(dense ? 8.5 : 9.5)};margin:.3em 0}
thead{display:table-header-group}tr{break-inside:avoid}
th,td{border:.75pt solid #000;padding:${dense ? '.1em .3em' : '.25em .45em'};text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-family:${HEI};font-weight:400;background:#eee;print-color-adjust:exact}
table.facts th{width:7.5em;white-space:nowrap}
ol,ul{margin:.2em 0;padding-left:1.6em}li{break-inside:avoid}
.signs{display:flex;justify-content:space-between;gap:8mm;margin-top:6mm;break-inside:avoid}
.signs span{flex:1;border-bottom:.75pt solid #000;padding-bottom:1mm}
.proof{display:flex;gap:5mm;align-items:center;margin-top:4mm;break-inside:avoid}
.proof .qr{width:30mm;height:30mm;flex:none}
.parcel+.parcel,.receipt+.receipt{break-before:page}
.differs{font-weight:700}${ownFooters ? LEAVES : ''}`
}

/** Thermal printers print 72 of the 80 mm. */
const SLIP_CHARACTERS = 20
const SLIP_LINE_MM = 5.2
const SLIP_QR_MM = 30
const SLIP_FEED_MM = 10

function slipCss(heightMm: number): string {
  return `@page{size:80mm ${heightMm}mm;margin:0}
${COMMON}
body{font:9.5pt/1.5 ${HEI};margin:0;width:80mm;padding:3mm 4mm 6mm;overflow-wrap:anywhere}
h1{font-size:14pt;text-align:center;letter-spacing:.2em;margin-bottom:1mm}
p{margin:0}.warn{border:1pt solid #000;padding:1mm;margin:1mm 0;text-align:center}
.proof{text-align:center}.proof .qr{width:26mm;height:26mm;display:block;margin:2mm auto 0}`
}

/** A whole page to be printed. Its only style is written in it, so that the page's policy can name it by its hash (`styleOf`). */
export function printPage(sheet: Sheet, paper: Exclude<Paper, '80mm'>): string {
  return wrap(sheet.title, sheetCss(sheet, paper === 'a4-large' ? 1.4 : 1), sheet.body)
}

/** The slip of these lines and what proves it; as long as they are, because browsers do not cut a roll by themselves. */
export function printSlip(title: string, lines: readonly string[], warning: string, proof: Html | null): string {
  const rows = [...lines, warning].reduce(
    (sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / SLIP_CHARACTERS)),
    0,
  )
  const heightMm = Math.ceil(14 + rows * SLIP_LINE_MM + (proof ? SLIP_QR_MM + 3 * SLIP_LINE_MM : 0) + SLIP_FEED_MM)
  const body = html`<h1>${title}</h1>${lines.map((line) => html`<p>${line}</p>`)}<p class="warn">${warning}</p>${proof}`
  return wrap(title, slipCss(heightMm), body)
}

/** In full-width characters. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2000 ? 1 : 0.55), 0)
}

function wrap(title: string, css: string, body: Html): string {
  // the style is ours alone and holds nothing that came from outside but a number without any but word characters
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${html`${title}`.text}</title>
${FONTS}<style>${css}</style></head><body>${body.text}</body></html>
`
}

/** The text of a printed page's style, for its policy. */
export function styleOf(page: string): string {
  return /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? ''
}
