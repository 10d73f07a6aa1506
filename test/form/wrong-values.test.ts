import { describe, expect, it } from 'vitest'
import { checkForm } from '../../core/form/check-form.ts'
import type { Json } from '../../core/json.ts'
import { codes, matterNamed } from './definitions.ts'
import { m02Form, m02FormDamaged, m02Materials, m02MaterialsDamaged } from './samples/m02.ts'
import { m07Form, m07FormForChongqing, m07FormForHubei, m07Materials } from './samples/m07.ts'
import { type Changes, SAMPLE_TODAY } from './samples/sample.ts'

const m02 = matterNamed('M02')
const m07 = matterNamed('M07')

const check07 = (changes: Changes, mode = '1') =>
  checkForm({ matter: m07, codes, form: m07Form(changes), materials: m07Materials(), mode, today: SAMPLE_TODAY })
const check02 = (changes: Changes, mode = '2') =>
  checkForm({ matter: m02, codes, form: m02Form(changes), materials: m02Materials(), mode, today: SAMPLE_TODAY })

/** Both places of the same person changed together, so that only the value itself is wrong. */
const both = (name: string, value: Json): Changes => ({ [`applicant.${name}`]: value, [`person.${name}`]: value })

/** What is wrong · the changes · where the fault belongs · its code */
type Row = readonly [string, Changes, string, string]

const persons: readonly Row[] = [
  ['id number with its last digit changed', both('idNo', '510107190001010018'), 'person.idNo', 'checksum'],
  ['another id number with its last digit changed', both('idNo', '130100190012310035'), 'person.idNo', 'checksum'],
  ['id number with two digits swapped', both('idNo', '510170190001010017'), 'person.idNo', 'checksum'],
  ['id number of 29 February 1900', both('idNo', '310101190002290019'), 'person.idNo', 'date'],
  ['id number of month 13', both('idNo', '510107190013010011'), 'person.idNo', 'date'],
  ['id number born tomorrow', both('idNo', '510107202603030014'), 'person.idNo', 'date'],
  ['id number of 15 digits', both('idNo', '510107000101001'), 'person.idNo', 'format'],
  ['id number of 17 digits', both('idNo', '51010719000101001'), 'person.idNo', 'format'],
  ['id number in full-width digits', both('idNo', '５１０１０７１９０００１０１００１７'), 'person.idNo', 'format'],
  ['id number with a small x', both('idNo', '51010719000101001x'), 'person.idNo', 'format'],
  ['id number of no province', both('idNo', '990107190001010017'), 'person.idNo', 'format'],
  ['id number with a space inside', both('idNo', '510107 190001010017'), 'person.idNo', 'format'],
  ['id number as a JSON number', both('idNo', 510107), 'person.idNo', 'format'],
  ['mobile that begins with 128', both('mobile', '12800000000'), 'person.mobile', 'format'],
  ['mobile of 10 digits', both('mobile', '1380000000'), 'person.mobile', 'format'],
  ['mobile of 12 digits', both('mobile', '138000000001'), 'person.mobile', 'format'],
  ['mobile in full-width digits', both('mobile', '１３８００００００００'), 'person.mobile', 'format'],
  ['mobile with +86', both('mobile', '+8613800000000'), 'person.mobile', 'format'],
  ['mobile with stars', both('mobile', '138****0000'), 'person.mobile', 'format'],
  ['mobile with hyphens', both('mobile', '138-0000-000'), 'person.mobile', 'format'],
  ['name that begins with a dot', both('name', '·张三'), 'person.name', 'format'],
  ['name that ends with a dot', both('name', '张三·'), 'person.name', 'format'],
  ['name with two dots in a row', both('name', '阿依古丽··买买提'), 'person.name', 'format'],
  ['name in Latin letters on an identity card', both('name', 'Zhang San'), 'person.name', 'characters'],
  ['name with one Latin letter', both('name', '张S'), 'person.name', 'characters'],
  ['name with a trailing space', both('name', '次仁 '), 'person.name', 'spaces'],
  ['name with a leading full-width space', both('name', '　次仁'), 'person.name', 'spaces'],
  ['name with a bullet for the dot', both('name', '阿依古丽•买买提'), 'person.name', 'characters'],
  ['name with a full stop for the dot', both('name', '阿依古丽.买买提'), 'person.name', 'characters'],
  ['name with a zero-width space', both('name', '次\u200b仁'), 'person.name', 'characters'],
  ['name with a control character', both('name', '次\u0007仁'), 'person.name', 'characters'],
  ['name with a right-to-left mark', both('name', '次\u202e仁'), 'person.name', 'characters'],
  ['name with a broken character', both('name', '次\ufffd仁'), 'person.name', 'characters'],
  ['name with half a character', both('name', '次\ud840'), 'person.name', 'characters'],
  ['name with a digit', both('name', '张3'), 'person.name', 'characters'],
  ['name with a title in brackets', both('name', '张三(先生)'), 'person.name', 'characters'],
  ['name of one common character', both('name', '王'), 'person.name', 'too-short'],
  ['name of 51 characters', both('name', '张'.repeat(51)), 'person.name', 'too-long'],
  ['gender that the id number contradicts', both('gender', '2'), 'person.gender', 'conflict'],
  ['gender of no table', both('gender', 'M'), 'person.gender', 'code'],
  ['birth date that the id number contradicts', both('birthDate', '1900-01-02'), 'person.birthDate', 'conflict'],
  ['birth date that does not exist', both('birthDate', '1900-02-29'), 'person.birthDate', 'date'],
  ['birth date in another spelling', both('birthDate', '19000101'), 'person.birthDate', 'format'],
  ['ethnicity of one digit', both('ethnicity', '4'), 'person.ethnicity', 'code'],
  ['ethnicity 57', both('ethnicity', '57'), 'person.ethnicity', 'code'],
  ['id type of the insurance bureaus', both('idType', '01'), 'person.idType', 'code'],
  ['credit code as a person’s paper', both('idType', '001'), 'person.idType', 'conflict'],
  ['person and applicant of different names', { 'person.name': '欧阳明' }, 'person.name', 'conflict'],
  ['person and applicant of different mobiles', { 'person.mobile': '13800000009' }, 'person.mobile', 'conflict'],
  ['permit of 香港 without its H', { ...both('idType', '516'), ...both('idNo', '12345678') }, 'person.idNo', 'format'],
  ['passport of three characters', { ...both('idType', '414'), ...both('idNo', 'E12') }, 'person.idNo', 'format'],
  ['nationality in two letters', { 'applicant.nationality': 'CN' }, 'applicant.nationality', 'code'],
  ['foreigner with an identity card', { 'applicant.nationality': 'USA' }, 'applicant.nationality', 'value'],
  ['expired paper', { 'applicant.idExpiry': '2026-03-01' }, 'applicant.idExpiry', 'expired'],
  ['expiry in words', { 'applicant.idExpiry': '永久' }, 'applicant.idExpiry', 'format'],
  ['company as applicant', { 'applicant.kind': '2' }, 'applicant.kind', 'applicant'],
  ['other applicant', { 'applicant.kind': '9' }, 'applicant.kind', 'applicant'],
]

const rest07: readonly Row[] = [
  ['address without a county', { 'applicant.address.division': '510100' }, 'applicant.address.division', 'format'],
  ['address of an unknown place', { 'applicant.address.division': '519999' }, 'applicant.address.division', 'code'],
  ['address without details', { 'applicant.address.detail': '' }, 'applicant.address.detail', 'required'],
  ['address as one text', { 'applicant.address': '四川省成都市武侯区示例路1号' }, 'applicant.address', 'format'],
  ['address with a key too many', { 'applicant.address.street': '示例路' }, 'applicant.address.street', 'unexpected'],
  ['full address that says otherwise', { 'applicant.address.full': '成都' }, 'applicant.address.full', 'conflict'],
  ['agent who is the applicant', agent({ idNo: '510107190001010017' }), 'agent.idNo', 'conflict'],
  ['agent without a mobile', agent({ mobile: undefined }), 'agent.mobile', 'required'],
  ['agent without a number', agent({ idNo: undefined }), 'agent.idNo', 'required'],
  ['authority that ended yesterday', agent({ until: '2026-03-01' }), 'agent.until', 'expired'],
  ['agent’s relation of no table', agent({ relation: '03' }), 'agent.relation', 'code'],
  ['handling division of six digits', { 'case.handlingDivision': '130100' }, 'case.handlingDivision', 'format'],
  ['handling division unknown', { 'case.handlingDivision': '139900000000' }, 'case.handlingDivision', 'code'],
  ['verification that failed', { 'verify.result': 'fail' }, 'verify.result', 'value'],
  ['verification in the future', { 'verify.at': '2026-03-03T09:00:00+08:00' }, 'verify.at', 'future'],
  ['verification in another zone', { 'verify.at': '2026-03-02T01:08:21Z' }, 'verify.at', 'format'],
  ['consent at 24:00', { 'consent.signedAt': '2026-03-01T24:00:00+08:00' }, 'consent.signedAt', 'format'],
  ['consent on 30 February', { 'consent.signedAt': '2026-02-30T09:00:00+08:00' }, 'consent.signedAt', 'format'],
  ['no consent', { 'consent.signedAt': undefined }, 'consent.signedAt', 'required'],
  ['no pledge', { pledge: undefined }, 'pledge.signedAt', 'required'],
  ['result by post though there is no paper', { 'delivery.method': '1' }, 'delivery.method', 'delivery'],
  ['post address without post', { 'delivery.to': { name: '次仁' } }, 'delivery.to.name', 'unexpected'],
  ['insurance of no table', { 'insurance.kind': '999' }, 'insurance.kind', 'code'],
  ['insurance at our own place', { 'insurance.division': '510107' }, 'insurance.division', 'conflict'],
  ['insurance division of twelve digits', { 'insurance.division': '130102000000' }, 'insurance.division', 'format'],
  ['hospital in the province of the insurance', { 'visit.division': '130104' }, 'visit.division', 'conflict'],
  ['hospital agency’s phone without area code', phone('85000001'), 'visit.agency.phone', 'format'],
  ['filing category 5, merged into 9', { 'filing.category': '5' }, 'filing.category', 'code'],
  ['referral without an end', { 'filing.category': '4' }, 'filing.to', 'required'],
  ['journey without an end', { 'filing.category': '9' }, 'filing.to', 'required'],
  ['end before the beginning', { 'filing.to': '2026-03-01' }, 'filing.to', 'order'],
  ['end on 29 February of no leap year', { 'filing.to': '2027-02-29' }, 'filing.to', 'date'],
  ['end “long term” in words', { 'filing.to': '长期' }, 'filing.to', 'format'],
  ['long stay without an address away', { 'person.addressAway': undefined }, 'person.addressAway', 'required'],
  ['address away of 201 characters', away('路'.repeat(201)), 'person.addressAway', 'too-long'],
  ['employer “无”', { 'employer.name': '无' }, 'employer.name', 'filler'],
  ['bank account without a holder', bank({ holder: undefined }), 'bank.holder', 'required'],
  ['bank account with spaces', bank({ account: '6222 0000 0000' }), 'bank.account', 'format'],
  ['bank number of three digits', bank({ code: '102' }), 'bank.code', 'format'],
  ['remark with a line break', { remark: '第一行\n第二行' }, 'remark', 'characters'],
  ['remark of 501 rare characters', { remark: '𠅤'.repeat(501) }, 'remark', 'too-long'],
  ['field of nobody', { 'person.nickname': '小仁' }, 'person.nickname', 'unexpected'],
  ['group of nobody', { guardian: { name: '甄样例' } }, 'guardian', 'unexpected'],
  ['field in another spelling', { 'bank.accountName': '次仁' }, 'bank.accountName', 'unexpected'],
  ['value for a group', { visit: '510107' }, 'visit', 'format'],
  ['list for a text', { 'person.insuranceNo': ['1'] }, 'person.insuranceNo', 'format'],
  ['addition with a zero-width space', { 'extra.note': '甲\u200b' }, 'extra.note', 'characters'],
  ['mode in the form that is not the case’s', { 'case.mode': '2' }, 'case.mode', 'conflict'],
]

const company: readonly Row[] = [
  ['credit code with its last character changed', uscc('91510107MA0000007D'), 'entity.uscc', 'checksum'],
  ['credit code with the letter O', uscc('91510107MA000000O7'), 'entity.uscc', 'format'],
  ['credit code with the letter I', uscc('9I510107MA0000007C'), 'entity.uscc', 'format'],
  ['credit code in small letters', uscc('91510107ma0000007c'), 'entity.uscc', 'format'],
  ['credit code of 17 characters', uscc('91510107MA0000007'), 'entity.uscc', 'format'],
  ['credit code of an office', uscc('11510107000000000U'), 'entity.uscc', 'format'],
  ['company under another name', { 'entity.name': '成都另一家管理有限公司' }, 'entity.name', 'conflict'],
  ['company under another code', { 'entity.uscc': '92510107MA00000154' }, 'entity.uscc', 'conflict'],
  ['company name of three characters', name('示例店'), 'entity.name', 'too-short'],
  ['company name without Chinese', name('Example Co.'), 'entity.name', 'characters'],
  ['person as applicant', { 'applicant.kind': '1' }, 'applicant.kind', 'applicant'],
  ['company with an identity card', { 'applicant.idType': '111' }, 'applicant.idType', 'conflict'],
  ['enterprise type of no table', { 'entity.type': '9999' }, 'entity.type', 'code'],
  ['no legal representative', { 'entity.rep': {} }, 'entity.rep.name', 'required'],
  ['two originals', { 'reissue.originals': 2 }, 'reissue.originals', 'range'],
  ['eleven duplicates', { 'reissue.duplicates': 11 }, 'reissue.duplicates', 'range'],
  ['minus one duplicate', { 'reissue.duplicates': -1 }, 'reissue.duplicates', 'range'],
  ['one and a half duplicates', { 'reissue.duplicates': 1.5 }, 'reissue.duplicates', 'format'],
  ['number in quotes', { 'reissue.duplicates': '2' }, 'reissue.duplicates', 'format'],
  ['nothing to reissue', { 'reissue.originals': 0, 'reissue.duplicates': 0 }, 'reissue.originals', 'range'],
  ['reissue kind of 河北', { 'reissue.kind': '01' }, 'reissue.kind', 'code'],
  ['loss without a notice', { 'reissue.lossNotice': undefined }, 'reissue.lossNotice.no', 'required'],
  ['notice dated tomorrow', { 'reissue.lossNotice.date': '2026-03-03' }, 'reissue.lossNotice.date', 'future'],
  ['notice on 31 April', { 'reissue.lossNotice.date': '2025-04-31' }, 'reissue.lossNotice.date', 'date'],
  ['notice before the licence', { 'reissue.lossNotice.date': '2024-05-19' }, 'reissue.lossNotice.date', 'order'],
  ['notice though nothing is lost', { 'reissue.kind': '3' }, 'reissue.lossNotice.no', 'unexpected'],
  ['licence approved tomorrow', { 'entity.lastApproved': '2026-03-03' }, 'entity.lastApproved', 'future'],
  ['post without an address', { 'delivery.to.address': undefined }, 'delivery.to.address', 'required'],
  ['post to a phone of nowhere', { 'delivery.to.phone': '110' }, 'delivery.to.phone', 'format'],
  ['print at a kiosk', { 'delivery.method': '2', 'delivery.to': undefined }, 'delivery.method', 'delivery'],
]

function agent(changes: Readonly<Record<string, Json | undefined>>): Changes {
  const whole = { name: '甄样例', idType: '111', idNo: '130102190003050028', mobile: '13800000004', ...changes }
  return { agent: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Json }
}

function bank(changes: Readonly<Record<string, Json | undefined>>): Changes {
  const whole = { account: '6222000000000000', code: '102651000001', holder: '次仁', ...changes }
  return { bank: Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined)) as Json }
}

function phone(value: string): Changes {
  return { 'visit.agency': { phone: value } }
}

function away(value: string): Changes {
  return { 'person.addressAway': value }
}

function uscc(value: string): Changes {
  return { 'entity.uscc': value, 'applicant.idNo': value }
}

function name(value: string): Changes {
  return { 'entity.name': value, 'applicant.name': value }
}

describe('a valid form', () => {
  it.each([
    ['M07 for 河北', m07, m07Form(), m07Materials(), '1'],
    ['M07 for 湖北', m07, m07FormForHubei(), m07Materials(), '1'],
    ['M07 for 重庆', m07, m07FormForChongqing(), m07Materials(), '1'],
    ['M02, lost', m02, m02Form(), m02Materials(), '2'],
    ['M02, damaged', m02, m02FormDamaged(), m02MaterialsDamaged(), '2'],
    ['M02, lost, wholly online', m02, m02Form({ 'case.mode': '1' }), m02Materials(), '1'],
  ] as const)('%s has no fault', (_, matter, form, materials, mode) => {
    expect(checkForm({ matter, codes, form, materials, mode, today: SAMPLE_TODAY })).toEqual([])
  })
})

describe.each([
  ['M07', check07, [...persons, ...rest07]],
  ['M02', check02, company],
] as const)('a wrong value of %s', (_, check, rows) => {
  it.each(rows)('%s is blocked where it stands, and the sentence says what to do', (__, changes, path, code) => {
    const faults = check(changes)
    const fault = faults.find((one) => one.path === path)
    expect(fault, `faults at ${faults.map((one) => one.path).join(', ') || 'nowhere'}`).toMatchObject({ code })
    expect(fault?.message).toMatch(/“.+”/)
    expect(fault?.fix).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('values that look odd and are right', () => {
  it.each([
    ['a name with dots', both('name', '阿依古丽·买买提')],
    ['a compound surname', both('name', '欧阳明')],
    ['a name of one four-byte character', both('name', '𠅤')],
    ['a name with a rare character', both('name', '䶮明')],
  ] as [string, Changes][])('%s passes', (_, changes) => {
    expect(check07(changes)).toEqual([])
  })

  it('a foreigner’s passport, name and nationality pass together', () => {
    const passport = { ...both('idType', '414'), ...both('idNo', 'E12345678'), ...both('name', 'Zhang San') }
    expect(check07({ ...passport, 'applicant.nationality': 'USA' })).toEqual([])
  })

  it('permits of 香港 and 澳门 pass', () => {
    for (const number of ['H12345678', 'M12345678', 'H1234567801']) {
      expect(check07({ ...both('idType', '516'), ...both('idNo', number) })).toEqual([])
    }
  })

  it('29 February of a leap year is a day', () => {
    expect(check07({ 'filing.to': '2028-02-29' })).toEqual([])
  })

  it('what a region asks besides, and blanks, are let through', () => {
    expect(check07({ 'extra.commitFlag': false, bank: {}, remark: '', 'filing.to': null })).toEqual([])
  })
})

describe('a form with many faults', () => {
  it('is answered with all of them at once', () => {
    const paths = check07({ ...both('mobile', '1'), 'filing.category': '7', 'verify.result': 'fail', junk: 1 }).map(
      ({ path }) => path,
    )
    expect(paths).toEqual(
      expect.arrayContaining(['applicant.mobile', 'person.mobile', 'filing.category', 'verify.result', 'junk']),
    )
  })

  it('names both fields where they contradict one another', () => {
    const message = check07(both('gender', '2')).find(({ path }) => path === 'person.gender')?.message
    expect(message).toContain('“参保人性别”')
    expect(message).toContain('“参保人证件号码”')
  })

  it('says in which case a field must be filled', () => {
    const message = check07({ 'filing.category': '4' }).find(({ path }) => path === 'filing.to')?.message
    expect(message).toBe('“备案结束日期”没有填，在“备案类型”为“异地转诊”或“其他临时外出”时必填')
  })
})

describe('the way of handling', () => {
  it('is refused where the matter does not have it', () => {
    expect(check07({ 'case.mode': '3' }, '3')).toMatchObject([{ path: 'case.mode', code: 'mode' }])
  })

  it('must be by courier for a damaged licence', () => {
    const form = m02FormDamaged({ 'case.mode': '1' })
    const faults = checkForm({
      matter: m02,
      codes,
      form,
      materials: m02MaterialsDamaged(),
      mode: '1',
      today: SAMPLE_TODAY,
    })
    expect(faults).toMatchObject([{ path: 'case.mode', code: 'value', message: expect.stringContaining('损毁换发') }])
  })
})
