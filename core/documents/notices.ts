import { STATUSES } from '../case/status.ts'
import type { CorrectionItem } from '../progress.ts'
import { type About, lastTold, textAt, toldBy } from './about.ts'
import { type Html, html } from './html.ts'
import {
  addressWords,
  applicantWords,
  codeWords,
  factTable,
  limitWords,
  listTable,
  minuteOf,
  signLines,
} from './words.ts'

/** 一次性告知（预检提示）: everything that is wrong with a case that is not sent yet, at once. */
export function preCheckNotice(about: About): Html {
  const { matter, faults, place } = about
  return html`${factTable([
    ['事项', matter.name],
    ['属地', place],
    ['申请人', applicantWords(about).name],
    ['联系电话', about.home.phone],
  ])}
<p class="warn">这是收件前的预检提示，不是补正通知书，也不代表受理或不予受理；请一次补齐下列 ${faults.length} 项后再来，属地另有要求的以属地通知为准。</p>
${listTable(
  ['序', '问题', '怎么办'],
  faults.map(({ message, fix = '' }, index) => [String(index + 1), message, fix]),
)}
${signLines('告知人', '申请人（代理人）签字', '日期')}`
}

/** 补正通知 in the words of the authority that asks, all items at once. */
export function correctionNotice(about: About): Html {
  const found = lastTold(about.events, 'correction')
  if (!found) return html``
  const { told, all, event } = found
  const ours = about.value.direction === 'in'
  const paper = all.document
    ? `《${all.document.title}》${all.document.no}（${all.document.date}）`
    : `通知编号 ${told.no}`
  const due = told.dueOn ? told.dueOn : told.limit ? `${limitWords(told.limit)}内` : '属地未写明'
  const officer = all.officer ? `${all.officer.orgName} ${all.officer.phone ?? ''}` : about.authority
  return html`<p>${ours ? about.authority : `依据 ${about.authority} 的通知，非本窗口决定`}</p>
${factTable([
  ['办件编号', about.value.no],
  ['对方编号', about.value.partnerNo ?? ''],
  ['来文', paper],
  ['收到时间', minuteOf(event.at)],
  ['事项', about.matter.name],
  ['申请人', applicantWords(about).name],
  ['补正期限', due],
  ['联系', officer],
])}
<h2>一次性告知，共 ${told.items.length} 项（第 ${told.round} 次补正）</h2>
${listTable(['序', '哪一项', '原因', '要求'], told.items.map(itemRow))}
<p>怎么补：到任一通办窗口，携带本通知与上述材料；逾期后果由属地依法决定。补正期间承诺时限暂停。</p>
<p>咨询电话 ${about.home.phone}</p>
${signLines('经办人', '申请人（代理人）签字', '日期')}`
}

function itemRow({ label, reason, requirement }: CorrectionItem, index: number): string[] {
  return [String(index + 1), label, reason, requirement]
}

/** 办结通知: the result as the handling authority told it. */
export function completionNotice(about: About): Html {
  const { value, matter, events } = about
  const ended = events.findLast(({ status, type }) => status === value.status && type !== 'document-issued')
  const decision = lastTold(events, 'decision')?.told
  const licence = lastTold(events, 'licence')?.told
  const paper = lastTold(events, 'document')?.told
  const reason = decision?.reason ?? (ended ? toldBy(ended).note : undefined) ?? ''
  return html`<p>依据 ${about.authority} 的决定</p>
${factTable([
  ['办件编号', value.no],
  ['对方编号', value.partnerNo ?? ''],
  ['事项', matter.name],
  ['申请人', applicantWords(about).name],
  ['结果', resultWords(about)],
  ['时间', ended ? minuteOf(ended.at) : ''],
  ['文书', paper ? `《${paper.title}》${paper.no}` : ''],
  ['证照', licence ? `${licence.name} ${licence.no}` : ''],
  ['有效期', licence ? `${licence.from} 至 ${licence.validTo}` : ''],
  ['结果领取', codeWords(about, 'CT_DELIVERY', 'delivery.method')],
])}
${reason === '' ? null : html`<p>说明：${reason}</p>`}
${decision?.remedy ? html`<p>救济途径：${decision.remedy}</p>` : html`<p>救济途径：${matter.contact.remedy}</p>`}
<p>咨询电话 ${about.home.phone}　监督电话 ${matter.contact.complaint}　欢迎对本次服务作出评价。</p>
${signLines('经办人', '领取人签字', '日期')}`
}

/** What was decided, in the word of whoever decided; where nobody said, how the case stands. */
function resultWords({ events, value }: About): string {
  const decided = lastTold(events, 'decision')?.told.result
  if (decided === 'approve' || decided === 'deny') return STATUSES[decided === 'approve' ? 'APPROVED' : 'DENIED']
  return STATUSES[events.findLast(({ status }) => status === 'APPROVED' || status === 'DENIED')?.status ?? value.status]
}

/** 邮递地址确认单: the address in full, because the applicant vouches for it. */
export function addressConfirmation(about: About): Html {
  return html`${factTable([
    ['办件编号', about.value.no],
    ['事项', about.matter.name],
    ['收件人', textAt(about, 'delivery.to.name')],
    ['收件电话', textAt(about, 'delivery.to.phone')],
  ])}
<table class="facts"><tbody><tr><th scope="row">收件地址</th><td>${addressWords(about, 'delivery.to.address')}</td></tr>
<tr><th scope="row">寄送的是</th><td>${about.matter.result.name}</td></tr>
<tr><th scope="row">邮费</th><td>□ 由寄出方付　□ 到付</td></tr></tbody></table>
<p>我已核对上述收件人、电话和地址，属实可投递。因地址、电话有误或无人签收造成退回、延误或遗失的风险由本人承担；地址有变的，在寄出前到窗口更改。</p>
${signLines('申请人（代理人）签字', '日期')}`
}
