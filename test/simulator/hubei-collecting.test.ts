import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PushedCase, PushVariant } from '../../simulator/contract.ts'
import {
  answerTo,
  at,
  complaints,
  fileOf,
  inside,
  openStage,
  packageOf,
  recordOf,
  SAMPLE_PDF,
  type Stage,
  sample,
} from './hubei-stage.ts'

const OUR_NUMBER = 'WHRK202603050001'
const FEEDBACK = { M02: 'SCJG_ZZBLFKJSFW', M07: 'YLBZ_YDJYBAFKJSFW' } as const
const SID = { M02: '022006', M07: '041006' } as const

let stage: Stage
let matter: 'M02' | 'M07'
let seconds: number
beforeEach(async () => {
  stage = await openStage({ time: '20260305100530' })
  stage.gateway.answer = ({ information }) => answerTo(information, '10', OUR_NUMBER)
})
afterEach(() => stage.close())

async function push(which: 'M02' | 'M07', variant?: PushVariant) {
  matter = which
  seconds = 0
  return stage.simulator.pushCase(which, variant)
}
const pushed = (): PushedCase => stage.simulator.pushed().at(-1) as PushedCase
const caseNumber = () => inside(stage.gateway.calls.at(-1)?.information ?? '', 'YWXTBH')

/** A feedback of ours on the case pushed last; its time follows the one before. */
function feedback(number: number, type: string, own: Readonly<Record<string, string>> = {}, further = ''): string {
  seconds += 1
  const main = {
    YWLSH: OUR_NUMBER,
    FKXH: String(number),
    FKLXDM: type,
    FKSJ: String(20260305100530 + seconds),
    FKDW_JGDM: '510107000201',
    FKDW_JGMC: '成都市武侯区医疗保障局',
    FKR_XM: '赵示例',
    ...own,
  }
  const category = matter === 'M02' ? '0220' : '0410'
  return packageOf(category, caseNumber(), '20260305100530', recordOf(SID[matter], main) + further)
}
const document = (type: string): string =>
  recordOf('010010', { WSLXDM: type, WSBH: '成武示〔2026〕1号', WJSXH: '1' }) + fileOf(`98${type}`, '文书')
const ACCEPTED = { SLBH: '成武受〔2026〕1号', FDSX: '2', FDSXDW: '2', CNSX: '1', CNSXDW: '2' }
const tell = async (text: string): Promise<string> => stage.call(FEEDBACK[matter], text)
const code = async (text: string): Promise<string> => inside(await tell(text), 'CODE')

describe('a case that 湖北 pushes', () => {
  it('is the message of 9.5 byte for byte, its own numbers apart', async () => {
    const { partnerCaseNo, reply } = await push('M07')
    const [call] = stage.gateway.calls
    expect(call?.operation).toBe('YLBZ_SQYDJYBAJSFW')
    expect(call?.registrationCode).toBe('0c8e2d4f6a1b39578d2e4f1a6b3c5d70')
    expect(call?.information).toBe(
      sample('9.5-push.xml')
        .replace('420106041020260305000001', caseNumber())
        .replace('42010620260305000021', partnerCaseNo),
    )
    expect(reply).toMatchObject({ code: '10', number: OUR_NUMBER })
    expect(pushed()).toMatchObject({ partnerCaseNo, gatewayCaseNo: OUR_NUMBER, faults: [] })
  })

  it('is varied as asked: again, again in the same bytes, another under its key, a wrong code, an old time, a wrong digit', async () => {
    const texts = async (variant: PushVariant) => {
      const before = stage.gateway.calls.length
      await push('M07', variant)
      return stage.gateway.calls.slice(before)
    }
    const data = (call?: { information: string }) => /<DATA>.*<\/DATA>/.exec(call?.information ?? '')?.[0]
    const duplicate = await texts('duplicate')
    expect(data(duplicate[0])).toBe(data(duplicate[1]))
    const replayed = await texts('replayed')
    expect(replayed[0]?.information).toBe(replayed[1]?.information)
    const conflict = await texts('conflict')
    expect(data(conflict[0])).not.toBe(data(conflict[1]))
    expect(inside(conflict[0]?.information ?? '', 'YWXTBH')).toBe(inside(conflict[1]?.information ?? '', 'YWXTBH'))
    expect((await texts('bad-signature'))[0]?.registrationCode).toBe('0'.repeat(32))
    expect(inside((await texts('stale'))[0]?.information ?? '', 'FSSJ')).toBe('20260305090530')
    expect(inside((await texts('bad-id'))[0]?.information ?? '', 'SQR_GMSFHM')).toBe('420106190002030012')
  })

  it('never has more than four calls under way at the gateway', async () => {
    let [running, most] = [0, 0]
    const held = Promise.withResolvers<void>()
    stage.gateway.answer = async ({ information }) => {
      running += 1
      most = Math.max(most, running)
      await held.promise
      running -= 1
      return answerTo(information, '10', OUR_NUMBER)
    }
    const pushes = Array.from({ length: 7 }, () => push('M07'))
    await expect.poll(() => running, { timeout: 3_000 }).toBe(4)
    held.resolve()
    await Promise.all(pushes)
    expect([most, stage.gateway.calls.length]).toEqual([4, 7])
  })

  it('says what failed where no answer can be read', async () => {
    stage.gateway.answer = () => '不是 XML'
    expect((await push('M07')).reply).toMatchObject({ code: '', failure: expect.stringContaining('XML') })
  })
})

describe('feedback of the gateway to 湖北', () => {
  it('is taken as 9.5 shows it, once; the same again is -61, another under its number -62, a gap -65', async () => {
    const { partnerCaseNo } = await push('M07')
    stage.clock.now = at('20260305103007')
    const text = sample('9.5-feedback.xml').replace('420106041020260305000001', caseNumber())
    const answer = await tell(text)
    expect(answer).toBe(
      answerTo(text, '10', partnerCaseNo)
        .replaceAll('样例', '成功')
        .replace('<FSSJ>20260305103005', '<FSSJ>20260305103007'),
    )
    expect(await code(text.replace('20260305103005', '20260305103006'))).toBe('-61')
    expect(pushed()).toMatchObject({ status: '01', events: [{ seq: 1, status: '01' }], faults: [] })
    expect(await code(text.replace('赵示例', '钱示例'))).toBe('-62')
    expect(await code(text.replace('<FKXH>1', '<FKXH>3'))).toBe('-65')
    expect(pushed().faults).toEqual(['反馈 1(01):-62 同一序号内容不同', '反馈 3(01):-65 此前只到 1'])
  })

  it('leads to a licence whose number, digest and size are kept', async () => {
    await push('M02')
    const licence = /<RECORD no="1" sid="010009">.*?<\/RECORD>/.exec(sample('9.4-completed.xml'))?.[0] ?? ''
    const end =
      licence +
      recordOf('010010', { WSLXDM: '14', WSBH: '1号', WJSXH: '1' }) +
      fileOf('9814', '办结通知书') +
      fileOf('9901', '营业执照', 2)
    const course = [
      feedback(1, '01'),
      feedback(2, '02', ACCEPTED, document('04')),
      feedback(3, '06', { HJDM: '2' }),
      feedback(4, '09', {}, document('16')),
      feedback(5, '15'),
      feedback(6, '11', { BLJGDM: '1' }, end),
    ]
    for (const text of course) expect(await code(text)).toBe('10')
    const bytes = Buffer.from(SAMPLE_PDF, 'base64')
    expect(pushed()).toMatchObject({
      status: '11',
      faults: [],
      licence: {
        no: '91420106MA0000226M',
        sha256: createHash('sha256').update(bytes).digest('hex'),
        bytes: 303,
      },
    })
  })

  const breaches: readonly (readonly [rule: string, text: () => string, complaint: string])[] = [
    ['an acceptance without its document', () => feedback(2, '02', ACCEPTED), '041006[1].FKLXDM -931'],
    ['an acceptance without its limits', () => feedback(2, '02', { SLBH: '1' }, document('04')), '041006[1].CNSX -931'],
    ['a refusal without a reason', () => feedback(2, '03', {}, document('03')), '041006[1].FKYJ -931'],
    ['a number that is not ours', () => feedback(2, '13').replace(OUR_NUMBER, 'WHRK9'), '041006[1].YWLSH -934'],
    ['a time before the last', () => feedback(2, '13', { FKSJ: '20260305100500' }), '041006[1].FKSJ -934'],
    ['a type that is none', () => feedback(2, '18'), '041006[1].FKLXDM -932'],
    ['a field that is none', () => feedback(2, '13', { BZ: '1' }), '041006[1].BZ -932'],
    [
      'a document without its file',
      () => feedback(2, '03', { FKYJ: '否' }, document('03').replace('9803', '9804')),
      '010010[1].WJSXH -934',
    ],
    [
      'a document that is no PDF',
      () => feedback(2, '03', { FKYJ: '否' }, document('03').replace('JVBERi0x', 'UEsDBBQA')),
      '011000[1].CLNR -914',
    ],
    [
      'a correction of nothing',
      () => feedback(2, '04', { FKYJ: '补', BZQX: '20260310' }, document('05')),
      '041006[1].FKLXDM -931',
    ],
    ['a correction of an unknown field', () => correction('NAME', '4101'), '010007[1].ZDM -932'],
    ['a correction of an unknown material', () => correction('MEMO', '4102'), '010008[1].CLLBDM -934'],
    ['a record that is not for it', () => feedback(2, '13', {}, recordOf('010016', {})), '010016[1].RECORD -932'],
    ['a receipt of no supplement', () => feedback(2, '05'), '041006[1].FKLXDM -934'],
  ]
  const correction = (field: string, material: string) =>
    feedback(
      2,
      '04',
      { FKYJ: '补', BZQX: '20260310' },
      recordOf('010007', { JLSID: '041004', JLNO: '1', ZDM: field, JGDM: '2', YY: '缺' }) +
        recordOf('010007', { JLSID: '041004', JLNO: '1', ZDM: 'PSN_NAME', JGDM: '1' }, 2) +
        recordOf('010008', { CLLBDM: material, SXH: '1', JGDM: '2', YY: '未签名' }) +
        recordOf('010008', { CLLBDM: '0001', SXH: '2', JGDM: '1' }, 2) +
        document('05'),
    )

  it.each(breaches)('is refused and noted for %s', async (_rule, text, complaint) => {
    await push('M07')
    expect(await code(feedback(1, '01'))).toBe('10')
    const answer = await tell(text())
    expect([inside(answer, 'CODE'), complaints(answer)]).toEqual(['-41', expect.arrayContaining([complaint])])
    expect(pushed().faults.some((fault) => fault.includes(`:${complaint} `))).toBe(true)
    expect(pushed().status).toBe('01')
  })

  it('is refused with -64 where it may not follow, with -63 for a case that is none', async () => {
    await push('M07')
    expect(await code(feedback(1, '02', ACCEPTED, document('04')))).toBe('-64')
    expect(pushed().faults).toEqual(['反馈 1(02):-64 不能接在 申请 之后'])
    expect(await code(feedback(1, '01').replace(caseNumber(), '420106041020260305999999'))).toBe('-63')
  })

  it('is refused where the licence is missing or its check character is wrong', async () => {
    await push('M02')
    await tell(feedback(1, '01'))
    await tell(feedback(2, '02', ACCEPTED, document('04')))
    const missing = await tell(feedback(3, '11', { BLJGDM: '1' }, document('14')))
    expect(complaints(missing)).toEqual(['022006[1].FKLXDM -931'])
    const licence = /<RECORD no="1" sid="010009">.*?<\/RECORD>/.exec(sample('9.4-completed.xml'))?.[0] ?? ''
    const wrong = licence.replace('.001.8<', '.001.9<').replace('<WJSXH>2', '<WJSXH>1')
    expect(complaints(await tell(feedback(3, '11', { BLJGDM: '1' }, wrong + document('14'))))).toEqual([
      '010009[1].ZZBS -933',
      '010009[1].WJSXH -934',
    ])
    const picture = fileOf('9901', '营业执照', 2).replace('<CLGS>pdf', '<CLGS>jpg').replace('JVBERi0x', '/9j/4AAQ')
    const asPicture = await tell(feedback(3, '11', { BLJGDM: '1' }, licence + document('14') + picture))
    expect(complaints(asPicture)).toEqual(['011000[2].CLGS -914'])
  })

  it('is taken in another spelling, and the spelling noted', async () => {
    await push('M07')
    expect(await code(feedback(1, '01').replace('<DATA>', '<DATA>\n'))).toBe('10')
    expect(pushed()).toMatchObject({ status: '01', faults: [expect.stringContaining('不是 3.2 规定的写法')] })
  })

  it('asks for a correction: 湖北 sends what failed and nothing else, and notes where it was not taken', async () => {
    await push('M07')
    await tell(feedback(1, '01'))
    expect(await code(correction('MEMO', '4101'))).toBe('10')
    await expect.poll(() => stage.gateway.calls.length, { timeout: 3_000 }).toBe(2)
    const sent = stage.gateway.calls[1]
    expect(sent?.operation).toBe('TYFW_BZCLJSFW')
    expect(/<DATA>(.*)<\/DATA>/.exec(sent?.information ?? '')?.[1]).toBe(
      recordOf('010014', { YWLSH: OUR_NUMBER, BZCS: '1', BZSJ: '20260305100530', SM: '已按告知补正' }) +
        recordOf('010015', { JLSID: '041004', JLNO: '1', ZDM: 'MEMO', XZ: '已补充说明' }) +
        fileOf('4101', '异地就医备案登记表'),
    )
    expect(await code(feedback(3, '05'))).toBe('10')
    expect(await code(feedback(4, '02', ACCEPTED, document('04')))).toBe('10')
    expect(pushed()).toMatchObject({ status: '02', faults: [] })
    stage.gateway.answer = ({ information }) => answerTo(information, '-64', '')
    expect(await code(correction('MEMO', '4101').replace('<FKXH>2', '<FKXH>5'))).toBe('10')
    await expect.poll(() => pushed().faults, { timeout: 3_000 }).toEqual(['补正 2:应答 -64'])
  })
})
