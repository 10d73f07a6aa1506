import { describe, expect, it } from 'vitest'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import { reply } from '../../adapters/soap-pair/reply.ts'
import { bodyOf, CODES, envelopeOf, hubeiPartner, hubeiVector, requestOf, returnOf } from '../support/hubei-partner.ts'

describe('what we answer', () => {
  const receive = async (operation: string, code: string, name: string, at: string, asHubei = false) => {
    const { partner } = hubeiPartner(at, { asHubei })
    const request = requestOf(envelopeOf(operation, code, hubeiVector(name)))
    return { received: await soapPair.receive(request, '/kstb/services/KSTBService', partner), partner }
  }

  it('is 9.5 for the application that 湖北 pushes, with our number of the case', async () => {
    const { received, partner } = await receive(
      'YLBZ_SQYDJYBAJSFW',
      CODES.in,
      '9.5-1-m07-pushed.xml',
      '2026-03-05T10:05:32+08:00',
    )
    if (received.kind !== 'message') throw new Error(received.kind)
    expect(received.message).toMatchObject({
      kind: 'apply',
      partnerCaseNo: '42010620260305000021',
      correlation: '420106041020260305000001',
      memo: { ywxtbh: '420106041020260305000001' },
    })
    expect(received.message.files.map(({ name, bytes }) => [name, bytes.length])).toEqual([
      ['异地就医备案登记表.pdf', 303],
      ['服务同意书.pdf', 303],
    ])
    const response = await reply(
      {
        outcome: 'registered',
        caseNo: 'WHRK202603050001',
        at: 0,
        duplicate: false,
        promise: null,
        files: [],
        revision: 1,
      },
      received.message,
      partner,
    )
    expect(await returnOf(response)).toBe(hubeiVector('9.5-2-answer.xml'))
  })

  it('is 9.3 for a feedback', async () => {
    const { received, partner } = await receive(
      'SCJG_SLDJFKJSFW',
      CODES.in,
      '9.3-1-correction.xml',
      '2026-03-03T10:10:07+08:00',
    )
    if (received.kind !== 'message') throw new Error(received.kind)
    expect(received.message).toMatchObject({ kind: 'progress', seq: 2, correlation: '510107021020260302000002' })
    const response = await reply(
      { outcome: 'processed', caseNo: 'WH202603020002', at: 0, duplicate: false },
      received.message,
      partner,
    )
    expect(await returnOf(response)).toBe(hubeiVector('9.3-2-answer.xml'))
  })

  it('is 9.6 for a form with faults, each at its record, and for a wrong registration code', async () => {
    const application = hubeiVector('9.1-m07-application.xml').replaceAll(
      '510107041020260302000001',
      '510107041020260302000003',
    )
    const { partner } = hubeiPartner('2026-03-02T09:30:02+08:00', { asHubei: true })
    const send = (code: string, text: string) =>
      soapPair.receive(requestOf(envelopeOf('YLBZ_SQYDJYBAJSFW', code, text)), '/kstb/services/KSTBService', {
        ...partner,
        region: '510107',
        options: { ...partner.options, windowMs: 3_600_000 },
      })
    const received = await send(CODES.out, application)
    if (received.kind !== 'message') throw new Error(received.kind)
    const response = await reply(
      {
        outcome: 'invalid',
        faults: [
          { path: 'main.EMP_NAME', code: 'filler', message: '无单位者须从固定选项中选填' },
          { path: 'files[1].CLNR', code: 'file-empty', message: 'Base64 解码后为空' },
          { path: 'main.RLOC_HSORG_TEL', code: 'required', message: '必填项缺失' },
        ],
      },
      received.message,
      partner,
    )
    expect(await returnOf(response)).toBe(hubeiVector('9.6-1-field-errors.xml'))
    const refused = await send(CODES.in, application)
    if (refused.kind !== 'refused') throw new Error(refused.kind)
    expect(refused.refusal.reason).toBe('signature-wrong')
    expect(await returnOf(refused.response)).toBe(hubeiVector('9.6-2-wrong-code.xml'))
  })

  it('is 9.7 for a query, and only what lies behind the number asked for', async () => {
    const information = /<information>(.*)<\/information>/.exec(bodyOf('9.7-request.http'))?.[1] ?? ''
    const text = information.replaceAll('&lt;', '<').replaceAll('&gt;', '>')
    const { partner } = hubeiPartner('2026-03-02T09:16:01+08:00', { asHubei: true })
    const ask = async (query: string) => {
      const request = requestOf(envelopeOf('TYFW_JDCXFW', CODES.out, query))
      const received = await soapPair.receive(request, '/kstb/services/KSTBService', partner)
      if (received.kind !== 'message') throw new Error(received.kind)
      expect(received.message).toMatchObject({ kind: 'query', caseNo: '42010620260302000001' })
      const event = (FKXH: string) => ({ main: { FKXH, FKLXDM: '01', FKSJ: '20260302091540', FKR_XM: '不说' } })
      return returnOf(
        await reply(
          { outcome: 'state', caseNo: '', status: 'SIGNED', seq: 1, revision: 1, at: 0, events: [event('1')] },
          received.message,
          partner,
        ),
      )
    }
    expect(await ask(text)).toBe(hubeiVector('9.7-answer.xml'))
    expect(await ask(text.replace('<FKXH>0<', '<FKXH>1<'))).toContain(
      '<CODE>10</CODE><MSG>成功</MSG></PACKAGEHEAD><DATA></DATA>',
    )
  })
})
