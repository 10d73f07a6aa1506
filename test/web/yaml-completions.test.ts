import { describe, expect, it } from 'vitest'
import { definitionSchemas } from '../../core/definitions/schemas.ts'
import { completionsAt, type Knowledge, placeAt } from '../../web/pages/regions/completions.ts'

const { files, operations } = definitionSchemas()

/** What is offered where the bar stands. */
function offered(text: string, file: keyof typeof files = 'matter'): string[] {
  const known: Knowledge = {
    schema: files[file],
    operations,
    paths: [{ label: 'applicant.name', detail: '申请人姓名' }, { label: 'person.mobile' }],
    tables: ['HE_GENDER', 'HE_LINK'],
    slots: [{ label: 'MT001' }],
  }
  const offset = text.indexOf('|')
  return completionsAt(placeAt(text.replace('|', ''), offset), known).map(({ label }) => label)
}

describe('completion in a definition file', () => {
  it('offers the keys of the file at its top', () => {
    expect(offered('matter: M07\nfo|')).toEqual(expect.arrayContaining(['form', 'progress', 'materials', 'dropped']))
    expect(offered('co|', 'region')).toEqual(expect.arrayContaining(['code', 'agreement', 'delivery', 'charset']))
  })

  it('offers the keys of a group, written in lines or in braces, and those it has no more', () => {
    expect(offered('agreement:\n  n|', 'region')).toEqual(['no', 'from', 'until', 'suspended', 'matters'])
    expect(offered('delivery: { retryMs: [1000], t|', 'region')).toEqual([
      'thenEveryMs',
      'giveUpAfterMs',
      'maxInFlight',
    ])
    expect(offered('agreement:\n  matters:\n    M07: { directions: [out], m|', 'region')).toEqual(['modes', 'note'])
    expect(offered('agreement:\n  no: JC-1\nprogressOrder: buffer\n|', 'region')).toContain('protocol')
  })

  it('offers of a rule what a rule has and what its operation takes', () => {
    const keys = offered('form:\n  - { to: formData.gend, from: person.gender, op: lookup, t|')
    expect(keys).toContain('table')
    expect(keys).toContain('must')
    expect(keys).not.toContain('to')
    expect(keys).not.toContain('format')
    expect(offered('form:\n  - { to: a, op: date, f|')).toContain('format')
    expect(offered('form:\n  - to: a\n    w|')).toContain('when')
  })

  it.each([
    ['form:\n  - { to: a, from: app|', 'applicant.name'],
    ['form:\n  - { to: a, from: [applicant.name, per|', 'person.mobile'],
    ['form:\n  - { to: a, op: lo|', 'lookup'],
    ['form:\n  - { to: a, op: lookup, table: HE|', 'HE_GENDER'],
    ['materials:\n  - { to: HE1, slot: M|', 'MT001'],
    ['form:\n  - { to: a, only: |', 'out'],
    ['charset: g|', 'gbk'],
  ])('offers the values that there are: %s', (text, wanted) => {
    expect(offered(text)).toContain(wanted)
  })

  it('offers nothing where there is no saying, and is not led astray by quotes and comments', () => {
    expect(offered('version: |')).toEqual([])
    expect(offered("# to: {\nform:\n  - { to: a, why: 'x, {', on|")).toContain('only')
  })
})
