import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { draftRegion, MODELS } from '../../core/evidence/draft-region.ts'
import { proposeLines } from '../../core/evidence/propose.ts'
import { findRegionFolder } from '../../runtime/node/region-files.ts'
import { startDraftedRegion } from '../../simulator/from-draft.ts'
import { applicationsOf } from '../evidence/truth.ts'
import { projectDefinitions } from '../support/definitions.ts'

const definitions = projectDefinitions()
const matter = definitions.matters.find(({ id }) => id === 'M07')!
const folder = mkdtempSync(join(tmpdir(), 'tongban-draft-'))

/** A region drafted from three messages of one that is shipped, as a folder. */
function draftFrom(code: string) {
  const samples = applicationsOf(code, 'M07').slice(0, 3)
  const { lines, format } = proposeLines(matter, samples, definitions.codes)
  const own = { code: '990001', pinyin: 'yangli', name: '样例地区', baseUrl: 'https://partner.example' }
  const region = { ...own, agreement: '待填', from: '2026-01-01', until: '2026-12-31' }
  const draft = draftRegion(definitions, { region, matter, lines, samples, model: findRegionFolder(MODELS[format]) })
  writeFileSync(join(folder, 'simulator.yaml'), draft.files['simulator.yaml'] ?? '')
  return samples
}

describe('a region simulated by its draft', () => {
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each(['500000', '520000'])(
    'of %s takes its own samples, and refuses what lacks what all of them had',
    async (code) => {
      const samples = draftFrom(code)
      const region = await startDraftedRegion(folder)
      const send = async (body: string) => (await fetch(`${region.url}/apply`, { method: 'POST', body })).json()
      for (const { text } of samples) {
        const answer = JSON.stringify(await send(text))
        expect(answer).toMatch(/SIM\d{8}/)
        expect(region.received().at(-1)?.faults).toEqual([])
      }
      const refused = JSON.stringify(await send(code === '520000' ? 'EXE_ID=1' : '{"bizNo":"1"}'))
      expect(refused).toContain('缺 ')
      expect(refused).not.toMatch(/SIM\d{8}/)
      expect(JSON.stringify(await send('\u0000'))).not.toMatch(/SIM\d{8}/)
      await region.close()
    },
  )

  it('is not there for a protocol that its messages do not tell: it says what to do', async () => {
    draftFrom('420000')
    await expect(startDraftedRegion(folder)).rejects.toThrow(/还不能由样例模拟/)
  })
})
