import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import * as composites from '../../api/composite-shapes.ts'
import * as shapes from '../../api/licence-shapes.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import { reindexCases } from '../../core/case/reindex-cases.ts'
import { usccCheckCharacter } from '../../core/form/uscc.ts'
import type { JsonObject } from '../../core/json.ts'
import { type Licence, stateOf } from '../../core/licences/licence.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const DAY = 86_400_000
const FIRST17 = '91510107MA62000A1'
const USCC = `${FIRST17}${usccCheckCharacter(FIRST17)}`
const COMPANY = '成都示例食品有限公司'
/** a person who never was: born in 1900 */
const ID_NO = '510107190001010017'
const INDEX = { applicantIndexKey: new Uint8Array(32).fill(7) }

const foodPermit = (more: JsonObject = {}): JsonObject => ({
  name: '食品经营许可证',
  typeCode: 'XK',
  no: 'JY15101070000001',
  certIdentifier: '',
  holderName: COMPANY,
  holderCode: USCC,
  issuerName: '示例市场监督管理局',
  issuerCode: '11510107000000000X',
  issueDate: '2026-03-02',
  from: '2026-03-02',
  validTo: '2026-05-01',
  ...more,
})
const business = (more: JsonObject = {}) =>
  foodPermit({ name: '营业执照', typeCode: 'YZ', no: USCC, issuerName: '示例行政审批局', validTo: '长期', ...more })

async function open(key: object = INDEX) {
  const nobody = { send: () => Promise.reject(new Error('none')) }
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, nobody, key)
  const { gateway, clock } = made
  await enrol(gateway.store)
  const wang = { id: 'wang', name: '王工', roles: ['window'], matters: [] } as const
  await gateway.store.people.addWithToken(wang, hashToken('second-window-token-0000000'), 1)
  const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const fetchIt = (token: string | null, method: string, path: string, body?: object) =>
    api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
  const ask = async (token: string | null, method: string, path: string, body?: object) => {
    const response = await fetchIt(token, method, path, body)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return {
    ...made,
    ask,
    fetchIt,
    /** A case of a company, or of the person, that comes to this licence. */
    async grant(id: string, licence: JsonObject, person = false) {
      const applicant = person ? { kind: '1', name: '次仁卓玛', idNo: ID_NO } : { kind: '2', name: COMPANY, idNo: USCC }
      if (!(await gateway.store.cases.byId(id))) {
        const event = { type: 'submitted', status: 'ACCEPTED', at: clock.now(), actor: 'gateway', data: {} } as const
        const value = caseOf(id, { status: 'ACCEPTED', form: { applicant } })
        await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
      }
      await changeCase(
        gateway,
        () => gateway.store.cases.byId(id),
        async (value) => ({
          events: [{ type: 'progress', status: 'COMPLETED', at: clock.now(), actor: 'region:130000', data: {} }],
          value: { ...value, status: 'COMPLETED', memo: { ...value.memo, licence } },
          statements: [],
          answer: null,
        }),
      )
      clock.advance(1_000)
    },
    async wallet(idNo: string, name = '', token: string = TOKENS.window) {
      const { body } = await ask(token, 'POST', '/api/licences/lookup', { idNo, name })
      return shapes.walletAnswer.parse(body).licences
    },
  }
}

describe('a licence', () => {
  it('is good on its last day and not after, nor before it begins, nor from the day on which it was taken back', () => {
    const licence = { revocation: '', revokedOn: '', validFrom: '2026-03-02', validTo: '2026-05-01' } as Licence
    const states = ['2026-03-01', '2026-03-02', '2026-05-01', '2026-05-02'].map((day) => stateOf(licence, day))
    expect(states).toEqual(['upcoming', 'valid', 'valid', 'expired'])
    expect(stateOf({ ...licence, validTo: '长期' }, '2099-01-01')).toBe('valid')
    const revoked: Licence = { ...licence, revocation: 'cancelled', revokedOn: '2026-04-01' }
    expect([stateOf(revoked, '2026-03-31'), stateOf(revoked, '2026-04-01')]).toEqual(['valid', 'revoked'])
  })
})

describe('the wallet of an applicant', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
  })

  it('holds every licence that their cases came to, as good as it is today', async () => {
    await hall.grant('food', foodPermit())
    await hall.grant('biz', business())
    const before = await hall.wallet(USCC)
    expect(before.map(({ name, stateText, caseNo }) => [name, stateText, caseNo])).toEqual([
      ['营业执照', '有效', 'WH510107biz'],
      ['食品经营许可证', '有效', 'WH510107food'],
    ])
    hall.clock.advance(61 * DAY)
    expect((await hall.wallet(USCC)).map(({ stateText }) => stateText)).toEqual(['有效', '已过期'])
  })

  it('follows a number that its case mends, and what the case says of it later', async () => {
    await hall.grant('mended', foodPermit({ no: 'JY-WRONG', validTo: '2027-01-01' }))
    await hall.grant('mended', foodPermit({ no: 'JY-RIGHT', validTo: '2028-01-01' }))
    const found = (await hall.wallet(USCC)).filter(({ caseNo }) => caseNo === 'WH510107mended')
    expect(found.map(({ no, validTo }) => [no, validTo])).toEqual([['JY-RIGHT', '2028-01-01']])
  })

  it('of a person is shown for number and name together, names nobody in full, and every look is recorded', async () => {
    await hall.grant('own', foodPermit({ name: '社会保障卡', no: 'SB1', holderName: '', holderCode: '' }), true)
    expect(await hall.wallet(ID_NO, '别人')).toEqual([])
    hall.clock.advance(1_000)
    const [card] = await hall.wallet(ID_NO, '次仁卓玛')
    expect(card).toMatchObject({ name: '社会保障卡', holder: '次***', uscc: null })
    const rows = JSON.stringify(await hall.gateway.store.licences.ofCase('own'))
    expect(rows).not.toMatch(new RegExp(`${ID_NO}|次仁卓玛`))
    const { body } = await hall.ask(TOKENS.auditor, 'GET', '/api/audit?action=licence.lookup&limit=1')
    expect(body['entries']).toMatchObject([{ actor: 'staff:window1', facts: { found: 1 } }])
    expect((await hall.ask(TOKENS.admin, 'POST', '/api/licences/lookup', { idNo: USCC })).status).toBe(403)
  })

  it('cannot be asked for a person where nothing is found by number, and says so', async () => {
    const keyless = await open({ applicantIndexKey: null })
    await keyless.grant('food', foodPermit())
    expect(await keyless.wallet(USCC)).toHaveLength(1)
    const asked = await keyless.ask(TOKENS.window, 'POST', '/api/licences/lookup', { idNo: ID_NO, name: '次仁卓玛' })
    expect([asked.status, asked.body['code']]).toEqual([409, 'key-missing'])
  })

  it('is made anew of the cases by reindexing, revocations kept', async () => {
    const [licence] = await hall.gateway.store.licences.ofCase('own')
    if (!licence) throw new Error('no licence')
    const revoke = { revocation: 'cancelled', on: '2026-04-30', why: '注销〔2026〕1 号' }
    const path = `/api/licences/${licence.id}/revocation`
    expect((await hall.ask(TOKENS.window, 'POST', path, revoke)).status).toBe(403)
    const future = await hall.ask(TOKENS.supervisor, 'POST', path, { ...revoke, on: '2026-12-01' })
    expect(future.body['errors']).toMatchObject([{ pointer: '/on' }])
    const done = await hall.ask(TOKENS.supervisor, 'POST', path, revoke)
    expect(shapes.licenceAnswer.parse(done.body)).toMatchObject({ state: 'revoked', stateText: '已注销' })
    expect((await hall.ask(TOKENS.supervisor, 'POST', path, revoke)).body['code']).toBe('state-conflict')
    const events = await hall.gateway.store.cases.events('own')
    expect(events.at(-1)).toMatchObject({ type: 'licence-revoked', actor: 'staff:supervisor1', data: revoke })
    for await (const _ of reindexCases(hall.gateway));
    expect((await hall.wallet(ID_NO, '次仁卓玛')).map(({ stateText }) => stateText)).toEqual(['已注销'])
  })
})

describe('the composite licence of an enterprise', () => {
  let hall: Awaited<ReturnType<typeof open>>
  let no: string
  const read = async () =>
    composites.compositeAnswer.parse((await hall.ask(TOKENS.window, 'GET', `/api/composite-licences/${no}`)).body)
  const step = (body: object, token: string = TOKENS.window) =>
    hall.ask(token, 'POST', `/api/composite-licences/${no}/steps`, body)
  const codeOf = (url: string | null) => url?.split('#')[1] ?? ''
  const scan = (code: string) => hall.ask(null, 'POST', '/l', { code })
  beforeAll(async () => {
    hall = await open()
    await hall.grant('food', foodPermit())
    await hall.grant('biz', business())
  })

  it('is issued once with all permits that stand, each with its own issuer and end', async () => {
    const none = await hall.ask(TOKENS.window, 'POST', '/api/composite-licences', { uscc: '91510107MA62000B' })
    expect(none.body['errors']).toMatchObject([{ pointer: '/uscc' }])
    const made = await hall.ask(TOKENS.window, 'POST', '/api/composite-licences', { uscc: USCC })
    expect(made.status).toBe(201)
    const whole = composites.compositeAnswer.parse(made.body)
    no = whole.no
    expect(no).toMatch(/^WH510107ZH20260302\d{6}$/)
    expect(whole.permits.map(({ name, issuerName, validTo }) => [name, issuerName, validTo]).sort()).toEqual([
      ['营业执照', '示例行政审批局', '长期'],
      ['食品经营许可证', '示例市场监督管理局', '2026-05-01'],
    ])
    const again = await hall.ask(TOKENS.window, 'POST', '/api/composite-licences', { uscc: USCC })
    expect([again.status, again.body['detail']]).toEqual([409, `这家企业已有综合许可证 ${no}`])
  })

  it('shows whoever scans it what is good now: one permit is over, the others stay, and nobody’s name is there', async () => {
    const code = codeOf((await read()).url)
    hall.clock.advance(61 * DAY)
    const { body } = await scan(code.toLowerCase())
    const shown = composites.publicCompositeAnswer.parse(body)
    expect(Object.fromEntries(shown.permits.map(({ name, stateText }) => [name, stateText]))).toEqual({
      营业执照: '有效',
      食品经营许可证: '已过期',
    })
    expect(shown).toMatchObject({ company: COMPANY, uscc: USCC })
    const renewed = foodPermit({ issueDate: '2026-05-02', from: '2026-05-02', validTo: '2031-05-01' })
    await hall.grant('renewal', renewed)
    const after = composites.publicCompositeAnswer.parse((await scan(code)).body)
    expect(after.permits.every(({ state }) => state === 'valid')).toBe(true)
    expect((await scan('B'.repeat(26))).status).toBe(404)
  })

  it('takes a complaint about one of its permits, with receipt and clock', async () => {
    const code = codeOf((await read()).url)
    const about = { code, permit: 'JY15101070000001', text: '店里没有这份证' }
    const { status, body } = await hall.ask(null, 'POST', '/public/complaints', about)
    expect([status, body['dueAt']]).toEqual([201, '2026-05-25T23:59:59+08:00'])
    const ticket = (await hall.ask(TOKENS.supervisor, 'GET', `/api/tickets/${String(body['no'])}`)).body
    expect(ticket).toMatchObject({
      about: { kind: 'licence', ref: 'JY15101070000001', name: `${COMPANY} 食品经营许可证` },
      caseNo: 'WH510107renewal',
    })
    const other = await hall.ask(null, 'POST', '/public/complaints', { ...about, permit: 'JY-NONE' })
    expect(other.status).toBe(404)
  })

  it('is filled and emptied by hand with a reason, takes no permit of others or one that is over, and keeps its course', async () => {
    const [food] = (await read()).permits.filter(({ name }) => name === '食品经营许可证')
    const licenceId = food?.id ?? ''
    expect((await step({ step: 'remove', licenceId })).status).toBe(400)
    expect((await step({ step: 'remove', licenceId, why: '停业' })).status).toBe(200)
    expect((await read()).permits.map(({ name }) => name)).toEqual(['营业执照'])
    const both = await Promise.all([
      step({ step: 'add', licenceId }),
      step({ step: 'add', licenceId }, TOKENS.supervisor),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    await hall.grant('stranger', foodPermit({ no: 'JY-OTHER', holderCode: '', holderName: '' }), true)
    const [stranger] = await hall.gateway.store.licences.ofCase('stranger')
    expect((await step({ step: 'add', licenceId: stranger?.id })).status).toBe(404)
    await hall.grant('old', foodPermit({ no: 'JY-OLD', validTo: '2026-03-03' }))
    const [old] = await hall.gateway.store.licences.ofCase('old')
    expect((await step({ step: 'add', licenceId: old?.id })).body['detail']).toBe('这份证照已过期,不能加入')
    expect((await step({ step: 'add', licenceId }, TOKENS.handler)).status).toBe(403)
    expect((await read()).entries.map(({ stepText }) => stepText)).toEqual(['制发', '移出证照', '加入证照'])
  })

  it('is nothing any more to who has an old code, or once it was ended; issued again it keeps its number', async () => {
    const before = codeOf((await read()).url)
    expect((await step({ step: 'recode', why: '二维码污损' })).status).toBe(200)
    expect((await scan(before)).status).toBe(404)
    const now = codeOf((await read()).url)
    expect((await scan(now)).status).toBe(200)
    await step({ step: 'end', why: '企业申请停用' })
    expect((await scan(now)).status).toBe(404)
    expect((await step({ step: 'recode', why: '再换' })).body['code']).toBe('state-conflict')
    const again = await hall.ask(TOKENS.window, 'POST', '/api/composite-licences', { uscc: USCC })
    expect([again.status, again.body['no']]).toEqual([201, no])
  })

  it('is printed with its QR code and says that scanning counts', async () => {
    const response = await hall.fetchIt(TOKENS.window, 'GET', `/api/composite-licences/${no}/page`)
    const page = await response.text()
    expect(page).toContain('效力以扫码所见为准')
    expect(page).toContain('<svg class="qr"')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})
