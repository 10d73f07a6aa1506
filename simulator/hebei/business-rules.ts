import type { Matter } from './matters.ts'
import type { Body } from './wire.ts'

type Rule = (
  form: Form,
  envelope: Form,
  view: View,
) => readonly (readonly [holds: boolean, path: string, code: string])[]

/** The materials of the same application. */
interface View {
  readonly idOf: (materialCode: string) => string
  readonly countOf: (materialCode: string) => number
  readonly files: number
}

/** A group of fields, read as text, as numbers and as lists. */
interface Form {
  readonly text: (name: string) => string
  readonly number: (name: string) => number
  readonly list: (name: string) => Form[]
  readonly is: (name: string, ...wanted: string[]) => boolean
}

function formOf(body: Body): Form {
  const text = (name: string) => String(body[name] ?? '')
  return {
    text,
    number: (name) => Number(text(name)),
    list(name) {
      const value = body[name]
      return Array.isArray(value) ? value.map((one) => formOf(one as Body)) : []
    },
    is: (name, ...wanted) => wanted.includes(text(name)),
  }
}

const DAY = 86_400_000
const dayOf = (text: string): number =>
  Date.parse(/^\d{8}/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}` : text.slice(0, 10))
const daysBetween = (from: string, to: string): number => (dayOf(to) - dayOf(from)) / DAY
const isHere = (division: string): boolean => division.startsWith('13')
/** 万元 with six places, in hundredths of a 分. */
const exact = (amount: string): number => Math.round(Number(amount) * 1_000_000)
const total = (amounts: readonly string[]): number => amounts.reduce((sum, amount) => sum + exact(amount), 0)
const FIVE_YEARS = 5 * 365 + 2
const CON_FORM = /^[1234679](,[1234679])*$/
/** which flags go with which items (§5) */
const FLAGGED: Readonly<Record<string, RegExp>> = { S: /^02/, H: /^14$/, J: /^15$/ }

const enough = (type: string, holders: readonly Form[]): boolean => {
  if (type === '1130' || type === '1190') return holders.length >= 2
  return holders.length === 1 && holders[0]?.text('invType') === (type === '1151' ? '2' : '1')
}

const companyRules: Rule = (form, envelope, { countOf }) => {
  const holders = form.list('investors')
  const name = ['nameDistrict', 'nameTrad', 'nameInd', 'nameOrg'].map((part) => form.text(part)).join('')
  const type = form.text('entType')
  return [
    [form.text('entName') === name, 'entName', 'E06'],
    [/\p{Script=Han}{2}/u.test(form.text('nameTrad')), 'nameTrad', 'E03'],
    [/^(1130|115[123]|1190)$/.test(type), 'entType', '308'],
    [enough(type, holders), 'investors', 'E06'],
    [exact(form.text('regCap')) === total(holders.map((one) => one.text('subConAm'))), 'regCap', 'E06'],
    [form.text('opTo') === '' || form.text('opTo') > form.text('opFrom'), 'opTo', 'E06'],
    [form.number('copyNum') >= 1 && form.number('copyNum') <= 10, 'copyNum', 'E03'],
    [!form.is('leRepPosition', '408A'), 'leRepPosition', 'E04'],
    [form.list('persons').some((one) => one.is('position', '431A', '432A')), 'persons', 'E01'],
    [countOf('HE0103') === holders.length, 'investors', 'E06'],
    ...holders.flatMap((one, index): [boolean, string, string][] => {
      const amounts = one.text('conFormAm').split(',')
      const isEven = one.text('conForm').split(',').length === amounts.length
      return [
        [CON_FORM.test(one.text('conForm')), `investors[${index}].conForm`, 'E04'],
        [isEven && total(amounts) === exact(one.text('subConAm')), `investors[${index}].conFormAm`, 'E06'],
        [
          daysBetween(envelope.text('applyDate'), one.text('conDate')) <= FIVE_YEARS,
          `investors[${index}].conDate`,
          'E06',
        ],
      ]
    }),
  ]
}

/** §4.1–4.11: what must agree within a form and with what lies around it; `308` is a condition of the matter. */
const RULES: Readonly<Record<Matter['id'], Rule>> = {
  M01: companyRules,
  M02: (form, envelope) => [
    [form.number('origNum') <= 1, 'origNum', 'E03'],
    [form.number('copyNum') <= 10 && form.number('origNum') + form.number('copyNum') >= 1, 'copyNum', 'E03'],
    [form.text('lossDate') <= envelope.text('applyDate').slice(0, 10), 'lossDate', 'E06'],
    [form.text('regOrg') === envelope.text('taskCode').slice(0, 18), 'regOrg', 'E06'],
    [!form.is('reissueType', '02') || envelope.is('handleMode', '2'), 'reissueType', '308'],
  ],
  M03: (form) => [
    [form.number('opArea') > 0, 'opArea', 'E03'],
    [form.number('healthCertNum') <= form.number('empNum'), 'healthCertNum', 'E06'],
    [form.is('prepackOnly', '0'), 'prepackOnly', '308'],
    ...form.list('items').map((item, index): [boolean, string, string] => {
      const flags = item.text('flags') === '' ? [] : item.text('flags').split(',')
      return [flags.every((flag) => FLAGGED[flag]?.test(item.text('code'))), `items[${index}].flags`, 'E04']
    }),
  ],
  M04: (form, envelope) => [
    [form.number('regCap') >= 200, 'regCap', '308'],
    [
      !form.is('opLocRight', '2') || daysBetween(envelope.text('applyDate'), form.text('leaseTo')) >= 365,
      'leaseTo',
      'E06',
    ],
  ],
  M05: (form, envelope, { idOf }) => [
    [[...form.text('AAC003')].length <= 15 || form.text('BAZ103') !== '', 'BAZ103', 'E01'],
    [form.text('PHOTO_ID') === idOf('HE0503'), 'PHOTO_ID', 'E06'],
    [!isMinor(form.text('AAC006'), envelope.text('applyDate')) || form.text('JHR_XM') !== '', 'JHR_XM', 'E01'],
  ],
  M06: (form) => [[isHere(form.text('AAB301_OUT')) !== isHere(form.text('AAB301_IN')), 'AAB301_OUT', '308']],
  M07: (form, envelope, { files }) => [
    [form.text('psn_name') === envelope.text('applyerName'), 'psn_name', 'E06'],
    [form.text('certno') === envelope.text('applyerPageCode'), 'certno', 'E06'],
    [form.text('tel') === envelope.text('contactMobile'), 'tel', 'E06'],
    [!isHere(form.text('rloc_admdvs')), 'rloc_admdvs', '308'],
    [form.text('enddate') === '' || form.text('enddate') >= form.text('begndate'), 'enddate', 'E06'],
    [
      !form.is('rloc_coty_type', '4', '9') || daysBetween(form.text('begndate'), form.text('enddate')) <= 366,
      'enddate',
      'E06',
    ],
    [form.number('att_cnt') === files, 'att_cnt', 'E06'],
  ],
  M08: (form) => [[form.is('LoanFlag', '0'), 'LoanFlag', '308']],
  M09: (form, envelope) => [
    [form.text('SQR_GMSFHM') === envelope.text('applyerPageCode'), 'SQR_GMSFHM', 'E06'],
    [form.text('SQR_XM') === envelope.text('applyerName'), 'SQR_XM', 'E06'],
    [isHere(form.text(form.is('XTJS', '2') ? 'QCD_SSXQDM' : 'QRD_SSXQDM')), 'XTJS', '308'],
    [form.is('QYLDYYDM', '11'), 'QYLDYYDM', '308'],
    [form.is('XTYW_QYFWDM', '1'), 'XTYW_QYFWDM', 'E04'],
  ],
  M10: (form, envelope, { idOf }) => {
    const overdue = daysBetween(form.text('validTo'), envelope.text('applyDate'))
    return [
      [form.text('photoId') === idOf('HE1005'), 'photoId', 'E06'],
      [/^(01|02|01,02)$/.test(form.text('certTypes')), 'certTypes', '308'],
      [isHere(form.text('issueOrgCode').slice(2)), 'issueOrgCode', '308'],
      [!form.is('applyKind', '1') || (overdue >= -30 && overdue <= 180), 'validTo', '308'],
    ]
  },
}

/** Not yet 16 on the day of the application. */
export function isMinor(birthDay: string, today: string): boolean {
  const sixteenth = `${Number(birthDay.slice(0, 4)) + 16}${birthDay.slice(4)}`
  return /^\d{8}$/.test(birthDay) && today.slice(0, 10).replaceAll('-', '') < sixteenth
}

/** What does not agree in a form, by the document's own code or 308. */
export function brokenRules(
  id: Matter['id'],
  body: Body,
  view: View,
): { readonly path: string; readonly code: string }[] {
  return RULES[id](formOf((body['formData'] ?? {}) as Body), formOf(body), view)
    .filter(([holds]) => !holds)
    .map(([, path, code]) => ({ path: `formData.${path}`, code }))
}
