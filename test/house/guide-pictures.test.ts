import { readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { shownPictures } from '../support/guide-pictures.ts'

const FOLDER = 'docs/guide/pictures'
const MOST_BYTES = 150 * 1024

describe('the pictures of the guides', () => {
  it('are those that the guides and the READMEs show, small, and no other', () => {
    const kept = readdirSync(FOLDER).map((file) => file.replace(/\.webp$/, ''))
    expect(kept.sort()).toEqual(shownPictures())
    const large = readdirSync(FOLDER).filter((file) => statSync(`${FOLDER}/${file}`).size > MOST_BYTES)
    expect(large).toEqual([])
  })

  it('are all taken by tests', () => {
    const tests = readdirSync('test/web')
      .map((file) => readFileSync(`test/web/${file}`, 'utf8'))
      .join('\n')
    const taken = (name: string) => tests.includes(`'${name}'`) || /^wall-(tiles|today|pressing)$/.test(name)
    expect(shownPictures().filter((name) => !taken(name))).toEqual([])
  })
})
