import { describe, expect, it } from 'vitest'
import { sampleMapping } from './sample-region.ts'

const materials = `
materials:
  - { to: M-1, name: 身份证, slot: MT001, formats: [pdf], maxBytes: 1000, exempt: [E] }
`

describe('a mapping', () => {
  it('holds the region to a version, given outright or by a constant of the set', () => {
    const versioned = sampleMapping(
      "- { to: spec, op: fixed, value: '1.4' }\n- { to: form, op: fixed, from: const.version, otherwise: version }\n- { to: name, from: applicant.name }",
      "constants: { version: '2026.1' }\n",
    )
    const tree = { spec: '1.4', form: '2026.1', name: '次仁' }
    expect(versioned.mapForm('apply', { applicant: { name: '次仁' } }, []).tree).toEqual(tree)
    expect(versioned.readForm(tree)).toMatchObject({ faults: [], form: { applicant: { name: '次仁' } } })
    expect(versioned.readForm({ ...tree, spec: '1.5', form: '2025.1' }).faults).toMatchObject([
      { path: 'spec', code: 'code' },
      { path: 'form', code: 'version' },
    ])
  })
  it('reads where a file may be fetched beside its reference, and takes the address for the reference where there is no other', () => {
    const both = sampleMapping(
      '- { to: id, from: doc, op: file, as: id }\n- { to: url, from: doc, op: file, as: url }\n- { to: end, from: doc, op: file, as: expires }',
    )
    const end = '2026-03-03T09:15:00+08:00'
    expect(both.readForm({ id: 'f1', url: 'https://x/f1?t=a', end }).form).toEqual({
      doc: { ref: 'f1', at: 'https://x/f1?t=a' },
    })
    const alone = sampleMapping('- { to: url, from: doc, op: file, as: url }')
    expect(alone.readForm({ url: 'https://x/f1' }).form).toEqual({ doc: { ref: 'https://x/f1', at: 'https://x/f1' } })
  })
  it('names a line of the material list by our material, and our material by its line', () => {
    const listed = sampleMapping('- { to: name, from: applicant.name }', materials)
    const tree = { files: [{ code: 'M-0' }, { code: 'M-1' }] }
    expect(listed.canonicalPath('files[1].licence', tree)).toBe('materials.MT001')
    expect(listed.treePath('materials.MT001', tree)).toBe('files[1]')
    expect(listed.treePath('materials.MT001', { files: [] })).toBe('files')
    expect(listed.canonicalPath('files', tree)).toBe('materials')
    expect(listed.canonicalPath('files[7]', tree)).toBeNull()
  })
})

describe('an address that we keep as one text and the region as codes', () => {
  const coded = sampleMapping(
    '- { to: codes, from: a, op: address, as: codes, of: text }\n- { to: rest, from: a, op: address, as: detail, of: text }',
  )
  const [a, tree] = ['重庆市九龙坡区示例路1号', { codes: ['500000000000', '500107000000'], rest: '示例路1号' }]
  it('goes out from the province down and comes back by the names', () => {
    expect(coded.mapForm('apply', { a }, []).tree).toEqual(tree)
    expect(coded.readForm(tree).form).toEqual({ a })
  })
  it('is refused where its places are not named, or the codes name none', () => {
    expect(coded.mapForm('apply', { a: '示例路1号' }, []).faults).toMatchObject([{ path: 'a' }])
    for (const codes of ['500107', ['500000000000'], ['509900000000'], [{}]])
      expect(coded.readForm({ codes }).faults).toMatchObject([{ path: 'codes' }])
  })
})
