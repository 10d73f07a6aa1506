import { CUSTODY_STEPS, type Hand, PARCEL_STATES, type Parcel } from '../custody/parcel.ts'
import type { About } from './about.ts'
import { type Html, html } from './html.ts'
import { applicantWords, factTable, listTable, minuteOf, signLines } from './words.ts'

/** 材料交接单 or 办结证件交接单: what travels, and through whose hands it went; one page a parcel. */
export function handOver(about: About, kind: Parcel['kind']): Html {
  return html`${parcelsOfKind(about, kind).map((parcel) => html`<section class="parcel">${oneParcel(about, parcel)}</section>`)}`
}

export function parcelsOfKind({ parcels }: About, kind: Parcel['kind']): Parcel[] {
  return parcels.filter((parcel) => parcel.kind === kind)
}

function oneParcel(about: About, { no, items, sealNo, to, state, hands, kind }: Parcel): Html {
  const waybill = hands.findLast(({ waybillNo = '' }) => waybillNo !== '')
  const copies = items.reduce((sum, item) => sum + item.copies, 0)
  const pages = items.reduce((sum, item) => sum + (item.pages ?? 0), 0)
  const formWords = (form = '') => about.codes.label('CT_MATERIAL_FORM', form) ?? ''
  return html`${factTable([
    ['交接单号', no],
    ['办件编号', about.value.no],
    ['从', about.home.orgName],
    ['到', to === '' ? about.place : to],
    ['封条号', sealNo],
    ['现在', PARCEL_STATES[state]],
    ['运单', waybill ? `${waybill.carrier ?? ''} ${waybill.waybillNo ?? ''}` : ''],
    ['申请人', applicantWords(about).name],
  ])}
${
  kind === 'materials'
    ? listTable(
        ['序', '材料名称', '原/复', '份', '页', '备注'],
        items.map((item, index) => [
          String(index + 1),
          item.name,
          formWords(item.form),
          String(item.copies),
          item.pages === undefined ? '' : String(item.pages),
          item.note ?? '',
        ]),
      )
    : listTable(
        ['序', '证照名称', '证照编号', '份', '备注'],
        items.map((item, index) => [String(index + 1), item.name, item.no ?? '', String(item.copies), item.note ?? '']),
      )
}
<p>共 ${items.length} 项 ${copies} 份${pages > 0 ? ` ${pages} 页` : ''}。${items.length === 0 ? '寄出方没有列明细，接收时请逐件清点并补记。' : ''}</p>
<h2>经手</h2>
${listTable(['时间', '环节', '交出', '接收', '运单、封条与备注'], hands.map(handRow))}
${signLines('交出人', '时间', '接收人', '时间')}`
}

function handRow({ at, step, from = '', to = '', carrier = '', waybillNo = '', seal, note = '' }: Hand): string[] {
  const sealWords = seal === undefined ? '' : seal === 'whole' ? '封条完好' : '封条破损'
  const more = [carrier, waybillNo, sealWords, note].filter((word) => word !== '').join(' ')
  return [minuteOf(at), CUSTODY_STEPS[step], from, to, more]
}
