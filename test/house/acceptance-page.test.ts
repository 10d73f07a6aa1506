import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/acceptance.md', 'utf8')
const rows = page.split('\n').filter((line) => /^\| \d+ \|/.test(line))

describe('docs/acceptance.md', () => {
  it('has all thirty flows, in order', () => {
    expect(rows.map((row) => Number(row.split('|')[1]))).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  })

  it('names only tests that there are, by how their titles begin or go on', () => {
    const named = rows.flatMap((row) =>
      [...(row.split('|')[3] ?? '').matchAll(/`([a-z-]+)`: ([^;|]+(?:; (?!`)[^;|]+)*)/g)].map(([, file, title]) => ({
        file: `test/web/${file}.test.ts`,
        title: title?.trim() ?? '',
      })),
    )
    expect(named.length).toBeGreaterThan(25)
    const wrong = named.filter(({ file, title }) => !existsSync(file) || !readFileSync(file, 'utf8').includes(title))
    expect(wrong).toEqual([])
  })

  it('says of every flow without a test in a browser where else it is shown, or leaves it blank to be seen', () => {
    const files = [...page.matchAll(/`(test\/[\w./-]+)`/g)].map(([, path]) => path ?? '')
    expect(files.filter((path) => !existsSync(path))).toEqual([])
  })
})
