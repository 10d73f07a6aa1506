import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../../runtime/node/cli/program.ts'
import { CHECKS } from '../../runtime/node/conform/check.ts'

const page = readFileSync('docs/conform.md', 'utf8')

describe('docs/conform.md', () => {
  it('has every check by its title, and no other', () => {
    const rows = [...page.matchAll(/^\| `([a-z][a-z-]*)` \| ([^|]+) \|/gm)].map(([, id, title]) => [id, title])
    const known = Object.values(CHECKS).map(({ id, title }) => [id, title])
    expect(rows.toSorted()).toEqual(known.toSorted())
  })

  it('has every option of the command, and no other', () => {
    const region = createProgram().commands.find((command) => command.name() === 'region')
    const conform = region?.commands.find((command) => command.name() === 'conform')
    const rows = [...page.matchAll(/^\| `(--[a-z-]+)` \|/gm)].map(([, option]) => option)
    expect(rows.toSorted()).toEqual(conform?.options.map(({ long }) => long).toSorted())
  })
})
