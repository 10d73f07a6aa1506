import { globSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

/** The families of protocols; `layers` is what they share. */
const FAMILIES = readdirSync('adapters', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'layers')
  .map(({ name }) => name)

it('every family of protocols has a table of at least fifteen bad messages, which counts itself', () => {
  const texts = globSync('test/**/*.test.ts').map((path) => readFileSync(path, 'utf8'))
  const without = FAMILIES.filter(
    (family) => !texts.some((text) => new RegExp(`badMessages\\(\\s*'${family}',`).test(text)),
  )
  expect(without).toEqual([])
})
