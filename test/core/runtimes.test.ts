import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { toPdf } from '../../core/documents/to-pdf.ts'
import { composeGateway } from '../../runtime/compose.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { openMemoryDriver } from '../support/memory-driver.ts'
import { NO_LINKS } from '../support/no-links.ts'

const unused = () => {
  throw new Error('not needed here')
}

async function open(runtime: 'node' | 'workers') {
  return composeGateway(projectDefinitions(), PROTOCOLS, {
    runtime,
    driver: await openMemoryDriver(),
    clock: createFakeClock(),
    random: { bytes: (length) => new Uint8Array(length).fill(7) },
    applicantIndexKey: null,
    keyring: { secret: async () => null },
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

describe('a region whose protocol the runtime cannot run', () => {
  it.each([
    ['320000', 'exchange-tables'],
    ['610000', 'file-drop'],
  ])(
    '%s: is suspended from the start on Workers, with that sentence, and nothing is looked for there',
    async (code, protocol) => {
      const [node, workers] = [await open('node'), await open('workers')]
      expect(node.regions.get(code)?.agreement.suspended).toBeUndefined()
      expect(workers.regions.get(code)?.agreement.suspended).toBe(`协议“${protocol}”不能在 workers 上运行，请改用 node`)
    },
  )

  it('keeps the matters that go another way: 西藏 on Workers is what people carry, the rest says why', async () => {
    const xizang = (await open('workers')).regions.get('540000')
    expect(xizang?.agreement.suspended).toBeUndefined()
    const matters = Object.entries(xizang?.agreement.matters ?? {})
    expect(matters.filter(([, { suspended }]) => suspended === undefined).map(([id]) => id)).toEqual([
      'M03',
      'M04',
      'M10',
    ])
    expect(xizang?.agreement.matters['M07']?.suspended).toBe('协议“file-drop”不能在 workers 上运行，请改用 node')
    expect(xizang?.collectEveryMs).toBeNull()
    expect((await open('node')).regions.get('540000')?.agreement.matters['M07']?.suspended).toBeUndefined()
  })
})

describe('a PDF', () => {
  it('is made by the platform or not at all: where it is not, that is said with the way to print', async () => {
    await expect(toPdf(await open('workers'), '', 0)).rejects.toMatchObject({ code: 'pdf-elsewhere' })
    const pdf = { print: async (page: string, madeAt: number) => new TextEncoder().encode(`${page} ${madeAt}`) }
    expect(new TextDecoder().decode(await toPdf({ pdf }, 'page', 1))).toBe('page 1')
  })
})
