import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { valuesAt } from '../../core/list-path.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { sampleMapping } from './sample-region.ts'

const out = (rules: string, input: JsonObject, rest = '') => sampleMapping(rules, rest).mapForm('apply', input, [])
const back = (rules: string, tree: JsonObject, rest = '') => sampleMapping(rules, rest).readForm(tree)

describe('dates in milliseconds', () => {
  const rule = '- { to: t, from: day, op: date, format: ms, open: 253402185600000 }'
  it('are those of a Beijing midnight in every year, before 1970 negative', () => {
    for (const [day, ms] of [
      ['1900-01-01', -2209017600000],
      ['2026-03-02', 1772380800000],
      ['1988-07-01', 583689600000],
      ['长期', 253402185600000],
    ] as const) {
      expect(out(rule, { day }).tree).toEqual({ t: ms })
      expect(back(rule, { t: ms }).form).toEqual({ day })
    }
  })
  it('that are no midnight, no number or beyond the calendar are refused', () => {
    for (const t of [1772380800001, '1772380800000', 1e300, 1.5])
      expect(back(rule, { t }).faults).toMatchObject([{ path: 't' }])
  })
  it('may be any time of the day where the rule names one', () => {
    const dated = "- { to: t, from: day, op: date, format: ms, at: '23:59:59' }"
    expect(out(dated, { day: '2026-03-17' }).tree).toEqual({ t: 1773763199000 })
    expect(back(dated, { t: 1773763199000 }).form).toEqual({ day: '2026-03-17' })
  })
  it('are times where the canonical value is one, their fraction cut off', () => {
    const timed = '- { to: t, from: signedAt, op: date, format: ms }'
    expect(back(timed, { t: 1772414100800 }).form).toEqual({ signedAt: '2026-03-02T09:15:00+08:00' })
  })
})

describe('an address with a town', () => {
  const rules =
    "- { to: town, from: place, op: address, as: town, none: '' }\n- { to: rest, from: place, op: address, as: belowTown }"
  it('is cut behind the town and joined again', () => {
    for (const [detail, town, rest] of [
      ['示例街道示例社区1幢101室', '示例街道', '示例社区1幢101室'],
      ['示例路2号', '', '示例路2号'],
      ['城关镇3号', '城关镇', '3号'],
      ['示例大街8号乡音楼', '', '示例大街8号乡音楼'],
    ] as const) {
      const { tree } = out(rules, { place: { division: '510107', detail } })
      expect(tree).toEqual({ town, rest })
      expect(back(rules, tree).form).toEqual({ place: { detail } })
    }
  })
})

describe('what the region wants to see where there is nothing', () => {
  it('is written as it is, and read as nothing', () => {
    const rules =
      "- { to: a, from: a, none: '' }\n- { to: b.c, from: b, none: null }\n- { to: l, from: l, op: list, none: [], item: [{ to: x, from: x }] }\n- { to: o, from: o, none: {} }\n- { to: w, from: w, none: 无 }"
    const { tree, loss } = sampleMapping(rules).mapForm('apply', {}, [], { report: true })
    expect(tree).toEqual({ a: '', b: { c: null }, l: [], o: {}, w: '无' })
    expect(loss.map(({ to }) => to)).toEqual(['w'])
    expect(back(rules, tree).form).toEqual({})
  })
})

describe('a share of the sum', () => {
  const rules =
    "- { to: l, from: l, op: list, item: [{ to: n, from: n }, { to: s, from: n, op: share, of: 'l[].n', suffix: '%' }] }"
  const shares = (...numbers: number[]) =>
    (out(rules, { l: numbers.map((n) => ({ n })) }).tree['l'] as JsonObject[]).map(({ s }) => s)
  it('has two places without zeros, and the last fills up to a hundred', () => {
    expect(shares(100, 100, 100)).toEqual(['33.33%', '33.33%', '33.34%'])
    expect(shares(60, 25, 15)).toEqual(['60%', '25%', '15%'])
    expect(shares(1, 199)).toEqual(['0.5%', '99.5%'])
    expect(shares(7)).toEqual(['100%'])
  })
  it('keeps its zeros where the region wants both places', () => {
    const kept = rules.replace("suffix: '%'", 'zeros: true')
    const of = (...numbers: number[]) => valuesAt(out(kept, { l: numbers.map((n) => ({ n })) }).tree, 'l[].s')
    expect(of(60, 25, 15)).toEqual(['60.00', '25.00', '15.00'])
    expect(of(1, 199)).toEqual(['0.50', '99.50'])
    expect(of(100, 100, 100)).toEqual(['33.33', '33.33', '33.34'])
  })
})

describe('a template', () => {
  it('translates what it names by a table, and is hashed before it is cut', () => {
    const tables = "tables:\n  ID: { version: '1', rows: [['111', '31', 身份证]] }"
    const text = createHash('sm3').update('31:330106190001010025').digest('hex').slice(0, 32)
    expect(text).toBe('c273ddb86894c16e4c2b914b620d7712')
    const rule = "- { to: u, op: template, text: '{idType|ID}:{idNo}', hash: sm3, cut: 32 }"
    expect(out(rule, { idType: '111', idNo: '330106190001010025' }, tables).tree).toEqual({ u: text })
  })
})

describe('a line that holds the files of all materials with its code', () => {
  const envelope = `
application: [{ include: form }, { include: materials }]
materialList:
  to: files
  sort: listed
  item: [{ to: code, from: material.code }, { to: exempt, from: material.exempt, op: lookup, table: EXEMPT }]
  files:
    to: held
    item:
      - { to: file, from: file, op: file, as: id }
      - { to: name, from: file.name }
      - { to: name, from: [material.place, file.name], op: parts, text: '{material.place}_{file.name}', when: { material.code: M-1 } }
`
  const mapping = sampleMapping(
    '- { to: kids, from: kids, op: list, item: [{ to: kidName, from: name }] }',
    `materials:
  - { to: M-0, name: 申请表, slot: MT009, formats: [pdf], maxBytes: 2048, exempt: [E] }
  - { to: M-1, name: 资格证明, slot: MT022, each: true, formats: [pdf], maxBytes: 2048, exempt: [], silent: [D] }
`,
    { 'envelope.yaml': envelope },
  )
  const scan = (part: string): CaseMaterial => {
    const file = { id: `F${part}`, sha256: 'a'.repeat(64), name: '证.pdf', mediaType: 'application/pdf', sizeBytes: 9 }
    return { slot: 'MT022', part, form: '4', copies: 1, originalSeen: false, file }
  }
  const kept = (kind: 'D' | 'E', slot: string, part?: string): CaseMaterial => ({
    ...{ slot, form: '4', copies: 1, originalSeen: false, exempt: { kind } },
    ...(part ? { part } : {}),
  })
  const form = { kids: [{ name: '甲' }, { name: '乙' }, { name: '丙' }] }

  it('has them one after the other, leaves out what the region wants to hear nothing of, and reads each as a material of its own', () => {
    const { tree, faults } = mapping.mapForm('apply', form, [
      kept('E', 'MT009'),
      kept('D', 'MT022', '1'),
      scan('2'),
      scan('3'),
    ])
    expect(faults).toEqual([])
    const [exempted, held] = tree['files'] as JsonObject[]
    expect(exempted).toEqual({ code: 'M-0', exempt: '1', held: [] })
    expect(valuesAt(held, 'held[].name')).toEqual(['02_证.pdf', '03_证.pdf'])
    const wired = JSON.parse(
      JSON.stringify(tree).replaceAll(/\{"\$file":\{"id":"(F\d)".*?"as":"id"\}/g, '"$1"'),
    ) as JsonObject
    const read = mapping.readForm(wired)
    expect(read.faults).toEqual([])
    expect(read.materials.map(({ slot, part, file }) => [slot, part, file?.['ref'], file?.['name']])).toEqual([
      ['MT009', undefined, undefined, undefined],
      ['MT022', '2', 'F2', '证.pdf'],
      ['MT022', '3', 'F3', '证.pdf'],
    ])
  })
  it('refuses what no rule of a file takes, at its place', () => {
    const files = [{ code: 'M-1', exempt: '0', held: [{ file: 'F', name: '01_a.pdf', more: 'x' }] }]
    expect(mapping.readForm({ files }).faults).toMatchObject([{ path: 'files[0].held[0].more', code: 'unexpected' }])
  })
})

describe('a template of pieces', () => {
  it('takes some characters of a number, from its start or its end, the whole of a time, the text of an address', () => {
    const rule =
      "- { to: u, op: template, text: '{no|5-10}-{no|11-16}/{no|-12--7}-{no|-6--1};{signedAt|time};{place|full}' }"
    const input = {
      no: 'WH20260303000007',
      signedAt: '2026-03-03T09:56:00+08:00',
      place: { division: '510107', detail: '示例路1号' },
    }
    expect(out(rule, input).tree).toEqual({
      u: '260303-000007/260303-000007;2026-03-03 09:56:00;四川省成都市武侯区示例路1号',
    })
  })
})

describe('a date in three values', () => {
  const rules =
    '- { to: y, from: day, op: datePart, part: year }\n- { to: m, from: day, op: datePart, part: month }\n- { to: d, from: day, op: datePart, part: day }'
  it('has no leading zeros, and is one date again', () => {
    expect(out(rules, { day: '2024-02-09' }).tree).toEqual({ y: '2024', m: '2', d: '9' })
    expect(back(rules, { y: '2024', m: '2', d: '29' }).form).toEqual({ day: '2024-02-29' })
    expect(back(rules, { y: '2025', m: '2', d: '29' }).faults).toMatchObject([{ path: 'd' }])
  })
})
