import { html } from '../documents/html.ts'
import { printPage } from '../documents/print-page.ts'
import { qrCode } from '../documents/qr.ts'
import { minuteOf } from '../documents/words.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { toDate } from '../time.ts'
import type { WholeComposite } from './composite.ts'
import { stateWords } from './licence.ts'

/** A composite licence for print. Paper does not know what is valid tomorrow, and says so; its QR code does. */
export function compositePage(gateway: Gateway, { composite, permits }: WholeComposite): string {
  if (composite.state === 'ended') throw new GatewayError('document-missing', '综合许可证已经停用')
  const now = gateway.clock.now()
  const body = html`<header><h1>综合许可证（一企一证）</h1><p><span>${composite.no}</span><span>${gateway.home.orgName}</span></p></header>
<table class="facts"><tr><th>企业</th><td>${composite.company}</td></tr><tr><th>统一社会信用代码</th><td>${composite.uscc}</td></tr></table>
<h2>证照</h2>
<table><thead><tr><th>证照</th><th>编号</th><th>颁发机构</th><th>有效期</th><th>打印时</th></tr></thead><tbody>${permits.map(
    (permit) =>
      html`<tr><td>${permit.name}</td><td>${permit.no}</td><td>${permit.issuerName}</td><td>${permit.validFrom} 至 ${permit.validTo || '—'}</td><td>${stateWords(permit, toDate(now))}</td></tr>`,
  )}</tbody></table>
<p class="warn">本证是各证照的汇总,不另行许可;每份证照由其颁发机构负责,效力以扫码所见为准。</p>
<div class="proof">${qrCode(`${gateway.publicUrl}/l#${composite.code}`, '扫码看现在有效的证照')}<div><p>扫码看现在有效的证照,也可以留言举报。</p><p>打印时间 ${minuteOf(now)}　电话 ${gateway.config.home.phone}</p></div></div>`
  return printPage({ title: '综合许可证', number: composite.no, body }, 'a4')
}
