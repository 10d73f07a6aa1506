import { describe, expect, it } from 'vitest'
import { readYaml } from '../../core/definitions/yaml-source.ts'
import { readRegion } from '../../core/mapping/read-region.ts'
import { sampleFiles } from './sample-region.ts'

const FOLDER = 'regions/990000-shili'

function faultsOf(form: string, rest = '', more = {}) {
  const read = readRegion(FOLDER, sampleFiles(form, rest, more))
  return read.ok ? [] : read.faults
}

/** line:column of a snippet in a text */
function placeOf(snippet: string, text: string): string {
  const before = text.slice(0, text.indexOf(snippet)).split('\n')
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`
}

describe('a definition file', () => {
  const wrong: [string, string, string, RegExp][] = [
    ['a key twice', 'a: 1\nb: 2\na: 3\n', 'f.yaml:3:1', /两个相同的键/],
    ['an alias', 'a: [1]\nb: *a\n', 'f.yaml:2:4', /别名/],
    ['an anchor', 'a: &x [1]\n', 'f.yaml:1:4', /锚点/],
    ['a tag', 'a: 1\nb: !!binary aGk=\n', 'f.yaml:2:4', /标签/],
    ['a bad indent', 'a:\n  - b\n c: 1\n', 'f.yaml:3:2', /缩进/],
    ['a second document', 'a: 1\n---\nb: 2\n', 'f.yaml:2:1', /一个文件只能写一份/],
    ['a code that would be read as a number', 'code: 002036004001\n', 'f.yaml:1:7', /加引号|当作数字/],
    ['a code that would be read as a power of ten', 'code: 1113E10\n', 'f.yaml:1:7', /当作数字/],
    ['a code longer than a number can hold', 'code: 11510107000000000\n', 'f.yaml:1:7', /当作数字/],
  ]
  for (const [what, text, path, message] of wrong) {
    it(`may not hold ${what}, and says where it stands`, () => {
      const read = readYaml('f.yaml', text)
      if (read.ok) throw new Error('taken')
      const fault = read.faults.find((one) => message.test(`${one.message}${one.fix}`))
      expect(fault?.path).toBe(path)
    })
  }
  it('may not be a data set', () => {
    expect(readYaml('f.yaml', `a: ${'x'.repeat(400_001)}`).ok).toBe(false)
  })
  it('tells the place of each of its values, or of the nearest above', () => {
    const read = readYaml('f.yaml', 'a:\n  - { b: x }\n')
    if (!read.ok) throw new Error('refused')
    expect(read.value.locate(['a', 0, 'b'])).toBe('f.yaml:2:10')
    expect(read.value.locate(['a', 0, 'c', 'd'])).toBe('f.yaml:2:5')
  })
})

describe('a region’s rules', () => {
  const wrong: [string, string, string, string, RegExp][] = [
    ['an operation that is not there', '- { to: x, from: a, op: teleport }', '', 'teleport', /没有“teleport”这种转换/],
    ['an expression for an operation', '- { to: x, from: a, op: jsonata }', '', 'jsonata', /不执行表达式/],
    ['an expression in a rule', "- { to: x, from: a, jsonata: '$f()' }", '', "'$f()'", /不执行表达式/],
    ['a misspelt member', '- { to: x, from: a, mst: true }', '', 'true }', /没有参数 mst/],
    [
      'an argument of another operation',
      '- { to: x, from: a, op: lookup, table: EXEMPT, format: yyyy }',
      '',
      'yyyy }',
      /没有参数 format/,
    ],
    [
      'a format that nobody writes',
      '- { to: x, from: a, op: date, format: dd.MM.yyyy }',
      '',
      'dd.MM',
      /参数 format 应为/,
    ],
    ['a lookup without a table', '- { to: x, from: a, op: lookup }', '', '{ to: x', /缺少参数 table/],
    ['a date without a source', '- { to: x, op: date, format: yyyyMMdd }', '', '{ to: x', /来源 from/],
    ['a const without a value', '- { to: x, op: const }', '', '{ to: x', /value 或 back/],
    ['a path that reaches a prototype', '- { to: x.__proto__.y, from: a }', '', 'x.__proto__', /路径/],
    [
      'an extra without a reason',
      '- { to: x, from: extra.hobby, ask: { label: 爱好, type: text } }',
      '',
      '{ to: x',
      /原因 why/,
    ],
    ['an extra that nobody asks for', '- { to: x, from: extra.hobby, why: 统计 }', '', '{ to: x', /ask/],
    [
      'a wrong rule of a list’s element',
      '- { to: l, from: l, op: list, item: [{ to: n, from: n }, { to: m, from: m, op: nope }] }',
      '',
      'nope',
      /nope/,
    ],
    ['a table that is not there', '- { to: x, from: a, op: lookup, table: NOWHERE }', '', 'NOWHERE', /码表“NOWHERE”/],
    ['a target written twice', '- { to: x, from: a }\n- { to: x, from: b }', '', '- { to: x', /“x”由两条/],
    [
      'a material of no known kind',
      '- { to: x, from: a }',
      'materials:\n  - { to: M, name: 证, slot: ID, formats: [pdf], maxBytes: 1, exempt: [] }',
      'ID,',
      /MT001/,
    ],
    [
      'a row that is read back two ways',
      '- { to: x, from: a }',
      "tables:\n  T:\n    version: '1'\n    rows:\n      - ['1', a, 甲]\n      - ['2', a, 乙]",
      "['2', a",
      /反向取哪一个不明/,
    ],
    [
      'a back that is none of ours',
      '- { to: x, from: a }',
      "tables: { T: { version: '1', rows: [{ ours: ['1', '2'], theirs: a, label: 甲, back: '3' }] } }",
      "'3' }",
      /back 须是 ours 之一/,
    ],
    ['a member that files of matters do not have', '- { to: x, from: a }', 'colour: blue', 'blue', /不认识的键/],
  ]
  for (const [what, form, rest, at, message] of wrong) {
    it(`may not hold ${what}, and say where it stands and what to do`, () => {
      const faults = faultsOf(form, rest)
      const fault = faults.find((one) => message.test(one.message))
      expect(faults.map((one) => `${one.path} ${one.message}`)).toContain(`${fault?.path} ${fault?.message}`)
      expect(fault?.path).toBe(`${FOLDER}/M99.yaml:${placeOf(at, sampleFiles(form, rest)['M99.yaml'])}`)
      expect(fault?.fix).toMatch(/[\u4e00-\u9fff]/)
    })
  }

  it('are all checked: one fault does not hide the next, nor one file the other', () => {
    const faults = faultsOf('- { to: x, from: a, op: nope }\n- { to: y }', '', { 'progress.yaml': 'progress: 3\n' })
    expect(faults.map(({ path }) => path.split(':')[0])).toEqual([
      `${FOLDER}/progress.yaml`,
      `${FOLDER}/M99.yaml`,
      `${FOLDER}/M99.yaml`,
    ])
  })
  it('name the same matters as the agreement', () => {
    const region = sampleFiles('- { to: x, from: a }')['region.yaml']
    const more = { 'region.yaml': region.replace('M99: {', 'M07: {') }
    const faults = faultsOf('- { to: x, from: a }', '', more)
    expect(faults.map(({ path }) => path)).toEqual([
      `${FOLDER}/M99.yaml:1:9`,
      expect.stringContaining('/region.yaml:5:'),
    ])
  })
  it('name the file that is missing', () => {
    const { 'tables.yaml': _, ...files } = sampleFiles('- { to: x, from: a }')
    const read = readRegion(FOLDER, files)
    expect(read.ok ? [] : read.faults.map(({ path }) => path)).toEqual([`${FOLDER}/tables.yaml:1:1`])
  })
  it('have a version that changes with their text and with nothing else', () => {
    const version = (form: string, more = {}) => {
      const read = readRegion(FOLDER, sampleFiles(form, '', more))
      return read.ok ? read.value.sets[0]?.version : null
    }
    const one = version('- { to: x, from: a }')
    expect(one).toMatch(/^7\+[0-9a-f]{12}$/)
    expect(version('- { to: x, from: a }')).toBe(one)
    expect(version('- { to: x, from: b }')).not.toBe(one)
  })
})
