import { describe, expect, it } from 'vitest'
import { createCase, type NewCase } from '../../core/case/submit.ts'
import { supplementCase, withdrawCase } from '../../core/case/supplement.ts'
import { handleCase, type Step } from '../../core/handling/steps.ts'
import { newId } from '../../core/ids.ts'
import type { HttpRequest } from '../../core/ports.ts'
import { createReceiver } from '../../core/receiving/receive.ts'
import { insertFile } from '../../core/store/files.ts'
import type { Staff } from '../../core/store/people.ts'
import { m07Form } from '../form/samples/m07.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import {
  changeFields,
  fieldOf,
  GD_KEYS,
  GD_MOUNT,
  gdMessage,
  gdRequest,
  gdReturn,
  gdTaken,
  gdVector,
  tableOf,
} from '../support/guangdong-partner.ts'

const AT = '2026-03-05T10:05:30+08:00'
const SHORT = '44010620260305000001'
const HANDLER: Staff = { id: 'W1004', name: '赵示例', roles: ['handler'], matters: [] }
const CLERK: Staff = { id: 'W1001', name: '窗口一号', roles: ['window'], matters: [] }
const PDF = Buffer.from(fieldOf(gdVector('9.1 材料2'), 'ATTACH_DATA'), 'base64')
const PROJECT = '11440100MB0000318C3442036003001202603050001'

/** Our gateway, and 广东 on the other side: it takes all that it is sent, under its own number. */
async function start() {
  const sent: string[] = []
  const http = {
    send: async ({ body }: HttpRequest) => {
      const xml = gdMessage(body ?? new Uint8Array())
      sent.push(xml)
      return { status: 200, headers: {}, body: gdTaken(xml, PROJECT) }
    },
  }
  const { gateway, clock, dispatcher } = await gatewayInMemory(AT, GD_KEYS, http)
  for (const staff of [HANDLER, CLERK]) await gateway.store.people.addWithToken(staff, staff.id, clock.now())
  const region = gateway.regions.get('440000')
  if (!region) throw new Error('no region')
  const receiver = createReceiver(gateway)
  let nonce = 0
  const push = async (xml: string) => {
    const request = gdRequest(xml, clock.now(), String(nonce++).padStart(16, '0'))
    const entrance = { region, mount: GD_MOUNT, path: new URL(request.url).pathname }
    const answer = gdReturn(await (await receiver.receive(request, entrance)).text())
    return Object.fromEntries(
      ['CODE', 'REC_FLAG', 'PROJECT_CODE', 'CLYS', 'CLZS'].map((name) => [name, fieldOf(answer, name)]),
    )
  }
  const deliver = async () => {
    while ((await dispatcher.sweep()) > 0);
  }
  const upload = async (name: string, bytes: Uint8Array = PDF) => {
    const stored = await gateway.blobs.put(bytes, bytes.length)
    if (stored === 'too-large') throw new Error(stored)
    const id = newId(clock, gateway.random)
    const { sha256, sizeBytes } = stored
    const file = { id, caseId: '', region: '', ref: '', sha256, sizeBytes, name, mediaType: 'application/pdf' }
    await gateway.store.commit([insertFile({ ...file, createdAt: clock.now(), createdBy: `staff:${CLERK.id}` })])
    return id
  }
  const step = async (no: string, name: Step['step'], more: Partial<Step> = {}) => {
    clock.advance(60_000)
    await handleCase(gateway, no, { step: name, ...more }, HANDLER)
    await deliver()
  }
  return { gateway, clock, push, deliver, upload, step, sent }
}

/** The three materials that 9.5 lists, after the document's own (9.1). */
function material(no: string, version = '1'): string {
  const codes: Readonly<Record<string, [code: string, name: string]>> = {
    '1': ['GD0701', '异地就医备案登记表'],
    '2': ['GD0001', '服务同意书'],
    '3': ['GD0003', '身份证'],
  }
  const [code = '', name = ''] = codes[no] ?? []
  const sample = gdVector(no === '3' ? '9.1 材料4' : '9.1 材料2')
  const own = {
    SBLSH: fieldOf(gdVector('9.5 申办'), 'SBLSH'),
    SBLSH_SHORT: SHORT,
    STUFF_SEQ: no,
    CLBM: code,
    CLMC: name,
    ATTACH_NAME: `${no}_${code}.pdf`,
    VERSION: version,
  }
  return changeFields(sample, own)
}

const brief = (xml: string) => `${tableOf(xml).slice('EX_GDBS_'.length)} ${fieldOf(xml, 'VERSION')}`

describe('a case that 广东 pushes', () => {
  const received = async () => {
    const made = await start()
    const first = await made.push(gdVector('9.5 申办'))
    const no = first['PROJECT_CODE'] ?? ''
    return { ...made, first, no }
  }

  it('is registered at once, counts its materials, and is told from acceptance to its end', async () => {
    const { gateway, push, step, sent, upload, first, no } = await received()
    expect(first).toMatchObject({ CODE: '0', REC_FLAG: '1', CLYS: '0', CLZS: '3' })
    for (const [nth, one] of ['2', '1', '3'].entries())
      expect(await push(material(one))).toMatchObject({ REC_FLAG: '1', CLYS: String(nth + 1), CLZS: '3' })
    const value = await gateway.store.cases.byNo(no)
    expect(value?.form['person']).toMatchObject({ name: '李示例', idNo: '440106190002030015' })
    expect(value?.materials.map(({ slot }) => slot)).toEqual(['MT009', 'MT025', 'MT001'])
    expect(await push(gdVector('9.5 申办'))).toMatchObject({ REC_FLAG: '2', PROJECT_CODE: no })
    expect(await push(changeFields(gdVector('9.5 申办'), { LXRSJ: '13800000099' }))).toMatchObject({ REC_FLAG: '0' })

    const paper = (type: string, title: string, fileId: string) => ({
      document: { type, no: `武医保〔2026〕${title}`, title, date: '2026-03-05', fileId },
    })
    await step(no, 'accept', paper('NTC_ACCEPT', '受理通知书', await upload('ACP.pdf')))
    await step(no, 'approve', { decision: { result: 'approve', at: AT } })
    await step(no, 'complete', paper('NTC_DONE', '办结通知书', await upload('STL.pdf')))
    expect(sent.map(brief)).toEqual(['WSYSL 1', 'SL 1', 'SPCL 1', 'BJ 1'])
    expect(sent.every((xml) => fieldOf(xml, 'SBLSH_SHORT') === SHORT && fieldOf(xml, 'PROJECT_CODE') === no)).toBe(true)
    expect(fieldOf(sent[1] ?? '', 'HZ_ATTACH_DATA')).toBe(PDF.toString('base64'))
    expect([fieldOf(sent[3] ?? '', 'BJJGDM'), fieldOf(sent[3] ?? '', 'HZLX')]).toEqual(['6', 'STL'])
  })

  it('goes through a correction: the whole form again in its next version, and the materials that were asked for', async () => {
    const { gateway, push, step, sent, upload, no } = await received()
    for (const one of ['1', '2', '3']) await push(material(one))
    const items = [
      { target: 'material' as const, slot: 'MT009', label: '登记表', reason: '缺签名', requirement: '' },
      { target: 'field' as const, path: 'filing.to', label: '结束日期', reason: '超过半年', requirement: '' },
    ]
    await step(no, 'correct', {
      correction: { no: '武补正1号', dueOn: '2026-03-12', items },
      document: {
        type: 'NTC_CORRECT',
        no: '武补正1号',
        title: '补正',
        date: '2026-03-05',
        fileId: await upload('SGZ.pdf'),
      },
    })
    const notice = sent.at(-1) ?? ''
    expect([brief(notice), fieldOf(notice, 'BJCLQD')]).toEqual(['BJGZ 1', '1:异地就医备案登记表:1'])
    expect(notice).toContain('<ZD PATH="FORM/JSRQ" JG="0" YY="超过半年"/><CL STUFF_SEQ="1" CLBM="GD0701"')
    const again = changeFields(gdVector('9.5 申办'), { CZLX: 'U', VERSION: '2' })
      .replace('<Field FieldName="SXBM">', `<Field FieldName="PROJECT_CODE">${no}</Field><Field FieldName="SXBM">`)
      .replace('<JSRQ>20260905', '<JSRQ>20260705')
    expect(await push(again)).toMatchObject({ REC_FLAG: '1', CLYS: '2', CLZS: '3' })
    expect(await push(material('1', '2'))).toMatchObject({ REC_FLAG: '1', CLYS: '3', CLZS: '3' })
    const value = await gateway.store.cases.byNo(no)
    expect(value).toMatchObject({ status: 'CORRECTED', form: { filing: { to: '2026-07-05' } } })
    expect(value?.materials).toHaveLength(3)
  })

  it('is withdrawn when 广东 asks for it, and that is told as its end', async () => {
    const { gateway, push, deliver, sent, no } = await received()
    const asked = changeFields(gdVector('9.5 申办'), { CZLX: 'D', VERSION: '2', XML_DATA: null })
      .replace('<Field FieldName="SXBM">', `<Field FieldName="PROJECT_CODE">${no}</Field><Field FieldName="SXBM">`)
      .replace('<Field FieldName="VERSION">', '<Field FieldName="CXYY">不办了</Field><Field FieldName="VERSION">')
    expect(await push(asked)).toMatchObject({ CODE: '0', REC_FLAG: '1' })
    expect((await gateway.store.cases.byNo(no))?.status).toBe('WITHDRAWN')
    await deliver()
    expect(sent.map(brief)).toEqual(['BJ 1'])
    expect([fieldOf(sent[0] ?? '', 'BJJGDM'), fieldOf(sent[0] ?? '', 'ZFHTHYYDM')]).toEqual(['2', '1'])
  })
})

describe('a case that goes to 广东', () => {
  const { address: _, ...applicant } = m07Form()['applicant'] as Record<string, string>
  const form = m07Form({
    'case.handlingDivision': '440106000000',
    'insurance.division': '440106',
    applicant,
    extra: { emergencyName: '欧阳明', emergencyPhone: '13800000001' },
  })
  const given = async (upload: (name: string) => Promise<string>): Promise<NewCase['materials']> => [
    { slot: 'MT009', form: '4', copies: 1, originalSeen: true, fileId: await upload('备案表.pdf') },
    { slot: 'MT013', form: '4', copies: 1, originalSeen: true, fileId: await upload('承诺书.pdf') },
    { slot: 'MT025', form: '4', copies: 1, originalSeen: true, fileId: await upload('同意书.pdf') },
    {
      slot: 'MT001',
      form: '2',
      copies: 1,
      originalSeen: false,
      exempt: { kind: 'D', source: '公安人口库核验', at: '2026-03-05T10:00:00+08:00' },
    },
  ]
  const out = async () => {
    const made = await start()
    const materials = await given(made.upload)
    const request = { region: '440000', matter: 'M07', mode: '1', form, materials, submit: true }
    const { value } = await createCase(made.gateway, request, 'k1', CLERK)
    await made.deliver()
    const [application = ''] = made.sent
    const about = (xml: string, fields: Record<string, string> = {}) =>
      changeFields(xml, {
        SBLSH: value.no,
        SBLSH_SHORT: fieldOf(application, 'SBLSH_SHORT'),
        PROJECT_CODE: PROJECT,
        SXBM_SHORT: '442036003001',
        ...fields,
      })
    return { ...made, no: value.no, materials, about }
  }

  it('goes as one application and one message for each material, and comes to its end by what 广东 tells', async () => {
    const { gateway, clock, push, sent, no, about } = await out()
    expect(sent.map(brief)).toEqual(['SB 1', 'SBCL 1', 'SBCL 1', 'SBCL 1', 'SBCL 1'])
    expect(sent.slice(1).map((xml) => [fieldOf(xml, 'CLBM'), fieldOf(xml, 'MTJLX')])).toEqual([
      ['GD0701', '0'],
      ['GD0702', '0'],
      ['GD0001', '0'],
      ['GD0003', '2'],
    ])
    expect(await gateway.store.cases.byNo(no)).toMatchObject({ status: 'DELIVERED', partnerNo: PROJECT })
    clock.advance(3_600_000)
    expect(await push(about(gdVector('9.3 受理')))).toMatchObject({ CODE: '0', REC_FLAG: '1', PROJECT_CODE: PROJECT })
    expect((await gateway.store.cases.byNo(no))?.status).toBe('ACCEPTED')
    expect(await push(about(gdVector('9.4 办结')))).toMatchObject({ REC_FLAG: '1' })
    expect(await push(about(gdVector('9.4 领证')))).toMatchObject({ REC_FLAG: '1' })
    expect((await gateway.store.cases.byNo(no))?.status).toBe('DELIVERED_RESULT')
    const files = await gateway.store.files.ofCase((await gateway.store.cases.byNo(no))?.id ?? '')
    expect(files.map(({ name }) => name)).toEqual(expect.arrayContaining(['ACP.pdf', 'SAL.pdf', 'yyzz.pdf']))
  })

  it('is corrected: the form goes whole in its next version, of the materials only the one that changed', async () => {
    const { gateway, push, deliver, upload, sent, no, materials, about } = await out()
    const notice = about(gdVector('9.3 补交告知'))
      .replace('FORM/ZS_DZ', 'FORM/JWDZ')
      .replace(/<ZD PATH="FORM\/GDXX.*?\/>/, '')
      .replace('STUFF_SEQ="5" CLBM="GD0105"', 'STUFF_SEQ="2" CLBM="GD0702"')
      .replace(/<CL STUFF_SEQ="2" CLBM="GD0102".*?\/>/, '')
    expect(await push(notice)).toMatchObject({ CODE: '0', REC_FLAG: '1' })
    const corrected = await gateway.store.cases.byNo(no)
    expect(corrected?.status).toBe('CORRECTION')
    sent.length = 0
    const fileId = await upload('承诺书新.pdf', Buffer.concat([PDF, Buffer.from('\n')]))
    const person = { ...(form['person'] as object), addressAway: '四川省成都市武侯区示例路1号2栋3号' }
    await supplementCase(
      gateway,
      no,
      {
        form: { ...form, person },
        materials: materials.map((one) => (one.slot === 'MT013' ? { ...one, fileId } : one)),
      },
      `staff:${CLERK.id}`,
    )
    await deliver()
    expect(sent.map(brief)).toEqual(['SB 2', 'SBCL 2'])
    const [again = '', only = ''] = sent
    expect([fieldOf(again, 'CZLX'), fieldOf(again, 'PROJECT_CODE')]).toEqual(['U', PROJECT])
    expect(again).toContain('<JWDZ>四川省成都市武侯区示例路1号2栋3号</JWDZ>')
    expect([fieldOf(only, 'STUFF_SEQ'), fieldOf(only, 'CLBM')]).toEqual(['2', 'GD0702'])
  })

  it('is withdrawn by an application that says so, without its form', async () => {
    const { gateway, deliver, sent, no } = await out()
    sent.length = 0
    await withdrawCase(gateway, no, '申请人不办了', CLERK)
    await deliver()
    const [asked = ''] = sent
    expect(sent).toHaveLength(1)
    expect([brief(asked), fieldOf(asked, 'CZLX'), fieldOf(asked, 'CXYY')]).toEqual(['SB 2', 'D', '申请人不办了'])
    expect([fieldOf(asked, 'XML_DATA'), fieldOf(asked, 'SQRMC')]).toEqual(['', '次仁'])
  })
})
