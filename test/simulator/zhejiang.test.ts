import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { checkApplication, checkSupplement } from '../../simulator/zhejiang/check-application.ts'
import { checkPush } from '../../simulator/zhejiang/check-window.ts'
import { startSimulator } from '../../simulator/zhejiang/index.ts'
import { readForm, writeDocument, writeForm } from '../../simulator/zhejiang/window-form.ts'
import { md5, signCall, signCallback, sm3 } from '../../simulator/zhejiang/wire.ts'

const wireOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../regions/330000-zhejiang/pairs/${name}.json`, import.meta.url), 'utf8')).wire
const applicationOf = (name: string) => JSON.parse(wireOf(name)) as Record<string, unknown>
const hasAll = () => true

describe('浙江’s simulator', () => {
  let now = 1772413200000
  let simulator: Simulator
  beforeAll(async () => {
    simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9', now: () => now })
  })
  afterAll(() => simulator.close())

  async function post(path: string, body: string) {
    const response = await fetch(simulator.url + path, { method: 'POST', body })
    return (await response.json()) as { code: string; datas: unknown }
  }
  const exchange = (service: string, secret: string) =>
    post(
      `/gateway/app/${service}.htm`,
      `appKey=zjkst510107demo&sign=${signCall(secret, String(now))}&requestTime=${now}`,
    )
  const secretsOf = async (service: string, secret: string) =>
    (await exchange(service, secret)).datas as { refreshSecret: string; requestSecret: string }
  const call = (service: string, secret: string, body: object) =>
    post(
      `/gateway/api/001003002001/dataSharing/${service}.htm?appKey=zjkst510107demo&sign=${signCall(secret, String(now))}&requestTime=${now}`,
      JSON.stringify(body),
    )

  it('signs as the document prints it: 2.5 rows 1 and 4, and the digest of a form', () => {
    expect(md5('zjkst510107demozjDemoAppSecret00011772413200000')).toBe('cc0bbfa71176d4048b3cc420387d9a84')
    expect(signCallback('1772519400500', wireOf('M01-correction'))).toBe('bb6dcdfbc7c4fd666c4d388d923e1e9a')
    expect(sm3('{"a":1}')).toBe('d646a76e347ce7c1a4c11acff67604928ccfaf03fc2e4fb8faaf5b2b1227605a')
  })

  it('lets one holder renew: with new secrets the old refreshing one is worth nothing, the old signing one is good for a minute', async () => {
    const first = await secretsOf('refreshTokenByKey', 'zjDemoAppSecret0001')
    const second = await secretsOf('refreshTokenBySec', first.refreshSecret)
    expect(await exchange('refreshTokenBySec', first.refreshSecret)).toMatchObject({ code: '03', datas: '' })
    const ask = async (secret: string) => (await call('fzZt5Yu8Q4', secret, { apply_no: 'x' })).code
    now += 59_000
    expect([await ask(first.requestSecret), await ask(second.requestSecret)]).toEqual(['00', '00'])
    now += 2_000
    expect([await ask(first.requestSecret), await ask(second.requestSecret), await ask('other')]).toEqual([
      '05',
      '00',
      '03',
    ])
  })

  it('takes what was uploaded before: the document’s 9.1 lacks its files until then', async () => {
    const { requestSecret } = await secretsOf('refreshTokenByKey', 'zjDemoAppSecret0001')
    const { datas } = await call('fzSb7Kq2M1', requestSecret, applicationOf('M07-normal'))
    const { result_code, errors } = JSON.parse(String(datas))
    expect([result_code, errors.map(({ path }: { path: string }) => path)]).toEqual([
      '2005',
      ['attach_list[0].files[0]', 'attach_list[1].files[0]'],
    ])
  })

  it.each([
    'M01-normal',
    'M01-weird',
    'M02-normal',
    'M03-normal',
    'M04-normal',
    'M05-normal',
    'M05-child',
    'M06-normal',
    'M07-normal',
    'M09-normal',
  ])('finds nothing wrong with %s', (name) => {
    expect(checkApplication(applicationOf(name), hasAll)).toBeNull()
  })

  it.each([
    ['M08-normal', 'gbk'],
    ['M10-normal', 'utf-8'],
    ['M10-change', 'utf-8'],
  ] as const)('finds nothing wrong with the three documents of %s', (name, charset) => {
    const roots = readForm(Buffer.from(wireOf(name)), charset)
    const [base, attachments, form] = [...(roots?.values() ?? [])]
    if (!base || !attachments || !form) throw new Error('three documents')
    expect(checkPush({ base, attachments: attachments.children, form })).toEqual([])
  })

  it('reads no document in a charset that it does not say, and writes the callback of 9.7 in as many bytes as printed', () => {
    expect(readForm(Buffer.from(wireOf('M08-normal')), 'utf-8')).toBeNull()
    const fields = {
      PROJID: '330100512603030000001',
      TRANSACT_USER: '经办五号',
      HANDER_DEPTNAME: '杭州住房公积金管理中心(示例)',
      HANDER_DEPTID: '001008001014005',
      AREACODE: '330100',
      TRANSACT_TIME: '2026-03-12 16:00:00',
      TRANSACT_RESULT: '办结',
      TRANSACT_DESCRIBE: '准予许可',
      RESULT_CODE: 'ZY3301002603120001',
      REMARK: '',
      BELONGSYSTEM: '33010099001',
      SYNC_STATUS: 'I',
      CREATE_TIME: '2026-03-12 16:00:00',
      EXTEND: 'ZYBJ=12345.67;ZYLX=89.01;JZNY=202602',
      DATAVERSION: '1',
    }
    const transactXml = writeDocument('RECORD', fields, 'gbk')
    const body = writeForm({ transactXml, attrXml: writeDocument('RECORDS', {}, 'gbk') }, 'gbk')
    expect([body.length, signCallback('1773302410000', body)]).toEqual([1065, 'b62165440a45816c1dc4aea3a7a14f57'])
  })

  it('takes the supplement of 9.3 over the application of 9.2', () => {
    const supplement = applicationOf('M01-supplement')
    expect(checkSupplement(supplement, applicationOf('M01-normal'), hasAll)).toBeNull()
  })

  it('names whatever is wrong at its own path: too much, missing, no code, a sum, a digest', () => {
    const right = applicationOf('M01-normal')
    const wrong = (change: (biz: Record<string, unknown>) => unknown, envelope = {}) => {
      const content = JSON.parse(String(right['form_content']))
      change(content.biz)
      const form_content = JSON.stringify(content)
      const refused = checkApplication({ ...right, form_content, form_digest: sm3(form_content), ...envelope }, hasAll)
      return [refused?.code, ...(refused?.errors ?? []).map(({ path, code }) => `${path} ${code}`)]
    }
    expect(wrong((biz) => Object.assign(biz, { surplus: '1' }))).toEqual(['2003', 'biz.surplus F106'])
    expect(wrong((biz) => delete biz['staff_num'])).toEqual(['2003', 'biz.staff_num F101'])
    expect(wrong((biz) => Object.assign(biz, { fr_card_type: '30' }))).toEqual(['2006', 'biz.fr_card_type 2006'])
    expect(wrong((biz) => Object.assign(biz, { reg_capital: '3000001.00' }))).toContain('biz.reg_capital F201')
    expect(wrong(() => {}, { form_digest: '0'.repeat(64) })).toEqual(['2007', 'form_digest 2007'])
    expect(wrong(() => {}, { item_code: 'x' })).toEqual(['2001', 'item_code 2001'])
  })
})
