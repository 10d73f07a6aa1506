import { describe, expect, it } from 'vitest'
import { escapeText, readXml } from '../../adapters/layers/codec/xml.ts'
import { checkForm } from '../../core/form/check-form.ts'
import { completeForm } from '../../core/form/complete-form.ts'
import { m07Form, m07Materials } from '../form/samples/m07.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { sampleFiles, sampleMapping } from './sample-region.ts'

/* The situations MS-01 to MS-26 that a mapping must handle, by their numbers: single values. */

const tables = `
tables:
  ID: { version: '1', rows: [['111', '10', 身份证], { ours: ['113', '990'], theirs: QT, label: 其他, back: '990' }] }
  HM:
    version: '1'
    rows:
      - { ours: '516', theirs: '04', label: 香港, also: { path: no, startsWith: H } }
      - { ours: '516', theirs: '05', label: 澳门, also: { path: no, startsWith: M } }
  TURN: { version: '1', rows: [['06', '08', 甲], ['08', '09', 乙], ['09', '06', 丙]] }
  KIND:
    version: '1'
    rows:
      - ['1130', '有限责任公司(自然人投资或控股)', 半角]
      - { ours: '1130', theirs: '有限责任公司（自然人投资或控股）', label: 全角, only: in }
  COARSE: { version: '1', rows: [{ ours: ['1130', '1151', '1153'], theirs: 有限责任公司, label: 有限责任公司 }] }
  ZONES: { version: '1', rows: [{ ours: '500107', theirs: '500191', label: 高新区, only: in }] }
`
const out = (rule: string, input: object, rest = tables) =>
  sampleMapping(rule, rest).mapForm('apply', input as never, [], { report: true })
const back = (rule: string, tree: object, rest = tables) => sampleMapping(rule, rest).readForm(tree as never)

describe('a situation that a mapping must handle', () => {
  it('MS-01 a field has another name', () => {
    const rule = '- { to: SQR_XM, from: applicant.name }'
    expect(out(rule, { applicant: { name: '次仁' } }).tree).toEqual({ SQR_XM: '次仁' })
    expect(back(rule, { SQR_XM: '次仁' }).form).toEqual({ applicant: { name: '次仁' } })
  })
  it('MS-02 a text goes into XML, with the end of a CDATA section in it', () => {
    const text = '销售 <食品> & ]]> 其他'
    const read = readXml(`<JYFW>${escapeText(text)}</JYFW>`, { maxBytes: 1_000, maxDepth: 4, maxElements: 10 })
    expect(read).toMatchObject({ name: 'JYFW', text })
    const wrapped = readXml('<JYFW><![CDATA[a]]]]><![CDATA[>b]]></JYFW>', {
      maxBytes: 1_000,
      maxDepth: 4,
      maxElements: 10,
    })
    expect(wrapped).toMatchObject({ text: 'a]]>b' })
  })
  it('MS-03 a code has another code', () => {
    const rule = '- { to: SF, from: idType, op: lookup, table: ID }'
    expect(out(rule, { idType: '111' })).toMatchObject({ tree: { SF: '10' }, loss: [{ class: 'L0' }] })
    expect(back(rule, { SF: '10' }).form).toEqual({ idType: '111' })
  })
  it('MS-04 several codes have one, and the report says that this one does not come back', () => {
    const rule = '- { to: SF, from: idType, op: lookup, table: ID }'
    expect(out(rule, { idType: '113' })).toMatchObject({ tree: { SF: 'QT' }, loss: [{ path: 'idType', class: 'L2' }] })
    expect(back(rule, { SF: 'QT' }).form).toEqual({ idType: '990' })
  })
  it('MS-05 one code has several, chosen by the number beside it; where that tells nothing a person is asked', () => {
    const rule = '- { to: t, from: idType, op: lookup, table: HM }'
    expect(out(rule, { idType: '516', no: 'H1' }).tree).toEqual({ t: '04' })
    expect(out(rule, { idType: '516', no: 'M1' }).tree).toEqual({ t: '05' })
    expect(out(rule, { idType: '516', no: 'X1' }).faults).toMatchObject([{ path: 'idType', code: 'code' }])
    expect(['04', '05'].map((t) => back(rule, { t }).form)).toEqual([{ idType: '516' }, { idType: '516' }])
  })
  it('MS-06 codes change places, and each comes back from its own', () => {
    const rule = '- { to: t, from: k, op: lookup, table: TURN }'
    const sent = ['06', '08', '09'].map((k) => out(rule, { k }).tree['t'])
    expect(sent).toEqual(['08', '09', '06'])
    expect(sent.map((t) => back(rule, { t }).form['k'])).toEqual(['06', '08', '09'])
  })
  it('MS-07 a status comes that no table has: the case is held as UNKNOWN with the word, and nothing passes through', () => {
    const read = sampleMapping('- { to: name, from: applicant.name }').readProgress({ state: '7A', seq: '1' })
    expect(read.progress).toMatchObject({ status: 'UNKNOWN', note: expect.stringContaining('7A') })
    expect(read.faults).toEqual([])
  })
  it('MS-08 a code is written as its label, brackets either way; what is nearly one is a fault', () => {
    const rule = '- { to: lx, from: kind, op: lookup, table: KIND }'
    expect(out(rule, { kind: '1130' }).tree).toEqual({ lx: '有限责任公司(自然人投资或控股)' })
    expect(back(rule, { lx: '有限责任公司（自然人投资或控股）' }).form).toEqual({ kind: '1130' })
    expect(back(rule, { lx: '有限责任公司' }).faults).toMatchObject([{ path: 'lx', code: 'code' }])
  })
  it('MS-09 the region’s codes are coarser, and who comes from there is asked which', () => {
    const rule = '- { to: lx, from: kind, op: lookup, table: COARSE }'
    expect(out(rule, { kind: '1151' })).toMatchObject({ tree: { lx: '有限责任公司' }, loss: [{ class: 'L2' }] })
    expect(back(rule, { lx: '有限责任公司' })).toMatchObject({ form: {}, loss: [{ class: 'L3', kind: 'asked' }] })
  })
  it('MS-10 a value is the same for the whole region; one that comes and differs is noted', () => {
    const rule = "- { to: POST_CODE, op: const, value: '350400' }"
    expect(out(rule, {}).tree).toEqual({ POST_CODE: '350400' })
    expect(back(rule, { POST_CODE: '350400' })).toMatchObject({ form: {}, loss: [] })
    expect(back(rule, { POST_CODE: '1' }).loss).not.toEqual([])
  })
  it('MS-11 something must stand where nothing is: it is told as filler, and is no data on its way back', () => {
    const rule = '- { to: memo, from: memoText, none: 无 }'
    expect(out(rule, {})).toMatchObject({ tree: { memo: '无' }, loss: [{ kind: 'defaulted', filler: true }] })
    expect(back(rule, { memo: '无' }).form).toEqual({})
  })
  it('MS-12 an address is one text, without the level that a municipality does not have', () => {
    const rule = '- { to: a, from: a, op: address, as: full }'
    expect(out(rule, { a: { division: '500107', detail: '示例路1号' } }).tree).toEqual({ a: '重庆市九龙坡区示例路1号' })
  })
  it('MS-13 an address in one text is parted by the places it names; where it names none, a person parts it', () => {
    const rule = '- { to: a, from: a, op: address, as: full }'
    expect(back(rule, { a: '四川省成都市武侯区示例路1号' }).form).toMatchObject({
      a: { division: '510107', detail: '示例路1号' },
    })
    expect(back(rule, { a: '火星环形山1号' }).loss).toMatchObject([{ path: 'a', class: 'L3' }])
  })
  it('MS-14 addresses are rows with their kind', () => {
    const rule =
      "- { to: d, from: home, op: list, one: true, readWhere: { k: '1' }, item: [{ to: k, op: const, value: '1' }, { to: x, from: detail }] }\n- { to: d, from: stores, op: list, readWhere: { k: '2' }, item: [{ to: k, op: const, value: '2' }, { to: x, from: detail }] }"
    const input = { home: { detail: 'h' }, stores: [{ detail: 's' }] }
    const { tree } = out(rule, input)
    expect(tree).toEqual({
      d: [
        { k: '1', x: 'h' },
        { k: '2', x: 's' },
      ],
    })
    const read = back(rule, tree)
    expect({ ...read.form, ...read.context }).toEqual(input)
  })
  it('MS-15 a division has six digits or twelve, and a zone of the region’s own lies in one of ours', () => {
    const rule = '- { to: p, from: place, op: division, digits: 12 }'
    expect(out(rule, { place: '510107' }).tree).toEqual({ p: '510107000000' })
    expect(back(rule, { p: '510107000000' }).form).toEqual({ place: '510107' })
    const zoned = '- { to: p, from: place, op: division, digits: 6, table: ZONES }'
    expect(back(zoned, { p: '500191' }).form).toEqual({ place: '500107' })
  })
  it('MS-16 a name is wanted in parts that we do not have: the window asks for them, with the reason', () => {
    const rule =
      '- { to: ZH, from: extra.tradeName, must: true, why: 登记机关要分段的名称, ask: { label: 字号, type: text } }'
    expect(out(rule, {}).faults).toMatchObject([{ path: 'extra.tradeName', message: expect.stringContaining('字号') }])
    expect(out(rule, { extra: { tradeName: '示例' } })).toMatchObject({ tree: { ZH: '示例' }, loss: [{ class: 'L3' }] })
    expect(sampleMapping(rule, tables).overlay()).toMatchObject([{ path: 'extra.tradeName', label: '字号' }])
  })
  it('MS-17 names have dots, characters of four bytes and no surname; what is longer than the region takes is stopped', () => {
    const rule = '- { to: xm, from: applicant.name, max: 8 }'
    expect(out(rule, { applicant: { name: '买买提·𠅤𠅤𠅤𠅤' } }).faults).toEqual([])
    expect(out(rule, { applicant: { name: '买买提·𠅤𠅤𠅤𠅤长' } }).faults).toMatchObject([{ code: 'too-long' }])
  })
  it('MS-18 dates are written otherwise, and read strictly', () => {
    const rule = (format: string) => `- { to: t, from: day, op: date, format: '${format}' }`
    expect(out(rule('yyyyMMdd'), { day: '2024-02-29' }).tree).toEqual({ t: '20240229' })
    expect(out(rule('yyyy-MM-dd HH:mm:ss').replace('day', 'signedAt'), { signedAt: '2026-03-02T09:08:21+08:00' }).tree)
      .toEqual({ t: '2026-03-02 09:08:21' }) // biome-ignore format: one line reads better
    for (const t of ['240229', '20250229', '2024/2/29']) expect(back(rule('yyyyMMdd'), { t }).faults).toHaveLength(1)
  })
  it('MS-19 year, month and day have a field each', () => {
    const rule = ['year', 'month', 'day'].map((part) => `- { to: ${part}, from: day, op: datePart, part: ${part} }`)
    const { tree } = out(rule.join('\n'), { day: '2026-03-02' })
    expect(tree).toEqual({ year: '2026', month: '3', day: '2' })
    expect(back(rule.join('\n'), tree).form).toEqual({ day: '2026-03-02' })
  })
  it('MS-20 长期 has a word of its own, or is nothing', () => {
    const worded = "- { to: t, from: until, op: date, format: yyyyMMdd, open: '99991231' }"
    expect(out(worded, { until: '长期' }).tree).toEqual({ t: '99991231' })
    expect(back(worded, { t: '99991231' }).form).toEqual({ until: '长期' })
    const bare = '- { to: t, from: until, op: date, format: yyyyMMdd }'
    expect(out(bare, { until: '长期' }).faults).toMatchObject([{ path: 'until' }])
  })
  it('MS-21 money is counted in another unit, exactly, or not at all', () => {
    const rule = '- { to: t, from: capital, op: scale, by: 1000000 }'
    expect(out(rule, { capital: 0.29 }).tree).toEqual({ t: 290_000 })
    expect(back(rule, { t: 290_000 }).form).toEqual({ capital: 0.29 })
    expect(out(rule, { capital: 0.1234567 }).faults).toMatchObject([{ path: 'capital' }])
  })
  it('MS-22 money is written in words', () => {
    const rule = '- { to: t, from: capital, op: amountInWords, by: 10000 }'
    expect(out(rule, { capital: 5_180 }).tree).toEqual({ t: '伍仟壹佰捌拾万元整' })
    expect(back(rule, { t: '伍仟壹佰捌拾万元整' }).form).toEqual({ capital: 5_180 })
  })
  it('MS-23 a limit is a number with its unit, and no unit is made of another', () => {
    const rule = '- { to: t, from: limit, op: quantity, units: { G: 个工作日 } }'
    expect(out(rule, { limit: { value: 20, unit: 'G' } }).tree).toEqual({ t: '20个工作日' })
    expect(back(rule, { t: '20个工作日' }).form).toEqual({ limit: { value: 20, unit: 'G' } })
    expect(out(rule, { limit: { value: 28, unit: 'Z' } }).faults).toMatchObject([{ path: 'limit', code: 'code' }])
  })
  it('MS-24 yes and no have their words, and nothing else is either', () => {
    const rule = "- { to: t, from: a, op: boolean, 'yes': 是, 'no': 否 }"
    expect(out(rule, { a: true }).tree).toEqual({ t: '是' })
    expect(back(rule, { t: '否' }).form).toEqual({ a: false })
    expect(back(rule, { t: 'Y' }).faults).toMatchObject([{ path: 't' }])
  })
  it('MS-25 gender and birth date follow from the number; what was entered otherwise stops the case', () => {
    const { matters, codes } = projectDefinitions()
    const matter = [...matters.values()].find(({ id }) => id === 'M07')
    if (!matter) throw new Error('M07 is missing')
    const form = completeForm(matter, m07Form({ 'applicant.gender': undefined, 'applicant.birthDate': undefined }))
    const { birthDate, idNo } = form['applicant'] as Record<string, string>
    expect(birthDate?.replaceAll('-', '')).toBe(idNo?.slice(6, 14))
    const wrong = m07Form({ 'applicant.birthDate': '1999-09-09' })
    const faults = checkForm({ matter, codes, form: wrong, materials: m07Materials(), mode: '1', today: '2026-03-02' })
    expect(faults.map(({ path }) => path)).toContain('applicant.birthDate')
  })
  it('MS-26 a field is there only beside a certain value: else it is left out, and missing where it must be', () => {
    const rule = "- { to: t, from: way, must: true, when: { kind: '1' } }"
    expect(out(rule, { kind: '1', way: 'x' }).tree).toEqual({ t: 'x' })
    expect(out(rule, { kind: '2', way: 'x' }).tree).toEqual({})
    expect(out(rule, { kind: '1' }).faults).toMatchObject([{ path: 'way', code: 'required' }])
  })
  it('MS-37 a character has no bytes in the region’s charset: the message does not go, and the character is named', () => {
    const rule = '- { to: xm, from: applicant.name }'
    const region = sampleFiles(rule)['region.yaml'].concat('charset: gbk\n')
    const mapping = sampleMapping(rule, '', { 'region.yaml': region })
    expect(mapping.mapForm('apply', { applicant: { name: '王𠅤' } }, []).faults).toMatchObject([
      { path: 'applicant.name', code: 'charset', message: expect.stringContaining('𠅤') },
    ])
    expect(mapping.mapForm('apply', { applicant: { name: '王镕' } }, []).faults).toEqual([])
  })
})
