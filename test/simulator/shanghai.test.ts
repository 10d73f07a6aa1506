import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { startSimulator } from '../../simulator/shanghai/index.ts'
import { sha256, signCallback } from '../../simulator/shanghai/wire.ts'
import { pairWire } from '../adapters/http-message/stage.ts'

const ASKED = 'grant_type=client_credentials&scope=apply.write+apply.read+file.read'
const BASIC = 'Basic d3Vob3UtNTEwMTA3OkRlbW8tU2VjcmV0LTdmM0E5Yw=='

describe('上海’s simulator', () => {
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9' })
  })
  afterAll(() => simulator.close())

  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(simulator.url + path, { method: 'POST', body, headers })

  async function token(): Promise<string> {
    const response = await post('/oauth2/token', ASKED, { authorization: BASIC })
    return ((await response.json()) as { access_token: string }).access_token
  }

  it('signs the document’s callback 9.2 as the document prints it', () => {
    const { text } = pairWire('310000-shanghai', 'M07-files-taken')
    expect(sha256(text)).toBe('da1b26c71c354750e90458921458790e40cdc701730a72b20e1c3d74a1a87a48')
    expect(signCallback('1772414230', 'Zk3mQ8vT1xR7bN5pL0aD', 'POST', '/sh/callback', text)).toBe(
      'v1=a5999b76415c537a65c7784cb7f1753d94c33bfeaa4a596820e2044f35bbb898',
    )
  })

  it('gives a token for the right client alone, and takes nothing without one', async () => {
    const wrong = await post('/oauth2/token', ASKED, { authorization: 'Basic d3Vob3U6eA==' })
    expect([wrong.status, await wrong.json()]).toEqual([401, { error: 'invalid_client' }])
    const refused = await post('/api/v2/apply/submit', '{}', { authorization: 'Bearer shdemo.none' })
    expect([refused.status, await refused.json()]).toEqual([200, { Code: '401', Msg: '令牌无效或已过期', Data: null }])
  })

  it('takes the document’s own application 9.1, and names every key of it that is missing, empty or too much', async () => {
    const application = JSON.parse(pairWire('310000-shanghai', 'M07-normal').text) as Record<string, unknown>
    const { Mobile: _, ...short } = application
    const authorization = `Bearer ${await token()}`
    const wrong = { ...short, Surplus: null, Username: '' }
    const answer = await post('/api/v2/apply/submit', JSON.stringify(wrong), { authorization })
    const { Data } = (await answer.json()) as { Data: { RetCode: string; Errors: { Path: string; ErrCode: string }[] } }
    expect(Data.RetCode).toBe('2001')
    expect(Data.Errors.map(({ Path, ErrCode }) => `${Path} ${ErrCode}`)).toEqual(
      expect.arrayContaining(['Mobile Required', 'Surplus NotAllowed', 'Username Format']),
    )
    const taken = await post('/api/v2/apply/submit', JSON.stringify(application), { authorization })
    expect(await taken.json()).toMatchObject({ Code: '0', Data: { RetCode: '1000', ApplyNo: 'WH20260302000301' } })
  })
})
