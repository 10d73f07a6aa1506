import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import type { Status } from '../../core/case/status.ts'
import { keepHouse } from '../../core/housekeeping.ts'
import { sendWaiting } from '../../core/notifications/outbox.ts'
import { insertFile } from '../../core/store/files.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const KIOSKS = { kiosk1: 'first-kiosk-token-00000000', kiosk2: 'second-kiosk-token-0000000' }
const DAY = 86_400_000
const PDF = new TextEncoder().encode('%PDF-1.4\n证照')

async function open() {
  const told: string[] = []
  const sms = {
    async send({ text }: { text: string }) {
      told.push(text)
      return { is: 'taken' as const, receipt: 'r' }
    },
  }
  const nobody = { send: () => Promise.reject(new Error('none')) }
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, nobody, { sms })
  const { gateway, clock } = made
  await enrol(gateway.store)
  for (const [id, token] of Object.entries(KIOSKS))
    await gateway.store.people.addWithToken({ id, name: '一号机', roles: ['kiosk'], matters: [] }, hashToken(token), 1)
  const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const fetchIt = (token: string, method: string, path: string, body?: object) =>
    api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
  const ask = async (token: string, method: string, path: string, body?: object) => {
    const response = await fetchIt(token, method, path, body)
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  let mobiles = 0
  return {
    ...made,
    ask,
    fetchIt,
    /** A case that is done: its number, and the code that its applicant was told, '' where none. */
    async finish(
      id: string,
      { method = '2', mobile = '', direction = 'out' as 'out' | 'in', status = 'COMPLETED' as Status } = {},
    ) {
      mobiles += 1
      const form = {
        applicant: { kind: '1', name: '次仁卓玛', mobile: mobile || `1380000${1_000 + mobiles}` },
        delivery: { method },
      }
      const value = caseOf(id, { form, status: 'ACCEPTED', direction })
      const event = { type: 'submitted', status: value.status, at: clock.now(), actor: 'gateway', data: {} } as const
      await gateway.store.commit(newCaseStatements(gateway, value, [event]).statements)
      const { sha256 } = (await gateway.blobs.put(PDF, 100)) as { sha256: string }
      const file = { id: `file-${id}`, caseId: id, sha256, name: '证照.pdf', mediaType: 'application/pdf' }
      const kept = { ref: 'r', sizeBytes: PDF.length, createdAt: 5, createdBy: 'region:130000' }
      await gateway.store.commit([insertFile({ ...file, ...kept, region: '130000' })])
      const ours = { ...file, ...kept, id: `ours-${id}`, region: '', ref: '', createdBy: 'staff:window1' }
      await gateway.store.commit([insertFile(ours)])
      await changeCase(
        gateway,
        () => gateway.store.cases.byId(id),
        async (found) => ({
          events: [{ type: 'progress', status, at: clock.now(), actor: 'region:130000', data: {} }],
          value: { ...found, status },
          statements: [],
          answer: null,
        }),
      )
      return { no: value.no, code: await this.newestCode() }
    },
    async newestCode() {
      const before = told.length
      await sendWaiting(gateway, 'test')
      return (
        told
          .slice(before)
          .flatMap((text) => /打印码(\d{8})，/.exec(text)?.[1] ?? [])
          .at(-1) ?? ''
      )
    },
    told,
    redeem: (token: string, code: string) => ask(token, 'POST', '/api/pickups', { code }),
    codes: async (no: string) =>
      (await ask(TOKENS.auditor, 'GET', `/api/cases/${no}/pickup-codes`)).body['codes'] as Record<string, unknown>[],
    renew: (no: string, reason = '', token: string = TOKENS.window) =>
      ask(token, 'POST', `/api/cases/${no}/pickup-codes`, { reason }),
  }
}

describe('the code of a result', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
  })

  it('is told to the applicant when the case is done: eight digits, seven days, kept nowhere', async () => {
    const { no, code } = await hall.finish('told')
    expect(code).toMatch(/^\d{8}$/)
    expect(hall.told.find((text) => text.includes(code))).toBe(
      `【武侯通办】异地就医备案结果可领。自助机打印码${code}，3月9日前有效，限用一次，请勿告诉他人。`,
    )
    expect(await hall.codes(no)).toMatchObject([
      { seq: 1, print: 1, stateText: '可用', endsAt: '2026-03-09T09:00:00+08:00' },
    ])
    const kept = [
      await hall.gateway.store.pickups.ofCase('told'),
      await hall.gateway.store.notifications.ofCase('told'),
    ]
    expect(JSON.stringify([kept, await hall.gateway.store.cases.events('told')])).not.toContain(code)
  })

  it.each([
    ['is posted', { method: '1' }],
    ['is an e-licence', { method: '3' }],
    ['was applied for at another window', { direction: 'in' as const }],
    ['was refused', { status: 'DENIED' as const }],
  ])('is not made where it %s', async (what, more) => {
    const { no, code } = await hall.finish(`none-${what}`.replaceAll(' ', '-'), more)
    expect([code, await hall.codes(no)]).toEqual(['', []])
  })

  it('is used once, by a machine or at a window, and hands out what the region sent and nothing of ours', async () => {
    const { no, code } = await hall.finish('used')
    const { status, body } = await hall.redeem(KIOSKS.kiosk1, code)
    expect([status, body]).toMatchObject([
      200,
      { caseNo: no, print: 1, files: [{ id: 'file-used', name: '证照.pdf' }] },
    ])
    expect(JSON.stringify(body)).not.toMatch(/次仁|ours/)
    const again = await hall.redeem(TOKENS.window, code)
    expect([again.status, again.body['detail']]).toEqual([404, '这个码不对、已经用过或已过期'])
    expect(await hall.codes(no)).toMatchObject([{ stateText: '已用', placeText: '自助机打印', usedBy: 'staff:kiosk1' }])
    const found = await hall.gateway.store.cases.byNo(no)
    expect(found?.status).toBe('DELIVERED_RESULT')
    expect((await hall.gateway.store.cases.events('used')).at(-1)).toMatchObject({
      ...{ type: 'picked-up', actor: 'staff:kiosk1', data: { code: 1, print: 1, place: 'kiosk' } },
    })
    const path = `/api/pickups/${String(body['id'])}/files`
    const printed = await hall.fetchIt(KIOSKS.kiosk1, 'GET', `${path}/file-used`)
    expect(new Uint8Array(await printed.arrayBuffer())).toEqual(PDF)
    const refused = [
      await hall.ask(KIOSKS.kiosk2, 'GET', `${path}/file-used`),
      await hall.ask(KIOSKS.kiosk1, 'GET', `${path}/ours-used`),
      await hall.ask(KIOSKS.kiosk1, 'GET', `${path}/file-told`),
    ]
    hall.clock.advance(10 * 60_000)
    refused.push(await hall.ask(KIOSKS.kiosk1, 'GET', `${path}/file-used`))
    expect(refused.map((one) => one.status)).toEqual([404, 404, 404, 404])
  })

  it('gives the result to one of two who use it at once', async () => {
    const { code } = await hall.finish('race')
    const both = await Promise.all([hall.redeem(KIOSKS.kiosk1, code), hall.redeem(TOKENS.window, code)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 404])
  })

  it('is replaced by a newer one, and runs out after seven days', async () => {
    const { no, code } = await hall.finish('renewed')
    expect((await hall.renew(no)).body).toMatchObject({ told: true, code: null, pickup: { seq: 2, print: 1 } })
    const newer = await hall.newestCode()
    expect((await hall.redeem(KIOSKS.kiosk1, code)).status).toBe(404)
    hall.clock.advance(7 * DAY)
    expect((await hall.redeem(KIOSKS.kiosk2, newer)).status).toBe(404)
    await keepHouse(hall.gateway)
    expect((await hall.codes(no)).map(({ stateText }) => stateText)).toEqual(['已过期', '已过期'])
  })

  it('is made again for a result that was handed out only with a reason, and counted', async () => {
    const { no, code } = await hall.finish('reprint')
    await hall.redeem(TOKENS.window, code)
    const refused = await hall.renew(no)
    expect(refused.body['errors']).toMatchObject([{ pointer: '/reason', message: '第 2 次领取、打印须写明理由' }])
    expect((await hall.renew(no, '打印污损')).body).toMatchObject({ pickup: { seq: 2, print: 2, reason: '打印污损' } })
    const { body } = await hall.redeem(KIOSKS.kiosk2, await hall.newestCode())
    expect(body['print']).toBe(2)
    const events = await hall.gateway.store.cases.events('reprint')
    expect(events.slice(-2).map(({ type, data }) => [type, data['print'], data['reason']])).toEqual([
      ['pickup-coded', 2, '打印污损'],
      ['picked-up', 2, '打印污损'],
    ])
  })

  it('is said to the clerk only where no message can tell it', async () => {
    const { no } = await hall.finish('landline', { mobile: '028-85000000' })
    expect(await hall.codes(no)).toEqual([])
    const { body } = await hall.renew(no)
    expect(body).toMatchObject({ told: false, code: expect.stringMatching(/^\d{8}$/) as string })
    expect((await hall.redeem(TOKENS.window, String(body['code']))).status).toBe(200)
    expect((await hall.renew(no, '再打', TOKENS.handler)).status).toBe(403)
    const early = caseOf('early', { status: 'ACCEPTED' })
    const event = { type: 'submitted', status: early.status, at: 5, actor: 'gateway', data: {} } as const
    await hall.gateway.store.commit(newCaseStatements(hall.gateway, early, [event]).statements)
    expect((await hall.renew(early.no)).body['detail']).toBe('办件还没有结果,没有可领的')
  })

  it('cannot be guessed: a machine that tries five wrong ones waits a quarter of an hour, another does not', async () => {
    const { code } = await hall.finish('guessed')
    const wrong = code === '00000000' ? '00000001' : '00000000'
    for (let tries = 0; tries < 5; tries += 1) expect((await hall.redeem(KIOSKS.kiosk1, wrong)).status).toBe(404)
    expect((await hall.redeem(KIOSKS.kiosk1, code)).body['code']).toBe('too-many-tries')
    expect((await hall.redeem(KIOSKS.kiosk2, code)).status).toBe(200)
    expect((await hall.ask(KIOSKS.kiosk1, 'GET', '/api/cases')).status).toBe(403)
  })
})
