import { EXEMPTIONS } from '../exemptions/why-exempt.ts'
import type { Codes } from '../form/codes.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { type Difference, listRegionDifferences } from '../mapping/region-guide.ts'
import type { MaterialRequirement, Matter } from '../matter.ts'
import { type Html, html } from './html.ts'
import { printPage } from './print-page.ts'
import { factTable, limitWords, listTable } from './words.ts'

/** Stands before what is not as at home; the headings say so in words. */
const MARK = '▌'

/** 办事指南: every element of the matter's standard on one page, what the region does otherwise marked in place or below. */
export function serviceGuide(matter: Matter, codes: Codes, place: string, differences: readonly Difference[]): Html {
  const at = (path: string) =>
    differences
      .filter((one) => one.path === path)
      .map(({ text }) => `${MARK}${text}`)
      .join('；')
  const also = (own: string, path: string) => [own, at(path)].filter((word) => word !== '').join(' ')
  const { limits, fee, result, contact, process: steps } = matter
  const fields = differences.filter(({ about }) => about === 'field')
  const foreign = differences.filter(
    ({ about, path }) => about === 'material' && !matter.materials.some(({ slot }) => path === `materials.${slot}`),
  )
  return html`${factTable([
    ['基本编码', matter.basicCode],
    ['业务办理项编码', matter.itemCode],
    ['实施编码', matter.implementationCode],
    ['事项类型', `${codes.label('CT_MATTER_TYPE', matter.type) ?? matter.type}　行使层级 ${LEVELS[matter.level]}`],
    ['实施主体', `${matter.body.name}（${matter.body.uscc}）`],
    ['属地', place],
    ['办理方式', also(matter.modes.map((mode) => codes.label('CT_MODE', mode) ?? mode).join('、'), 'modes')],
    ['通办区域', matter.area],
    ['承诺时限', also(limitWords(limits.promised), 'limits.promised')],
    ['法定时限', also(limitWords(limits.statutory), 'limits.statutory')],
    ['收费', [fee.note, fee.standard ?? '', fee.basis ?? ''].filter((word) => word !== '').join(' ')],
    [
      '结果与送达',
      `${result.name}（样本：${result.sample}）；${result.delivery.map((one) => codes.label('CT_DELIVERY', one) ?? one).join('、')}`,
    ],
    ['咨询电话', contact.enquiry],
    ['监督电话', contact.complaint],
  ])}
<h2>谁能办</h2><ol>${matter.conditions.map((condition) => html`<li>${condition}</li>`)}</ol>
<h2>要带什么</h2>
${listTable(
  ['材料', '来源', '形式、份数', '免提交', '属地要求（▌与本地不同）'],
  [
    ...matter.materials.map((one) => materialRow(one, codes, at(`materials.${one.slot}`))),
    ...foreign.map(({ label, text }) => [label, '', '', '', `${MARK}${text}`]),
  ],
)}
${fieldDifferences(fields)}
<h2>怎么办</h2>
<p>${steps.map(({ step, by, note }) => `${step}（${by}${note ? `：${note}` : ''}）`).join(' → ')}</p>
<p>特殊环节：${matter.specialSteps.length === 0 ? '无' : matter.specialSteps.map(({ name, counted }) => `${name}（${counted ? '计入时限' : '不计入时限'}）`).join('、')}。救济途径：${contact.remedy}。</p>
<p>设定依据：${matter.basis.join('；')}。</p>`
}

/** Longer than this a difference is for whoever fills in the form, who is told it there. */
const MOST_CHARACTERS = 36

/** What the region asks or takes otherwise, fields with the same words together. */
function fieldDifferences(fields: readonly Difference[]): Html | null {
  const byText = new Map<string, Set<string>>()
  for (const { label, text } of fields) {
    const short = /^必填:该项由/.test(text) ? '必填' : text.length > MOST_CHARACTERS ? '只收部分选项，收件时提示' : text
    byText.set(short, (byText.get(short) ?? new Set()).add(label))
  }
  if (byText.size === 0) return null
  const items = [...byText].map(
    ([text, labels]) => html`<span class="differs">▌${[...labels].join('、')}</span>：${text}　`,
  )
  return html`<h2>属地另有要求（与本地不同）</h2><p>${items}</p>`
}

const LEVELS = { 1: '国家', 2: '省', 3: '市', 4: '县' } as const

function materialRow(material: MaterialRequirement, codes: Codes, differs: string): string[] {
  const { name, source, form, copies, deferrable, exempt, required } = material
  const must = required === undefined ? '（需要时）' : required === true ? '' : '（符合情形时）'
  return [
    `${name}${must}`,
    source,
    `${codes.label('CT_MATERIAL_FORM', form) ?? form} ${copies}${deferrable ? '，可容缺' : ''}`,
    exempt.length === 0 ? '否' : exempt.map((kind) => EXEMPTIONS[kind]).join('、'),
    differs,
  ]
}

/** The guide of a matter in a region as a page to be printed; throws where either is unknown. */
export function guidePage(gateway: Gateway, matterId: string, code: string, paper: 'a4' | 'a4-large'): string {
  const matter = gateway.matters.get(matterId)
  if (!matter) throw new GatewayError('matter-unknown', `没有编号为“${matterId.slice(0, 20)}”的事项`)
  const region = gateway.regions.get(code)
  if (!region) throw new GatewayError('region-unknown', `没有编号为“${code}”的地区`)
  const mapping = region.mappings.get(matter.id)
  const scope = region.agreement.matters[matter.id]
  const differences = mapping ? listRegionDifferences(matter, mapping, scope, gateway.codes) : []
  const number = `ZN-${matter.id}-${code}`
  const body = html`<header><h1>办事指南</h1><p><span>${matter.name} · ${region.name}</span><span>协议 ${region.agreement.no}${mapping ? ` 对照 ${mapping.version}` : ''}</span></p></header>
<main>${serviceGuide(matter, gateway.codes, region.name, differences)}</main>`
  return printPage({ title: `办事指南 ${matter.name} ${region.name}`, number, body, dense: true }, paper)
}
