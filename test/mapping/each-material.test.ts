import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import type { CaseMaterial } from '../../core/matter.ts'
import { sampleMapping } from './sample-region.ts'

const mapping = sampleMapping(
  '- { to: kids, from: kids, op: list, item: [{ to: kidName, from: name }] }',
  `materials:
  - { to: M-0, name: 申请表, slot: MT009, formats: [pdf], maxBytes: 2048, exempt: [] }
  - { to: M-1, name: 资格证明, slot: MT022, each: true, formats: [pdf], maxBytes: 2048, exempt: [D, E], must: true }
`,
)
const kids = (...names: string[]) => ({ kids: names.map((name) => ({ name })) })

function scan(part?: string): CaseMaterial {
  const name = `证明${part ?? ''}.pdf`
  const file = { id: `F${part ?? ''}`, sha256: 'a'.repeat(64), name, mediaType: 'application/pdf', sizeBytes: 1000 }
  return { slot: 'MT022', ...(part ? { part } : {}), form: '4', copies: 1, originalSeen: true, file }
}

function licence(part?: string): CaseMaterial {
  const exempt = { kind: 'E', licenceId: `L${part ?? ''}` } as const
  return { slot: 'MT022', ...(part ? { part } : {}), form: '4', copies: 1, originalSeen: false, exempt }
}

const send = (form: JsonObject, ...materials: CaseMaterial[]) => mapping.mapForm('apply', form, materials)
const linesOf = (tree: JsonObject) => tree['files'] as JsonObject[]

/** The tree as the region would send it back: files as references. */
function onTheWire(tree: JsonObject): JsonObject {
  const files = linesOf(tree).map((line) => (line['file'] ? { ...line, file: 'R-1' } : line))
  return { ...tree, files }
}

describe('a material that comes once for each element of a list', () => {
  it('becomes a line for each, in the order of the elements, and comes back as it went', () => {
    const given = [scan('10'), scan('2'), licence('1')]
    const form = kids(...'一二三四五六七八九十')
    const { tree, faults } = send(form, ...given)
    expect(faults).toEqual([])
    expect(linesOf(tree).map(({ name, licence: id }) => name ?? id)).toEqual(['L1', '证明2.pdf', '证明10.pdf'])
  })

  it('is read back piece by piece, exemptions too', () => {
    const { tree } = send(kids('甲', '乙', '丙'), licence('1'), scan('2'), licence('3'))
    const { materials } = mapping.readForm(onTheWire(tree))
    expect(materials.map(({ slot, part, exempt }) => [slot, part, exempt?.licenceId])).toEqual([
      ['MT022', '1', 'L1'],
      ['MT022', '2', undefined],
      ['MT022', '3', 'L3'],
    ])
  })

  it('comes once for who is in the list twice, and is read back under the first of the two places', () => {
    const { tree, faults } = send(kids('甲', '甲', '乙'), licence('1'), licence('3'))
    expect(faults).toEqual([])
    expect(mapping.readForm(onTheWire(tree)).materials.map(({ part }) => part)).toEqual(['1', '3'])
  })

  it('exempt as a whole is told for each', () => {
    const { tree, faults } = send(kids('甲', '乙'), licence())
    expect(faults).toEqual([])
    expect(linesOf(tree)).toHaveLength(2)
  })

  it('in one file for several is what the region does not take', () => {
    expect(send(kids('甲', '乙'), scan()).faults).toMatchObject([{ path: 'materials.MT022', code: 'format' }])
    expect(send(kids('甲'), scan()).faults).toEqual([])
  })

  it('is missed where it must be, and each piece is checked at its own path', () => {
    expect(send(kids('甲')).faults).toMatchObject([{ path: 'materials.MT022', code: 'required' }])
    const large = { ...scan('2'), file: { ...scan('2').file, sizeBytes: 4096 } } as CaseMaterial
    expect(send(kids('甲', '乙'), scan('1'), large).faults).toMatchObject([
      { path: 'materials.MT022.2', code: 'file-size' },
    ])
  })

  it('is named in faults by its piece, both ways', () => {
    const { tree } = send(kids('甲', '乙', '丙'), scan('1'), scan('2'), scan('3'))
    expect(mapping.canonicalPath('files[1].name', tree)).toBe('materials.MT022.2')
    expect(mapping.treePath('materials.MT022.3', tree)).toBe('files[2]')
  })
})

describe('a material that comes only for some elements of a list', () => {
  const some = sampleMapping(
    '- { to: kids, from: kids, op: list, item: [{ to: kidName, from: name }] }',
    `materials:
  - { to: M-1, name: 资格证明, slot: MT022, each: true, where: { name: [乙, 丙] }, formats: [pdf], maxBytes: 2048, exempt: [D, E], must: true }
`,
  )
  const form = kids('甲', '乙', '丙')
  it('is sent for those alone and comes back as their piece', () => {
    const { tree, faults } = some.mapForm('apply', form, [licence('1'), scan('2'), scan('3')])
    expect([faults, linesOf(tree).map(({ name }) => name)]).toEqual([[], ['证明2.pdf', '证明3.pdf']])
    expect(some.readForm(onTheWire(tree)).materials.map(({ part }) => part)).toEqual(['2', '3'])
  })
  it('is missing where only the others have theirs', () => {
    expect(some.mapForm('apply', form, [scan('1')]).faults).toMatchObject([{ code: 'required' }])
  })
})
