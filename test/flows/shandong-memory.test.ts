import { describe, expect, it } from 'vitest'
import { clockWatch } from '../../core/clock/watch.ts'
import { handleCase, type Step } from '../../core/handling/steps.ts'
import type { JsonObject } from '../../core/json.ts'
import type { HttpRequest } from '../../core/ports.ts'
import { createReceiver } from '../../core/receiving/receive.ts'
import type { Staff } from '../../core/store/people.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { readReply, SECRETS, sdAnswer, sdRequest, sdVector, textOf } from '../support/shandong-partner.ts'

const AT = '2026-03-06T15:00:04+08:00'
const THEIRS = '37010226030600009'
const HANDLER: Staff = { id: 'W1004', name: '经办四号', roles: ['handler'], matters: [] }

/** Our gateway with a handler, and 山东 on the other side: what it sends is real, what it gets is opened by OpenSSL. */
async function start() {
  const sent: string[] = []
  const http = {
    send: async (request: HttpRequest) => {
      const text = textOf(request)
      sent.push(`${request.url.split('/').at(-1)} ${text}`)
      const no = /<SBLSH_SHORT>(.*?)</.exec(text)?.[1] ?? ''
      return sdAnswer({ status: '200', desc: '请求成功', SBLSH_SHORT: no })
    },
  }
  const made = await gatewayInMemory(AT, SECRETS, http)
  const { gateway, clock, dispatcher } = made
  await gateway.store.people.addWithToken(HANDLER, 'hash', clock.now())
  const region = gateway.regions.get('370000')
  if (!region) throw new Error('no region')
  const receiver = createReceiver(gateway)
  const deliver = async () => {
    while ((await dispatcher.sweep()) > 0);
  }
  let nonce = 0
  const push = async (operation: string, text: string) => {
    const request = sdRequest(operation, text, clock.now(), { nonce: `n-${nonce++}` })
    const entrance = { region, mount: '/partner/370000', path: new URL(request.url).pathname }
    const reply = await readReply(await receiver.receive(request, entrance))
    return JSON.parse(reply.inner) as { status: string; desc: string; YWLSH?: string; errors?: JsonObject[] }
  }
  const step = async (no: string, name: Step['step'], more: Partial<Step> = {}) => {
    clock.advance(60_000)
    await handleCase(gateway, no, { step: name, ...more }, HANDLER)
    await deliver()
  }
  return { gateway, clock, push, step, deliver, sent }
}

const own = (name: string, no: number) =>
  sdVector(name)
    .replaceAll('WH20260302000021', THEIRS)
    .replaceAll('11370102MB0000035N4002036004001', '11510107000000000U4002036004001')
    .replace(/<XH>\d+</, `<XH>${no}<`)
const materials = (no: number) =>
  own('9.1 材料', no).replace('<STUFF_SEQ>13</STUFF_SEQ><CLMC>个人承诺书', '<STUFF_SEQ>12</STUFF_SEQ><CLMC>派驻证明')

describe('a case that 山东 pushes in several messages', () => {
  it('is registered at once, gets its materials, and is told from acceptance to its end', async () => {
    const { gateway, push, step, sent } = await start()
    const first = await push('receiveOnlineApply', sdVector('9.5 申办'))
    expect(first).toMatchObject({ status: '200', desc: '请求成功' })
    const no = first.YWLSH ?? ''
    expect(await push('receiveApplyMaterial', materials(2))).toMatchObject({ status: '200', YWLSH: no })
    const value = await gateway.store.cases.byNo(no)
    expect(value).toMatchObject({ status: 'DELIVERED', partnerNo: THEIRS, handler: HANDLER.id })
    expect(value?.materials.map(({ slot, file }) => [slot, file?.name])).toEqual([
      ['MT009', '异地就医备案表.pdf'],
      ['MT012', '个人承诺书.pdf'],
      ['MT001', undefined],
    ])
    const files = await gateway.store.files.ofCase(value?.id ?? '')
    expect(files.map(({ sizeBytes, mediaType }) => [sizeBytes, mediaType]).sort()).toEqual([
      [26, 'application/pdf'],
      [27, 'application/pdf'],
    ])
    await step(no, 'accept', { note: '予以受理' })
    await step(no, 'approve', { decision: { result: 'approve', at: AT } })
    await step(no, 'complete')
    expect(sent.map((text) => /^(\w+) .*<XH>(\d+)</.exec(text)?.slice(1))).toEqual([
      ['receiveAcceptInfo', '1'],
      ['receiveAcceptInfo', '2'],
      ['receiveCourseInfo', '3'],
      ['receiveFinishInfo', '4'],
    ])
    const times = sent.map((text) => /<(?:YWSLSJ|SPSJ|BJSJ)>(.*?)</.exec(text)?.[1] ?? '')
    expect([...new Set(times)].sort()).toEqual(times)
  })

  it('is accepted by law when five working days went by without a word, and 山东 is told so', async () => {
    const { gateway, push, clock, deliver, sent } = await start()
    const { YWLSH: no = '' } = await push('receiveOnlineApply', sdVector('9.5 申办'))
    await push('receiveApplyMaterial', materials(2))
    const watch = clockWatch(gateway, 'test')
    for (let day = 0; day < 8; day += 1) {
      clock.advance(24 * 3_600_000)
      await watch.work()
    }
    await deliver()
    expect((await gateway.store.cases.byNo(no))?.status).toBe('ACCEPTED')
    const events = await gateway.store.cases.events((await gateway.store.cases.byNo(no))?.id ?? '')
    const deemed = events.find(({ type }) => type === 'deemed-accepted')
    // received on a Friday: the promise counts from then
    expect(deemed).toMatchObject({
      status: 'ACCEPTED',
      actor: 'gateway',
      data: { note: '逾期视为受理', receivedAt: AT },
    })
    expect(sent.map((text) => /^(\w+) .*<XH>(\d+)</.exec(text)?.slice(1))).toEqual([
      ['receiveAcceptInfo', '1'],
      ['receiveAcceptInfo', '2'],
    ])
    expect(sent[1]).toContain('逾期视为受理')
    await watch.work()
    expect(
      (await gateway.store.cases.events(deemed?.caseId ?? '')).filter(({ type }) => type === 'deemed-accepted'),
    ).toHaveLength(1)
  })

  it('answers the same again as before, tells a gap, and refuses other content under a known number', async () => {
    const { push } = await start()
    const first = await push('receiveOnlineApply', sdVector('9.5 申办'))
    expect(await push('receiveOnlineApply', sdVector('9.5 申办'))).toEqual({
      status: '300',
      desc: '当前业务已申报',
      SBLSH_SHORT: THEIRS,
      YWLSH: first.YWLSH,
      errors: [],
    })
    expect(await push('receiveApplyMaterial', materials(3))).toMatchObject({ status: '301' })
    expect(await push('receiveApplyMaterial', materials(2))).toMatchObject({ status: '200' })
    expect(await push('receiveApplyMaterial', materials(2))).toMatchObject({ status: '300', desc: '当前业务已处理' })
    const other = await push('receiveApplyMaterial', materials(2).replace('SJHY-', 'XXXX-'))
    expect(other).toMatchObject({ status: '300', errors: [{ code: 'SD2007' }] })
    expect(other.desc).not.toMatch(/^当前业务已/)
  })

  it('goes through a correction: materials first, then the answer, then on', async () => {
    const { gateway, push, step, sent } = await start()
    const { YWLSH: no = '' } = await push('receiveOnlineApply', sdVector('9.5 申办'))
    await push('receiveApplyMaterial', materials(2))
    const items = [
      { target: 'field' as const, path: 'person.addressAway', label: '居外地址', reason: '不全', requirement: '' },
    ]
    await step(no, 'correct', { correction: { no: 'BZ1', dueOn: '2026-03-13', items } })
    expect(sent.at(-1)).toContain('<PROJECT_CODE>BZ1</PROJECT_CODE>')
    const renewed = materials(3)
      .replaceAll('<VERSION>1<', '<VERSION>2<')
      .replaceAll(/<ATTACH_ID>\w{32}/g, (id) => id.replace(/.$/, 'f'))
    expect(await push('receiveApplyMaterial', renewed)).toMatchObject({ status: '200' })
    const answered = await push('receiveCorrectResult', own('9.3 补正受理', 4))
    expect(answered).toMatchObject({ status: '200', YWLSH: no })
    const value = await gateway.store.cases.byNo(no)
    expect(value?.status).toBe('CORRECTED')
    expect(value?.form['person']).toMatchObject({ addressAway: '山东省济南市历下区示例街道示例路1号2栋101号' })
    expect(value?.materials).toHaveLength(3)
    await step(no, 'accept')
    expect(sent.at(-1)).toMatch(/^receiveAcceptInfo .*<XH>3<.*<YWSLZT>1</)
  })

  it('is withdrawn when 山东 asks for it, and that is told as its end', async () => {
    const { gateway, push, deliver, sent } = await start()
    const { YWLSH: no = '' } = await push('receiveOnlineApply', sdVector('9.5 申办'))
    const text = `<?xml version="1.0" encoding="UTF-8"?><APPROVEDATAINFO><SBLSH_SHORT>${THEIRS}</SBLSH_SHORT><SXBM>11510107000000000U4002036004001</SXBM><XH>2</XH><SPCHEXIAO><CXYY>不办了</CXYY><CXSJ>2026-03-06 15:10:00</CXSJ><CXRXM>历下窗口二号</CXRXM></SPCHEXIAO></APPROVEDATAINFO>`
    expect(await push('receiveWithdraw', text)).toMatchObject({ status: '200', YWLSH: no })
    expect((await gateway.store.cases.byNo(no))?.status).toBe('WITHDRAWN')
    await deliver()
    expect(sent).toHaveLength(1)
    expect(sent[0]).toMatch(/^receiveFinishInfo .*<XH>1<.*<BJJGDM>3<\/BJJGDM><BJJGMS>撤销申请</)
  })

  it('is refused where a material is none of the list, and where the form has faults: nothing is registered', async () => {
    const { gateway, push } = await start()
    const wrong = sdVector('9.5 申办')
      .replaceAll('510107190001020012', '510107190001020013')
      .replace('CDATA[13]', 'CDATA[3]')
    const refused = await push('receiveOnlineApply', wrong)
    expect(refused).toMatchObject({ status: '300', desc: '字段校验失败' })
    expect(refused.errors).toContainEqual(expect.objectContaining({ code: 'SD2004', path: 'XML_DATA/BALX' }))
    expect(await gateway.store.caseLists.list({}, { limit: 5 })).toEqual([])
    await push('receiveOnlineApply', sdVector('9.5 申办'))
    const foreign = await push('receiveApplyMaterial', materials(2).replace('<STUFF_SEQ>9<', '<STUFF_SEQ>99<'))
    expect(foreign).toMatchObject({ status: '300', errors: [{ code: 'SD2008' }] })
    expect(await push('receiveApplyMaterial', materials(2))).toMatchObject({ status: '200' })
  })
})
