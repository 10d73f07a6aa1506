import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { unstable_getMiniflareWorkerOptions as readWranglerFile } from 'wrangler'
import { bundleForWorkerd } from '../../runtime/worker/bundle.ts'
import { layerChecks, type VectorFiles } from './layer-checks.ts'

const VECTORS = 'test/adapters/vectors'
const XIZANG = 'test/regions/vectors/540000/510107-540000-20260302-0001-SQ'
const base64 = (path: string) => readFileSync(path).toString('base64')

const files: VectorFiles = Object.fromEntries([
  ...['cms', 'sm2', 'wss'].flatMap((folder) =>
    readdirSync(join(VECTORS, folder)).map((name) => [`${folder}/${name}`, base64(join(VECTORS, folder, name))]),
  ),
  ['chongqing-samples.json', base64(join(VECTORS, 'chongqing-samples.json'))],
  ...['MANIFEST.csv', 'MANIFEST.p7s'].map((name) => [name, base64(join(XIZANG, name))]),
])
const CHECKS = layerChecks(files)

describe('a layer on Node', () => {
  it.each(CHECKS)('gives what the vector says: $name', async ({ got, expected }) => {
    expect(await got()).toEqual(expected)
  })
})

describe('a layer inside workerd', () => {
  let worker: Miniflare
  let given: readonly unknown[]
  beforeAll(async () => {
    const { compatibilityDate, compatibilityFlags } = readWranglerFile('wrangler.toml').workerOptions
    const contents = await bundleForWorkerd('test/adapters/layers-worker.ts')
    const modules = [{ type: 'ESModule', path: 'worker.js', contents }]
    const options = { modules, compatibilityDate, compatibilityFlags }
    worker = new Miniflare(options as unknown as ConstructorParameters<typeof Miniflare>[0])
    const answer = await worker.dispatchFetch('http://layers/', { method: 'POST', body: JSON.stringify(files) })
    given = (await answer.json()) as unknown[]
  }, 60_000)
  afterAll(() => worker.dispose())

  it('is tried by every vector', () => expect(given).toHaveLength(CHECKS.length))

  it.each(CHECKS.map(({ name, expected }, at) => ({ name, expected, at })))(
    'gives what the vector says: $name',
    ({ expected, at }) => {
      expect(given[at]).toEqual(expected)
    },
  )
})
