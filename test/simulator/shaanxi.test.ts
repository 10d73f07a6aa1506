import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inCapitals, yuanOf } from '../../simulator/capitals.ts'
import { readApplication } from '../../simulator/shaanxi/application.ts'
import { CALLBACK, RECEIPT, readRows, writeRows } from '../../simulator/shaanxi/callback-csv.ts'
import { checkApplication } from '../../simulator/shaanxi/check-application.ts'
import { startSimulator } from '../../simulator/shaanxi/index.ts'
import { readSeal, sealOf } from '../../simulator/shaanxi/wire.ts'
import { readZip } from '../../simulator/shaanxi/zip.ts'
import { shaanxiSample } from '../support/shaanxi-document.ts'

/** The document's request 9.1. */
const AT = Date.parse('Mon, 02 Mar 2026 01:15:30 GMT')
const BASIC = 'Basic d2g1MTAxMDc6c25EZW1vUGFzcyMyMDI2'
const application = shaanxiSample('9.1-application.json')
const archive = shaanxiSample('9.1-package.zip')
const NAME = 'WH202603020001_1.zip'

describe('陕西’s files', () => {
  it.each([
    ['9.3-HD_610000_510107_20260303101500_0001.csv', CALLBACK],
    ['9.3-HD_610000_510107_20260303161500_0002.csv', CALLBACK],
    ['9.4-HD_610000_510107_20260305094500_0003.csv', CALLBACK],
    ['9.5-HD_510107_610000_20260305140500_0001.csv', CALLBACK],
    ['9.3-HZ_510107_610000_20260303101600_0001.csv', RECEIPT],
    ['9.5-HZ_510107_610000_20260305101000_0001.csv', RECEIPT],
  ])('read and write the document’s %s to the byte', (name, columns) => {
    const rows = readRows(columns, shaanxiSample(name))
    if (typeof rows === 'string') throw new Error(rows)
    expect(writeRows(columns, rows).equals(shaanxiSample(name))).toBe(true)
  })

  it('hold what the document’s archive and its seal say', () => {
    const entries = readZip(archive)
    if (typeof entries === 'string') throw new Error(entries)
    expect(entries.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['manifest.json', 530],
      ['SN0701_1.pdf', 303],
      ['SN0702_1.pdf', 303],
      ['SN0001_1.pdf', 303],
    ])
    expect(sealOf([[NAME, archive]]).equals(shaanxiSample('9.1-package.zip.ok'))).toBe(true)
    expect(readSeal(shaanxiSample('9.1-package.zip.ok'))?.get(NAME)?.size).toBe(1863)
  })
})

describe('陕西’s simulator', () => {
  let simulator: Awaited<ReturnType<typeof startSimulator>>
  beforeEach(async () => {
    simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9', behaviour: 'quiet', now: () => AT })
  })
  afterEach(() => simulator.close())

  async function post(operation: string, body: Buffer | string, changed: Record<string, string> = {}) {
    const digest = `SHA-256=${createHash('sha256').update(body).digest('base64')}`
    const headers = {
      authorization: BASIC,
      date: 'Mon, 02 Mar 2026 01:15:30 GMT',
      digest,
      'content-type': 'application/json; charset=UTF-8',
      ...changed,
    }
    const response = await fetch(`${simulator.url}/tbjk/v1/${operation}`, { method: 'POST', headers, body })
    return (await response.json()) as { code: number; data: { jg: string; cwlb: { zd: string; dm: string }[] } | null }
  }
  const layArchive = (seal = shaanxiSample('9.1-package.zip.ok')) => {
    simulator.folder.put(`/in/cl/20260302/${NAME}`, archive)
    simulator.folder.put(`/in/cl/20260302/${NAME}.ok`, seal)
  }
  const complaints = ({ data }: Awaited<ReturnType<typeof post>>) => data?.cwlb.map(({ zd, dm }) => `${zd} ${dm}`)

  it('takes the document’s own 9.1 once its archive lies there, the same again as taken, another under its number not', async () => {
    expect(complaints(await post('tj', application))).toEqual(['clb E210'])
    layArchive()
    const taken = await post('tj', application)
    expect(taken).toEqual({ ...JSON.parse(shaanxiSample('9.1-answer.json').toString()), data: expect.anything() })
    expect(taken.data).toMatchObject({ jg: '1', slh: expect.stringMatching(/^SN610113\d{13}$/) })
    expect((await post('tj', application)).data?.jg).toBe('2')
    expect(complaints(await post('tj', application.toString().replace('示例街1号', '示例街2号')))).toEqual(['cs E207'])
  })

  it('turns away at the door whoever has not the password, the time, the digest', async () => {
    expect((await post('tj', application, { authorization: 'Basic x' })).code).toBe(40101)
    expect((await post('tj', application, { date: 'Mon, 02 Mar 2026 01:26:00 GMT' })).code).toBe(40103)
    expect((await post('tj', application, { digest: 'SHA-256=x' })).code).toBe(40104)
    expect((await post('xx', application)).code).toBe(40401)
    expect((await post('tj', ` ${application}`)).code).toBe(40001)
  })

  it('names every key that breaks the document, and a package that is not what it is said to be', async () => {
    layArchive()
    const wrong = application
      .toString()
      .replace('"wbk3":"510107190001010017"', '"wbk3":"510107190001010018"')
      .replace('"xlk6":"男"', '"xlk6":"公"')
      .replace('"wbk28":"随子女在蓉长期居住"', '"wbk28":""')
      .replace('"wbk17":"4"', '"wbk17":"5"')
    expect(complaints(await post('tj', wrong))).toEqual([
      'jbxx/xlk6 E202',
      'wbk28 E201',
      'jbxx/wbk3 E203',
      'wbk17 E214',
    ])
    expect(complaints(await post('tj', application.toString().replace('"dx":"1863"', '"dx":"1864"')))).toEqual([
      'clb E211',
    ])
    layArchive(Buffer.from('0'))
    expect(complaints(await post('tj', application))).toEqual(['clb E210'])
  })
})

describe('陕西’s rules of a matter', () => {
  it.each([
    [2_000_000, '贰佰万元整'],
    [51_800_000, '伍仟壹佰捌拾万元整'],
    [2_005_000, '贰佰万伍仟元整'],
    [120_000_500, '壹亿贰仟万零伍佰元整'],
  ])('write %d yuan out and read it again', (yuan, text) => {
    expect([inCapitals(yuan), yuanOf(text)]).toEqual([text, yuan])
  })

  it.each(['贰佰零万元整', '贰佰万元', '200万元整', '万贰元整'])('do not read %s', (text) => {
    expect(yuanOf(text)).toBeNull()
  })

  function complaints(matter: string, from: string, to: string): string[] {
    const { wire } = JSON.parse(readFileSync(`regions/610000-shaanxi/pairs/${matter}-normal.json`, 'utf8')) as {
      wire: string
    }
    const changed = wire.replace(from, to)
    if (from !== '' && changed === wire) throw new Error(`${matter} has no ${from}`)
    const form = readApplication(changed)
    return form ? checkApplication(form).map(({ zd, dm }) => `${zd} ${dm}`) : ['unreadable']
  }

  it.each([
    ['M01', '"l9":"60%"', '"l9":"61%"', ['zb25/1/l9 E203']],
    ['M01', '货币50万元、', '货币50、', ['zb25/1/l7 E203']],
    ['M01', '（自然人投资或控股）', '（自然人独资）', ['zb25 E214']],
    ['M01', '"wbk14":"6510"', '"wbk14":"I651"', ['wbk14 E203']],
    ['M01', '"l4":"董事"', '"l4":"总经理"', ['zb24/1/l4 E202']],
    ['M01', '"l6":"13800000001"', '"l7":"13800000001"', ['zb24/1/l7 E216', 'zb24/1/l6 E201']],
    ['M03', '"xlk31":"否"', '"xlk31":"是"', ['xlk31 E212']],
    ['M03', '"fxk27":"9,12,13"', '"fxk27":"9,13,12"', ['fxk27 E203']],
    ['M04', '贰佰万元整', '壹佰玖拾玖万元整', ['wbk7 E214']],
    ['M05', '"wbk24":"陕西省/西安市/雁塔区"', '"wbk24":"四川省/成都市/武侯区"', ['wbk24 E205']],
    ['M06', '"wbk35":"6222000000000001"', '"wbk35":""', ['wbk35 E201']],
    ['M08', '"dxk8":""', '"dxk8":"0"', ['dxk8 E203']],
    ['M09', '130102190003050028', '130102190003050029', ['zb28/1/l1 E203']],
    ['M10', '"rq28":"2026/3/9"', '"rq28":"2025/8/9"', ['rq28 E205']],
    ['M10', '"xlk17":"是"', '"xlk17":"否"', ['xlk17 E214']],
  ])('%s with %s as %s is told', (matter, from, to, found) => {
    expect(complaints(matter, '', '')).toEqual([])
    expect(complaints(matter, from, to)).toEqual(found)
  })
})
