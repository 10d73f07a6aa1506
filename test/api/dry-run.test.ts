import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dryRunAnswer } from '../../api/answers.ts'
import type { JsonObject } from '../../core/json.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

describe('the pre-check of a case', () => {
  let gateway: NodeGateway
  let complete: JsonObject
  beforeAll(async () => {
    gateway = await startGateway()
    const { submit: _, ...body } = await newCaseBody(gateway, 'M07')
    complete = body
  })
  afterAll(() => gateway.stop())

  const check = async (changes: JsonObject) => {
    const { status, body } = await gateway.call('window', 'POST', '/api/cases/check', { ...complete, ...changes })
    return { status, code: body['code'] as unknown, ...(status === 200 ? { run: dryRunAnswer.parse(body) } : {}) }
  }
  const form = (changes: JsonObject): JsonObject => ({ ...(complete['form'] as JsonObject), ...changes })

  it('finds nothing wrong with a complete case, and says what becomes of each value in the format of the region', async () => {
    const { run } = await check({})
    expect(run?.faults).toEqual([])
    expect(run?.loss).toContainEqual(expect.objectContaining({ path: 'applicant.name', to: 'applyerName' }))
  })

  it('names what is missing of an empty form, by path, and what must be filled', async () => {
    const { run } = await check({ form: {}, materials: [] })
    expect(run?.faults).toContainEqual(expect.objectContaining({ path: 'applicant.name', code: 'required' }))
    expect(run?.needed).toEqual(expect.arrayContaining(['applicant.name', 'filing.category', 'materials.MT009']))
    expect(run?.needed).not.toContain('filing.to')
  })

  it('opens and shuts places as the conditions of the matter say', async () => {
    const before = await check({})
    expect(before.run?.closed).toEqual(expect.arrayContaining(['delivery.to.name', 'materials.MT028']))
    const after = await check({ form: form({ delivery: { method: '1' }, filing: { category: '4' } }) })
    expect(after.run?.closed).not.toContain('delivery.to.name')
    expect(after.run?.needed).toEqual(expect.arrayContaining(['delivery.to.name', 'filing.to', 'materials.MT028']))
  })

  it('fills in what follows from an identity number', async () => {
    const { run } = await check({ form: { applicant: { idType: '111', idNo: '510107190001010017' } } })
    expect(run?.form).toMatchObject({ applicant: { gender: '1', birthDate: '1900-01-01' }, person: { gender: '1' } })
  })

  it('tells of a file that is not there beside the other faults', async () => {
    const lost = { slot: 'MT009', form: '4', copies: 1, originalSeen: true, fileId: crypto.randomUUID() }
    const { run } = await check({ materials: [lost] })
    expect(run?.faults).toContainEqual(expect.objectContaining({ path: 'materials.MT009', code: 'file-unknown' }))
  })

  it('writes nothing', async () => {
    await check({})
    expect((await gateway.call('window', 'GET', '/api/cases')).body['cases']).toEqual([])
  })

  it('refuses a route that is closed', async () => {
    expect(await check({ mode: '4' })).toMatchObject({ status: 422, code: 'mode-closed' })
    expect(await check({ region: '990000' })).toMatchObject({ code: 'region-unknown' })
  })
})
