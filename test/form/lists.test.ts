import { describe, expect, it } from 'vitest'
import { checkForm } from '../../core/form/check-form.ts'
import { completeForm } from '../../core/form/complete-form.ts'
import { readMatter } from '../../core/form/read-matter.ts'
import type { Json, JsonObject } from '../../core/json.ts'
import { bindPath, pathsAt } from '../../core/list-path.ts'
import type { CaseMaterial, FormCheck, Matter } from '../../core/matter.ts'
import { codes, definitionFile } from './definitions.ts'
import { type Changes, changed, SAMPLE_TODAY, sampleFile } from './samples/sample.ts'

/** A matter of owners with shares, each in parts, and of tags that are one value each. */
const FIELDS = [
  { path: 'total', label: '总额', type: 'decimal', min: 0.01, decimals: 2, required: true },
  { path: 'owners', label: '权利人', type: 'list', min: 1, max: 3, required: true },
  { path: 'owners[].kind', label: '类型', type: 'code', table: 'CT_APPLICANT_KIND', required: true },
  { path: 'owners[].idType', label: '证件类型', type: 'code', table: 'CT_ID_TYPE', required: true },
  {
    path: 'owners[].idNo',
    label: '证件号码',
    type: 'text',
    max: 50,
    rules: [{ rule: 'idNo', idType: 'owners[].idType' }],
    required: true,
  },
  { path: 'owners[].gender', label: '性别', type: 'code', table: 'CT_GENDER' },
  {
    path: 'owners[].birthDate',
    label: '出生日期',
    type: 'date',
    required: { 'owners[].kind': '1' },
    when: { 'owners[].kind': '1' },
  },
  { path: 'owners[].share', label: '份额', type: 'decimal', min: 0.01, decimals: 2, required: true },
  { path: 'owners[].parts', label: '组成', type: 'list', max: 2 },
  { path: 'owners[].parts[].amount', label: '金额', type: 'decimal', decimals: 2, required: true },
  { path: 'tags', label: '标签', type: 'list', max: 2 },
  { path: 'tags[]', label: '标签', type: 'text', max: 4, required: true },
  { path: 'scope', label: '事项', type: 'text', max: 10, constant: '甲乙' },
]

const CHECKS: FormCheck[] = [
  { rule: 'sumEquals', path: 'total', others: ['owners[].share'] },
  { rule: 'sumEquals', path: 'owners[].share', others: ['owners[].parts[].amount'] },
  { rule: 'unique', path: 'owners[].idNo', others: ['owners[].idType'] },
  { rule: 'count', path: 'owners', where: { 'owners[].kind': '1' }, min: 1 },
  { rule: 'notAfterToday', path: 'owners[].birthDate' },
]

const raw = (changes: Changes = {}): JsonObject =>
  changed(
    {
      ...(definitionFile('matters/M07.yaml') as JsonObject),
      fields: FIELDS as unknown as Json,
      checks: CHECKS as unknown as Json,
      same: [],
      materials: [material({ each: 'owners', per: 'idNo', required: true })],
    },
    changes,
  )

function material(more: JsonObject): JsonObject {
  return {
    slot: 'MT001',
    name: '身份证件',
    source: '自备',
    copies: 1,
    deferrable: false,
    form: '2',
    formats: ['pdf'],
    maxBytes: 1_000,
    exempt: [],
    ...more,
  }
}

const read = readMatter(raw(), codes)
if (!read.ok) throw new Error(JSON.stringify(read.faults))
const matter: Matter = read.value

const FORM: JsonObject = {
  total: 100.1,
  owners: [
    {
      kind: '1',
      idType: '111',
      idNo: '510107190001010017',
      birthDate: '1900-01-01',
      share: 100,
      parts: [{ amount: 99.93 }, { amount: 0.07 }],
    },
    { kind: '2', idType: '001', idNo: '91510107MA0000007C', share: 0.1 },
  ],
  tags: ['甲', '乙'],
}

const file = (part?: string): CaseMaterial => ({
  slot: 'MT001',
  ...(part === undefined ? {} : { part }),
  form: '4',
  copies: 1,
  originalSeen: true,
  file: sampleFile('证件.pdf', part ?? 'whole'),
})

const check = (changes: Changes = {}, materials: readonly CaseMaterial[] = [file()]) =>
  checkForm({ matter, codes, form: changed(FORM, changes), materials, mode: '1', today: SAMPLE_TODAY })

describe('paths through lists', () => {
  it('name every element, level by level, and nothing where there is no list', () => {
    expect(pathsAt(FORM, 'owners[].parts[].amount')).toEqual(['owners[0].parts[0].amount', 'owners[0].parts[1].amount'])
    expect(pathsAt(FORM, 'total[].x')).toEqual([])
    expect(pathsAt(FORM, 'nobody.name')).toEqual(['nobody.name'])
  })

  it('mean the same element beside one another, as far as they go through the same lists', () => {
    const beside = 'owners[2].parts[1].amount'
    expect(bindPath('owners[].kind', beside)).toBe('owners[2].kind')
    expect(bindPath('owners[].parts[].amount', 'owners[2].share')).toBe('owners[2].parts[].amount')
    expect(bindPath('others[].parts[].amount', beside)).toBe('others[].parts[].amount')
    expect(bindPath('total', beside)).toBe('total')
  })
})

describe('a form with lists', () => {
  it('is clean where every element is', () => {
    expect(check()).toEqual([])
  })

  it.each([
    ['a list that is none', { owners: { kind: '1' } }, 'owners', 'format'],
    ['no element where one must be', { owners: [] }, 'owners', 'required'],
    ['more elements than allowed', { tags: ['甲', '乙', '丙'] }, 'tags', 'too-many'],
    ['an element that is no group', { 'owners[1]': '乙' }, 'owners[1]', 'format'],
    ['an element that is nothing', { 'owners[1]': null }, 'owners[1]', 'format'],
    ['an unknown key within an element', { 'owners[1].colour': '红' }, 'owners[1].colour', 'unexpected'],
    ['a missing field of an element', { 'owners[1].kind': '' }, 'owners[1].kind', 'required'],
    ['a condition of the same element', { 'owners[0].birthDate': '' }, 'owners[0].birthDate', 'required'],
    [
      'what only another element may have',
      { 'owners[1].birthDate': '1900-01-01' },
      'owners[1].birthDate',
      'unexpected',
    ],
    ['a rule beside the same element', { 'owners[1].idType': '111' }, 'owners[1].idNo', 'format'],
    ['a check of one element', { 'owners[0].birthDate': '2026-03-03' }, 'owners[0].birthDate', 'future'],
    ['a sum over all elements', { total: 100.11 }, 'total', 'conflict'],
    ['a sum within one element', { 'owners[0].parts[1].amount': 0.08 }, 'owners[0].share', 'conflict'],
    [
      'the same element twice',
      { 'owners[1]': FORM['owners'] && (FORM['owners'] as Json[])[0] },
      'owners[1].idNo',
      'duplicate',
    ],
    ['too few of a kind', { 'owners[0].kind': '2', 'owners[0].birthDate': '' }, 'owners', 'too-few'],
    ['a blank value in a list of values', { 'tags[1]': '' }, 'tags[1]', 'required'],
    ['a value of a list that is too long', { 'tags[0]': '甲乙丙丁戊' }, 'tags[0]', 'too-long'],
    ['a group in a list of values', { 'tags[0]': { a: 1 } }, 'tags[0]', 'format'],
    ['more decimal places than there are', { total: 100.101 }, 'total', 'decimals'],
    ['more digits than a JSON number carries', { total: 1e21 }, 'total', 'decimals'],
    ['another value than the only one', { scope: '丙' }, 'scope', 'value'],
  ] as [string, Changes, string, string][])('%s is told at its element', (_, changes, path, code) => {
    const fault = check(changes).find((one) => one.path === path)
    expect(fault).toMatchObject({ code })
    expect(fault?.message).toMatch(/“.+”/)
    expect(fault?.fix).toMatch(/[\u4e00-\u9fff]/)
  })

  it('says of which element it speaks', () => {
    expect(check({ 'owners[1].kind': '' })[0]?.message).toBe('“类型（权利人第 2 条）”没有填，必填')
    const sum = check({ 'owners[0].parts[1].amount': 0.08 }).find(({ path }) => path === 'owners[0].share')
    expect(sum?.message).toContain('合计 100.01')
  })

  it('says nothing of sums while a part of them is wrong', () => {
    const paths = check({ 'owners[1].share': -1 }).map(({ path }) => path)
    expect(paths).toEqual(['owners[1].share'])
  })

  it('of ten thousand elements has one fault for all', () => {
    const faults = check({ owners: Array.from({ length: 4_000 }, () => ({})) })
    expect(faults.length).toBeLessThan(2_000)
    expect(faults).toContainEqual(expect.objectContaining({ path: 'owners', code: 'too-many' }))
  })

  it('gets gender and birth date for each element out of its number, and the only value there is', () => {
    const form = completeForm(matter, changed(FORM, { 'owners[0].birthDate': undefined }))
    expect(form['owners']).toMatchObject([{ gender: '1', birthDate: '1900-01-01' }, { kind: '2' }])
    expect(form['scope']).toBe('甲乙')
    expect((form['owners'] as JsonObject[])[1]).not.toHaveProperty('gender')
  })
})

describe('a material for each element', () => {
  it('comes whole, or in one piece for each', () => {
    expect(check({}, [file()])).toEqual([])
    expect(check({}, [file('1'), file('2')])).toEqual([])
  })

  it.each([
    ['a piece is missing', ['1'], 'materials.MT001.2', 'required'],
    ['a piece is of nobody', ['1', '2', '3'], 'materials.MT001.3', 'unexpected'],
    ['a piece comes twice', ['1', '2', '2'], 'materials.MT001.2', 'duplicate'],
  ] as const)('is refused where %s', (_, parts, path, code) => {
    expect(check({}, parts.map(file))).toMatchObject([{ path, code }])
  })

  it('comes once for who is in the list twice', () => {
    const twice = { 'owners[1]': (FORM['owners'] as Json[])[0] as Json }
    const faults = check(twice, [file('1')]).filter(({ path }) => path.startsWith('materials'))
    expect(faults).toEqual([])
  })
})

describe('a definition with lists', () => {
  it.each([
    ['a list without its most', { 'fields[1].max': undefined }, 'fields[1].max'],
    ['a list longer than any may be', { 'fields[1].max': 201 }, 'fields[1].max'],
    ['a path through what is no list', { 'fields[1].type': 'text' }, 'fields[2].path'],
    ['a list of nothing', { 'fields[11].path': 'marks' }, 'fields[10].path'],
    ['an element that need not be there', { 'fields[11].required': undefined }, 'fields[11].required'],
    ['a material for each of nothing', { 'materials[0].each': 'nobody' }, 'materials[0].each'],
    ['a material for each, told by no member', { 'materials[0].per': 'nobody' }, 'materials[0].per'],
    ['a filter on no field', { 'checks[3].where': { 'owners[].nobody': '1' } }, 'checks[3].where'],
  ] as [string, Changes, string][])('%s is refused at its path', (_, changes, path) => {
    const faulty = readMatter(raw(changes), codes)
    expect(faulty.ok ? [] : faulty.faults.map((fault) => fault.path)).toContain(path)
  })
})
