import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { checkApplication } from '../../simulator/shanghai/check-application.ts'
import { createFileShelf } from '../../simulator/shanghai/file-shelf.ts'
import { startSimulator } from '../../simulator/shanghai/index.ts'
import { MATTERS } from '../../simulator/shanghai/matters.ts'
import { type HandledCase, progressMessage, scriptOf } from '../../simulator/shanghai/progress.ts'
import { type Body, sha256, signCallback } from '../../simulator/shanghai/wire.ts'
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

describe('what 上海 asks of an application', () => {
  type Change = (form: Body, body: Body) => unknown
  const applicationOf = (name: string) => JSON.parse(pairWire('310000-shanghai', name).text) as Body
  const stuffOf = (body: Body, index: number) => (body['Attachments'] as Body[])[index] as Body

  function faultsOf(name: string, change: Change): string[] {
    const body = applicationOf(name)
    change(body['ApplyForm'] as Body, body)
    const refused = checkApplication(body)
    return [refused?.code ?? '', ...(refused?.errors ?? []).map(({ Path, ErrCode }) => `${Path} ${ErrCode}`)]
  }

  it.each(Object.values(MATTERS).map(({ id }) => id))('finds nothing wrong with the golden case of %s', (id) => {
    expect(checkApplication(applicationOf(`${id}-normal`))).toBeNull()
  })

  it.each<[what: string, name: string, change: Change, expected: string[]]>([
    [
      'a field too many within a group',
      'M09-normal',
      ({ Permit }) => Object.assign(Permit as Body, { More: null }),
      ['2001', 'ApplyForm.Permit.More NotAllowed'],
    ],
    [
      'one that is missing in a list',
      'M04-normal',
      ({ Facilities }) => delete (Facilities as Body[])[0]?.['Remark'],
      ['2001', 'ApplyForm.Facilities[0].Remark Required'],
    ],
    [
      'a number that is a text',
      'M02-normal',
      (form) => Object.assign(form, { CopyNum: '2' }),
      ['2001', 'ApplyForm.CopyNum Format'],
    ],
    [
      'half-width brackets',
      'M02-normal',
      (form) => Object.assign(form, { EntType: '有限责任公司(自然人独资)' }),
      ['2001', 'ApplyForm.EntType Code'],
    ],
    [
      'a sum',
      'M01-normal',
      (form) => Object.assign(form, { RegCapital: '1.00' }),
      ['2001', 'ApplyForm.RegCapital Conflict'],
    ],
    [
      'ways of payment that make another amount',
      'M01-normal',
      ({ ShareholderList }) => Object.assign((ShareholderList as Body[])[1] ?? {}, { PayWays: '货币:1.00' }),
      ['2001', 'ApplyForm.ShareholderList[1].PayWays Conflict'],
    ],
    [
      'a row of addresses out of order',
      'M03-normal',
      ({ AddressRows }) => (AddressRows as Body[]).push((AddressRows as Body[]).shift() as Body),
      ['2001', 'ApplyForm.AddressRows Conflict'],
    ],
    [
      'another word for an item of food',
      'M03-normal',
      ({ ItemRows }) => Object.assign((ItemRows as Body[])[0] ?? {}, { JYXM_VALUE: '热食' }),
      ['2001', 'ApplyForm.ItemRows[0].JYXM_VALUE Code'],
    ],
    [
      'no photograph',
      'M05-normal',
      (form) => Object.assign(form, { PhotoFileId: '0'.repeat(32) }),
      ['2001', 'ApplyForm.PhotoFileId Conflict'],
    ],
    [
      'what the region fills in',
      'M06-normal',
      (form) => Object.assign(form, { DeemedMonths: 3 }),
      ['2001', 'ApplyForm.DeemedMonths NotAllowed'],
    ],
    [
      'what its condition wants',
      'M06-normal',
      (form) => Object.assign(form, { InBank: null }),
      ['2001', 'ApplyForm.InBank Required'],
    ],
    [
      'the applicant as the one to call',
      'M07-normal',
      ({ Emergency }, { Mobile }) => Object.assign(Emergency as Body, { Mobile }),
      ['2001', 'ApplyForm.Emergency.Mobile Conflict'],
    ],
    [
      'an account in use',
      'M08-normal',
      (form) => Object.assign(form, { AccountState: '正常' }),
      ['2004', 'ApplyForm.AccountState Conflict'],
    ],
    [
      'a move to 上海',
      'M09-normal',
      (form) => Object.assign(form, { CoopRole: '迁入', Permit: null }),
      ['2003', 'ApplyForm.CoopRole Conflict'],
    ],
    [
      'a kind of licence that it does not take',
      'M10-normal',
      (form) => Object.assign(form, { CertTypes: '危险货物押运员' }),
      ['2004', 'ApplyForm.CertTypes Conflict'],
    ],
    [
      'a licence number',
      'M10-normal',
      (_, body) => Object.assign(stuffOf(body, 3)['LicenceUse'] as Body, { CertificateID: '1' }),
      ['2001', 'Attachments[3].LicenceUse.CertificateID Checksum'],
    ],
    [
      'a paper that lacks',
      'M09-normal',
      (_, body) => (body['Attachments'] as Body[]).shift(),
      ['2005', 'Attachments FileMissing'],
    ],
    [
      'a file of another kind',
      'M05-normal',
      (_, body) => Object.assign(stuffOf(body, 2), { FileType: 'PDF' }),
      ['2005', 'Attachments[2].FileType FileType'],
    ],
    [
      'one that is too large',
      'M05-normal',
      (_, body) => Object.assign(stuffOf(body, 2), { FileSize: 30_721 }),
      ['2005', 'Attachments[2].FileSize FileSize'],
    ],
    [
      'a name of a file beyond GBK',
      'M05-normal',
      (_, body) => Object.assign(stuffOf(body, 2), { FileName: '𠅤.jpg' }),
      ['2005', 'Attachments[2].FileName Format'],
    ],
  ])('names %s', (_, name, change, expected) => {
    expect(faultsOf(name, change)).toEqual(expected)
  })

  it.each([
    ['M03', '食品经营许可证', /^JY2310101\d{7}$/],
    ['M05', '社会保障卡', /^510107190001010017$/],
    ['M06', undefined, /^undefined$/],
  ])('%s ends with its own licence, and a pause where there is one says when it ended', (id, name, number) => {
    const body = applicationOf(`${id}-normal`)
    const matter = MATTERS[String(body['BaseCode'])]
    if (!matter) throw new Error(id)
    const handled: HandledCase = {
      applyNo: 'WH1',
      caseNo: 'SH31010126030200031',
      matter,
      body,
      seq: 0,
      supplementNo: '',
    }
    const shelf = createFileShelf(
      () => 0,
      () => 'http://127.0.0.1:9',
    )
    const told = scriptOf('ok', matter).first.map((step) => progressMessage(handled, step, 0, shelf, []))
    const licence = told.at(-1)?.['Licence'] as Body | null
    expect(licence?.['Name']).toBe(name)
    expect(String(licence?.['No'])).toMatch(number)
    const pauses = told.map(({ Pause }) => Pause as Body | null).filter((pause) => pause !== null)
    expect(pauses.map(({ EndTime }) => EndTime === null)).toEqual(id === 'M03' ? [true, false] : [])
  })
})
