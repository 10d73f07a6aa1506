import { type Html, html } from '../documents/html.ts'
import { printPage } from '../documents/print-page.ts'
import { qrCode } from '../documents/qr.ts'
import type { Matter } from '../matter.ts'
import type { Home } from '../protocol.ts'
import type { Dossier, HandTask, SheetLine } from './hand-task.ts'

/** What a dossier's pages are made from beside the task. */
export interface DossierAbout {
  readonly home: Home
  readonly regionName: string
  readonly matter: Pick<Matter, 'name'> | undefined
}

/** Cover and sheet of a dossier as pages to be printed; its materials are printed behind them, in the order of the cover. */
export function dossierPage(task: HandTask, about: DossierAbout): string {
  const { dossier, caseNo } = task
  const sheets = chunks(dossier.lines, dossier.linesPerPage)
  const body = html`${cover(task, about, sheets.length)}${sheets.map((lines, index) =>
    sheetPage(task, lines, index + 2, index === sheets.length - 1),
  )}`
  return printPage({ title: `卷宗 ${caseNo}`, number: caseNo, body, ownFooters: true }, 'a4')
}

function chunks(lines: readonly SheetLine[], size: number): SheetLine[][] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, index) =>
    lines.slice(index * size, (index + 1) * size),
  )
}

const footer = ({ caseNo, dossier }: HandTask, page: number): Html =>
  html`<p class="foot"><span>${caseNo}</span><span>第 ${page} 页/共 ${dossier.pages} 页</span><span>${dossier.footer}</span></p>`

function cover(task: HandTask, { home, regionName, matter }: DossierAbout, sheets: number): Html {
  const { dossier, caseNo, kind } = task
  return html`<section class="leaf"><header><h1>跨省通办卷宗</h1><p><span>办件编号 ${caseNo}</span><span>${KINDS[kind] ?? kind}</span></p></header>
<div class="proof">${qrCode(dossier.code, '卷宗封面的二维码')}<div><p>收件：${regionName}</p><p>寄件：${home.orgName}（${home.phone}）</p><p>材料包 ${dossier.package}</p><p>二维码内容 <span class="only">${dossier.code}</span></p></div></div>
<table class="facts"><tbody><tr><th scope="row">事项</th><td>${matter?.name ?? task.matter}</td></tr><tr><th scope="row">清单摘要</th><td>SM3 ${dossier.digest}</td></tr>${
    dossier.sheetCheck === ''
      ? null
      : html`<tr><th scope="row">整单核对码</th><td class="only">${dossier.sheetCheck}</td></tr>`
  }<tr><th scope="row">页数</th><td>共 ${dossier.pages} 页：封面 1 页，录入单 ${sheets} 页，材料 ${dossier.pages - 1 - sheets} 页</td></tr></tbody></table>
${contents(dossier, sheets + 2)}
<p>二维码与清单摘要不符时请拒收并电话告知，本方重印重寄，不改材料包。</p>${footer(task, 1)}</section>`
}

const KINDS: Readonly<Partial<Record<HandTask['kind'], string>>> = {
  apply: '申请',
  supplement: '补正',
  withdraw: '撤回',
}

/** Which pages each material has. */
function contents({ items }: Dossier, first: number): Html | null {
  if (items.length === 0) return null
  let page = first
  const rows = items.map(({ code, name, form, copies, pages }) => {
    const from = page
    page += pages
    const where = pages === 0 ? '—' : pages === 1 ? `第 ${from} 页` : `第 ${from}–${page - 1} 页`
    return html`<tr><td>${code}</td><td>${name}</td><td>${form}</td><td>${copies}</td><td>${where}</td></tr>`
  })
  return html`<h2>材料（${items.length} 件，按此次序装订）</h2><table><thead><tr><th>代码</th><th>名称</th><th>形式</th><th>份数</th><th>页</th></tr></thead><tbody>${rows}</tbody></table>`
}

function sheetPage(task: HandTask, lines: readonly SheetLine[], page: number, isLast: boolean): Html {
  const rows = lines.map(
    ({ number, tab, column, value, check }) =>
      html`<tr><td>${number}</td><td>${tab}</td><td>${column}</td><td>${value}</td><td>${check}</td></tr>`,
  )
  return html`<section class="leaf"><h2>辅助录入单</h2><table class="sheet"><thead><tr><th>序号</th><th>页签</th><th>栏目</th><th>应录值</th><th>核对码</th></tr></thead><tbody>${rows}</tbody></table>${
    isLast ? html`<p class="only">整单核对码 ${task.dossier.sheetCheck}：第二人按门户回显重算，一致才提交</p>` : null
  }${footer(task, page)}</section>`
}
