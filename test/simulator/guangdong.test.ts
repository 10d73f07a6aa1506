import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { readExInfo, readWrapper } from '../../simulator/guangdong/ex-info.ts'
import { identifyOf, tifSignature } from '../../simulator/guangdong/identify.ts'
import { startSimulator } from '../../simulator/guangdong/index.ts'
import { MATTERS } from '../../simulator/guangdong/matters.ts'
import { readCall, readReturn, writeCall } from '../../simulator/guangdong/soap.ts'
import { changeFields, fieldOf, gdTaken, gdVector, tableOf } from '../support/guangdong-partner.ts'

const DEPT = '11510107000000000U'
const KEY = 'gdDemoSystemKey0001'

/** The messages of a golden pair of the region. */
function pairTexts(name: string): string[] {
  const file = new URL(`../../regions/440000-guangdong/pairs/${name}.json`, import.meta.url)
  const { wire } = JSON.parse(readFileSync(file, 'utf8')) as { wire: string }
  return wire.split('\n\n')
}

interface Change {
  deptCode?: string
  tableName?: string
  key?: string
  at?: number
  nonce?: string
}

describe('广东’s simulator', () => {
  let simulator: Simulator
  beforeEach(async () => {
    simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9' })
  })
  afterEach(() => simulator.close())

  /** Sends a message as 2.1 and 3.1 say; `change` puts one part otherwise. */
  async function call(xml: string, change: Change = {}) {
    const about = { deptCode: DEPT, tableName: tableOf(xml), xml, ...change }
    const ts = String(Math.floor((change.at ?? Date.now()) / 1_000))
    const nonce = change.nonce ?? randomBytes(8).toString('hex')
    const body = writeCall({ ...about, identify: identifyOf(change.key ?? KEY, about, ts, nonce) })
    const response = await fetch(`${simulator.url}/focus/services/FocusService`, { method: 'POST', body })
    return readReturn(await response.text()) ?? ''
  }
  const briefOf = (answer: string) => `${fieldOf(answer, 'CODE')} ${fieldOf(answer, 'REC_FLAG')}`
  const faultsOf = (answer: string) =>
    [...answer.matchAll(/ERRCODE="(.*?)" FIELD="(.*?)"/g)].map(([, code, field]) => `${code} ${field}`)

  it('identifies a call, hashes a message and signs a query as 2.1, 9.1 and 2.2 print it', () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-8"?><ExInfo><standardInfo process="EX_GDBS_LQDJ"><Field FieldName="SBLSH_SHORT">51010720260302000001</Field></standardInfo></ExInfo>'
    const about = { deptCode: DEPT, tableName: 'EX_GDBS_LQDJ', xml }
    expect(identifyOf(KEY, about, '1772414100', '0a1b2c3d4e5f6071')).toBe(
      '1772414100.0a1b2c3d4e5f6071.4271fbedbab8c631b766e8a7dc629955603e32dfe72ab322f3ccea2b30ef557b',
    )
    expect(createHash('sha256').update(gdVector('9.1 申办')).digest('hex')).toBe(
      'f572a2e18681a025c794fd765b0aea5f0adc2cd1b0ef6322d043ebf6a515b880',
    )
    expect(tifSignature('1772526600', '19cb2d17f40-8f3a2107')).toBe(
      '119addfc94edb239cf2305a0033da09505c85b2b07503912f71034751373e459',
    )
  })

  it('reads a message only where it is written byte for byte as 3.2 says', () => {
    const text = gdVector('9.1 申办')
    expect(readExInfo(text)?.table).toBe('EX_GDBS_SB')
    const others = [
      text.replace('?>', '?>\n'),
      text.replace('<Field FieldName="SBHZH">', '<Field FieldName="YSBLSH"></Field><Field FieldName="SBHZH">'),
      text.replace('次仁', '&#x6b21;仁'),
      text.replace('</standardInfo>', '</standardInfo><standardInfo process="EX_GDBS_SB"></standardInfo>'),
    ]
    expect(others.map(readExInfo)).toEqual([null, null, null, null])
  })

  it('takes the document’s own application and materials, each once, and counts what is there', async () => {
    expect(faultsOf(await call(gdVector('9.1 材料2')))).toEqual(['G114 SB/SBLSH_SHORT'])
    const first = await call(gdVector('9.1 申办'))
    expect([briefOf(first), fieldOf(first, 'CLYS'), fieldOf(first, 'CLZS')]).toEqual(['0 1', '0', '4'])
    const material = await call(gdVector('9.1 材料2'))
    expect([briefOf(material), fieldOf(material, 'CLYS'), fieldOf(material, 'STUFF_SEQ')]).toEqual(['0 1', '1', '2'])
    expect(
      readWrapper(material, 'resultInfo')
        ?.info.fields.map(([name]) => name)
        .join(),
    ).toBe('CODE,MSG,REC_FLAG,SBLSH_SHORT,STUFF_SEQ,VERSION,PROJECT_CODE,CLYS,CLZS,RESPONSETIME')
    const later = changeFields(gdVector('9.1 申办'), { INSERTTIME: '20260302091600' })
    expect(briefOf(await call(later))).toBe('0 2')
    expect(faultsOf(await call(changeFields(later, { LXRSJ: '13900000000' })))).toEqual(['G104 SB/LXRSJ'])
    expect(simulator.received()).toMatchObject([{ messages: 2, duplicates: 1, caseNo: 'WH202603020001' }])
  })

  it.each(Object.values(MATTERS).map(({ id }) => id))(
    'takes %s as its golden pair writes it, with its materials',
    async (id) => {
      const texts = pairTexts(`${id}-normal`)
      expect(texts.length).toBeGreaterThan(1)
      for (const text of texts) expect(await call(text)).toContain('<Field FieldName="REC_FLAG">1</Field>')
    },
  )

  it('names what is wrong with an application at its path: check digits, codes, fields that are missing, unknown, or not to be there', async () => {
    const wrong = gdVector('9.1 申办')
      .replaceAll('510107190001010017', '510107190001010018')
      .replace('<BALX>12', '<BALX>2')
      .replace('<JJLXR>欧阳明</JJLXR>', '')
      .replace('<FJS>4', '<XXBBH>1</XXBBH><FJS>3')
      .replace('<SQRXB>', '<SQRMZ>04</SQRMZ><SQRXB>')
      .replace('<Field FieldName="TJFS">0<', '<Field FieldName="TJFS">1<')
    expect(faultsOf(await call(wrong))).toEqual(
      expect.arrayContaining([
        'G106 SB/SQRZJHM',
        'G106 FORM/ZJHM',
        'G108 FORM/BALX',
        'G107 FORM/JJLXR',
        'G126 FORM/XXBBH',
        'G125 FORM/TYXX/SQRMZ',
        'G125 FORM/FJS',
        'G108 SB/TJFS',
      ]),
    )
    expect(simulator.received()).toEqual([])
  })

  it('checks who calls in the order of 2.1: sender, time, nonce, digest, table', async () => {
    const xml = gdVector('9.1 申办')
    const [nonce, old] = ['0a1b2c3d4e5f6071', Date.now() - 301_000]
    const codes = [
      await call(xml, { deptCode: '11440000MB00000199', at: old, key: 'x' }),
      await call(xml, { at: old, key: 'x' }),
      await call(xml, { key: 'x', nonce }),
      await call(xml, { tableName: 'EX_GDBS_XX' }),
      await call(xml.replace('?>', '?>\n'), { tableName: 'EX_GDBS_SB' }),
      // a nonce is used up only by a digest that was right
      await call(xml, { nonce }),
      await call(xml, { nonce, key: 'x' }),
    ]
    expect(codes.map(briefOf)).toEqual(['30 0', '20 0', '40 0', '60 0', '70 0', '0 1', '41 0'])
  })

  it('tells where a case stands to who signs the query, and tells all steps again where asked to', async () => {
    const told: string[] = []
    const gateway = createServer((request, response) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const xml = readCall(Buffer.concat(chunks).toString('utf8'))?.xml ?? ''
        told.push(`${tableOf(xml)} ${fieldOf(xml, 'VERSION')}`)
        response.end(gdTaken(xml, ''))
      })
    })
    await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve))
    await simulator.close()
    const gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`
    simulator = await startSimulator({ gatewayUrl, stepDelayMs: 0, behaviour: 'refuse' })
    for (const text of pairTexts('M07-normal')) await call(text)
    await expect.poll(() => told).toEqual(['EX_GDBS_WSYSL 1', 'EX_GDBS_SL 1'])

    async function ask(path: string, signature?: string) {
      const timestamp = String(Math.floor(Date.now() / 1_000))
      const nonce = `${Date.now().toString(16)}-${randomBytes(4).toString('hex')}`
      const headers = {
        'x-tif-paasid': 'sc510107ksth',
        'x-tif-timestamp': timestamp,
        'x-tif-nonce': nonce,
        'x-tif-signature': signature ?? tifSignature(timestamp, nonce),
      }
      const response = await fetch(`${simulator.url}/ebus/gdks/api/v1/banjian/${path}`, { headers })
      return (await response.json()) as { errcode: number; data?: { steps: { tableName: string; state: string }[] } }
    }
    expect((await ask('51010720260302000001', 'f'.repeat(64))).errcode).toBe(400_000_401)
    expect((await ask('51010720260302000009')).errcode).toBe(20_001)
    const { data } = await ask('51010720260302000001')
    expect(data?.steps.map(({ tableName, state }) => [tableName, state])).toEqual([
      ['EX_GDBS_WSYSL', '1'],
      ['EX_GDBS_SL', '0'],
    ])
    expect(told).toHaveLength(2)
    await ask('51010720260302000001?repush=1')
    await expect.poll(() => told.slice(2)).toEqual(['EX_GDBS_WSYSL 1', 'EX_GDBS_SL 1'])
    gateway.close()
  })
})
