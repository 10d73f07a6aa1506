import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { HEBEI, hebeiAlone } from '../support/hebei-alone.ts'
import { newCaseBody } from '../support/new-case.ts'

describe('a region’s definition in a running gateway', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  const files = Object.fromEntries(Object.entries(hebeiAlone()).filter(([path]) => path.startsWith(HEBEI)))
  const change = (from: string, to: string) => {
    const path = `${HEBEI}/M07.yaml`
    return { ...files, [path]: (files[path] ?? '').replace(from, to) }
  }
  const call = (role: 'admin' | 'approver' | 'window', method: string, path: string, body?: unknown) =>
    gateway.call(role, method, `/api/definitions/130000/${path}`, body)
  async function draft(edited: Record<string, string>): Promise<number> {
    const { status, body } = await call('admin', 'POST', 'versions', { files: edited, note: '试改' })
    expect(status).toBe(201)
    return Number(body['number'])
  }
  async function submit(): Promise<string> {
    const { body } = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': crypto.randomUUID(),
    })
    return String(body['no'])
  }

  it('is nobody’s to change but an admin’s', async () => {
    expect((await call('window', 'GET', 'versions')).status).toBe(403)
    expect((await call('window', 'POST', 'versions', { files, note: 'x' })).status).toBe(403)
  })

  it('tells what becomes of every value of a case, and what the region does otherwise', async () => {
    const no = await submit()
    await gateway.until(no, 'COMPLETED')
    const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/loss`)
    const entries = body['entries'] as unknown as { path: string; kind: string; class: string }[]
    expect(entries).toContainEqual(
      expect.objectContaining({ path: 'applicant.address', kind: 'translated', class: 'L1' }),
    )
    expect(entries.some(({ path, kind }) => path === 'extra.commitFlag' && kind === 'asked')).toBe(true)
    expect(body['alarming']).toEqual([])
    const view = await gateway.call('window', 'GET', '/api/matters/M07?region=130000')
    const region = view.body['region'] as unknown as { differences: { about: string; path: string; text: string }[] }
    expect(region.differences).toContainEqual(
      expect.objectContaining({ about: 'field', path: 'extra.commitFlag', text: expect.stringContaining('承诺书') }),
    )
    expect(region.differences.some(({ about, path }) => about === 'material' && path === 'materials.MT001')).toBe(true)
  })

  it('would do this and that otherwise with the messages that really went, shown without a word of them', async () => {
    await gateway.until(await submit(), 'COMPLETED')
    const number = await draft(
      change('{ to: formData.memo, from: remark, max: 500 }', '{ to: formData.note, from: remark, max: 500 }'),
    )
    const { body } = await call('admin', 'POST', `versions/${number}/shadow`, { last: 20 })
    const differing = body['differing'] as unknown as JsonObject[]
    expect(differing.length).toBeGreaterThan(0)
    const [first] = differing
    expect(first?.['differsAtByte']).toBeGreaterThan(1)
    expect(first?.['changes']).toEqual([
      expect.objectContaining({ path: 'formData.memo' }),
      expect.objectContaining({ path: 'formData.note' }),
    ])
    expect(JSON.stringify(differing)).not.toContain('13800000001')
  })

  it('is not put in force where a golden pair fails, and says which', async () => {
    const number = await draft(change('formData.certno', 'formData.certNo'))
    const report = (await call('admin', 'POST', `versions/${number}/check`)).body
    expect(report['errors']).toBeGreaterThan(0)
    const { status, body } = await call('approver', 'POST', `versions/${number}/approve`)
    expect([status, body['code']]).toEqual([409, 'state-conflict'])
  })

  it('comes into force without a restart; a case under way stays with what it was made by', async () => {
    gateway.simulator('130000').setBehaviour('correction', 1)
    const before = await submit()
    await gateway.until(before, 'CORRECTION')
    const number = await draft(change('must: true, max: 11 }', 'must: true, max: 20 }'))
    await call('admin', 'POST', `versions/${number}/check`)
    expect((await call('admin', 'POST', `versions/${number}/approve`)).body['code']).toBe('own-version')
    expect((await call('approver', 'POST', `versions/${number}/approve`)).status).toBe(200)
    expect((await call('approver', 'POST', `versions/${number}/activate`)).status).toBe(200)
    const versionOf = async (no: string) => {
      const { body } = await gateway.call('admin', 'GET', `/api/cases/${no}/loss`)
      return String(body['mappingVersion'])
    }
    const old = await versionOf(before)
    await expect
      .poll(async () => (await versionOf(await submit())) !== old, { timeout: 5_000, interval: 300 })
      .toBe(true)
    const body = await newCaseBody(gateway, 'M07')
    const supplement = { form: { ...(body['form'] as JsonObject), remark: '探亲' }, materials: body['materials'] }
    expect((await gateway.call('window', 'POST', `/api/cases/${before}/supplement`, supplement)).status).toBe(200)
    await gateway.until(before, 'COMPLETED')
    expect(await versionOf(before)).toBe(old)
  })

  it('writes a form out and reads it back without sending', async () => {
    const input = { applicant: { name: '次仁' }, case: { no: 'WH1' } }
    const tried = (await call('admin', 'POST', 'try', { matter: 'M07', input })).body
    const text = atob(String(tried['payload']))
    expect(text).toContain('projectNo')
    expect((tried['faults'] as unknown as unknown[]).length).toBeGreaterThan(0)
    const back = (await call('admin', 'POST', 'back', { matter: 'M07', payload: tried['payload'] })).body
    expect((back['form'] as unknown as JsonObject)['applicant']).toMatchObject({ name: '次仁' })
  })
})
