import { describe, expect, it } from 'vitest'
import { caseAnswer, caseListAnswer } from '../../api/answers.ts'
import { createApi } from '../../api/app.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Staff } from '../../core/store/people.ts'
import { m09Form, PERMIT } from '../form/samples/m09.ts'
import { HANDLER, openJointGateway, tokenOf, WINDOW } from '../support/joint-gateway.ts'

async function openApi() {
  const joint = await openJointGateway()
  const api = createApi(joint.gateway, { schemaNumber: async () => 1, processMetrics: async () => '' })
  const call = async (who: Staff, method: string, path: string, body?: JsonObject) => {
    const headers = { authorization: `Bearer ${tokenOf(who)}`, 'content-type': 'application/json' }
    const request = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) }
    const response = await api.request(path, request)
    return { status: response.status, body: (await response.json()) as JsonObject }
  }
  return {
    joint,
    call,
    show: async (no: string) => caseAnswer.parse((await call(WINDOW, 'GET', `/api/cases/${no}`)).body),
  }
}

describe('a case with legs, as the API shows it', () => {
  it('has its legs in their turn, each with the case that it has become', async () => {
    const { joint, show } = await openApi()
    const no = await joint.apply('M09', m09Form())
    const whole = await show(no)
    expect(whole).toMatchObject({ status: 'DELIVERED', leg: null })
    expect(whole.children?.map(({ leg, name, case: made }) => [leg, name, made?.statusText ?? null])).toEqual([
      ['permit', '迁入地准迁', '已送达'],
      ['leave', '迁出地迁出', null],
      ['settle', '迁入地落户', null],
    ])
    const leg = await show(String(whole.children?.[0]?.case?.no))
    expect(leg).toMatchObject({ leg: 'permit', parent: { no, status: 'DELIVERED' } })
    expect(leg.children).toBeUndefined()
  })

  it('goes on by what a handler fills in on a step', async () => {
    const { joint, call, show } = await openApi()
    const no = await joint.apply('M09', m09Form())
    const leg = (await joint.legOf(no, 'permit')).no
    const step = (body: JsonObject) => call(HANDLER, 'POST', `/api/cases/${leg}/steps`, body)
    expect((await step({ step: 'accept' })).status).toBe(200)
    const early = await step({ step: 'approve' })
    expect(early).toMatchObject({ status: 422, body: { code: 'form-invalid' } })
    expect(early.body['errors']).toContainEqual(
      expect.objectContaining({ pointer: expect.stringContaining('permit/no'), fix: '请在这一步填上' }),
    )
    expect(await step({ step: 'approve', form: { permit: PERMIT } })).toMatchObject({
      status: 200,
      body: { status: 'APPROVED', leg: 'permit' },
    })
    const whole = await show(no)
    expect(whole.children?.map(({ case: made }) => made?.status ?? null)).toEqual(['APPROVED', 'QUEUED', null])
    expect(whole.children?.[1]?.case?.region).toBe('130000')
  })

  it('says why it ended', async () => {
    const { joint, call, show } = await openApi()
    const no = await joint.apply('M09', m09Form())
    const leg = (await joint.legOf(no, 'permit')).no
    await call(HANDLER, 'POST', `/api/cases/${leg}/steps`, { step: 'refuse', note: '不符合落户政策' })
    const whole = await show(no)
    expect(whole).toMatchObject({
      status: 'REFUSED',
      memo: { end: { leg: 'permit', no: leg, reason: '“迁入地准迁”不予受理:不符合落户政策' } },
    })
  })

  it('stands in lists beside its legs, which say which leg they are', async () => {
    const { joint, call } = await openApi()
    await joint.apply('M09', m09Form())
    const { cases } = caseListAnswer.parse((await call(WINDOW, 'GET', '/api/cases')).body)
    expect(cases.map(({ leg }) => leg).sort()).toEqual([null, 'permit'].sort())
  })
})
