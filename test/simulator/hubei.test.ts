import { afterEach, describe, expect, it } from 'vitest'
import type { Behaviour } from '../../simulator/contract.ts'
import { answerTo, at, complaints, inside, openStage, type Stage, sample } from './hubei-stage.ts'

const APPLY = 'YLBZ_SQYDJYBAJSFW'
const APPLICATION = sample('9.1-application.xml')
const CASE = '510107041020260302000001'

let stage: Stage
afterEach(() => stage.close())

async function open(options: Parameters<typeof openStage>[0] = {}): Promise<Stage> {
  stage = await openStage(options)
  return stage
}

/** Applies and waits until the feedback of these types is taken. */
async function applyAndWait(types: string): Promise<void> {
  expect(inside(await stage.call(APPLY, APPLICATION), 'CODE')).toBe('10')
  await expect.poll(() => stage.gateway.types().join(), { timeout: 3_000 }).toBe(types)
}

describe('湖北 as the document describes it', () => {
  it('publishes the WSDL of 3.1 with its own location', async () => {
    const { location } = await open()
    const text = await (await fetch(`${location}?wsdl`)).text()
    expect(text).toBe(
      sample('service.wsdl').replace('https://kstb-test.hb.example:9443/kstb/services/KSTBService', location),
    )
  })

  it('answers the request of 9.1, byte for byte, as 9.1 does', async () => {
    const { post } = await open({ behaviour: 'quiet' })
    const response = await post(sample('9.1-request-body.xml'))
    const due = /<return>(.*)<\/return>/.exec(sample('9.1-response-body.xml'))?.[1]
    expect(response.headers.get('content-type')).toBe('text/xml; charset=UTF-8')
    expect(/<return>(.*)<\/return>/.exec(await response.text())?.[1]?.replaceAll('&quot;', '"')).toBe(due)
  })

  it('answers the same package again with -61 and its first number, another under its key with -62', async () => {
    const { call, simulator } = await open({ behaviour: 'quiet' })
    const first = await call(APPLY, APPLICATION)
    const again = await call(APPLY, APPLICATION.replace('20260302091530', '20260302091531'))
    expect([inside(again, 'CODE'), inside(again, 'YWLSH')]).toEqual(['-61', inside(first, 'YWLSH')])
    expect(inside(await call(APPLY, APPLICATION.replaceAll('13800000000', '13800000009')), 'CODE')).toBe('-62')
    expect(simulator.received()).toMatchObject([{ caseNo: 'WH202603020001', messages: 1, duplicates: 1 }])
  })

  it('answers the field errors of 9.6 byte for byte, and keeps nothing of the package', async () => {
    const { call, simulator } = await open({ time: '20260302093002' })
    const wrong = APPLICATION.replaceAll(CASE, '510107041020260302000003')
      .replace('20260302091530', '20260302093000')
      .replace('武汉示例科技有限公司', '无')
      .replace(/<RLOC_HSORG_TEL>[^<]*<\/RLOC_HSORG_TEL>/, '')
      .replace(/(<CLMC>个人承诺书<\/CLMC><CLGS>pdf<\/CLGS><CLNR>)[^<]*/, '$1====')
    expect(await call(APPLY, wrong)).toBe(sample('9.6-field-errors.xml'))
    expect(simulator.received()).toEqual([])
  })

  it('answers a wrong registration code with the -50 of 9.6, byte for byte', async () => {
    const { call } = await open({ time: '20260302093002' })
    const information = APPLICATION.replaceAll(CASE, '510107041020260302000003')
    expect(await call(APPLY, information, '0'.repeat(32))).toBe(sample('9.6-wrong-code.xml'))
  })

  it('answers the query of 9.7 byte for byte, and then sends the feedback again', async () => {
    const { call, clock, gateway } = await open({ time: '20260302091540' })
    const held = Promise.withResolvers<void>()
    gateway.answer = async ({ information }) => {
      await held.promise
      return answerTo(information, '10', 'WH202603020001')
    }
    await call(APPLY, APPLICATION)
    await expect.poll(() => gateway.calls.length, { timeout: 3_000 }).toBe(1)
    clock.now = at('20260302091601')
    const query = /<information>(.*)<\/information>/.exec(sample('9.7-request-body.xml'))?.[1] ?? ''
    const text = query.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    expect(await call('TYFW_JDCXFW', text)).toBe(sample('9.7-answer.xml'))
    held.resolve()
    await expect.poll(() => gateway.types().filter((type) => type === '01').length, { timeout: 3_000 }).toBe(2)
  })

  it('takes a package that is not spelt as 3.2 says, and notes where', async () => {
    const { call, simulator } = await open({ behaviour: 'quiet' })
    const spelt = APPLICATION.replace('<CBR_XM>张示例', '<CBR_XM><![CDATA[张]]>&#x793A;例').replace(
      '<DATA>',
      '<DATA>\n',
    )
    expect(inside(await call(APPLY, spelt), 'CODE')).toBe('10')
    expect(simulator.received()[0]?.faults).toEqual([expect.stringMatching(/不是 3\.2 规定的写法,第 \d+ 个字符起不同/)])
  })

  it('refuses by the head: units, time, matter, direction, mode, unknown case, unreadable text', async () => {
    const { call } = await open({ behaviour: 'quiet' })
    const code = async (operation: string, change: (text: string) => string) =>
      inside(await call(operation, change(APPLICATION)), 'CODE')
    const replace = (from: string, to: string) => (text: string) => text.replace(from, to)
    expect(await code(APPLY, replace('<FSDW_SJGSDWDM>510107000000', '<FSDW_SJGSDWDM>510104000000'))).toBe('-42')
    expect(await code(APPLY, replace('<JSDW_SJGSDWDM>420000000000', '<JSDW_SJGSDWDM>430000000000'))).toBe('-43')
    expect(await code(APPLY, replace('20260302091530', '20260302090531'))).toBe('-52')
    expect(await code('ZAGL_SQQCJSFW', replace('', ''))).toBe('-72')
    expect(await code(APPLY, replace('<BLMSDM>1', '<BLMSDM>2'))).toBe('-72')
    expect(await code(APPLY, replace('422036003002', '422036003003'))).toBe('-72')
    expect(await code('YLBZ_YDJYBAFKJSFW', replace('', ''))).toBe('-63')
    expect(await code('TYFW_BZCLJSFW', replace('', ''))).toBe('-63')
    expect(await code(APPLY, replace('<PACKAGE>', '<!DOCTYPE PACKAGE><PACKAGE>'))).toBe('-41')
    expect(await code(APPLY, replace('</DATA>', ''))).toBe('-41')
  })
})

describe('an application that breaks a rule of 湖北', () => {
  const wrong: readonly (readonly [rule: string, from: string | RegExp, to: string, complaint: string])[] = [
    ['a wrong check digit', '<CERTNO>510107190001010017', '<CERTNO>510107190001010018', '041004[1].CERTNO -933'],
    ['a day that is none', '<BRDY>19000101', '<BRDY>19000231', '041004[1].BRDY -933'],
    ['a code out of the table', '<INSUTYPE>310', '<INSUTYPE>320', '041004[1].INSUTYPE -932'],
    ['a value too long', '<CBR_XM>张示例', `<CBR_XM>${'张'.repeat(51)}`, '041004[1].CBR_XM -933'],
    ['a field that is not taken', '<NATY>', '<SQR_GJ>CHN</SQR_GJ><NATY>', '041004[1].SQR_GJ -932'],
    ['an empty element', '</EMP_NAME>', '</EMP_NAME><RLOC_REA></RLOC_REA>', '041004[1].RLOC_REA -933'],
    ['fields out of order', /(<GEND>1<\/GEND>)(<NATY>04<\/NATY>)/, '$2$1', '041004[1].GEND -933'],
    ['a gender against the number', '<SQR_XBDM>1', '<SQR_XBDM>2', '041004[1].SQR_XBDM -934'],
    ['a failed verification', '<HYJGDM>1', '<HYJGDM>2', '041004[1].HYJGDM -934'],
    ['a phone of no form', '<TEL>13800000000', '<TEL>1380000000', '041004[1].TEL -933'],
    ['an address that is missing', /<RESOUT_ADDR>.*?<\/RESOUT_ADDR>/, '', '041004[1].RESOUT_ADDR -931'],
    ['half an agent', '<JGLQFSDM>', '<DLR_XM>王示例</DLR_XM><JGLQFSDM>', '041004[1].DLR_GMSFHM -931'],
    ['an account that may not come', '<ATT_CNT>', '<BANKCODE>1</BANKCODE><ATT_CNT>', '041004[1].BANKCODE -932'],
    ['a count that is not so', '<ATT_CNT>4', '<ATT_CNT>5', '041004[1].ATT_CNT -934'],
    ['an open end written out', '<ATT_CNT>', '<ENDDATE>99991231</ENDDATE><ATT_CNT>', '041004[1].ENDDATE -933'],
    ['an insured place elsewhere', '<INSU_ADMDVS>420106', '<INSU_ADMDVS>510107', '041004[1].INSU_ADMDVS -934'],
    [
      'a case number of another day form',
      `<YWXTBH>${CASE}`,
      '<YWXTBH>510107041020261302000001',
      '041004[1].YWXTBH -933',
    ],
    ['a material not on the list', '<CLLBDM>4102', '<CLLBDM>4199', '011000[2].CLLBDM -913'],
    ['a material that is missing', /<RECORD no="4".*<\/RECORD>(?=<\/DATA>)/, '', '041004[1].CLLBDM -931'],
    ['a format not asked for', '<CLGS>pdf', '<CLGS>jpg', '011000[1].CLGS -914'],
    ['bytes of another format', '<CLNR>JVBERi0x', '<CLNR>UEsDBAAA', '011000[1].CLNR -914'],
    ['Base64 with a break', '<CLNR>JVBERi0x', '<CLNR>JVBERi0x&#10;', '011000[1].CLNR -915'],
    ['an exemption not allowed', '<MTJDM>D', '<MTJDM>P', '011000[4].MTJDM -934'],
    ['a number out of sequence', '<SXH>4', '<SXH>5', '011000[4].SXH -933'],
  ]

  it.each(wrong)('is refused for %s, at its record and field', async (_rule, from, to, complaint) => {
    const { call, simulator } = await open()
    const answer = await call(APPLY, APPLICATION.replace(from, to))
    expect([inside(answer, 'CODE'), complaints(answer).includes(complaint), complaints(answer)]).toEqual([
      '-41',
      true,
      complaints(answer),
    ])
    expect(simulator.received()).toEqual([])
  })

  it('is refused for a file above 5 MB', async () => {
    const { call } = await open()
    const large = Buffer.concat([Buffer.from('%PDF-1.4'), Buffer.alloc(5 * 1024 * 1024)]).toString('base64')
    const answer = await call(APPLY, APPLICATION.replace(/<CLNR>[^<]*/, `<CLNR>${large}`))
    expect(complaints(answer)).toEqual(['011000[1].CLNR -915'])
  })
})

describe('how 湖北 goes on with a case', () => {
  it('tells the normal course in order, each with the documents it must carry', async () => {
    await open()
    await applyAndWait('01,02,09,11')
    const [signed, accepted, , completed] = stage.gateway.calls.map(({ information }) => information)
    expect(stage.gateway.calls.every(({ operation }) => operation === 'YLBZ_YDJYBAFKJSFW')).toBe(true)
    expect(stage.gateway.calls[0]?.registrationCode).toBe('0c8e2d4f6a1b39578d2e4f1a6b3c5d70')
    expect([inside(signed ?? '', 'FKXH'), inside(signed ?? '', 'YWLSH')]).toEqual(['1', '42010620260302000001'])
    expect([inside(accepted ?? '', 'WSLXDM'), inside(accepted ?? '', 'CLLBDM')]).toEqual(['04', '9804'])
    expect([inside(completed ?? '', 'WSLXDM'), inside(completed ?? '', 'BLJGDM')]).toEqual(['14', '1'])
    await expect
      .poll(() => stage.simulator.received()[0]?.callbackReplies.join(), { timeout: 3_000 })
      .toBe('10,10,10,10')
  })

  const courses: readonly (readonly [Behaviour, string])[] = [
    ['correction', '01,04'],
    ['refuse', '01,03'],
    ['deny', '01,02,10,11'],
    ['unknown-status', '01,02,99'],
    ['duplicate-callback', '01,01,02,02,09,09,11,11'],
    ['callback-first', '01,02,09,11'],
    ['unknown-case', '01,02,09,11,01'],
  ]
  it.each(courses)('behaves “%s”', async (behaviour, types) => {
    await open({ behaviour })
    await applyAndWait(types)
  })

  it('tells an unknown case under a number that nobody applied with', async () => {
    await open({ behaviour: 'unknown-case' })
    await applyAndWait('01,02,09,11,01')
    expect(inside(stage.gateway.calls.at(-1)?.information ?? '', 'YWXTBH')).toBe('510107041020260302999999')
  })

  it('sends the second before the first and again once the first is taken', async () => {
    await open({ behaviour: 'out-of-order' })
    const taken = new Set([0])
    stage.gateway.answer = ({ information }) => {
      const number = Number(inside(information, 'FKXH'))
      if (!taken.has(number - 1)) return answerTo(information, '-65', '')
      taken.add(number)
      return answerTo(information, '10', 'WH202603020001')
    }
    await applyAndWait('02,01,02,09,11')
    expect(stage.gateway.calls.map(({ information }) => inside(information, 'FKXH')).join()).toBe('2,1,2,3,4')
  })

  it('calls back before it answers', async () => {
    await open({ behaviour: 'callback-first' })
    let isAnswered = false
    let before: boolean | undefined
    stage.gateway.answer = ({ information }) => {
      before ??= !isAnswered
      return answerTo(information, '10', 'WH202603020001')
    }
    await stage.call(APPLY, APPLICATION)
    isAnswered = true
    expect(before).toBe(true)
  })

  it('sends a feedback again while the gateway is busy or does not know the case yet', async () => {
    await open({ behaviour: 'refuse' })
    const codes = ['-99', '-63']
    stage.gateway.answer = ({ information }) => answerTo(information, codes.shift() ?? '10', 'WH202603020001')
    await applyAndWait('01,01,01,03')
    const datas = stage.gateway.calls.map(({ information }) => /<DATA>.*<\/DATA>/.exec(information)?.[0])
    expect(new Set(datas.slice(0, 3)).size).toBe(1)
  })
})

describe('how 湖北 misbehaves on the wire', () => {
  it('gives a refusing code inside HTTP 200, with the field', async () => {
    const { call } = await open({ behaviour: 'error-in-200' })
    expect(complaints(await call(APPLY, APPLICATION))).toEqual(['041004[1].CERTNO -933'])
  })

  it('asks to try later with -99 and registers nothing', async () => {
    const { call, simulator } = await open({ behaviour: 'busy' })
    expect(inside(await call(APPLY, APPLICATION), 'CODE')).toBe('-99')
    simulator.setBehaviour('quiet')
    expect(inside(await call(APPLY, APPLICATION), 'CODE')).toBe('10')
  })

  it('answers with a page', async () => {
    const response = await (await open({ behaviour: 'html' })).post(sample('9.1-request-body.xml'))
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8'])
  })

  it('answers in GBK what it declares as UTF-8', async () => {
    const response = await (await open({ behaviour: 'gbk' })).post(sample('9.1-request-body.xml'))
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect(response.headers.get('content-type')).toBe('text/xml; charset=UTF-8')
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow()
    expect(new TextDecoder('gbk').decode(bytes)).toContain('湖北省跨省通办平台')
  })

  const silent: readonly (readonly [Behaviour, number])[] = [
    ['down', 0],
    ['hang', 0],
    ['reset', 1],
  ]
  it.each(silent)('gives no answer when “%s”, having registered %i', async (behaviour, registered) => {
    const { post, simulator } = await open({ behaviour })
    await expect(post(sample('9.1-request-body.xml'), 300)).rejects.toThrow()
    expect(simulator.received()).toHaveLength(registered)
  })

  it('answers slowly, and only for as many cases as it was told', async () => {
    const { call, simulator } = await open({ behaviour: 'quiet' })
    simulator.setBehaviour('slow', 1)
    const begun = performance.now()
    await call(APPLY, APPLICATION)
    expect(performance.now() - begun).toBeGreaterThanOrEqual(55)
  })
})
