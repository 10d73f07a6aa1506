import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { OPERATIONS } from '../../core/mapping/operations/registry.ts'
import { sampleMapping } from '../mapping/sample-region.ts'

/* docs/mapping.md is made of what the code does: every operation with an example that was run, every situation with its test. `npx vitest run test/house/mapping-page.test.ts -u` writes it anew. */

const rest = `
tables:
  GENDER: { version: '1', rows: [['1', M, 男], ['2', F, 女]] }
  FOOD: { version: '1', rows: [['02', 散装食品, 散装]] }
  CAKES: { version: '1', rows: [['14', 糕点, 糕点], ['14+cream', 裱花糕点, 裱花]] }
materials:
  - { to: M-1, name: 身份证, slot: MT001, formats: [pdf], maxBytes: 1000, exempt: [] }
`
const place = { division: '510107', detail: '示例路1号' }
const file = { id: 'f1', sha256: '00ff'.repeat(16), name: '证.pdf', mediaType: 'application/pdf', sizeBytes: 9 }

/** One rule (its first names the operation; some need a second beside it) and what it is given. */
const EXAMPLES: Readonly<Record<string, readonly [rules: string, input: unknown]>> = {
  copy: ['- { to: t, from: a }', { a: '次仁' }],
  text: ['- { to: t, from: a, op: text, decimals: 2 }', { a: 88.5 }],
  scale: ['- { to: t, from: a, op: scale, by: 1000000 }', { a: 0.07 }],
  const: ["- { to: t, op: const, value: '2' }", {}],
  fixed: ["- { to: t, op: fixed, value: '1.4' }", {}],
  boolean: ["- { to: t, from: a, op: boolean, 'yes': 是, 'no': 否 }", { a: true }],
  coalesce: ['- { to: t, from: [mobile, landline], op: coalesce }', { landline: '028-1' }],
  template: ["- { to: t, op: template, text: '{a}的{b}' }", { a: '次仁', b: '备案' }],
  present: ["- { to: t, from: a, op: present, 'yes': '1', 'no': '0' }", { a: { name: '次仁' } }],
  count: ['- { to: t, op: count, of: files }', {}],
  size: ['- { to: t, from: l, op: size, only: out }', { l: [{ n: 1 }, { n: 2 }] }],
  quantity: ['- { to: t, from: a, op: quantity, units: { G: 个工作日 } }', { a: { value: 20, unit: 'G' } }],
  amountInWords: ['- { to: t, from: a, op: amountInWords, by: 10000 }', { a: 5_180 }],
  lookup: ['- { to: t, from: a, op: lookup, table: GENDER }', { a: '1' }],
  division: ['- { to: t, from: a, op: division, digits: 12 }', { a: '510107' }],
  date: ["- { to: t, from: a, op: date, format: yyyyMMdd, open: '99991231' }", { a: '长期' }],
  datePart: ['- { to: t, from: a, op: datePart, part: year }', { a: '2026-03-02' }],
  month: ['- { to: t, from: a, op: month, format: yyyy年MM月 }', { a: '202603' }],
  address: ['- { to: t, from: a, op: address, as: full }', { a: place }],
  place: ['- { to: t, from: a, op: place, as: county }', { a: place }],
  divisionPath: ['- { to: t, from: a, op: divisionPath }', { a: '510107' }],
  file: ['- { to: t, from: a, op: file, as: ownId }', { a: file }],
  digest: ['- { to: t, from: a, op: digest, as: rfc9530 }', { a: file.sha256 }],
  mediaType: ['- { to: t, from: a, op: mediaType, as: extension }', { a: 'application/pdf' }],
  fieldPath: [
    '- { to: t, from: a, op: fieldPath, notation: dotted }\n- { to: who.name, from: applicant.name }',
    { a: 'applicant.name' },
  ],
  materialCode: ['- { to: t, from: a, op: materialCode }', { a: 'MT001' }],
  parts: ["- { to: t, from: [a, b], op: parts, text: '{a} 至 {b}', blank: 无固定期限 }", { a: '2026-03-02' }],
  ending: ["- { to: t, from: a, op: ending, text: 长期, is: '0', isNot: '1', only: in }", {}],
  joined: [
    "- { to: t, from: l, op: joined, text: '[{s|GENDER}]{n}', by: ';' }",
    {
      l: [
        { s: '1', n: '甲' },
        { s: '2', n: '乙' },
      ],
    },
  ],
  days: ['- { to: t, from: a, op: days, since: b }', { a: '2026-03-04', b: '2026-03-02' }],
  telephone: ['- { to: t, from: [a, b], op: telephone, landline: b }', { b: '02885550000' }],
  flags: ['- { to: t, from: [a, b], op: flags, words: { a: 刻章, b: 税务 } }', { a: true, b: false }],
  suffixed: [
    '- { to: t, from: a, op: suffixed, table: FOOD, marks: m, suffixes: { cold: (含冷藏) } }',
    { a: '02', m: ['cold'] },
  ],
  marked: ['- { to: t, from: a, op: marked, table: CAKES, marks: m }', { a: '14', m: ['cream'] }],
  organisationCode: ['- { to: t, from: a, op: organisationCode, only: out }', { a: '91510107MA00000000' }],
  industry: ['- { to: t, from: a, op: industry }', { a: 'F5211' }],
  drivingClasses: ["- { to: t, from: a, op: drivingClasses, by: ',' }", { a: 'A2D' }],
  share: [
    "- { to: t, from: l, op: list, item: [{ to: s, from: n, op: share, of: 'l[].n', suffix: '%', only: out }] }",
    { l: [{ n: 1 }, { n: 3 }] },
  ],
  sum: [
    '- { to: t, from: l, op: list, spread: { list: w, key: k }, item: [{ to: k, from: index, op: text, only: out }, { to: w, from: w, op: list, item: [{ to: n, from: n, op: text }] }, { to: w, from: s, op: sum, of: n, only: in }] }',
    { l: [{ w: [{ n: 1 }, { n: 2 }] }] },
  ],
  entries: [
    '- { to: t, from: a, op: entries, words: { name: 姓名, employer: 服务单位 } }',
    { a: '姓名=甲;服务单位=乙' },
  ],
  list: ['- { to: t, from: l, op: list, item: [{ to: n, from: name }] }', { l: [{ name: '甲' }] }],
  each: ["- { to: t, from: l, op: each, by: ',', do: { op: copy } }", { l: ['甲', '乙'] }],
}

const cell = (value: unknown) => (value === undefined ? '—' : `\`${JSON.stringify(value).replaceAll('|', '\\|')}\``)

function rowOf(name: string): string {
  const [rules, input] = EXAMPLES[name] ?? ['', {}]
  const mapping = sampleMapping(rules, rest)
  const { tree, loss, faults } = mapping.mapForm('apply', input as JsonObject, [], { report: true })
  expect(faults, name).toEqual([])
  const read = mapping.readForm(tree)
  const same = JSON.stringify({ ...read.form, ...read.context }) === JSON.stringify(input)
  const nothing = Object.keys({ ...read.form, ...read.context }).length === 0
  const way =
    tree['t'] === undefined ? '只读入' : nothing ? '无' : same ? '原样' : cell({ ...read.form, ...read.context })
  const classes = [...new Set(loss.map((entry) => entry.class))].sort().join('、') || '—'
  const args = Object.entries(OPERATIONS[name as keyof typeof OPERATIONS].args).map(
    ([key, { want }]) => `${key}:${want}`,
  )
  const rule = rules.split('\n')[0]?.replace(/^- /, '').replaceAll('|', '\\|')
  return `| \`${name}\` | ${args.join('<br>').replaceAll('|', '\\|') || '—'} | \`${rule}\` | ${cell(input)} | ${cell(tree['t'])} | ${classes} | ${way} |`
}

/** Every `MS-nn …` that is the name of a test, in order. */
function situations(): string[] {
  const folder = new URL('../mapping/', import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.startsWith('situations-'))
    .flatMap((name) =>
      [...readFileSync(new URL(name, folder), 'utf8').matchAll(/it\('(MS-\d\d) (.*)', \(/g)].map(
        ([, number, what]) => `| ${number} | ${what} | [${name}](../test/mapping/${name}) |`,
      ),
    )
    .sort()
}

describe('docs/mapping.md', () => {
  it('has every operation with an example that was run just now, and every situation with its test', async () => {
    expect(Object.keys(EXAMPLES).sort()).toEqual(Object.keys(OPERATIONS).sort())
    const found = situations()
    expect(found.map((row) => row.slice(2, 7))).toEqual(
      Array.from({ length: 50 }, (_, index) => `MS-${String(index + 1).padStart(2, '0')}`),
    )
    const page = `# Mapping: operations and situations

Made by \`test/house/mapping-page.test.ts\`, which runs every example; do not edit. What a rule may say beside its operation stands in
\`core/mapping/rule.ts\`, how a region is added in [add-a-region.md](add-a-region.md).

Loss: L0 exact · L1 comes back with an annotation · L2 lossy, as declared · L3 a person must supply it. “原样” means that the example came back as it went, “无” that the operation has no way back.

## Operations

| operation | arguments | example | given | sent | loss | back |
| --- | --- | --- | --- | --- | --- | --- |
${Object.keys(OPERATIONS).sort().map(rowOf).join('\n')}

## Situations

| no. | what | test |
| --- | --- | --- |
${found.join('\n')}
`
    await expect(page).toMatchFileSnapshot('../../docs/mapping.md')
  })
})
