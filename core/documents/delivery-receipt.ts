import type { Hand, Parcel } from '../custody/parcel.ts'
import type { About } from './about.ts'
import { type Html, html } from './html.ts'
import { applicantWords, factTable, minuteOf, signLines } from './words.ts'

/** Each handing over to the applicant, with the parcel it ended. */
export function deliveriesOf({ parcels }: About): { parcel: Parcel; hand: Hand }[] {
  return parcels.flatMap((parcel) =>
    parcel.hands.filter(({ step }) => step === 'deliver').map((hand) => ({ parcel, hand })),
  )
}

/** 送达回证: what was handed to whom, how they proved who they are, who took it in their place or refused it; one page each. */
export function deliveryReceipt(about: About): Html {
  return html`${deliveriesOf(about).map((delivery) => html`<section class="receipt">${oneReceipt(about, delivery)}</section>`)}`
}

function oneReceipt(about: About, { parcel, hand }: { parcel: Parcel; hand: Hand }): Html {
  const { receipt } = hand
  const what = parcel.items.map(({ name, no = '', copies }) => `${name} ${no} ${copies} 份`).join('；')
  const proxy = receipt?.proxy ? `${receipt.proxy}（${receipt.relation ?? ''}）` : '—'
  const refused = receipt?.refused ? `${receipt.refused}；见证人 ${receipt.witness ?? ''}` : '—'
  return html`${factTable([
    ['交接单号', parcel.no],
    ['办件编号', about.value.no],
    ['受送达人', applicantWords(about).name],
    ['证件核验', about.codes.label('CT_VERIFY', receipt?.verify ?? '') ?? '—'],
    ['送达方式', about.codes.label('CT_DELIVERY', receipt?.method ?? '') ?? ''],
    ['送达时间', minuteOf(hand.at)],
    ['运单', hand.waybillNo ? `${hand.carrier ?? ''} ${hand.waybillNo}` : '—'],
    ['代收人及关系', proxy],
  ])}
<table class="facts"><tbody><tr><th scope="row">送达文书、证照</th><td>${what === '' ? about.matter.result.name : what}</td></tr>
<tr><th scope="row">拒收事由及见证人</th><td>${refused}</td></tr></tbody></table>
${signLines('送达人', '受送达人（代收人）签字', '日期')}`
}
