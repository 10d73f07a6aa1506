import { FOOD_ITEMS, FOOD_SUFFIXES, TABLES } from './code-tables.ts'
import type { Matter } from './matters.ts'
import type { Body } from './wire.ts'

/** A rule that holds or not: at which path below the form, and by which ErrCode, or by which RetCode of its own. */
type Row = readonly [holds: boolean, path: string, code: string]
type Rule = (form: Body, envelope: Body, stuffs: readonly Body[]) => readonly Row[]

const text = (value: unknown): string => String(value ?? '')
const group = (value: unknown): Body => (typeof value === 'object' && value !== null ? (value as Body) : {})
const listOf = (value: unknown): Body[] => (Array.isArray(value) ? (value as Body[]) : [])
const cents = (yuan: unknown): number => Math.round(Number(yuan) * 100)
const sum = (amounts: readonly unknown[]): number => amounts.reduce<number>((total, one) => total + cents(one), 0)
const days = (from: unknown, to: unknown): number =>
  (Date.parse(text(to).slice(0, 10)) - Date.parse(text(from).slice(0, 10))) / 86_400_000
const isHere = (division: unknown): boolean => text(division).startsWith('310')
const fileIdOf = (stuffs: readonly Body[], code: string) =>
  stuffs.find(({ StuffCode }) => StuffCode === code)?.['FileId']
const THREE_MONTHS = 92

/** Not yet 16 on the day of the application. */
export function isMinor(birthday: unknown, applied: unknown): boolean {
  const day = text(birthday)
  return day !== '' && text(applied).slice(0, 10) < `${Number(day.slice(0, 4)) + 16}${day.slice(4)}`
}

/** How many shareholders a type of company has, and of which kind. */
function isEnough(type: string, holders: readonly Body[]): boolean {
  const of = TABLES['ENT_TYPE']?.indexOf(type) ?? -1
  if (of === 0 || of === 4) return holders.length >= 2
  return holders.length === 1 && holders[0]?.['Kind'] === (of === 1 ? '自然人' : '企业法人')
}

/** `货币:150000.00/股权:100000.00` */
function paysAll({ PayWays, SubAmount }: Body): boolean {
  const ways = text(PayWays)
    .split('/')
    .map((way) => way.split(':'))
  const isWritten = ways.every(
    ([way, amount]) => TABLES['PAYWAY']?.includes(way ?? '') && /^\d+\.\d\d$/.test(amount ?? ''),
  )
  return isWritten && sum(ways.map(([, amount]) => amount)) === cents(SubAmount)
}

const companyRules: Rule = (form, _, stuffs) => {
  const holders = listOf(form['ShareholderList'])
  const part = group(form['NamePart'])
  const name = ['Division', 'Brand', 'Trade', 'OrgForm'].map((key) => text(part[key])).join('')
  const isLong = form['TermType'] === '长期'
  return [
    [form['EntName'] === name, 'EntName', 'Conflict'],
    [TABLES['ENT_TYPE']?.slice(0, 5).includes(text(form['EntType'])) ?? false, 'EntType', '2004'],
    [isEnough(text(form['EntType']), holders), 'ShareholderList', 'Conflict'],
    [sum(holders.map(({ SubAmount }) => SubAmount)) === cents(form['RegCapital']), 'RegCapital', 'Conflict'],
    [(form['TermTo'] === '长期') === isLong, 'TermTo', 'Conflict'],
    [isLong || text(form['TermTo']) > text(form['TermFrom']), 'TermTo', 'Conflict'],
    [group(form['LegalPerson'])['Post'] !== '监事', 'LegalPerson.Post', 'Code'],
    [form['Chairman'] !== null || form['Director1'] !== null, 'Director1', 'Required'],
    [!(form['Linked'] as unknown[])?.includes('税务') || form['Finance'] !== null, 'Finance', 'Required'],
    [Number(form['CopyNum']) >= 1, 'CopyNum', 'Format'],
    [stuffs.filter(({ StuffCode }) => StuffCode === 'SH0103').length === holders.length, 'ShareholderList', '2005'],
    ...holders.flatMap((holder, index): Row[] => [
      [holder['Seq'] === index + 1, `ShareholderList[${index}].Seq`, 'Conflict'],
      [paysAll(holder), `ShareholderList[${index}].PayWays`, 'Conflict'],
    ]),
  ]
}

function isFood({ JYXM_KEY, JYXM_VALUE }: Body): boolean {
  const name = FOOD_ITEMS[text(JYXM_KEY)]
  const suffixes = FOOD_SUFFIXES.filter(([keys]) => keys.test(text(JYXM_KEY))).map(([, suffix]) => name + suffix)
  return name !== undefined && [name, ...suffixes].includes(text(JYXM_VALUE))
}

const foodRules: Rule = (form) => {
  const rows = listOf(form['AddressRows'])
  const types = rows.map(({ Type }) => text(Type)).join('')
  return [
    [/^123*$/.test(types), 'AddressRows', 'Conflict'],
    [form['PrepackOnly'] !== '是', 'PrepackOnly', '2004'],
    [Number(form['HealthCertNum']) <= Number(form['StaffNum']), 'HealthCertNum', 'Conflict'],
    ...rows.map(
      ({ Type, Area }, index): Row => [Type !== '3' || Area !== null, `AddressRows[${index}].Area`, 'Required'],
    ),
    ...listOf(form['ItemRows']).map((item, index): Row => [isFood(item), `ItemRows[${index}].JYXM_VALUE`, 'Code']),
  ]
}

/** §4.1–4.11: what must agree within a form and with what lies around it. */
const RULES: Readonly<Record<Matter['id'], Rule>> = {
  M01: companyRules,
  M02: (form, { HandleMode }) => [
    [Number(form['OriginalNum']) <= 1, 'OriginalNum', 'Format'],
    [Number(form['CopyNum']) <= 10, 'CopyNum', 'Format'],
    [Number(form['OriginalNum']) + Number(form['CopyNum']) >= 1, 'CopyNum', 'Conflict'],
    [form['ReissueKind'] !== 'HS' || HandleMode === 'B', 'ReissueKind', '2004'],
  ],
  M03: foodRules,
  M04: (form, { ApplyTime }) => [
    [cents(form['RegCapital']) >= 200_000_000, 'RegCapital', '2004'],
    [form['SiteRight'] !== 'B' || days(ApplyTime, form['LeaseTo']) >= 365, 'LeaseTo', 'Conflict'],
  ],
  M05: (form, { Username, Address }, stuffs) => [
    [[...text(Username)].length <= 10 || form['NameExt'] !== null, 'NameExt', 'Required'],
    [form['PhotoFileId'] === fileIdOf(stuffs, 'SH0503'), 'PhotoFileId', 'Conflict'],
    [Address !== null, '^Address', 'Required'],
  ],
  M06: (form, { Address }) => [
    [isHere(form['OutArea']) !== isHere(form['InArea']), 'OutArea', '2004'],
    [Address !== null, '^Address', 'Required'],
  ],
  M07: (form, { Mobile, Username }) => [
    [!isHere(form['VisitArea']), 'VisitArea', 'Conflict'],
    [!text(form['FilingType']).startsWith('B') || form['EndDate'] !== '长期', 'EndDate', 'Format'],
    [form['EndDate'] === '长期' || text(form['EndDate']) >= text(form['BeginDate']), 'EndDate', 'Conflict'],
    [form['FilingType'] !== 'B2' || !(days(form['BeginDate'], form['EndDate']) > THREE_MONTHS), 'EndDate', '2004'],
    [group(form['Emergency'])['Mobile'] !== Mobile, 'Emergency.Mobile', 'Conflict'],
    [group(form['Emergency'])['Name'] !== Username, 'Emergency.Name', 'Conflict'],
  ],
  M08: (form) => [[form['AccountState'] === '封存', 'AccountState', '2004']],
  M09: (form, { Address }) => [
    [form['CoopRole'] === '迁出', 'CoopRole', '2003'],
    [isHere(group(form['MoveOut'])['Code']), 'MoveOut.Code', '2003'],
    [form['MigrateReason'] === '夫妻投靠', 'MigrateReason', '2004'],
    [Address !== null, '^Address', 'Required'],
  ],
  M10: (form, { Address }, stuffs) => {
    const kinds = text(form['CertTypes']).split('/')
    const places = kinds.map((kind) => TABLES['QUALI']?.indexOf(kind) ?? -1)
    return [
      [form['PhotoFileId'] === fileIdOf(stuffs, 'SH1005'), 'PhotoFileId', 'Conflict'],
      [places.every((place) => place >= 0), 'CertTypes', 'Code'],
      [places.every((place, index) => index === 0 || place > (places[index - 1] ?? -1)), 'CertTypes', 'Format'],
      [places.every((place) => place <= 1), 'CertTypes', '2004'],
      [Address !== null, '^Address', 'Required'],
    ]
  },
}

/** What does not agree, each by its whole path; `^` leads out of the form. */
export function brokenRules(id: Matter['id'], body: Body, stuffs: readonly Body[]) {
  return RULES[id](group(body['ApplyForm']), body, stuffs)
    .filter(([holds]) => !holds)
    .map(([, path, code]) => ({ path: path.startsWith('^') ? path.slice(1) : `ApplyForm.${path}`, code }))
}
