import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { exportBundle, importBundle } from '../../core/definitions/bundle.ts'
import { loadDefinitions, seedDefinitions } from '../../core/definitions/load.ts'
import { readShipped, type Shipped } from '../../core/definitions/parts.ts'
import {
  activateVersion,
  approveVersion,
  checkVersion,
  listVersions,
  readVersion,
  saveDraft,
} from '../../core/definitions/publish.ts'
import { createDefinitionWatch } from '../../core/definitions/watch.ts'
import { publicKeyOfSeed } from '../../core/ed25519.ts'
import type { Gateway } from '../../core/gateway.ts'
import { GatewayError } from '../../core/gateway-error.ts'
import { openStore } from '../../core/store/store.ts'
import { composeGateway } from '../../runtime/compose.ts'
import { hebeiM07Pair } from '../regions/hebei-pair.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { HEBEI, hebeiAlone } from '../support/hebei-alone.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'
import { NO_LINKS } from '../support/no-links.ts'

function shippedOf(files: Record<string, string>): Shipped {
  const read = readShipped(files)
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('\n'))
  return read.value
}

async function openGateway(shipped: Record<string, string>, keys: Record<string, Uint8Array> = {}): Promise<Gateway> {
  const driver = await openMemoryDriver()
  const store = openStore(driver)
  await seedDefinitions(store, shipped, 1)
  const read = await loadDefinitions(store, shippedOf(shipped))
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('\n'))
  const unused = () => {
    throw new Error('not needed here')
  }
  return composeGateway(read.value, PROTOCOLS, {
    runtime: 'node',
    driver,
    clock: createFakeClock(),
    random: { bytes: (length) => new Uint8Array(length).fill(7) },
    applicantIndexKey: null,
    keyring: { secret: async (name) => keys[name] ?? null },
    log: { info() {}, warn() {}, error() {} },
    doorbell: { ring() {} },
    http: { send: unused },
    blobs: { put: unused, join: unused, read: unused, remove: unused },
    publicUrl: 'https://gw.example',
    regionUrls: {},
    links: NO_LINKS,
    pollAtMostMs: Number.POSITIVE_INFINITY,
  })
}

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof GatewayError ? error.code : String(error)),
  )

describe('the versions of a definition', () => {
  const shipped = hebeiAlone()
  let gateway: Gateway
  beforeEach(async () => {
    gateway = await openGateway(shipped)
  })

  const hebei = async (number = 1) => (await readVersion(gateway, '130000', number)).texts
  const states = async () => (await listVersions(gateway, '130000')).map(({ number, state }) => `${number} ${state}`)
  const M07 = `${HEBEI}/M07.yaml`
  const edited = async (change: (text: string) => string) => {
    const files = await hebei()
    return { ...files, [M07]: change(files[M07] ?? '') }
  }
  const draft = async (change: (text: string) => string, author = 'admin1') =>
    (await saveDraft(gateway, '130000', { files: await edited(change), note: '试改', author })).number
  const renamed = (text: string) => text.replace('must: true, max: 11 }', 'must: true, max: 20 }')

  it('start with what came with the program, in force', async () => {
    expect(await states()).toEqual(['1 active'])
    expect(gateway.regions.get('130000')?.mappings.has('M07')).toBe(true)
    await seedDefinitions(gateway.store, shipped, 2)
    expect(await states()).toEqual(['1 active'])
  })

  it('come into force when checked, and approved by another person than the author', async () => {
    const number = await draft(renamed)
    expect(await codeOf(approveVersion(gateway, '130000', number, 'admin2'))).toBe('state-conflict')
    expect(await checkVersion(gateway, '130000', number, 'admin1')).toMatchObject({
      errors: 0,
      sets: 1,
      goldenPairs: 3,
    })
    expect(await codeOf(activateVersion(gateway, '130000', number, 'admin2'))).toBe('state-conflict')
    expect(await codeOf(approveVersion(gateway, '130000', number, 'admin1'))).toBe('own-version')
    await approveVersion(gateway, '130000', number, 'admin2')
    expect(await activateVersion(gateway, '130000', number, 'admin2')).toMatchObject({ errors: 0 })
    expect(await states()).toEqual(['2 active', '1 retired'])
  })

  it('are refused where a golden pair fails or the lint finds an error, with the place', async () => {
    const broken = await draft((text) => text.replace('formData.certno', 'formData.certNo'))
    const report = await checkVersion(gateway, '130000', broken, 'admin1')
    expect(report.errors).toBeGreaterThan(0)
    expect(report.findings.map(({ rule }) => rule)).toContain('pair-fails')
    expect(await codeOf(approveVersion(gateway, '130000', broken, 'admin2'))).toBe('state-conflict')
    const lost = await draft((text) => text.replace(/^ {2}- \{ to: formData.memo.*\n/m, ''))
    const found = (await checkVersion(gateway, '130000', lost, 'admin1')).findings
    expect(found.map(({ rule, path }) => [rule, path.split(':')[0]])).toContainEqual(['dropped-in-silence', M07])
  })

  it('go into a running gateway within five seconds, and out again when the earlier one comes back', async () => {
    const watch = createDefinitionWatch(gateway, shippedOf(shipped))
    await watch.refresh()
    const first = gateway.regions.get('130000')?.mappings.get('M07')?.version ?? ''
    const number = await draft(renamed)
    await checkVersion(gateway, '130000', number, 'admin1')
    await approveVersion(gateway, '130000', number, 'admin2')
    await activateVersion(gateway, '130000', number, 'admin2')
    const clock = gateway.clock as ReturnType<typeof createFakeClock>
    await clock.advance(4_000)
    await watch.refresh()
    const second = gateway.regions.get('130000')?.mappings.get('M07')?.version ?? ''
    expect(second).not.toBe(first)
    const value = { region: '130000', matter: 'M07', mappingVersion: first }
    expect((await gateway.mappingOf(value))?.version).toBe(first)
    await activateVersion(gateway, '130000', 1, 'admin2')
    await watch.refresh(true)
    expect(gateway.regions.get('130000')?.mappings.get('M07')?.version).toBe(first)
    expect((await gateway.mappingOf({ ...value, mappingVersion: second }))?.version).toBe(second)
    expect(await gateway.mappingOf({ ...value, mappingVersion: 'never' })).toBeNull()
  })

  it('let a new program’s files take over from the old program’s, but never from a person’s', async () => {
    const next = { ...shipped, [M07]: renamed(shipped[M07] ?? '') }
    await seedDefinitions(gateway.store, next, 2)
    expect(await states()).toEqual(['2 active', '1 retired'])
    const own = await draft((text) => text.replace('max: 500', 'max: 400'))
    await checkVersion(gateway, '130000', own, 'admin1')
    await approveVersion(gateway, '130000', own, 'admin2')
    await activateVersion(gateway, '130000', own, 'admin2')
    await seedDefinitions(gateway.store, { ...shipped, [M07]: (shipped[M07] ?? '').replace('max: 500', 'max: 300') }, 3)
    expect(await states()).toEqual(['4 draft', '3 active', '2 retired', '1 retired'])
  })

  it('take no file of another subject', async () => {
    const files = { 'config/home.yaml': 'x', '../../etc/passwd': 'x' }
    expect(await codeOf(saveDraft(gateway, '130000', { files, note: 'x', author: 'a' }))).toBe('definition-invalid')
  })
})

describe('a bundle of definitions', () => {
  const seed = new Uint8Array(32).fill(5)
  const shipped = hebeiAlone()
  const clean = async () => openGateway(shipped, { 'bundle-trust': await publicKeyOfSeed(seed) })

  it('goes from one gateway to a clean one and gives the same results there', async () => {
    const from = await openGateway(shipped, { 'bundle-seed': seed })
    const bundle = JSON.parse(JSON.stringify(await exportBundle(from, ['130000'], '武侯')))
    const to = await clean()
    const [kept] = await importBundle(to, bundle, 'admin1')
    expect(kept).toEqual({ subject: '130000', number: 2 })
    const here = await checkVersion(from, '130000', 1, 'admin1')
    expect(await checkVersion(to, '130000', 2, 'admin1')).toEqual(here)
    expect((await readVersion(to, '130000', 2)).texts).toEqual((await readVersion(from, '130000', 1)).texts)
  })

  it('is refused where a byte was changed, the signer is unknown, or it is no bundle', async () => {
    const from = await openGateway(shipped, { 'bundle-seed': seed })
    const bundle = await exportBundle(from, ['130000'], '武侯')
    const to = await clean()
    const altered = { ...bundle, content: { ...bundle.content, exportedBy: '别人' } }
    const stranger = await openGateway(shipped)
    expect(await codeOf(importBundle(to, altered, 'a'))).toBe('definition-invalid')
    expect(await codeOf(importBundle(stranger, bundle, 'a'))).toBe('definition-invalid')
    expect(await codeOf(importBundle(to, { hello: 1 }, 'a'))).toBe('definition-invalid')
    expect(await codeOf(exportBundle(stranger, [], 'x'))).toBe('key-missing')
    expect(await listVersions(to, '130000')).toHaveLength(1)
  })
})

describe('the sample pair of this test', () => {
  it('is the document’s own sample', () => {
    const vector = readFileSync(new URL('../regions/vectors/hebei-9.1-m07.json', import.meta.url), 'utf8')
    expect(JSON.stringify(hebeiM07Pair()['wire'])).toBe(vector)
  })
})
