import { whyExempt } from '../exemptions/why-exempt.ts'
import { isObject, valueAt } from '../json.ts'
import { maskIdNo, maskName, maskPhone } from '../mask.ts'
import type { CaseMaterial, Limit, MaterialRequirement } from '../matter.ts'
import { toTime } from '../time.ts'
import { type About, textAt } from './about.ts'
import { type Html, html } from './html.ts'

const UNITS: Readonly<Record<Limit['unit'], string>> = { G: '个工作日', Z: '个自然日', H: '小时', M: '分钟' }

/** `2 个工作日` */
export function limitWords({ value, unit }: Limit): string {
  return `${value} ${UNITS[unit]}`
}

/** `2026-03-02 09:15` of a moment in ms, or of an RFC 3339 time. */
export function minuteOf(time: number | string): string {
  return (typeof time === 'number' ? toTime(time) : time).slice(0, 16).replace('T', ' ')
}

/** A table of names and values, two pairs a row; what has no value is left blank. */
export function factTable(facts: readonly (readonly [label: string, value: string])[]): Html {
  const rows = facts.filter((_, index) => index % 2 === 0).map((first, row) => [first, facts[2 * row + 1] ?? ['', '']])
  return html`<table class="facts"><tbody>${rows.map(
    (pair) => html`<tr>${pair.map(([label, value]) => html`<th scope="row">${label}</th><td>${value}</td>`)}</tr>`,
  )}</tbody></table>`
}

/** A table with a row of headings, which comes again on every page. */
export function listTable(heads: readonly string[], rows: readonly (readonly string[])[]): Html {
  return html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(
    (row) => html`<tr>${row.map((cell) => html`<td>${cell}</td>`)}</tr>`,
  )}</tbody></table>`
}

/** Lines to be signed on. */
export function signLines(...labels: readonly string[]): Html {
  return html`<div class="signs">${labels.map((label) => html`<span>${label}</span>`)}</div>`
}

/** Who applied, masked: an organisation's name and code are public. */
export function applicantWords(about: About): { name: string; id: string; mobile: string; agent: string } {
  const isPerson = textAt(about, 'applicant.kind') !== '2'
  const [name, id, agent] = [
    textAt(about, 'applicant.name'),
    textAt(about, 'applicant.idNo'),
    textAt(about, 'agent.name'),
  ]
  return {
    name: isPerson ? maskName(name) : name,
    id: isPerson ? maskIdNo(id) : id,
    mobile: maskPhone(textAt(about, 'applicant.mobile')),
    agent: agent === '' ? '—' : maskName(agent),
  }
}

/** The word for the code that stands at a path, '' where there is none. */
export function codeWords(about: About, table: string, path: string): string {
  const code = textAt(about, path)
  return about.codes.label(table, code) ?? code
}

/** An address in one line. */
export function addressWords({ value, codes }: About, path: string): string {
  const address = valueAt(value.form, path)
  if (!isObject(address)) return typeof address === 'string' ? address : ''
  const { division = '', detail = '' } = address
  return codes.fullAddress({ division: String(division), detail: String(detail) }) ?? String(detail)
}

/** One material as a receipt tells of it: what was given of it, or why it need not be given. */
export interface MaterialLine {
  readonly name: string
  readonly form: string
  readonly copies: string
  readonly checked: string
  readonly exempt: string
}

/** The materials of the case in the matter's order, pieces of one together. */
export function materialLines({ value, matter, codes }: About): MaterialLine[] {
  return matter.materials.flatMap((requirement: MaterialRequirement): MaterialLine[] => {
    const given = value.materials.filter(({ slot }) => slot === requirement.slot)
    const [first] = given
    if (!first) return []
    const exempt = given.find((material) => material.exempt)?.exempt
    const pieces = given.length > 1 ? `(${given.length} 件)` : ''
    return [
      {
        name: `${requirement.name}${pieces}`,
        form: exempt ? '—' : (codes.label('CT_MATERIAL_FORM', first.form) ?? first.form),
        copies: exempt ? '—' : String(first.copies),
        checked: checkedWords(first),
        exempt: exempt ? whyExempt(exempt) : '',
      },
    ]
  })
}

function checkedWords({ exempt, originalSeen, posted }: CaseMaterial): string {
  if (exempt) return '√ 系统核验'
  if (posted) return '原件寄送'
  return originalSeen ? '√ 已核对原件' : '未核对原件'
}
