import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { REGION_SAMPLES } from '../support/region-samples.ts'

describe('looking an applicant up at intake', () => {
  let gateway: NodeGateway
  let no: string
  const form = REGION_SAMPLES['130000']?.M07?.form as JsonObject
  const { name, idNo } = form['applicant'] as { name: string; idNo: string }
  const lookUp = (body: JsonObject, role: 'window' | 'handler' = 'window') =>
    gateway.call(role, 'POST', '/api/applicants/lookup', body)

  beforeAll(async () => {
    gateway = await startGateway()
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'lookup-1',
    })
    no = String(made.body['no'])
  })
  afterAll(() => gateway?.stop())

  it('gives the earlier cases, masked, and what of the newest outlasts it: not who agreed, who checked, or a day', async () => {
    const { status, body } = await lookUp({ name, idNo, matter: 'M07', region: '130000' })
    expect(status).toBe(200)
    expect(body['cases']).toMatchObject([{ no, applicant: `${name[0]}${'*'.repeat(name.length - 1)}` }])
    const { form: carried } = body['carried'] as unknown as { form: JsonObject }
    expect(carried['applicant']).toEqual(form['applicant'])
    expect(carried).not.toHaveProperty('consent')
    expect(carried).not.toHaveProperty('verify')
    expect(carried).not.toHaveProperty('filing.from')
    expect(carried).toHaveProperty('filing.category')
    expect(carried).toHaveProperty('insurance.division')
  })

  it('takes over no place of the region that handled it when the next case goes elsewhere, and of another matter who somebody is alone', async () => {
    const elsewhere = await lookUp({ name, idNo, matter: 'M07', region: '500000' })
    expect(elsewhere.body['carried']).not.toHaveProperty('form.insurance.division')
    expect(elsewhere.body['carried']).toHaveProperty('form.visit.division')
    const other = await lookUp({ name, idNo, matter: 'M05', region: '130000' })
    const groups = Object.keys((other.body['carried'] as unknown as { form: JsonObject }).form)
    expect(groups.filter((group) => !['applicant', 'person'].includes(group))).toEqual([])
  })

  it('tells whoever has the number but not the name nothing, and only windows; every look stands in the audit trail', async () => {
    const wrong = await lookUp({ name: '旺堆', idNo, matter: 'M07', region: '130000' })
    expect(wrong.body).toEqual({ cases: [], carried: null })
    expect((await lookUp({ name, idNo, matter: 'M07' }, 'handler')).status).toBe(403)
    const { body } = await gateway.call('auditor', 'GET', '/api/audit')
    const looks = (body['entries'] as unknown as { action: string; object: string }[]).filter(
      ({ action }) => action === 'applicant.lookup',
    )
    expect(looks.map(({ object }) => object)).toEqual(['', no, no, no])
    expect(JSON.stringify(looks)).not.toContain(idNo)
  })
})
