import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

/** Who may import whom. A folder may always import itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  adapters: ['core'],
  api: ['core'],
  runtime: ['core', 'adapters', 'api', '.build'],
  'runtime/node/demo': ['core', 'api', 'runtime', 'simulator'],
  'runtime/node/conform': ['core', 'adapters', 'api', 'runtime', 'simulator'],
  'runtime/edge': ['core', 'api', 'runtime', 'simulator'],
  simulator: [],
  web: ['api', 'core'],
}

/** The room of a file: the deepest one that holds it. */
function roomOf(file: string): string {
  const rooms = Object.keys(MAY_IMPORT).filter((room) => file.startsWith(`${room}/`))
  return rooms.sort((a, b) => b.length - a.length)[0] ?? ''
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

describe('the house', () => {
  for (const [folder, allowed] of Object.entries(MAY_IMPORT)) {
    it(`lets ${folder}/ import only ${['itself', ...allowed].join(', ')} of the project`, () => {
      const own = sources(folder).filter((file) => roomOf(file) === folder)
      const wrong = own.flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith('.'))
          .map((name) => normalize(join(dirname(file), name)).split('/')[0] ?? '')
          .filter((target) => target !== folder.split('/')[0] && !allowed.includes(target))
          .map((target) => `${file} → ${target}`),
      )
      expect(wrong).toEqual([])
    })
  }

  it('lets web/ take only types of the project', () => {
    const wrong = sources('web').flatMap((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => /from '(\.\.\/)+(api|core)\//.test(line) && !line.startsWith('import type '))
        .map((line) => `${file}: ${line}`),
    )
    expect(wrong).toEqual([])
  })

  it('keeps the platform out of core, adapters and api', () => {
    const platform =
      /from 'node:|from 'cloudflare:|\bBuffer\b|Date\.now\(|Math\.random\(|[^.\w]fetch\(|\bsetTimeout\(|\bprocess\./
    const wrong = ['core', 'adapters', 'api'].flatMap(sources).filter((file) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .some(
          (line) =>
            platform.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line) && !/(reference|check)-page\.ts$/.test(file),
        ),
    )
    expect(wrong).toEqual([])
  })

  it('lets adapters import only the layers, never one another', () => {
    const wrong = sources('adapters').flatMap((file) => {
      const own = file.split('/')[1]
      return importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => normalize(join(dirname(file), name)).split('/'))
        .filter(([root, target]) => root === 'adapters' && target !== own && target !== 'layers' && own !== 'index.ts')
        .map((target) => `${file} → ${target.join('/')}`)
    })
    expect(wrong).toEqual([])
  })

  it('keeps every source file at 400 lines or fewer', () => {
    const long = ['core', 'adapters', 'api', 'runtime', 'simulator', 'test', 'bench', 'web']
      .flatMap(sources)
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > 401)
    expect(long).toEqual([])
  })
})
