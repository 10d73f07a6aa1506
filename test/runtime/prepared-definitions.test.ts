import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readShipped } from '../../core/definitions/parts.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { readShippedOnce } from '../../runtime/node/prepared-definitions.ts'

const FILES = readDefinitionFiles()
const REGION = 'regions/130000-hebei/region.yaml'

const same = (one: unknown, other: unknown) => expect(JSON.stringify(one) === JSON.stringify(other)).toBe(true)

describe('definitions that an earlier start has read', () => {
  let folder: string
  let path: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tongban-prepared-'))
    path = join(folder, 'definitions.json')
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('are what reading gives, kept for the owner alone and taken from there', () => {
    const read = readShipped(FILES)
    same(readShippedOnce(FILES, path), read)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('河北省', '河北省（取自文件）'))
    expect(JSON.stringify(readShippedOnce(FILES, path))).toContain('河北省（取自文件）')
  })

  it('are read anew where a file differs or what was kept is no longer whole', () => {
    readShippedOnce(FILES, path)
    const changed = { ...FILES, [REGION]: (FILES[REGION] ?? '').replace('timeoutMs: 30000', 'timeoutMs: 31000') }
    same(readShippedOnce(changed, path), readShipped(changed))
    for (const text of ['', '{"key":', '[]']) {
      writeFileSync(path, text)
      same(readShippedOnce(FILES, path), readShipped(FILES))
    }
  })

  it('are never kept with a fault: it is told at every start', () => {
    const broken = { ...FILES, [REGION]: `${FILES[REGION]}unknown: 1\n` }
    for (let start = 0; start < 2; start += 1) expect(readShippedOnce(broken, path)).toMatchObject({ ok: false })
  })
})
