import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import { keepHouse } from '../../core/housekeeping.ts'
import type { JsonObject } from '../../core/json.ts'
import { samplePdf } from '../form/samples/sample.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'
import { REGION_SAMPLES } from '../support/region-samples.ts'

const DAY_MS = 86_400_000
const SECOND = 'second-window-token-0000000'

async function open() {
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, { send: () => Promise.reject(new Error('none')) })
  const { gateway } = made
  await enrol(gateway.store)
  await gateway.store.people.addWithToken(
    { id: 'wang', name: '王工', roles: ['window'], matters: [] },
    hashToken(SECOND),
    1,
  )
  const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const ask = async (token: string, method: string, path: string, body?: JsonObject | Uint8Array, headers = {}) => {
    const raw = body instanceof Uint8Array
    const response = await api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(raw || !body ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body ? { body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) } : {}),
      }),
    )
    const text = await response.text()
    return {
      status: response.status,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, never> & JsonObject,
    }
  }
  const upload = async (name: string) =>
    String(
      (
        await ask(TOKENS.window, 'POST', '/api/files', samplePdf(name) as Uint8Array, {
          'x-file-name': name,
          'content-type': 'application/pdf',
        })
      ).body['id'],
    )
  return { ...made, ask, upload }
}

describe('drafts', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
  })
  const begin = async (content: JsonObject = {}) => (await hall.ask(TOKENS.window, 'POST', '/api/drafts', content)).body
  const form = (name: string) => ({ applicant: { kind: '1', name } })

  it('are saved as far as they were typed, a version with every save, in one row', async () => {
    const draft = await begin()
    expect(draft).toMatchObject({
      version: 1,
      region: '',
      matter: '',
      mode: '',
      form: {},
      materials: [],
      keptUntil: '2026-04-01T09:00:00+08:00',
    })
    const path = `/api/drafts/${String(draft['id'])}`
    const saved = await hall.ask(TOKENS.window, 'PUT', path, {
      version: 1,
      region: '130000',
      matter: 'M07',
      form: form('次仁'),
    })
    expect(saved).toMatchObject({ status: 200, body: { version: 2, region: '130000', updatedBy: 'window1' } })
    expect((await hall.ask(TOKENS.window, 'GET', path)).body).toEqual(saved.body)
  })

  it('tell the second of two clerks who saved what they did not see, and lose nothing of either', async () => {
    const { id } = await begin({ form: form('次仁') })
    const path = `/api/drafts/${String(id)}`
    hall.clock.advance(7_000)
    expect((await hall.ask(SECOND, 'PUT', path, { version: 1, form: form('欧阳明') })).status).toBe(200)
    const late = await hall.ask(TOKENS.window, 'PUT', path, { version: 1, form: form('张三') })
    expect(late).toMatchObject({
      status: 409,
      body: {
        code: 'draft-conflict',
        detail: '王工(wang)于 2026-03-02 09:00:07 存了第 2 版,您改的是第 1 版',
        errors: [{ pointer: '/version' }],
      },
    })
    expect((await hall.ask(TOKENS.window, 'GET', path)).body).toMatchObject({ version: 2, form: form('欧阳明') })
    const own = await hall.ask(SECOND, 'PUT', path, { version: 1, form: {} })
    expect(own.body['detail']).toContain('您在另一个页面于')
  })

  it('of a clerk are those that they began or saved last, names masked', async () => {
    const { id } = await begin({ form: form('阿依古丽') })
    const listed = async (token: string) =>
      ((await hall.ask(token, 'GET', '/api/drafts')).body['drafts'] as unknown as JsonObject[]).filter(
        (one) => one['id'] === id,
      )
    expect(await listed(TOKENS.window)).toMatchObject([{ applicant: '阿***', version: 1 }])
    expect(await listed(SECOND)).toEqual([])
    await hall.ask(SECOND, 'PUT', `/api/drafts/${String(id)}`, { version: 1, form: form('阿依古丽') })
    expect(await listed(SECOND)).toHaveLength(1)
    expect(JSON.stringify(await listed(SECOND))).not.toContain('依古丽')
    expect((await hall.ask(TOKENS.handler, 'GET', '/api/drafts')).status).toBe(403)
  })

  it('become one case, however often and by whom they are sent, and are gone with it', async () => {
    const sample = REGION_SAMPLES['130000']?.M07
    const content = { region: '130000', matter: 'M07', mode: '1', form: sample?.form as JsonObject, materials: [] }
    const { id } = await begin(content)
    const send = (token: string, key: string, more: JsonObject = {}) =>
      hall.ask(token, 'POST', '/api/cases', { ...content, draft: String(id), ...more }, { 'idempotency-key': key })
    const [first, again] = await Promise.all([send(TOKENS.window, 'k1'), send(TOKENS.window, 'k2')])
    expect([first.status, again.status].sort()).toEqual([200, 201])
    expect(again.body['no']).toBe(first.body['no'])
    expect((await send(SECOND, 'k3')).body['no']).toBe(first.body['no'])
    const other = await send(SECOND, 'k4', { mode: '3' })
    expect([other.status, other.body['code']]).toEqual([409, 'draft-submitted'])
    expect(other.body['detail']).toContain(String(first.body['no']))
    expect((await hall.ask(TOKENS.window, 'GET', `/api/drafts/${String(id)}`)).status).toBe(404)
  })

  it('keep their files until they are sent, deleted, or thirty days old', async () => {
    const [used, left, old] = [await hall.upload('a.pdf'), await hall.upload('b.pdf'), await hall.upload('c.pdf')]
    const material = (fileId: string) => ({ slot: 'MT009', form: '2', fileId })
    const one = await begin({ materials: [material(used), material(left)] })
    const two = await begin({ materials: [material(old)] })
    const there = async (id: string) => (await hall.gateway.store.files.byId(id)) !== null
    hall.clock.advance(29 * DAY_MS)
    await keepHouse(hall.gateway)
    expect(await Promise.all([used, left, old].map(there))).toEqual([true, true, true])
    const sample = REGION_SAMPLES['130000']?.M07
    const content = {
      region: '130000',
      matter: 'M07',
      mode: '1',
      form: sample?.form as JsonObject,
      materials: [material(used)],
    }
    const sent = await hall.ask(
      SECOND,
      'POST',
      '/api/cases',
      { ...content, draft: String(one['id']) },
      { 'idempotency-key': 'f' },
    )
    expect(sent.status).toBe(201)
    hall.clock.advance(DAY_MS + 1)
    await keepHouse(hall.gateway)
    expect((await hall.ask(TOKENS.window, 'GET', `/api/drafts/${String(two['id'])}`)).status).toBe(404)
    expect(await Promise.all([used, left, old].map(there))).toEqual([true, false, false])
  })

  it('that are not there are told so, and are deleted as often as one likes', async () => {
    const { id } = await begin()
    for (const path of [`/api/drafts/${String(id)}`, '/api/drafts/nothing']) {
      const gone = path.endsWith('nothing')
      expect((await hall.ask(TOKENS.window, 'DELETE', path)).status).toBe(gone ? 404 : 204)
      expect((await hall.ask(TOKENS.window, 'PUT', path, { version: 1 })).status).toBe(404)
    }
    expect((await hall.ask(TOKENS.window, 'DELETE', `/api/drafts/${String(id)}`)).status).toBe(204)
  })
})
