import { describe, expect, it } from 'vitest'
import { lintRegion } from '../../core/mapping/lint/lint-region.ts'
import type { Matter } from '../../core/matter.ts'
import { sampleCodes, sampleFiles } from './sample-region.ts'

const matter = {
  id: 'M99',
  basicCode: '000131127004',
  applicants: ['1'],
  same: [],
  fields: [
    { path: 'applicant.name', label: '姓名', type: 'text', required: true },
    { path: 'applicant.gender', label: '性别', type: 'code', table: 'CT_GENDER' },
    { path: 'applicant.birthDate', label: '出生日期', type: 'date' },
    { path: 'bank.amount', label: '金额', type: 'decimal' },
    { path: 'owners[].name', label: '股东姓名', type: 'text' },
  ],
  materials: [{ slot: 'MT001', name: '身份证' }],
} as unknown as Matter

const RULES = [
  '- { to: name, from: applicant.name, must: true }',
  '- { to: gender, from: applicant.gender, op: lookup, table: GENDER }',
  '- { to: born, from: applicant.birthDate, op: date, format: yyyyMMdd }',
  '- { to: amount, from: bank.amount, op: text, decimals: 2 }',
  '- { to: owners, from: owners, op: list, item: [{ to: n, from: name }] }',
]
const GENDER = "GENDER: { version: '1', rows: [['1', 'M', 男], ['2', 'F', 女]] }"
const MATERIALS = 'materials:\n  - { to: M-1, name: 身份证, slot: MT001, formats: [pdf], maxBytes: 1000, exempt: [] }\n'
const REST = `tables:\n  ${GENDER}\n${MATERIALS}`

const charset = (files: Record<string, string>) => ({
  ...files,
  'region.yaml': `${files['region.yaml']}charset: utf-8\n`,
})

/** Findings as `rule place`, for the sample with these rules in place of its own (or none) and this rest of the matter's file. */
function lint(change: { rules?: string[]; rest?: string; files?: Record<string, string> } = {}): string[] {
  const files = { ...charset(sampleFiles((change.rules ?? RULES).join('\n'), change.rest ?? REST)), ...change.files }
  return lintRegion('regions/990000-shili', files, [matter], sampleCodes(), '2026-03-02').map(
    ({ rule, path, message, fix }) => {
      expect(`${message}${fix}`).toMatch(/[\u4e00-\u9fff]/)
      return `${rule} ${path.replace('regions/990000-shili/', '')}`
    },
  )
}

const without = (index: number) => RULES.filter((_, at) => at !== index)
const withRule = (rule: string) => [...RULES, rule]
const withTable = (table: string) => REST.replace(GENDER, table)

describe('the lint of a region', () => {
  it('says that a region is named whose agreement is not carried out yet, and why', () => {
    const files = charset(sampleFiles(RULES.join('\n'), REST))
    const region = files['region.yaml']?.replace('no: SL-1,', 'no: SL-1, suspended: 收发没有接上,') ?? ''
    const found = lintRegion(
      'regions/990000-shili',
      { ...files, 'region.yaml': region },
      [matter],
      sampleCodes(),
      '2026-03-02',
    )
    expect(found.filter(({ rule }) => rule === 'suspended')).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('收发没有接上') },
    ])
  })
  it('finds nothing in a definition that says everything', () => {
    expect(lint()).toEqual([])
  })
  it('finds a field that nobody sends and nobody drops on purpose', () => {
    expect(lint({ rules: without(0) })).toEqual(['dropped-in-silence M99.yaml:1:1'])
    expect(lint({ rules: without(0), rest: `${REST}dropped: { applicant.name: 本地区不收 }` })).toEqual([])
    expect(lint({ rules: without(4) })).toEqual(['dropped-in-silence M99.yaml:1:1'])
  })
  it('takes a rule for other matters as none here', () => {
    const [, , born = ''] = RULES
    const forOthers = RULES.map((rule) => (rule === born ? born.replace(' }', ', when: { matter.id: [M98] } }') : rule))
    const forThis = RULES.map((rule) =>
      rule === born ? born.replace(' }', ', when: { matter.id: [M98, M99] } }') : rule,
    )
    const dropped = `${REST}dropped: { applicant.birthDate: 只有 M98 报 }`
    expect(lint({ rules: forOthers })).toEqual(['dropped-in-silence M99.yaml:1:1'])
    expect(lint({ rules: forOthers, rest: dropped })).toEqual([])
    expect(lint({ rules: forThis })).toEqual([])
    expect(lint({ rules: forThis, rest: dropped })).toEqual(['dead-declaration M99.yaml:14:33'])
  })
  it('finds a basic code that is not the catalogue’s, wherever it stands, unless it is declared with its reason', () => {
    const body = '11420106MB00001231'
    const codes = (rest: string) =>
      lint({ rest: `${REST}${rest}` }).filter((one) => !/:14:\d+$/.test(one) || !one.startsWith('dead'))
    const own = `constants: { taskCode: ${body}4000131127004, itemCode: ${body}400013112700401, area: '420106000000' }`
    expect(codes(own)).toEqual([])
    const provincial = `constants: { taskCode: ${body}4420131127006 }`
    expect(codes(provincial)).toEqual(['catalogue-code M99.yaml:14:24'])
    const alias = "\naliases: { '420131127006': 省级目录自编 }"
    expect(codes(provincial + alias)).toEqual([])
    expect(codes(own + alias)).toEqual(['dead-declaration M99.yaml:15:28'])
  })
  it('finds a material that nobody sends', () => {
    expect(lint({ rest: REST.replace(MATERIALS, '') })).toEqual(['dropped-in-silence M99.yaml:10:12'])
    expect(lint({ rest: REST.replace('slot: MT001', 'slot: MT002') })).toEqual([
      'dropped-in-silence M99.yaml:13:3',
      'unknown-material M99.yaml:13:5',
    ])
  })
  it('finds a path that does not exist, in a rule, a condition, a list and a declaration', () => {
    expect(lint({ rules: withRule('- { to: x, from: applicant.nmae }') })).toEqual(['unknown-path M99.yaml:10:5'])
    expect(lint({ rules: withRule("- { to: x, from: const.y, when: { applicant.sex: '1' } }") })).toContain(
      'unknown-path M99.yaml:10:5',
    )
    const list = '- { to: owners, from: owners, op: list, item: [{ to: n, from: name }, { to: m, from: mane }] }'
    expect(lint({ rules: [...without(4), list] })).toEqual(['unknown-path M99.yaml:9:73'])
    expect(lint({ rest: `${REST}losses: { applicant.nmae: L2 何故 }` })).toEqual(['unknown-path M99.yaml:14:27'])
  })
  it('finds two rules for one target, unless one is the exception of the other', () => {
    const again = (condition: string) => withRule(`- { to: name, from: applicant.gender, op: copy${condition} }`)
    expect(lint({ rules: again('') })).toEqual(['not-readable M99.yaml:5:3'])
    expect(lint({ rules: again(", when: { applicant.gender: '1' }") })).toEqual([])
    const first = ["- { to: name, from: applicant.name, when: { applicant.gender: '1' } }", ...RULES]
    expect(lint({ rules: first })).toEqual(['dead-rule M99.yaml:6:5'])
    const both = (other: string) => [
      ...without(0),
      "- { to: name, from: applicant.name, when: { applicant.gender: '1' } }",
      `- { to: name, from: applicant.name, when: ${other} }`,
    ]
    expect(lint({ rules: both("{ applicant.gender: '2' }") })).toEqual([])
    expect(lint({ rules: both('{ bank.amount: present }') })).toEqual(['target-twice M99.yaml:10:5'])
  })
  it('finds a condition that can never hold', () => {
    expect(lint({ rules: withRule("- { to: x, op: const, value: y, when: { applicant.gender: '7' } }") })).toEqual([
      'dead-rule M99.yaml:10:5',
    ])
  })
  it('finds a code without an answer, unless the region refuses it with a reason', () => {
    expect(lint({ rest: withTable("GENDER: { version: '1', rows: [['1', 'M', 男]] }") })).toEqual([
      'lookup-not-total M99.yaml:11:11',
    ])
    const refuses = "GENDER: { version: '1', refuses: { '2': 只办男性 }, rows: [['1', 'M', 男]] }"
    expect(lint({ rest: withTable(refuses) })).toEqual([])
    const accepts = `${withTable("GENDER: { version: '1', rows: [['1', 'M', 男]] }")}accepts: [{ path: applicant.gender, not: ['2'], why: 只办男性 }]`
    expect(lint({ rest: accepts })).toEqual([])
  })
  it('finds a row for a code that does not exist', () => {
    expect(
      lint({ rest: withTable("GENDER: { version: '1', rows: [['1', 'M', 男], ['2', 'F', 女], ['3', 'X', 他]] }") }),
    ).toEqual(['lookup-foreign-code M99.yaml:11:11'])
  })
  it('finds a table that takes two codes for one without a word about it', () => {
    const many = (back: string) =>
      withTable(`GENDER: { version: '1', rows: [{ ours: ['1', '2'], theirs: P, label: 人${back} }] }`)
    expect(lint({ rest: many('') })).toEqual(['not-reversible M99.yaml:6:5'])
    expect(lint({ rest: many(", back: '1'") })).toEqual(['undeclared-loss M99.yaml:6:5'])
    expect(lint({ rest: `${many(", back: '1'")}losses: { applicant.gender: L2 不分男女 }` })).toEqual([])
  })
  it('finds a table that nobody uses, and one of a year that has not come', () => {
    expect(lint({ rest: withTable(`${GENDER}\n  IDLE: { version: '1', rows: [['1', '1', 一]] }`) })).toEqual([
      'dead-table M99.yaml:12:9',
    ])
    expect(lint({ rest: withTable(GENDER.replace("version: '1'", "version: '2027-01-01'")) })).toEqual([
      'table-not-yet-valid M99.yaml:11:22',
    ])
  })
  it('finds a constant that is not declared, one that is idle, and a filler without a reason', () => {
    expect(lint({ rules: withRule('- { to: x, from: const.unit }') })).toEqual(['undeclared-constant M99.yaml:10:5'])
    expect(lint({ rest: `${REST}constants: { unit: x }` })).toEqual(['dead-declaration M99.yaml:14:20'])
    expect(lint({ rules: withRule('- { to: x, op: const, value: 无, filler: true }') })).toEqual([
      'filler-without-reason M99.yaml:10:5',
    ])
    expect(lint({ rules: withRule('- { to: x, op: const, value: 无, filler: true, why: 自 2024 年起必填 }') })).toEqual(
      [],
    )
  })
  it('finds a date and an amount that do not say how they are written', () => {
    expect(lint({ rules: [...without(2), '- { to: born, from: applicant.birthDate }'] })).toEqual([
      'format-not-explicit M99.yaml:9:5',
    ])
    expect(lint({ rules: [...without(3), '- { to: amount, from: bank.amount }'] })).toEqual([
      'format-not-explicit M99.yaml:9:5',
    ])
  })
  it('finds a group that is copied whole, whatever may be in it', () => {
    expect(lint({ rules: withRule('- { to: everything, from: applicant }') })).toEqual([
      'not-in-whitelist M99.yaml:10:5',
    ])
  })
  it('finds a region without a charset', () => {
    const files = { 'region.yaml': sampleFiles('')['region.yaml'] }
    expect(lint({ files })).toEqual(['no-charset region.yaml:2:1'])
  })
  it('finds a field that is dropped and sent', () => {
    expect(lint({ rest: `${REST}dropped: { applicant.name: 不收 }` })).toEqual(['dead-declaration M99.yaml:14:28'])
  })
  it('says what cannot be read at its place, and nothing more', () => {
    expect(lint({ rest: `${REST}surprise: 1` })).toEqual(['not-readable M99.yaml:14:11'])
  })
})
