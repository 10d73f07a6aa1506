import { describe, expect, it } from 'vitest'
import { questionsOf } from '../../core/bundle/questions.ts'
import { readTheme } from '../../core/bundle/read-theme.ts'
import { savingsOf } from '../../core/bundle/savings.ts'
import { readConfigPart } from '../../core/definitions/config.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { codes, definitionFile } from '../form/definitions.ts'
import { MATTERS, themeNamed } from './theme-forms.ts'

const matters = new Map(MATTERS.map((matter) => [matter.id, matter]))
const IDS = ['T01', 'T02', 'T03']

describe('a theme', () => {
  it.each(IDS)('asks no question twice (%s)', (id) => {
    const questions = questionsOf(themeNamed(id), matters)
    const paths = questions.map(({ path }) => path)
    expect(new Set(paths).size).toBe(paths.length)
    const labels = questions.filter(({ path }) => !path.includes('[]')).map(({ field }) => field.label)
    expect(labels.filter((label, index) => labels.indexOf(label) !== index)).toEqual([])
    expect(questions.filter(({ needs }) => new Set(needs.map(({ child }) => child)).size > 1).length).toBeGreaterThan(
      10,
    )
  })

  it('saves what its formulas say: 开办食品店 asks once, takes in once, and gives the licence by itself', () => {
    const theme = themeNamed('T03')
    expect(savingsOf(theme, theme.children, matters)).toMatchObject({
      materials: { separately: 12, together: 10, percent: 16.7 },
      steps: { separately: 10, together: 9, percent: 10 },
      visits: { separately: 2, together: 1, percent: 50 },
    })
    const moving = themeNamed('T01')
    // licence 1 day, then food 5 and dispatch 10 beside each other: 11 instead of 16
    expect(savingsOf(moving, moving.children, matters).days).toEqual({ separately: 16, together: 11, percent: 31.3 })
  })

  it.each([
    ['a matter that there is not', (theme: Loose) => (theme.children[0].matter = 'M99'), 'children[0].matter'],
    ['a mode that the matter has not', (theme: Loose) => (theme.children[1].mode = '1'), 'children[1].mode'],
    ['a place that is none', (theme: Loose) => (theme.children[0].at = 'company.phone'), 'children[0].at'],
    ['an order that cannot be kept', (theme: Loose) => (theme.children[0].after = ['food']), 'children[0].after'],
    [
      'a path of another kind',
      (theme: Loose) => (theme.children[1].same['operator.name'] = 'company.address'),
      'children[1].same',
    ],
    [
      'a slot that there is not',
      (theme: Loose) => (theme.shared[0].meets.company = 'MT099'),
      'shared[0].meets.company',
    ],
    [
      'a question that must be asked',
      (theme: Loose) => theme.children[1].omits.push('operator.name'),
      'children[1].omits',
    ],
    ['a result of nobody that it waits for', (theme: Loose) => delete theme.children[1].after, 'children[1].takes'],
  ])('is refused for %s', (_, spoil, path) => {
    const theme = structuredClone(definitionFile('themes/T03.yaml')) as Loose
    spoil(theme)
    const read = readTheme(theme, MATTERS, codes)
    expect(read.ok ? [] : read.faults.map((fault) => fault.path)).toContain(path)
  })

  it('is read with the other definitions, each fault at its file:line:column', () => {
    const path = 'config/themes/T03.yaml'
    const files = readDefinitionFiles()
    const read = readConfigPart({ ...files, [path]: (files[path] ?? '').replace('matter: M03', 'matter: M93') })
    expect(read.ok ? [] : read.faults.map((fault) => fault.path)).toContainEqual(
      expect.stringMatching(/^config\/themes\/T03\.yaml:\d+:\d+ children\[1\]\.matter$/),
    )
    const sound = readConfigPart(files)
    expect(sound.ok && sound.value.themes.map(({ name }) => name)).toEqual([
      '企业跨省迁移',
      '夫妻投靠落户',
      '开办食品店',
    ])
  })
})

// biome-ignore lint/suspicious/noExplicitAny: a file as it was parsed, spoiled at will
type Loose = any
