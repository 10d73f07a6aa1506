import { createHash, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { checkMaterials } from '../../simulator/shandong/check-materials.ts'
import { startSimulator } from '../../simulator/shandong/index.ts'
import { MATTERS } from '../../simulator/shandong/matters.ts'
import { deriveKey, seal, unseal } from '../../simulator/shandong/seal.ts'
import { signHeaders } from '../../simulator/shandong/sign.ts'
import { readStage } from '../../simulator/shandong/stage.ts'
import { sdVector } from '../support/shandong-partner.ts'

const THEIRS = { appkey: 'sdkst510107', secret: 'sdDemoSecretOut01' }

/** The messages of a golden pair of the region. */
function pairTexts(name: string): string[] {
  const file = new URL(`../../regions/370000-shandong/pairs/${name}.json`, import.meta.url)
  const { wire } = JSON.parse(readFileSync(file, 'utf8')) as { wire: string }
  return wire.split('\n\n')
}

describe('山东’s simulator', () => {
  let simulator: Simulator
  let stop: (() => Promise<void>) | null = null
  beforeEach(async () => {
    await stop?.()
    simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9' })
    stop = () => simulator.close()
  })
  afterAll(() => stop?.())

  /** Sends a text as 2.2 to 2.4 say; `change` puts one header otherwise. */
  async function call(
    operation: string,
    text: string,
    change: Record<string, string> = {},
    body = { xmlStr: seal(text) },
  ) {
    const signed = { appkey: THEIRS.appkey, nonce: randomUUID(), timestamp: String(Date.now()) }
    const headers = {
      'content-type': 'application/json;charset=utf-8',
      'x-aep-appkey': signed.appkey,
      'x-aep-nonce': signed.nonce,
      'x-aep-timestamp': signed.timestamp,
      'x-aep-signature': signHeaders(THEIRS.secret, signed),
      'x-aep-encryption': 'true',
      ...change,
    }
    const url = `${simulator.url}/ywzt/rest/kstb/${operation}`
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    const answer = await response.text()
    const of = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`).exec(answer)?.[1] ?? ''
    const inner = of('data') === '' ? null : (JSON.parse(unseal(of('data')) ?? '') as Record<string, unknown>)
    return { status: of('STATUS'), inner }
  }
  const faultsOf = ({ inner }: Awaited<ReturnType<typeof call>>) =>
    ((inner?.['errors'] ?? []) as { code: string; path: string }[]).map(({ code, path }) => `${code} ${path}`)

  it('derives key and vector, seals and signs as 2.4 prints it', () => {
    const { key, iv } = deriveKey('demoSm4Key2026')
    expect([key.toString('hex'), iv.toString('hex')]).toEqual([
      '31353030423043333339423145354232',
      '64656d6f536d344b6579323032363030',
    ])
    expect(seal('<A>跨省通办</A>')).toBe('wCr8NMLOqJnwTJEim5D1T67Cku6X18FGpKJszVeKW6c=')
    expect(
      createHash('sha256')
        .update(seal(sdVector('9.1 材料')))
        .digest('hex'),
    ).toBe('90794cc789b11a9265ed9eb0b1a66d101340cb95d71b38f363ba5e1f1ece89ed')
    const nonce = 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44'
    expect(signHeaders(THEIRS.secret, { appkey: THEIRS.appkey, nonce, timestamp: '1772414102000' })).toBe(
      '25dfa5ece53bb72eaf559819c69a991a0eab790d27a0d1a01590ad87a8154426',
    )
  })

  it('takes the document’s own application and materials, each once, in their order', async () => {
    expect(await call('receiveApplyMaterial', sdVector('9.1 材料'))).toMatchObject({
      inner: { status: '300', errors: [{ code: 'SD2013' }] },
    })
    const taken = await call('receiveOnlineApply', sdVector('9.1 申办'))
    expect(taken).toMatchObject({ status: '200', inner: { status: '200', SBLSH_SHORT: 'WH20260302000021' } })
    expect(Object.keys(taken.inner ?? {})).toEqual(['status', 'desc', 'SBLSH_SHORT', 'YWLSH'])
    const early = sdVector('9.1 材料').replace('<XH>2<', '<XH>3<')
    expect((await call('receiveApplyMaterial', early)).inner).toMatchObject({ status: '301' })
    expect((await call('receiveApplyMaterial', sdVector('9.1 材料'))).inner).toMatchObject({ status: '200' })
    expect((await call('receiveOnlineApply', sdVector('9.1 申办'))).inner).toEqual({
      status: '300',
      desc: '当前业务已申报',
      SBLSH_SHORT: 'WH20260302000021',
      YWLSH: taken.inner?.['YWLSH'],
      errors: [],
    })
    expect((await call('receiveApplyMaterial', sdVector('9.1 材料'))).inner).toMatchObject({
      status: '300',
      desc: '当前业务已处理',
    })
    expect(simulator.received()).toMatchObject([{ messages: 2, duplicates: 2, faults: [] }])
  })

  it.each(Object.values(MATTERS).map(({ id }) => id))(
    'takes %s as its golden pair writes it, with its materials',
    async (id) => {
      const [application = '', ...materials] = pairTexts(`${id}-normal`)
      expect((await call('receiveOnlineApply', application)).inner).toMatchObject({ status: '200' })
      for (const text of materials)
        expect((await call('receiveApplyMaterial', text)).inner).toMatchObject({ status: '200' })
      expect(materials.length).toBeGreaterThan(0)
    },
  )

  it('names what is wrong with an application: check digits, codes, lines that are missing, unknown, out of order or wrongly named', async () => {
    const row = (code: string) => new RegExp(`<row><ITEMCODE>${code}</ITEMCODE>.*?</row>`)
    const wrong = sdVector('9.1 申办')
      .replaceAll('370102190001010027', '370102190001010028')
      .replace('CDATA[12]', 'CDATA[2]')
      .replace(row('MTB'), '')
      .replace('<ITEMCODE>YHHH<', '<ITEMCODE>YHXX<')
      .replace('备案期限', '期限')
      .replace('<projpwd>111111<', '<projpwd>0<')
    expect(faultsOf(await call('receiveOnlineApply', wrong))).toEqual(
      expect.arrayContaining([
        'SD2006 SPRENYUAN/ZJHM',
        'SD2006 SPSHENQIN/ApplyerPageCode',
        'SD2006 XML_DATA/ZJHM',
        'SD2004 XML_DATA/BALX',
        'SD2003 XML_DATA/MTB',
        'SD2016 XML_DATA/YHXX',
        'SD2003 XML_DATA/YHHH',
        'SD2007 XML_DATA/BAQX',
        'SD2007 SPSHENQIN/projpwd',
      ]),
    )
    const swapped = sdVector('9.1 申办').replace(
      /(<row><ITEMCODE>XZ<.*?<\/row>)(<row><ITEMCODE>CBQH<.*?<\/row>)/,
      '$2$1',
    )
    expect(faultsOf(await call('receiveOnlineApply', swapped))).toEqual(['SD2007 XML_DATA'])
    expect(simulator.received()).toEqual([])
  })

  it('names a material whose digest, name or format is wrong', () => {
    const matter = MATTERS['11370102MB0000035N4002036004001']
    const text = sdVector('9.1 材料')
      .replace('b5b0cb4e258da4e8b2df238d04fe763f', 'b5b0cb4e258da4e8b2df238d04fe7630')
      .replace('<CLMC>个人承诺书<', '<CLMC>承诺书<')
    const stage = readStage('receiveApplyMaterial', text)
    if (typeof stage === 'string' || !matter) throw new Error(String(stage))
    expect(checkMaterials(stage, matter, 1).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'SD2008 RECORDS/RECORD[1]/ATTACH_SIGN',
      'SD2007 RECORDS/RECORD[2]/CLMC',
    ])
  })

  it('answers a wrong seal by the code of the document, and reads nothing of it', async () => {
    const text = sdVector('9.1 申办')
    const nonce = randomUUID()
    const timestamp = String(Date.now())
    const again = {
      'x-aep-nonce': nonce,
      'x-aep-timestamp': timestamp,
      'x-aep-signature': signHeaders(THEIRS.secret, { appkey: THEIRS.appkey, nonce, timestamp }),
    }
    const old = String(Date.now() - 300_001)
    const stale = {
      'x-aep-timestamp': old,
      'x-aep-nonce': nonce,
      'x-aep-signature': signHeaders(THEIRS.secret, { appkey: THEIRS.appkey, nonce, timestamp: old }),
    }
    const codes = [
      await call('receiveOnlineApply', text, { 'x-aep-signature': '0'.repeat(64) }),
      await call('receiveOnlineApply', text, stale),
      await call('receiveOnlineApply', text, { 'x-aep-appkey': 'kst370000' }),
      await call('receiveNothing', text),
      await call('receiveOnlineApply', 'x', again),
      await call('receiveOnlineApply', text, again),
      await call('receiveOnlineApply', text, { 'x-aep-encryption': 'false' }),
      await call('receiveOnlineApply', text, {}, { xmlStr: `${seal(text).slice(0, 76)}\n${seal(text).slice(76)}` }),
      await call('receiveOnlineApply', text.replace('?>', '?>\n')),
      await call('receiveOnlineApply', text.replace(/<ITEMVALUE><!\[CDATA\[A\]\]>/, '<ITEMVALUE>A')),
    ]
    expect(codes.map(({ status, inner }) => [status, inner])).toEqual(
      ['401', '402', '403', '404', '407', '405', '406', '406', '407', '407'].map((code) => [code, null]),
    )
    expect(simulator.received()).toEqual([])
  })

  it('tells where a case stands in the codes of a query, which are not those of a message', async () => {
    await call('receiveOnlineApply', sdVector('9.1 申办'))
    const asked = `<?xml version="1.0" encoding="UTF-8"?><APPROVEDATAINFO><SBLSH_SHORT>WH20260302000021</SBLSH_SHORT><SXBM>11370102MB0000035N4002036004001</SXBM><XH>0</XH></APPROVEDATAINFO>`
    expect((await call('getApplyInfo', asked)).inner).toMatchObject({
      BJZT: '24',
      APPLYERTYPE: '20',
      CERTTYPE: '22',
      CERTNUM: '370***********0027',
    })
  })
})
