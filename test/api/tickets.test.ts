import { beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../api/access.ts'
import { createApi } from '../../api/app.ts'
import * as shapes from '../../api/ticket-answers.ts'
import { insertCase } from '../../core/store/case-rows.ts'
import { insertIssuedDocument } from '../../core/store/issued-documents.ts'
import { openComplaint } from '../../core/tickets/open-ticket.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const SECOND = 'second-window-token-0000000'
const CODE = 'A'.repeat(26)

async function open() {
  const made = await gatewayInMemory('2026-03-02T09:00:00+08:00', {}, { send: () => Promise.reject(new Error('none')) })
  const { gateway } = made
  await enrol(gateway.store)
  const wang = { id: 'wang', name: '王工', roles: ['window'], matters: [] } as const
  await gateway.store.people.addWithToken(wang, hashToken(SECOND), 1)
  // the clerk window1 collected it
  await gateway.store.commit(insertCase({ ...caseOf('1', { no: 'NO-1' }), clerkId: 'window1' }, gateway.applicantIndex))
  const issued = {
    code: CODE,
    caseId: caseOf('1', { no: 'NO-1' }).id,
    kind: 'collection-voucher',
    number: 'SJ-NO-1',
    print: 1,
  }
  const printed = { paper: 'a4', sha256: 'ab', reason: '', issuedBy: 'staff:window1', issuedAt: 5 }
  await gateway.store.commit([insertIssuedDocument({ ...issued, ...printed })])
  const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const ask = async (token: string | null, method: string, path: string, body?: object) => {
    const response = await api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        method,
        headers: {
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const step = (token: string, no: string, name: string, text = '') =>
    ask(token, 'POST', `/api/tickets/${no}/steps`, { step: name, text })
  const complain = async (text = '等了三个小时') => {
    const { status, body } = await ask(null, 'POST', '/public/complaints', { code: CODE, text, mobile: '13800000001' })
    expect(status).toBe(201)
    return shapes.openedTicketAnswer.parse(body)
  }
  return { ...made, ask, step, complain }
}

describe('complaints', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
  })

  it('get a receipt number at once and fifteen working days, counted from the day after', async () => {
    const { no, dueAt } = await hall.complain()
    expect(no).toMatch(/^WH510107TS20260302\d{6}$/)
    // from Monday 2 March: 3 to 6, 9 to 13, 16 to 20, 23
    expect(dueAt).toBe('2026-03-23T23:59:59+08:00')
    const { body } = await hall.ask(TOKENS.supervisor, 'GET', `/api/tickets/${no}`)
    expect(shapes.ticketAnswer.parse(body)).toMatchObject({
      stateText: '待认领',
      colour: 'normal',
      about: { kind: 'document', ref: 'SJ-NO-1', name: '收件凭证' },
      caseNo: 'NO-1',
      contact: '138****0001',
      firstWordDueAt: '2026-03-03T23:59:59+08:00',
      entries: [{ step: 'opened', text: '等了三个小时', by: '' }],
    })
  })

  it('are taken by one of two clerks who want one at once; the other is told who has it', async () => {
    const { no } = await hall.complain()
    const both = await Promise.all([hall.step(SECOND, no, 'take'), hall.step(TOKENS.supervisor, no, 'take')])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    const [won, lost] = both[0]?.status === 200 ? both : [both[1], both[0]]
    expect(lost?.body).toMatchObject({ code: 'ticket-taken' })
    expect(lost?.body['detail']).toBe(`工单 ${no} 已由 ${String(won?.body['takenByName'])} 认领`)
    const loser = won?.body['takenBy'] === 'wang' ? TOKENS.supervisor : SECOND
    expect((await hall.step(loser, no, 'answer', '已经办了')).body['code']).toBe('ticket-taken')
  })

  it('are never answered by whoever collected the case', async () => {
    const { no } = await hall.complain()
    expect((await hall.step(TOKENS.window, no, 'take')).body['code']).toBe('ticket-own')
    expect((await hall.step(TOKENS.auditor, no, 'take')).status).toBe(403)
  })

  it('show the person what was said and answered, without names, and nobody else anything', async () => {
    const { no, code } = await hall.complain('材料被退了两次')
    const read = (given: string) => hall.ask(null, 'POST', '/public/complaints/read', { no, code: given })
    await hall.step(SECOND, no, 'take')
    expect((await hall.step(SECOND, no, 'say')).body['errors']).toMatchObject([{ pointer: '/text', code: 'required' }])
    const mine = (await hall.step(SECOND, no, 'say', '已在核实')).body
    expect(mine).toMatchObject({ contact: '13800000001', firstWordAt: '2026-03-02T09:00:00+08:00' })
    await hall.step(SECOND, no, 'release', '与我相识')
    expect((await hall.step(SECOND, no, 'say', '再说一句')).body['detail']).toBe('请先认领工单')
    await hall.step(TOKENS.supervisor, no, 'take')
    await hall.step(TOKENS.supervisor, no, 'answer', '已当面致歉,材料已代补')
    const { body } = await read(code.toLowerCase())
    expect(shapes.publicTicketAnswer.parse(body).entries.map(({ stepText, text }) => [stepText, text])).toEqual([
      ['已登记', '材料被退了两次'],
      ['告知', '已在核实'],
      ['答复办结', '已当面致歉,材料已代补'],
    ])
    expect(JSON.stringify(body)).not.toMatch(/王工|supervisor|相识|138/)
    expect((await hall.step(TOKENS.supervisor, no, 'answer', '又')).body['code']).toBe('state-conflict')
    for (let tries = 0; tries < 5; tries += 1) expect((await read('0000000000')).body['code']).toBe('not-found')
    const locked = await read(code)
    expect([locked.status, locked.body['detail']]).toEqual([429, '请 15 分钟后(09:15)再试'])
    hall.clock.advance(15 * 60_000)
    expect((await read(code)).status).toBe(200)
  })

  it('about what we never issued, without words, or too many about one thing are refused', async () => {
    const send = (body: object) => hall.ask(null, 'POST', '/public/complaints', body)
    expect((await send({ code: 'B'.repeat(26), text: '不对' })).body['code']).toBe('not-found')
    const empty = await send({ code: CODE, text: ' \n ', mobile: '123' })
    expect(empty.body['errors']).toMatchObject([
      { pointer: '/text', message: '“text”写法不对:不能为空' },
      { pointer: '/mobile', message: '“mobile”写法不对:应是 11 位手机号' },
    ])
    const subject = { kind: 'licence', ref: 'LIC-1', name: '食品经营许可证' } as const
    for (let count = 0; count < 20; count += 1)
      await openComplaint(hall.gateway, { subject, caseId: '' }, { text: '过期了' })
    await expect(openComplaint(hall.gateway, { subject, caseId: '' }, { text: '过期了' })).rejects.toMatchObject({
      code: 'ticket-full',
    })
  })

  it('are listed soonest due first, and turn yellow, red and overdue', async () => {
    const other = await open()
    const { no } = await other.complain()
    other.clock.advance(3_600_000)
    await other.complain()
    const list = async (query = '') => (await other.ask(TOKENS.handler, 'GET', `/api/tickets${query}`)).body
    const first = shapes.ticketListAnswer.parse(await list('?limit=1'))
    expect(first.tickets.map((one) => one.no)).toEqual([no])
    const rest = shapes.ticketListAnswer.parse(await list(`?limit=5&cursor=${first.cursor}`))
    expect(rest.tickets).toHaveLength(1)
    const colours: unknown[] = []
    for (const day of ['2026-03-16', '2026-03-18', '2026-03-22', '2026-03-24']) {
      other.clock.advance(Date.parse(`${day}T12:00:00+08:00`) - other.clock.now())
      colours.push(shapes.ticketListAnswer.parse(await list('?state=open')).tickets[0]?.colour)
    }
    expect(colours).toEqual(['normal', 'yellow', 'red', 'overdue'])
    expect(shapes.ticketListAnswer.parse(await list('?state=closed')).tickets).toEqual([])
  })
})
