import { describe, expect, it } from 'vitest'
import { listRegionDifferences } from '../../core/mapping/region-guide.ts'
import { projectDefinitions } from '../support/definitions.ts'

const { regions, matters, codes } = projectDefinitions()

function differencesOf(code: string, matterId: string) {
  const region = regions.find((one) => one.code === code)
  const matter = matters.find(({ id }) => id === matterId)
  const mapping = region?.mappings.get(matterId)
  if (!region || !matter || !mapping) throw new Error(`no ${matterId} of ${code}`)
  return listRegionDifferences(matter, mapping, region.agreement.matters[matterId], codes)
}

describe('what differs in a region', () => {
  it('names places and fields, no codes and paths of ours', () => {
    const found = differencesOf('330000', 'M01').find(({ path }) => path === 'company.address.division')
    expect(found).toMatchObject({ label: '住所', text: '只收西湖区(住所须在西湖区)' })
  })

  it('says how a number must begin where the region takes no other', () => {
    const found = differencesOf('440000', 'M08').find(({ path }) => path === 'transferOut.center.code')
    expect(found?.text).toBe('编号须以 44 开头(本省为转出地时才由对接方推入)')
  })

  it('is whole in every region and matter: nothing unknown stands in a sentence', () => {
    const all = regions.flatMap(({ code, mappings }) => [...mappings.keys()].flatMap((id) => differencesOf(code, id)))
    expect(all.length).toBeGreaterThan(500)
    expect(all.filter(({ label, text }) => /undefined|NaN|\[object|^[a-z]/.test(`${text} ${label}`))).toEqual([])
    expect(all.filter(({ label }) => /^[a-zA-Z.[\]]+$/.test(label))).toEqual([])
  })
})
