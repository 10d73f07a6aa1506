import { describe, expect, it } from 'vitest'
import { PROTOCOLS } from '../../adapters/index.ts'
import { checkRegion } from '../../core/definitions/check-region.ts'
import { draftRegion, MODELS } from '../../core/evidence/draft-region.ts'
import { proposeLines } from '../../core/evidence/propose.ts'
import { findRegionFolder } from '../../runtime/node/region-files.ts'
import { projectDefinitions } from '../support/definitions.ts'
import { applicationsOf } from './truth.ts'

const definitions = projectDefinitions()
const matter = definitions.matters.find(({ id }) => id === 'M07')!
const REGION = {
  code: '990001',
  pinyin: 'yangli',
  name: '样例地区',
  baseUrl: 'https://partner.example',
  agreement: '待填',
  from: '2026-01-01',
  until: '2026-12-31',
}

function draftFrom(code: string) {
  const samples = applicationsOf(code, 'M07').slice(0, 3)
  const { lines, format } = proposeLines(matter, samples, definitions.codes)
  const model = findRegionFolder(MODELS[format])
  return { lines, draft: draftRegion(definitions, { region: REGION, matter, lines, samples, model }) }
}

describe('a draft of a region made of three messages', () => {
  it.each(['500000', '520000', '540000', '420000'])(
    'of %s is read by the lint, which says what is left to do',
    (code) => {
      const { draft } = draftFrom(code)
      const report = checkRegion(draft.folder, draft.files, definitions, PROTOCOLS, '2026-03-02')
      expect(report.findings.filter(({ rule }) => rule === 'not-readable')).toEqual([])
      expect(report.findings.some(({ severity }) => severity === 'error')).toBe(true)
    },
  )

  it('counts no golden draft as a pair before a person took the mark away', () => {
    const { draft } = draftFrom('500000')
    const report = checkRegion(draft.folder, draft.files, definitions, PROTOCOLS, '2026-03-02')
    expect(report.goldenPairs).toBe(0)
    expect(report.findings.filter(({ rule }) => rule === 'pair-draft').length).toBe(3)
    expect(report.findings.filter(({ rule }) => rule === 'pairs-missing').length).toBe(3)
    const path = 'pairs/M07-sample-1.json'
    const { draft: mark, ...rest } = JSON.parse(draft.files[path] ?? '')
    expect(mark).toBe(true)
    const files = { ...draft.files, [path]: JSON.stringify(rest) }
    expect(checkRegion(draft.folder, files, definitions, PROTOCOLS, '2026-03-02').goldenPairs).toBe(1)
  })

  it('holds in its golden draft what the drafted rules read of the sample', () => {
    const { draft } = draftFrom('500000')
    expect(JSON.parse(draft.files['pairs/M07-sample-1.json'] ?? '')).toMatchObject({
      input: { applicant: { idNo: '510107190001010017', birthDate: '1900-01-01' }, insurance: { division: '500107' } },
    })
  })

  it('tells each field that no rule writes, with the reason', () => {
    const { lines, draft } = draftFrom('520000')
    const unwritten = lines.filter(
      ({ path, constant, material }) => path === null && constant === undefined && !material,
    )
    expect(unwritten.length).toBeGreaterThan(0)
    for (const { field } of unwritten) expect(draft.open.map((one) => one.field)).toContain(field)
  })
})
