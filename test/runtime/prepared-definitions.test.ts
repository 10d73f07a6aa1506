import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readShipped, type Shipped } from '../../core/definitions/parts.ts'
import { readShippedOnce } from '../../runtime/node/prepared-definitions.ts'
import { HEBEI, hebeiAlone } from '../support/hebei-alone.ts'

const FILES = hebeiAlone()
const REGION = `${HEBEI}/region.yaml`

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

  it('are read anew where a file differs, the rest taken from there, and all of it where what was kept is no longer whole or of another program', () => {
    readShippedOnce(FILES, path)
    const kept = readFileSync(path, 'utf8')
    const changed = { ...FILES, [REGION]: (FILES[REGION] ?? '').replace('timeoutMs: 30000', 'timeoutMs: 31000') }
    const marked = kept.replaceAll('成都市武侯区', '取自文件').replaceAll('河北省', '取自文件')
    writeFileSync(path, marked)
    const { config, 130000: region } = (readShippedOnce(changed, path) as { value: Shipped }).value
    expect(config?.part).toMatchObject({ config: { home: { name: '取自文件' } } })
    same(region, (readShipped(changed) as { value: Shipped }).value['130000'])
    for (const text of ['', '{"program":', '[]', marked.replace(/"program":"\w{4}/, '"program":"0000')]) {
      writeFileSync(path, text)
      same(readShippedOnce(FILES, path), readShipped(FILES))
    }
  })

  it('are never kept with a fault: it is told at every start', () => {
    const broken = { ...FILES, [REGION]: `${FILES[REGION]}unknown: 1\n` }
    for (let start = 0; start < 2; start += 1) expect(readShippedOnce(broken, path)).toMatchObject({ ok: false })
  })
})
