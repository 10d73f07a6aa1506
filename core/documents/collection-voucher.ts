import { type About, textAt } from './about.ts'
import { type Html, html } from './html.ts'
import {
  applicantWords,
  codeWords,
  factTable,
  limitWords,
  listTable,
  materialLines,
  minuteOf,
  signLines,
} from './words.ts'

/** The two sentences of a receipt in which 受理 may stand beside the next step: a window collects, it never accepts. */
export const NOT_ACCEPTED = '本凭证不代表受理。'

function decides({ authority }: About): string {
  return `本窗口仅代为收取材料并核对形式，是否受理、是否准予由 ${authority} 决定。`
}

function nextStep({ place, matter }: About): string {
  const { promised, statutory } = matter.limits
  return `下一步：由${place}决定是否受理；如需补正，会一次性告知。承诺 ${limitWords(promised)}，法定 ${limitWords(statutory)}，自属地决定之日起算。`
}

/** When the case was collected, ms. */
function collectedAt({ events, value }: About): number {
  return events.find(({ type }) => type === 'submitted' || type === 'received')?.at ?? value.createdAt
}

function counts(about: About): string {
  const lines = materialLines(about)
  const seen = lines.filter(({ checked }) => checked.includes('原件') && checked.startsWith('√')).length
  const exempt = lines.filter((line) => line.exempt !== '').length
  return `已核对：材料 ${lines.length} 份，其中原件核验 ${seen} 份、免提交 ${exempt} 份${exempt > 0 ? '（理由见表）' : ''}。`
}

/** 收件凭证 on A4: what was collected, checked and need not be given, and what follows. */
export function collectionVoucher(about: About): Html {
  const { value, matter, home } = about
  const who = applicantWords(about)
  const verified = [codeWords(about, 'CT_VERIFY', 'verify.method'), minuteOf(textAt(about, 'verify.at'))]
  return html`<p>${home.orgName} 跨域通办专窗　收件时间 ${minuteOf(collectedAt(about))}</p>
${factTable([
  ['申请人', who.name],
  ['证件号码', who.id],
  ['手机', who.mobile],
  ['代理人', who.agent],
  ['事项', matter.name],
  ['属地', about.place],
  ['办理方式', about.codes.label('CT_MODE', value.mode) ?? value.mode],
  ['结果领取', codeWords(about, 'CT_DELIVERY', 'delivery.method')],
  ['身份核验', verified.filter((word) => word !== '').join(' ')],
  ['同意书', `${textAt(about, 'consent.version')} 版 ${minuteOf(textAt(about, 'consent.signedAt'))}`],
])}
<h2>材料</h2>
${listTable(
  ['材料', '形式', '份数', '核验', '免提交理由'],
  materialLines(about).map(({ name, form, copies, checked, exempt }) => [name, form, copies, checked, exempt]),
)}
<p>${counts(about)}</p>
<p class="warn">${NOT_ACCEPTED}${decides(about)}</p>
<p>${nextStep(about)}</p>
<p>咨询电话 ${home.phone}　监督电话 ${matter.contact.complaint}。遗失可持身份证到任一通办窗口重打（注明第几次打印）。</p>
<p>个人信息仅送 ${about.authority}，用于 ${matter.name}。</p>
${signLines(`收件人 ${value.clerk ?? ''}`, '申请人（代理人）签字', '日期')}`
}

/** The lines of the same on a slip. */
export function collectionSlip(about: About): string[] {
  const { value, matter, home } = about
  const lines = materialLines(about)
  const exempt = lines.filter((line) => line.exempt !== '')
  return [
    value.no,
    minuteOf(collectedAt(about)),
    matter.name,
    `送 ${about.place}`,
    `${applicantWords(about).name}　材料 ${lines.length} 份，免提交 ${exempt.length} 份`,
    ...exempt.map((line) => `免：${line.name}，${line.exempt.split('（')[0]}`),
    `电话 ${home.phone}`,
  ]
}
