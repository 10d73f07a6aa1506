import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** The fenced blocks of a page in one language, in order. */
function blocksOf(page: string, language: string): string[] {
  return [...readFileSync(page, 'utf8').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  )
}

/** Each command is a process of its own. */
const COMMANDS_MS = 120_000

describe('docs/add-a-region.md', { timeout: COMMANDS_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-docs-'))
  const cli = resolve('runtime/node/cli.ts')
  /** Runs a command of the page as it stands there, `tongban` being this checkout's. */
  const run = (command: string) =>
    spawnSync(process.execPath, [cli, ...command.trim().split(/\s+/).slice(2)], { cwd: folder, encoding: 'utf8' })
  const commands = blocksOf('docs/add-a-region.md', 'sh').flatMap((block) => block.trim().split('\n'))

  beforeAll(() => {
    const [answers = ''] = blocksOf('docs/add-a-region.md', 'json')
    writeFileSync(join(folder, 'answers.json'), answers)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('names only commands that there are', () => {
    expect(commands.every((command) => /^npx tongban region (new|lint|try|diff)\b/.test(command))).toBe(true)
    expect(commands).toHaveLength(5)
  })

  it('makes a twelfth region by its commands alone, which passes every gate and writes a message', () => {
    const [, create = '', lint = '', attempt = '', diff = ''] = commands
    const made = run(create)
    expect([made.status, made.stderr]).toEqual([0, ''])
    const linted = run(`${lint} --json`)
    const lines = linted.stdout.trim().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ regions: 1, matters: 1, sets: 1, errors: 0 })
    expect(linted.status).toBe(0)
    const tried = run(attempt)
    expect([tried.status, tried.stderr]).toEqual([0, ''])
    expect(tried.stdout).toContain('applyerName')
    const compared = run(diff)
    expect(compared.status).toBe(1)
    expect(compared.stdout).toContain('云南省')
  })

  it('writes nothing over what is there, and names the wrong answer', () => {
    const [, create = ''] = commands
    expect(run(create)).toMatchObject({ status: 1, stderr: expect.stringMatching(/已经存在/) })
    cpSync(join(folder, 'answers.json'), join(folder, 'wrong.json'))
    writeFileSync(join(folder, 'wrong.json'), readFileSync(join(folder, 'wrong.json'), 'utf8').replace('530000', '53'))
    expect(run(create.replace('answers.json', 'wrong.json'))).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/code:6 位区划代码应为6 位数字/),
    })
  })
})
