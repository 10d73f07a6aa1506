import { describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import {
  bundleAnswer,
  bundleCheckAnswer,
  bundleListAnswer,
  themeAnswer,
  themeListAnswer,
} from '../../api/bundle-answers.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Staff } from '../../core/store/people.ts'
import { foodShopForm, MATTERS, themeNamed } from '../bundle/theme-forms.ts'
import { HANDLER, openJointGateway, tokenOf, WINDOW } from '../support/joint-gateway.ts'

async function openApi() {
  const joint = await openJointGateway(
    MATTERS.map(({ id }) => id),
    ['T01', 'T02', 'T03'].map(themeNamed),
  )
  const api = createApi(joint.gateway, { schemaNumber: async () => 1, processMetrics: async () => '' })
  return async (who: Staff, method: string, path: string, body?: JsonObject, key = 'k-1') => {
    const headers = {
      authorization: `Bearer ${tokenOf(who)}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    }
    const response = await api.request(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return { status: response.status, body: (await response.json()) as JsonObject }
  }
}

describe('themes and bundles, as the API shows them', () => {
  it('lists the themes with what each saves, and shows one with every question once', async () => {
    const call = await openApi()
    const { themes } = themeListAnswer.parse((await call(WINDOW, 'GET', '/api/themes')).body)
    expect(themes.map(({ name }) => name)).toEqual(['企业跨省迁移', '夫妻投靠落户', '开办食品店'])
    const theme = themeAnswer.parse((await call(WINDOW, 'GET', '/api/themes/T03')).body)
    const legalRep = theme.questions.find(({ path }) => path === 'legalRep.idNo')
    expect(legalRep?.needs.map(({ child, path }) => `${child} ${path}`)).toEqual([
      'company legalRep.idNo',
      'food operator.rep.idNo',
    ])
    expect(theme.materials.find(({ slot }) => slot === 'consent')?.needs).toHaveLength(2)
    expect(theme.materials.find(({ slot }) => slot === 'food.MT004')).toBeUndefined()
    expect(await call(WINDOW, 'GET', '/api/themes/T77')).toMatchObject({ status: 404 })
  })

  it('takes a bundle in at the window only, once a key, and shows it as one', async () => {
    const call = await openApi()
    const body = { theme: 'T03', form: foodShopForm(), materials: [] }
    expect((await call(HANDLER, 'POST', '/api/bundles', body)).status).toBe(403)
    const check = await call(WINDOW, 'POST', '/api/bundles/check', body)
    expect(bundleCheckAnswer.parse(check.body)).toEqual({ faults: [] })
    const made = await call(WINDOW, 'POST', '/api/bundles', body)
    expect(made.status).toBe(201)
    const bundle = bundleAnswer.parse(made.body)
    expect(bundle.children.map(({ name, stateText, case: own }) => [name, own?.statusText ?? stateText])).toEqual([
      ['设立公司', '待传送'],
      ['食品经营许可', '等前面办结'],
    ])
    expect((await call(WINDOW, 'POST', '/api/bundles', body)).status).toBe(200)
    const { bundles } = bundleListAnswer.parse((await call(HANDLER, 'GET', '/api/bundles')).body)
    expect(bundles.map(({ no, stateText }) => [no, stateText])).toEqual([[bundle.no, '办理中']])
    const own = await call(WINDOW, 'GET', `/api/cases/${bundle.children[0]?.case?.no}`)
    expect(own.body['bundle']).toEqual({ no: bundle.no, name: '开办食品店', key: 'company' })
  })

  it('names the place in the one form where a fault is mended', async () => {
    const call = await openApi()
    const form = foodShopForm({ 'legalRep.idNo': '510107190001010018' })
    const answer = await call(WINDOW, 'POST', '/api/bundles', { theme: 'T03', form, materials: [] })
    expect(answer.status).toBe(422)
    expect(answer.body['errors']).toContainEqual(
      expect.objectContaining({ pointer: expect.stringContaining('/legalRep/idNo') }),
    )
  })
})
