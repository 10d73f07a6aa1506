import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type NodeGateway, startGateway } from '../support/gateway.ts'

describe('a signature that the API explains', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  const IDENTIFY = {
    scheme: 'identify',
    key: 'guangdong-out-key',
    request: { timestamp: '1772414100', nonce: '0a1b2c3d4e5f6071', deptCode: 'D', tableName: 'T', xml: '<A/>' },
  }
  const explain = (body: object, role: 'admin' | 'auditor' | 'handler' | 'window' = 'admin') =>
    gateway.call(role, 'POST', '/api/signatures/explain', body)

  it('uses a key of the keyring by its name and shows it to nobody', async () => {
    const { status, body } = await explain({ ...IDENTIFY, compare: '1772414100x' })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      stringToSign: expect.stringMatching(/^1772414100〔密钥〕0a1b2c3d4e5f6071DT/) as string,
      comparison: {
        verdict: 'other-string',
        at: 11,
        ours: expect.stringMatching(/^〔密钥〕0a1b/) as string,
        theirs: 'x',
      },
    })
    expect(JSON.stringify(body)).not.toContain('gdDemoSystemKey')
  })

  it('lists the schemes with the schema of their requests', async () => {
    const { body } = await gateway.call('admin', 'GET', '/api/signatures/schemes')
    const tif = (body['schemes'] as unknown as { name: string; request: object }[]).find(({ name }) => name === 'tif')
    expect(tif?.request).toMatchObject({ required: ['paasid', 'timestamp', 'nonce'] })
  })

  it('is for administrators alone, and says what is wrong with what was asked', async () => {
    for (const role of ['window', 'handler', 'auditor'] as const)
      expect((await explain(IDENTIFY, role)).status).toBe(403)
    expect(await explain({ ...IDENTIFY, key: 'no-such-key' })).toMatchObject({
      status: 409,
      body: { code: 'key-missing' },
    })
    expect(await explain({ ...IDENTIFY, request: { nonce: 'x' } })).toMatchObject({
      status: 400,
      body: {
        code: 'body-invalid',
        errors: expect.arrayContaining([expect.objectContaining({ pointer: '/request/timestamp' })]) as unknown,
      },
    })
  })
})
