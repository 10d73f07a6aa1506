import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../support/gateway.ts'

const CODE = '990001'
const REGION = {
  code: CODE,
  pinyin: 'yangli',
  name: '样例地区',
  baseUrl: 'https://partner.example',
  agreement: '示例-1',
  from: '2026-01-01',
  until: '2027-12-31',
}

/** Three messages of a region that nobody has described. */
const SAMPLES = readdirSync('regions/500000-chongqing/pairs')
  .filter((name) => /^M07-(normal|largest|weird)/.test(name))
  .map((name) => ({
    name,
    text: JSON.stringify(JSON.parse(readFileSync(`regions/500000-chongqing/pairs/${name}`, 'utf8')).wire),
  }))
  .map(({ name, text }) => ({ name, text: text.startsWith('"') ? (JSON.parse(text) as string) : text }))

describe('a new region by its messages, over the API', () => {
  let gateway: TestGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())
  const post = (path: string, body: object, who: 'admin' | 'window' = 'admin') =>
    gateway.call(who, 'POST', `/api/region-drafts${path}`, body as never)

  it('is proposed line by line, and kept as a draft that nobody can put in force before gates, pairs and a second person', async () => {
    const { status, body } = await post('/propose', { matter: 'M07', samples: SAMPLES })
    expect(status).toBe(200)
    expect(body).toMatchObject({ format: 'json', protocol: 'http-message', samples: 3 })
    const lines = body['lines'] as unknown as { field: string; path: string | null; confidence: string }[]
    expect(lines.find(({ field }) => field === 'subjectName')).toMatchObject({
      path: 'applicant.name',
      confidence: 'high',
    })
    const choices = [{ field: 'form.category', path: 'filing.category' }]
    const made = await post('', { matter: 'M07', samples: SAMPLES, region: REGION, choices })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({ subject: CODE, number: 1, state: 'draft' })
    expect(made.body['errors']).toBeGreaterThan(0)
    const version = await gateway.call('admin', 'GET', `/api/definitions/${CODE}/versions/1`)
    const files = version.body['files'] as unknown as Record<string, string>
    expect(files[`regions/${CODE}-yangli/M07.yaml`]).toContain('filing.category')
    for (const step of ['approve', 'activate']) {
      const refused = await gateway.call('admin', 'POST', `/api/definitions/${CODE}/versions/1/${step}`)
      expect(refused.status, step).toBeGreaterThanOrEqual(400)
    }
    const { body: after } = await gateway.call('admin', 'GET', `/api/definitions/${CODE}/versions`)
    expect(after['versions']).toMatchObject([{ state: 'draft' }])
    expect(JSON.stringify((await gateway.call('admin', 'GET', '/api/regions')).body)).not.toContain(CODE)
  })

  it('keeps nobody of the samples in the draft', async () => {
    const { body } = await gateway.call('admin', 'GET', `/api/definitions/${CODE}/versions/1`)
    const kept = JSON.stringify(body['files'])
    for (const personal of ['510107190001010017', '13800000001', '次仁']) expect(kept).not.toContain(personal)
  })

  it('says of which sample it is that it cannot be read, and why', async () => {
    const samples = [{ name: '样例 2', text: '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>' }]
    const { status, body } = await post('/propose', { matter: 'M07', samples })
    expect([status, body['code']]).toEqual([400, 'body-invalid'])
    expect(body['detail']).toContain('样例 2:报文里有 DOCTYPE')
    const zip = await post('/propose', { matter: 'M07', samples: [{ name: '包', base64: 'UEsDBAAA' }] })
    expect(zip.body['detail']).toContain('压缩包')
    const mixed = [SAMPLES[0], { name: '表单', text: 'a=1&b=2' }]
    expect((await post('/propose', { matter: 'M07', samples: mixed })).body['detail']).toContain('写法不同')
  })

  it('is for administrators alone, and never takes the place of a region in force', async () => {
    expect((await post('/propose', { matter: 'M07', samples: SAMPLES }, 'window')).status).toBe(403)
    const taken = { matter: 'M07', samples: SAMPLES, choices: [], region: { ...REGION, code: '500000' } }
    expect((await post('', taken)).body['code']).toBe('state-conflict')
  })
})
