import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const PAGE = readFileSync('docs/standards.md', 'utf8')
/** A number of a standard, without its year and clause. */
const STANDARD = /\b(?:GB\/T ?\d{4,5}(?:\.\d)?|GB ?\d{4,5}|GM\/T ?\d{4}|ISO ?\d{4}|RFC ?\d{4})/g

interface Row {
  readonly standards: readonly string[]
  readonly code: readonly string[]
  /** `null` where the row says that there is none */
  readonly test: { readonly file: string; readonly sentence: string } | null
}

const paths = (cell: string) => [...cell.matchAll(/`([\w./-]+\.(?:ts|yaml))`/g)].map(([, path = '']) => path)

const ROWS: readonly Row[] = PAGE.split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (standard|document)[ ,|]/.test(line))
  .map((line) => {
    const [standard = '', , code = '', test = ''] = line.slice(2, -2).split(' | ')
    const [file = '', ...sentence] = test.split(': ')
    return {
      standards: standard
        .split(', ')
        .map((name) => name.replace(/ (§.*|A\.1|MOD .*|2020-12)$/, ''))
        .filter((name) => !name.startsWith('§')),
      code: paths(code),
      test: test === 'none of its own' ? null : { file: paths(file)[0] ?? '', sentence: sentence.join(': ') },
    }
  })

/** Spaces aside, as people write numbers both ways; a document of the State by its year and number. */
const bare = (text: string) => text.replaceAll(' ', '')

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|yaml)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

describe('docs/standards.md', () => {
  it('has rows', () => expect(ROWS.length).toBeGreaterThan(30))

  it.each(ROWS)('says of $standards.0 what is true', ({ standards, code, test }) => {
    expect(code.length).toBeGreaterThan(0)
    for (const file of code) expect(existsSync(file), file).toBe(true)
    const texts = bare(code.map((file) => readFileSync(file, 'utf8')).join('\n'))
    for (const name of standards) expect(texts, `${name} in ${code.join(', ')}`).toContain(bare(name))
    if (!test) return
    expect(existsSync(test.file), test.file).toBe(true)
    expect(readFileSync(test.file, 'utf8')).toContain(test.sentence)
  })

  it('leaves out no standard that the code cites', () => {
    const listed = new Set(ROWS.flatMap(({ standards }) => standards.map(bare)))
    const cited = ['core', 'adapters', 'api', 'config/codes']
      .flatMap(sources)
      .flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(STANDARD)].map(([name]) => ({ file, name: bare(name) })),
      )
    expect(cited.filter(({ name }) => !listed.has(name))).toEqual([])
    expect(cited.length).toBeGreaterThan(30)
  })
})
