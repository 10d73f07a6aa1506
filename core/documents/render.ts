import type { About } from './about.ts'
import { type Html, html } from './html.ts'
import type { DocumentKind } from './kinds.ts'
import { type Paper, printPage, printSlip } from './print-page.ts'
import { qrCode } from './qr.ts'

/** What makes a printed document one that was issued: without it the page says that it is a preview. */
export interface Issue {
  /** where anybody can check it, with its code */
  readonly checkUrl: string
  /** the last characters of the code, to be typed */
  readonly tail: string
  readonly by: string
  /** `2026-03-02 09:15` */
  readonly at: string
  /** 1 for the first print, then with the reason why there is another */
  readonly print: number
  readonly reason: string
}

/** A document of a case as a whole page for that paper. */
export function renderDocument(kind: DocumentKind, about: About, paper: Paper, issue: Issue | null): string {
  const number = `${kind.prefix}-${about.value.no}`
  if (paper === '80mm' && kind.slip)
    return printSlip(
      kind.title,
      [...kind.slip.lines(about), issueLine(issue)],
      kind.slip.warning,
      issue && slipProof(issue),
    )
  const body = html`<header><h1>${kind.title}</h1><p><span>编号 ${number}</span><span>${issueLine(issue)}</span></p></header>
<main>${kind.body(about)}</main>${issue && proof(issue)}`
  return printPage(
    { title: `${kind.title} ${number}`, number, body, dense: kind.dense ?? false },
    paper === 'a4-large' ? 'a4-large' : 'a4',
  )
}

function issueLine(issue: Issue | null): string {
  if (!issue) return '预览，未出具'
  const again = issue.print > 1 ? `第 ${issue.print} 次打印 · ${issue.reason}` : '第 1 次打印'
  return `${issue.at} 出具 ${again}`
}

function proof({ checkUrl, tail, by }: Issue): Html {
  return html`<footer class="proof">${qrCode(checkUrl, '核验本文书的二维码')}<div><p>扫码核验本文书真伪，或在 ${checkUrl.replace(/#.*/, '')} 输入编号与验证码尾号 <span class="only">${tail}</span></p><p>出具：${by}</p></div></footer>`
}

function slipProof({ checkUrl, tail }: Issue): Html {
  return html`<div class="proof">${qrCode(checkUrl, '核验本凭证的二维码')}<p>尾号 ${tail}</p></div>`
}
