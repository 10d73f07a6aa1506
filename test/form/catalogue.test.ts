import { describe, expect, it } from 'vitest'
import { readConfig } from '../../core/definitions/config.ts'
import { readCatalogue } from '../../core/form/catalogue.ts'
import { MOST_ELEMENTS } from '../../core/list-path.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { definitionFile } from './definitions.ts'

const files = readDefinitionFiles()
const M07 = 'config/matters/M07.yaml'
const CATALOGUE = 'config/catalogue.yaml'

/** The faults of the project's configuration with one text put in place of another. */
function faultsWith(file: string, old: string | RegExp, text: string) {
  const before = files[file] ?? ''
  const spoilt = before.replace(old, text)
  expect(spoilt).not.toBe(before)
  const read = readConfig({ ...files, [file]: spoilt })
  return read.ok ? [] : read.faults
}

describe('the catalogue', () => {
  it('has the ten matters with their basic codes', () => {
    const read = readCatalogue(definitionFile('catalogue.yaml'))
    expect(read.ok && read.value.matters.map(({ id, basicCode }) => `${id} ${basicCode}`)).toEqual([
      'M01 000131127004',
      'M02 000131127009',
      'M03 000131125003',
      'M04 000114009000',
      'M05 002014011001',
      'M06 002014012002',
      'M07 002036004001',
      'M08 002017002003',
      'M09 000709015004',
      'M10 000118030005',
    ])
  })

  it('is refused where a matter or code comes twice, with its place', () => {
    expect(faultsWith(CATALOGUE, 'id: M02', 'id: M01')).toContainEqual(
      expect.objectContaining({ code: 'duplicate', path: expect.stringMatching(/^config\/catalogue\.yaml:\d+:\d+ /) }),
    )
    expect(faultsWith(CATALOGUE, "'000131127009'", "'000131127004'").map(({ code }) => code)).toContain('duplicate')
  })

  it('must be there', () => {
    const { [CATALOGUE]: _, ...rest } = files
    const read = readConfig(rest)
    expect(read.ok ? [] : read.faults.map(({ path }) => path)[0]).toMatch(/^config\/catalogue\.yaml:1:1/)
  })
})

describe('the matters of the catalogue', () => {
  const read = readConfig(files)
  const matters = read.ok ? read.value.matters : []

  it('are all written, each under its own code', () => {
    const catalogue = readCatalogue(definitionFile('catalogue.yaml'))
    const listed = catalogue.ok ? catalogue.value.matters.map(({ id }) => id) : []
    expect(matters.map(({ id }) => id)).toEqual(listed)
    expect(new Set(matters.map(({ implementationCode }) => implementationCode)).size).toBe(listed.length)
  })

  it('write the common part alike: applicant, agent, handling, delivery, verification, consent, pledge', () => {
    const common = /^(applicant|agent|case|delivery|verify|consent)\.|^pledge\.signedAt$/
    const shapes = new Map<string, Set<string>>()
    for (const { path, type, table, max, rules, sensitive, constant } of matters.flatMap(({ fields }) => fields)) {
      if (!common.test(path) || constant !== undefined) continue
      const shape = JSON.stringify({ type, table, max, rules, sensitive })
      shapes.set(path, (shapes.get(path) ?? new Set()).add(shape))
    }
    const different = [...shapes].filter(([, written]) => written.size > 1).map(([path]) => path)
    expect(different).toEqual([])
    expect(shapes.size).toBeGreaterThan(30)
  })

  it('allow no more elements or pieces than a case carries', () => {
    const lists = matters.flatMap(({ fields }) => fields.filter(({ type }) => type === 'list'))
    expect(lists.length).toBeGreaterThan(10)
    expect(lists.every(({ max = Number.POSITIVE_INFINITY }) => max <= MOST_ELEMENTS)).toBe(true)
  })
})

describe('a matter that is not as the catalogue has it', () => {
  it.each([
    ['name', 'name: 跨省异地就医直接结算备案', 'name: 异地就医备案', 3, '事项名称'],
    ['type', "type: '20'", "type: '10'", 7, '事项类型'],
    ['basis', '（医保发〔2022〕22号）', '（医保发〔2021〕27号）', 11, '设定依据'],
  ] as const)(
    'is refused for its %s at file, line and column, with what the catalogue says',
    (element, old, text, line, word) => {
      const faults = faultsWith(M07, old, text)
      expect(faults).toMatchObject([
        { code: 'catalogue', path: expect.stringMatching(`^${M07}:${line}:\\d+ ${element}$`) },
      ])
      expect(faults[0]?.message).toContain(`“${word}”`)
      expect(faults[0]?.message).toContain('目录中是：')
      expect(faults[0]?.fix).toContain(`differs.${element}`)
    },
  )

  it('is refused for its basic code though all its own codes agree', () => {
    const faults = faultsWith(M07, /002036004001/g, '002036004002')
    expect(faults).toMatchObject([{ code: 'catalogue', path: expect.stringMatching(/M07\.yaml:4:\d+ basicCode$/) }])
  })

  it('is taken with its reason', () => {
    const text = 'name: 异地就医备案\ndiffers: { name: 本省统一简称（示例） }'
    expect(faultsWith(M07, 'name: 跨省异地就医直接结算备案', text)).toEqual([])
  })

  it('is refused with a reason for what is the same', () => {
    const text = "type: '20'\ndiffers: { type: 本省归入其他类 }"
    expect(faultsWith(M07, "type: '20'", text)).toMatchObject([
      { code: 'conflict', path: expect.stringContaining('differs.type') },
    ])
  })

  it('is refused where the catalogue does not have it', () => {
    expect(faultsWith(CATALOGUE, 'id: M07', 'id: M11')).toMatchObject([
      { code: 'unknown', path: expect.stringMatching(/M07\.yaml:2:\d+ id$/) },
    ])
  })
})

describe('a matter that lacks an element of the standard', () => {
  it.each([
    ['level', /^level:.*\n/m, '行使层级'],
    ['contact.remedy', /^ {2}remedy:.*\n/m, '救济途径'],
    ['limits.promised', /^ {2}promised:.*\n/m, '承诺时限'],
    ['limits.statutory.unit', 'statutory: { value: 2, unit: G }', '法定时限单位', 'statutory: { value: 2 }'],
    ['materials[0].deferrable', 'deferrable: false, ', '申请材料是否可容缺'],
    ['body.uscc', ', uscc: 11510107000000000U', '实施主体统一社会信用代码'],
    ['result.sample', /, sample: [^,]*(，[^,]*)?,/, '结果样本', ','],
  ] as [string, string | RegExp, string, string?][])(
    '%s is not published, and the fault names the element',
    (path, old, word, text = '') => {
      const faults = faultsWith(M07, old, text)
      expect(faults).toMatchObject([
        { code: 'required', path: expect.stringMatching(/^config\/matters\/M07\.yaml:\d+:\d+ /) },
      ])
      expect(faults[0]?.path).toContain(path)
      expect(faults[0]?.message).toContain(`缺少事项标准的要素“${word}”`)
    },
  )
})
