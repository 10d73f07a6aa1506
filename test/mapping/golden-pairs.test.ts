import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { decodeText, encodeText } from '../../core/charset.ts'
import { openCodec } from '../../core/definitions/bind-protocol.ts'
import { accepted } from '../../core/fault.ts'
import type { PayloadCodec } from '../../core/gateway.ts'
import type { JsonObject } from '../../core/json.ts'
import { checkGoldenPair, readGoldenPair } from '../../core/mapping/golden-pair.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { sampleMapping } from './sample-region.ts'

const root = new URL('../../regions/', import.meta.url)

/** `regions/<code>-<pinyin>/pairs/<matter>-<name>.json` of every region. */
function listPairs(): { region: string; matter: string; name: string; raw: unknown }[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .flatMap((path) => {
      const [, region = '', matter = '', name = ''] = /^(\d{6})-[^/]+\/pairs\/(M\d{2})-([^/]+)\.json$/.exec(path) ?? []
      return region
        ? [{ region, matter, name, raw: JSON.parse(readFileSync(new URL(path, root), 'utf8')) as unknown }]
        : []
    })
    .sort((a, b) => `${a.region}${a.matter}${a.name}`.localeCompare(`${b.region}${b.matter}${b.name}`))
}

const words = (faults: readonly { path: string; message: string }[]) =>
  faults.map(({ path, message }) => `${path} ${message}`)

describe('the golden pairs of the regions', () => {
  const definitions = projectDefinitions()
  for (const { region, matter, name, raw } of listPairs()) {
    it(`${region} ${matter} ${name}: what we know gives what the document shows, and comes back`, () => {
      const pair = readGoldenPair(raw)
      expect(pair.ok ? [] : words(pair.faults)).toEqual([])
      const found = definitions.regions.find(({ code }) => code === region)
      const mapping = found?.mappings.get(matter)
      const set = found?.sets.find((one) => one.matter === matter)
      if (!pair.ok || !mapping || !set || !found) throw new Error(`no mapping for ${region} ${matter}`)
      const codec = openCodec(found, definitions.home, PROTOCOLS)
      if (!codec.ok) throw new Error(words(codec.faults).join())
      expect(words(checkGoldenPair(pair.value, mapping, set, codec.value))).toEqual([])
    })
  }
  it('are found by the name of their file', () => {
    expect(listPairs().every(({ matter }) => /^M\d{2}$/.test(matter))).toBe(true)
  })
})

/** A payload that is the tree and nothing else. */
const plainJson: PayloadCodec = {
  encode: ({ tree }) => encodeText(JSON.stringify(tree), 'utf-8'),
  decode: (payload) => accepted(JSON.parse(decodeText(payload, 'utf-8') ?? '{}') as JsonObject),
}

describe('the check of a golden pair', () => {
  const mapping = sampleMapping(
    '- { to: name, from: applicant.name }\n- { to: day, from: applicant.bornOn, op: date, format: yyyyMMdd }\n- { to: consent, from: slots.MT001, op: file, as: id }',
    `dropped: { applicant.hobby: 本地区不收 }
materials:
  - { to: M-1, name: 身份证, slot: MT001, formats: [pdf], maxBytes: 1000, exempt: [E] }`,
  )
  const file = { id: 'f1', sha256: 'a'.repeat(64), name: '证.pdf', mediaType: 'application/pdf', sizeBytes: 10 }
  const right = {
    name: '普通',
    kind: 'apply',
    source: '示例',
    input: { applicant: { name: '次仁', bornOn: '1990-01-01', hobby: '围棋' }, case: { no: '1' } },
    materials: [{ slot: 'MT001', form: '4', copies: 1, originalSeen: false, file }],
    resolved: { f1: { id: 'R1' } },
    wire: {
      name: '次仁',
      day: '19900101',
      consent: 'R1',
      files: [{ code: 'M-1', no: 1, exempt: '0', file: 'R1', name: '证.pdf' }],
    },
  }
  const check = (change: object) => {
    const pair = readGoldenPair({ ...right, ...change })
    if (!pair.ok) return words(pair.faults)
    return checkGoldenPair(pair.value, mapping, mapping.set, plainJson).map(({ path, code }) => `${path} ${code}`)
  }

  it('finds nothing in a pair that is right', () => {
    expect(check({})).toEqual([])
  })
  it('finds a value that goes out otherwise than the document has it, and one that comes back otherwise', () => {
    expect(check({ wire: { ...right.wire, name: '扎西' } })).toEqual(['name conflict', 'applicant.name conflict'])
    expect(check({ wire: { ...right.wire, extra: 'x' } })).toEqual(['extra conflict', 'extra unexpected'])
  })
  it('finds a value that is lost without a word, and takes the word for it', () => {
    const input = { ...right.input, applicant: { ...right.input.applicant, shoe: 42 } }
    expect(check({ input })).toEqual(['applicant.shoe conflict'])
    expect(check({ input, back: { 'applicant.shoe': null } })).toEqual([])
  })
  it('finds bytes that differ where the values are the same, and says where', () => {
    const { name, ...rest } = right.wire
    const pair = readGoldenPair({ ...right, wire: { ...rest, name } })
    const found = pair.ok ? checkGoldenPair(pair.value, mapping, mapping.set, plainJson) : []
    expect(found.map(({ message }) => message)).toEqual([expect.stringMatching(/^从第 3 字节起写出的是“…\{"name"/)])
  })
  it('finds a file that nobody resolved and a material that does not come back', () => {
    expect(check({ resolved: {} })).toEqual(['consent conflict', 'files[0].file conflict'])
    expect(check({ materials: [{ ...right.materials[0], copies: 2 }] })).toEqual(['materials.MT001 conflict'])
  })
  it('refuses a pair that is not written as pairs are', () => {
    expect(check({ source: undefined, colour: 'blue' }).join()).toMatch(/source.*colour|colour.*source/)
  })
})
