import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { compileRegion } from '../../core/definitions/config.ts'
import { readRegion } from '../../core/mapping/read-region.ts'
import { HttpFailure, type HttpRequest } from '../../core/ports.ts'
import { composeGateway } from '../../runtime/compose.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'
import { NO_LINKS } from '../support/no-links.ts'

const FOLDER = 'regions/310000-shanghai'
const CERTIFICATE = readFileSync('test/adapters/vectors/wss/rsa-cert.pem', 'utf8')
const block = (text: string) => `|\n${text.trim().replaceAll(/^/gm, '      ')}`

/** 上海, its `region.yaml` with these lines more. */
function shanghaiWith(lines: string) {
  const own = Object.entries(readDefinitionFiles()).filter(([path]) => path.startsWith(`${FOLDER}/`))
  const files = Object.fromEntries(own.map(([path, content]) => [path.slice(FOLDER.length + 1), content]))
  return readRegion(FOLDER, { ...files, 'region.yaml': `${files['region.yaml']}\n${lines}` })
}

const TLS = `tls:
  client:
    certificate: ${block(CERTIFICATE)}
    key: shanghai-tls
  authorities: ${block(CERTIFICATE)}
`

async function composed(lines: string, runtime: 'node' | 'workers') {
  const read = shanghaiWith(lines)
  if (!read.ok) throw new Error(read.faults.map(({ path, message }) => `${path} ${message}`).join('\n'))
  const definitions = projectDefinitions()
  const sent: HttpRequest[] = []
  const unused = () => {
    throw new Error('not needed here')
  }
  const gateway = composeGateway({ ...definitions, regions: [compileRegion(read.value, definitions)] }, PROTOCOLS, {
    runtime,
    driver: await openMemoryDriver(),
    clock: createFakeClock(),
    random: { bytes: (length) => new Uint8Array(length).fill(7) },
    applicantIndexKey: null,
    keyring: { secret: async () => new Uint8Array([1]) },
    log: { info() {}, warn() {}, error() {} },
    doorbell: { ring() {} },
    http: {
      async send(request) {
        sent.push(request)
        throw new HttpFailure('connect', false)
      },
    },
    blobs: { put: unused, join: unused, read: unused, remove: unused },
    publicUrl: 'https://gw.example',
    regionUrls: {},
    links: NO_LINKS,
    pollAtMostMs: Number.POSITIVE_INFINITY,
  })
  const region = gateway.regions.get('310000')
  if (!region) throw new Error('no region')
  return { region, sent }
}

const FILE = {
  ref: 'r',
  at: 'https://api.tb.sh.example/files/1',
  mediaType: '',
  sizeBytes: 0,
  sha256: '',
  caseNo: 'WH1',
  partnerCaseNo: null,
  direction: 'in',
} as const

describe('a region whose connections need a certificate of ours', () => {
  it('is called with it, to ask for a token too', async () => {
    const { region, sent } = await composed(TLS, 'node')
    await region.link.fetchFile(FILE).catch(() => {})
    const pem = `${CERTIFICATE.trim()}\n`
    expect(sent.length).toBeGreaterThan(0)
    for (const { tls } of sent)
      expect(tls).toEqual({ client: { certificate: pem, key: 'shanghai-tls' }, authorities: pem })
    expect(region.agreement.suspended).toBeUndefined()
  })

  it('is called without where it needs none', async () => {
    const { region, sent } = await composed('', 'node')
    await region.link.fetchFile(FILE).catch(() => {})
    expect(sent.map(({ tls }) => tls)).toEqual(sent.map(() => undefined))
    expect(sent.length).toBeGreaterThan(0)
  })

  it('is suspended on Workers, which have none to show, and says so', async () => {
    expect((await composed(TLS, 'workers')).region.agreement.suspended).toMatch(/tls.*workers 不能,请改用 node/)
    expect((await composed('', 'workers')).region.agreement.suspended).toBeUndefined()
  })

  it.each([
    ['nothing in it', 'tls: {}', 'client、authorities 至少写一个'],
    ['no PEM', 'tls: { client: { certificate: MIIC, key: shanghai-tls } }', '应是 PEM 证书'],
    ['no key', `tls:\n  client:\n    certificate: ${block(CERTIFICATE)}`, ''],
    ['another word', 'tls: { insecure: true }', ''],
  ])('is not read with %s, at its line', (_, lines, words) => {
    const read = shanghaiWith(lines)
    expect(read.ok).toBe(false)
    const faults = read.ok ? [] : read.faults
    expect(faults.map(({ path }) => path).join()).toMatch(/^regions\/310000-shanghai\/region\.yaml:\d+:\d+/)
    expect(faults.map(({ message }) => message).join()).toContain(words)
  })
})
