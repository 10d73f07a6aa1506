import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type JsonObject, valueAt } from '../../core/json.ts'
import * as wire from '../../simulator/chongqing/http-signature.ts'
import { readSecrets } from '../../simulator/chongqing/secrets.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'

const SECRETS = readSecrets()
const AT = '2026-11-24T10:00:00+08:00'

describe('our side of the interface with 重庆, operation by operation', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  async function call(path: string, body?: JsonObject, messageId: string = randomUUID()) {
    const url = new URL(`${gateway.url}/tb/v1${path}`)
    const bytes = body && new TextEncoder().encode(JSON.stringify(body))
    const method = body ? 'POST' : 'GET'
    const created = Math.floor(Date.now() / 1000)
    const headers = wire.signRequest({ method, url, messageId, created, ...(bytes ? { body: bytes } : {}) }, SECRETS)
    const response = await fetch(url, { method, headers, ...(bytes ? { body: bytes } : {}) })
    const answer = new Uint8Array(await response.arrayBuffer())
    const { status } = response
    expect(wire.faultOfReply({ status, headers: response.headers, body: answer }, messageId, SECRETS)).toBeNull()
    return { status, json: JSON.parse(new TextDecoder().decode(answer)) as JsonObject }
  }
  /** A case that the region pushed, not decided yet. */
  async function pushed(matter: 'M02' | 'M07' = 'M07') {
    const { partnerCaseNo: bizNo, reply } = await gateway.simulator('500000').pushCase(matter)
    return { bizNo, caseNo: String((reply as { body: JsonObject }).body['caseNo']) }
  }
  /** A case of ours that the region holds and says nothing about. */
  async function sent() {
    gateway.simulator('500000').setBehaviour('quiet', 1)
    const body = await newCaseBody(gateway, 'M07', { region: '500000' })
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': randomUUID() })
    const bizNo = String(made.body['no'])
    const { partnerNo } = await gateway.until(bizNo, 'DELIVERED')
    return { bizNo, caseNo: String(partnerNo) }
  }
  async function step(no: string, body: JsonObject) {
    const answer = await gateway.call('handler', 'POST', `/api/cases/${no}/steps`, body)
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body))
  }
  async function document(type: string, title: string) {
    const fileId = await gateway.upload('handler', `${title}.pdf`, `%PDF-1.4\n%${title}\n%%EOF\n`)
    return { type, no: '成武示〔2026〕1号', title, date: '2026-11-24', fileId }
  }
  async function asked(no: string) {
    const items = [{ target: 'field', path: 'remark', label: '备注', reason: '请补充', requirement: '写明原因' }]
    const correction = { no: 'BZ-1', dueOn: '2026-12-15', items }
    await step(no, { step: 'correct', document: await document('NTC_CORRECT', '补正通知书'), correction })
  }
  const eventFor = (number: { bizNo: string; caseNo: string }, seq: number, change: JsonObject = {}) => {
    const eventId = randomUUID()
    const officer = { orgCode: '11500107MB0000131Q', orgName: '重庆市九龙坡区医疗保障局', name: '审查示例甲' }
    const common = { specVersion: '1.4', eventId, type: 'case.state', ...number, seq, occurredAt: AT }
    return { eventId, body: { ...common, state: 'received', officer, ...change } as JsonObject }
  }

  it('withdraws once, says duplicate after that, and already_decided once there is a decision', async () => {
    const { bizNo, caseNo } = await pushed()
    const body = { bizNo, caseNo, reason: '改由参保地办理', requestedAt: AT }
    const messageId = randomUUID()
    const first = await call(`/cases/${bizNo}/withdrawal`, body, messageId)
    expect([first.status, first.json['outcome'], first.json['bizNo']]).toEqual([200, 'registered', bizNo])
    const again = await call(`/cases/${bizNo}/withdrawal`, body, messageId)
    expect(again.json).toEqual({ ...first.json, outcome: 'duplicate' })
    expect((await call(`/cases/${bizNo}/withdrawal`, body)).json['outcome']).toBe('duplicate')
    const decided = await pushed()
    await step(decided.caseNo, { step: 'refuse', document: await document('NTC_REFUSE', '不予受理通知书') })
    const late = await call(`/cases/${decided.bizNo}/withdrawal`, { ...body, ...decided })
    expect([late.status, late.json['outcome'], late.json['reasonCode']]).toEqual([200, 'refused', 'already_decided'])
  })

  it('takes a message id for one message for ever: other content under it is a conflict', async () => {
    const { bizNo, caseNo } = await pushed()
    const messageId = randomUUID()
    const body = { bizNo, caseNo, reason: '甲', requestedAt: AT }
    await call(`/cases/${bizNo}/withdrawal`, body, messageId)
    const other = await call(`/cases/${bizNo}/withdrawal`, { ...body, reason: '乙' }, messageId)
    expect([other.status, other.json['code'], other.json['errors']]).toMatchObject([
      409,
      'message_conflict',
      [{ pointer: '/reason', code: 'conflict' }],
    ])
  })

  it('takes corrections for the revision they were made from, of what was asked for, while it is asked for', async () => {
    const { bizNo, caseNo } = await pushed()
    const correct = (change: JsonObject) =>
      call(`/cases/${bizNo}/corrections`, {
        specVersion: '1.4',
        bizNo,
        caseNo,
        correctionNo: 'BZ-1',
        baseRevision: 1,
        submittedAt: AT,
        changes: [{ op: 'add', path: '/form/remark', value: '已补' }],
        files: [],
        ...change,
      })
    expect((await correct({})).json['code']).toBe('state_conflict')
    // our own correction is answered by the simulator with what it does not have: nothing of it is taken
    await asked(caseNo)
    const early = await correct({ baseRevision: 7 })
    expect([early.status, early.json['code'], early.json['errors']]).toMatchObject([
      409,
      'revision_conflict',
      [{ pointer: '/baseRevision' }],
    ])
  })

  it('takes files at other addresses only of the case they belong to', async () => {
    const { bizNo } = await pushed()
    const address = { url: `${gateway.simulator('500000').url}/tb/v1/files/f_nobody_knows?t=ghGTAJrwTkcp_O-Z3WYHsFp0` }
    const files = [{ fileId: 'f_nobody_knows', ...address, urlExpiresAt: AT }]
    const unknown = await call(`/cases/${bizNo}/files`, { bizNo, files })
    expect([unknown.status, unknown.json['errors']]).toMatchObject([
      422,
      [{ pointer: '/files/0/fileId', code: 'file_missing' }],
    ])
    const elsewhere = [{ fileId: 'f_nobody_knows', url: 'https://evil.example/', urlExpiresAt: AT }]
    const refused = await call(`/cases/${bizNo}/files`, { bizNo, files: elsewhere })
    expect([refused.status, refused.json['errors']]).toMatchObject([422, [{ pointer: '/files/0/url', code: 'format' }]])
  })

  it('takes a parcel in both roles, and none for a case that it does not know', async () => {
    const items = [{ materialCode: 'CQ-07-01', name: '备案表', copies: 1, pages: 1 }]
    const parcel = { waybillNo: 'SF0000000000001', carrier: '示例快递', sentAt: AT, items }
    const theirs = await pushed()
    const toUs = { ...theirs, direction: 'to_handler', ...parcel }
    expect((await call(`/cases/${theirs.bizNo}/shipments`, toUs)).json['outcome']).toBe('registered')
    const ours = await sent()
    const back = { ...ours, direction: 'to_collector', ...parcel }
    expect((await call(`/cases/${ours.bizNo}/shipments`, back)).json['outcome']).toBe('registered')
    const nobody = await call('/cases/NOSUCH000001/shipments', { ...toUs, bizNo: 'NOSUCH000001' })
    expect([nobody.status, nobody.json['code']]).toEqual([404, 'case_unknown'])
  })

  it('shows a case with its revision, its state and every event, their files at fresh addresses each time', async () => {
    const { bizNo, caseNo } = await pushed()
    expect((await call(`/cases/${bizNo}`)).json).toEqual({
      bizNo,
      caseNo,
      revision: 1,
      state: 'submitted',
      seq: 0,
      events: [],
    })
    await step(caseNo, { step: 'accept', document: await document('NTC_ACCEPT', '受理通知书') })
    const [first, second] = [await call(`/cases/${bizNo}`), await call(`/cases/${bizNo}`)]
    expect(first.json).toMatchObject({ state: 'accepted', seq: 2 })
    const events = first.json['events'] as JsonObject[]
    expect(events.map(({ seq, state }) => [seq, state])).toEqual([
      [1, 'received'],
      [2, 'accepted'],
    ])
    const urlOf = ({ json }: typeof first) => valueAt(json, 'events[1].document.file.url')
    expect(urlOf(first)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/tb\/v1\/files\/[0-9a-f-]{36}\?t=[\w-]{24}$/)
    expect(urlOf(second)).not.toBe(urlOf(first))
    expect((await call('/cases/NOSUCH000001')).json['code']).toBe('case_unknown')
  })

  it('keeps events in their order and tells a number that was given twice', async () => {
    const number = await sent()
    const first = eventFor(number, 1)
    expect((await call('/events', first.body, first.eventId)).json).toEqual({
      outcome: 'processed',
      eventId: first.eventId,
      seq: 1,
    })
    expect((await call('/events', first.body, first.eventId)).json['outcome']).toBe('duplicate')
    const same = eventFor(number, 1, { note: '另一事件' })
    const conflict = await call('/events', same.body, same.eventId)
    expect([conflict.status, conflict.json['code']]).toEqual([409, 'state_conflict'])
    const early = eventFor(number, 3)
    expect((await call('/events', early.body, early.eventId)).json['outcome']).toBe('processed')
    const twice = eventFor(number, 3, { note: '另一事件' })
    expect((await call('/events', twice.body, twice.eventId)).json['code']).toBe('state_conflict')
    const stray = eventFor({ bizNo: 'NOSUCH000001', caseNo: 'CQ1' }, 1)
    expect([(await call('/events', stray.body, stray.eventId)).status]).toEqual([404])
  })

  it('tells by code what it cannot take: another form version, a closed matter, a closed mode', async () => {
    const known = await pushed()
    const pushedCase = gateway.simulator('500000')
    expect(pushedCase.pushed().some(({ gatewayCaseNo }) => gatewayCaseNo === known.caseNo)).toBe(true)
    const base = (await newCase()) as JsonObject
    const codeOf = async (change: JsonObject) => {
      const { status, json } = await call('/cases', { ...base, ...change })
      return [
        status,
        json['code'] ?? json['reasonCode'],
        (json['errors'] as JsonObject[] | undefined)?.[0]?.['pointer'],
      ]
    }
    expect(await codeOf({ formVersion: '2025.1' })).toEqual([422, 'form_version', '/formVersion'])
    expect(await codeOf({ matterCode: '11500107MB0000131Q4002036004001' })).toEqual([
      422,
      'matter_unknown',
      '/matterCode',
    ])
    expect(await codeOf({ specVersion: '1.3' })).toEqual([422, 'form_invalid', '/specVersion'])
    expect(await codeOf({ form: { ...(base['form'] as JsonObject), joke: 1 } })).toEqual([
      422,
      'form_invalid',
      '/form/joke',
    ])
    expect(await codeOf({ files: [] })).toEqual([422, 'form_invalid', '/files'])
  })

  /** A sound M07 of the region’s, as its document’s 9.6 words the envelope, without uploads. */
  async function newCase(): Promise<JsonObject> {
    const exempt = { kind: 'data_check', source: '公安人口库', at: AT }
    return {
      specVersion: '1.4',
      bizNo: `CQ500107${randomUUID().slice(0, 8)}`,
      matterCode: '11510107000000000U4002036004001',
      basicCode: '002036004001',
      formVersion: '2026.2',
      mode: 'online',
      divisionCode: '510107000000',
      submittedAt: AT,
      subjectType: 'PERSON',
      subjectName: '贾示例',
      certType: '01',
      certNo: '500107190003050010',
      gender: 'M',
      ethnicity: 'HA',
      nationality: 'CN',
      birthDate: '1900-03-05',
      phone: '13800000006',
      delivery: { method: 'elicence' },
      verification: { method: 'eid', passed: true, at: AT },
      consent: { signedAt: AT, version: '2026-01', fileId: 'f_00000000' },
      pledge: { signedAt: AT },
      intake: {
        divisionCode: '500191000000',
        orgCode: '11500107MB00001078',
        orgName: '重庆高新区政务服务中心(示例)',
        clerkName: '窗口示例丁',
      },
      form: {
        insuranceKind: 'employee',
        insuredDivision: '510107000000',
        visitDivision: '500107000000',
        category: 'referral',
        reason: 'cannot_treat',
        startDate: '2026-11-24',
        endDate: '2026-12-24',
        openEnded: false,
      },
      files: [
        { materialCode: 'CQ-07-07', exempt },
        { materialCode: 'CQ-07-08', exempt },
      ],
    }
  }
})
