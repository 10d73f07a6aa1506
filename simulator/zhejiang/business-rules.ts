import { isIdNumber } from '../check-digits.ts'
import type { Matter } from './matters.ts'
import { type Body, WITHOUT_END, type WireError } from './wire.ts'

type Rule = (biz: Body, envelope: Body) => readonly (readonly [holds: boolean, field: string, code: string])[]

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const cents = (value: unknown): number => Math.round(Number(value) * 100)
const listOf = (value: unknown): Body[] => (Array.isArray(value) ? (value as Body[]) : [])
const sum = (list: readonly Body[], key: string): number => list.reduce((total, one) => total + cents(one[key]), 0)
const FORMS: Readonly<Record<string, string>> = { '1': '有限公司', '2': '有限责任公司' }
const LEAST_FOR_DISPATCH = 200_000_000

/** §4.3: a holder's part in percent, two places at most; the last holder's is what the others leave. */
function shares(holders: readonly Body[], capital: unknown): string[] {
  const parts = holders.map(({ rjcze }) => Math.round((cents(rjcze) * 10_000) / cents(capital)))
  const others = parts.slice(0, -1).reduce((total, part) => total + part, 0)
  return [...parts.slice(0, -1), 10_000 - others].map((part) => `${part / 100}%`)
}

function companyRules(biz: Body): ReturnType<Rule> {
  const holders = listOf(biz['gdList'])
  const name = [biz['name_area'], biz['name_brand'], biz['name_trade'], FORMS[text(biz['name_form'])]].map(
    (part) => part ?? '',
  )
  const one = /^115[13]$/.test(text(biz['company_type']))
  const expected = shares(holders, biz['reg_capital'])
  return [
    [biz['company_name'] === name.join(''), 'company_name', 'F103'],
    [(biz['dom'] as Body | undefined)?.['area'] === '330106', 'dom.area', 'F103'],
    [sum(holders, 'rjcze') === cents(biz['reg_capital']), 'reg_capital', 'F201'],
    [one ? holders.length === 1 : !/^11[39]0$/.test(text(biz['company_type'])) || holders.length > 1, 'gdList', 'F103'],
    [listOf(biz['ryList']).some(({ zw }) => zw === '01' || zw === '02'), 'ryList', 'F101'],
    ...holders.flatMap((holder, index): [boolean, string, string][] => [
      [holder['bl'] === expected[index], `gdList[${index}].bl`, 'F201'],
      [sum(listOf(holder['czList']), 'je') === cents(holder['rjcze']), `gdList[${index}].rjcze`, 'F201'],
      [holder['zjlx'] !== '31' || isIdNumber(text(holder['zjhm'])), `gdList[${index}].zjhm`, 'F104'],
    ]),
  ]
}

/** §4.4: what must agree within a form, by matter. */
const RULES: Readonly<Partial<Record<Matter['id'], Rule>>> = {
  M01: companyRules,
  M02: (biz) => [[Number(biz['zb_num']) + Number(biz['fb_num']) >= 1, 'fb_num', 'F103']],
  M03: (biz) => [
    [(biz['cs'] as Body | undefined)?.['area'] === '330106', 'cs.area', 'F103'],
    [Number(biz['staff_health']) <= Number(biz['staff_total']), 'staff_health', 'F103'],
    [biz['prepack_only'] !== '1', 'prepack_only', '2011'],
  ],
  M04: (biz) => [
    [cents(biz['reg_capital']) >= LEAST_FOR_DISPATCH, 'reg_capital', 'F103'],
    [biz['permit_scope'] === '劳务派遣', 'permit_scope', 'F103'],
  ],
  M05: (biz) => [
    [isIdNumber(text(biz['shbzhm'])), 'shbzhm', 'F104'],
    [text(biz['cb_area']).startsWith('3301'), 'cb_area', 'F103'],
  ],
  M06: (biz) => [
    [isIdNumber(text(biz['shbzhm'])), 'shbzhm', 'F104'],
    [biz['xz'] === '110', 'xz', 'F103'],
    [text(biz[biz['zy_direction'] === '1' ? 'in_area' : 'out_area']).startsWith('33'), 'zy_direction', 'F103'],
  ],
  M07: (biz, { dlr }) => [
    [biz['psn_cert_type'] !== '01' || isIdNumber(text(biz['certno'])), 'certno', 'F104'],
    [text(biz['insu_admdvs']).startsWith('3301'), 'insu_admdvs', 'F103'],
    [(biz['enddate'] === WITHOUT_END ? '0' : '1') === biz['cancel_auto'], 'cancel_auto', 'F103'],
    [biz['agnter_name'] === (dlr as Body | null)?.['xm'], 'agnter_name', 'F202'],
    [biz['agnter_certno'] === (dlr as Body | null)?.['zjhm'], 'agnter_certno', 'F202'],
  ],
  M08: (biz) => [
    [biz['TxFunc'] === '0', 'TxFunc', 'F103'],
    [biz['TranScope'] === '1', 'TranScope', 'F103'],
    [/^330100\d{10}$/.test(text(biz['ConNum'])), 'ConNum', 'F103'],
  ],
  M09: (biz, envelope) => [
    [biz['ywlsh'] === envelope['form_business_code'], 'ywlsh', 'F202'],
    [biz['xtyw_qyfw'] === '1', 'xtyw_qyfw', 'F103'],
    [biz['qyldyy'] === '31', 'qyldyy', 'F103'],
    [biz['qrd_area'] === '330106', 'qrd_area', 'F103'],
  ],
  M10: (biz) => [
    [isIdNumber(text(biz['SFZH'])), 'SFZH', 'F104'],
    [biz['WSGCN'] === '1', 'WSGCN', 'F103'],
  ],
}

/** What does not agree in a form; `envelope` holds what lies around it. */
export function checkRules(id: Matter['id'], biz: Body, envelope: Body, path: string): WireError[] {
  const rows = RULES[id]?.(biz, envelope) ?? []
  return rows
    .filter(([holds]) => !holds)
    .map(([, field, code]) => ({ path: `${path}.${field}`, code, msg: '与规定不符' }))
}
