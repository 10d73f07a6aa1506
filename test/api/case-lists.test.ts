import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../../api/app.ts'
import type { Case } from '../../core/case/case.ts'
import { reindexCases } from '../../core/case/reindex-cases.ts'
import type { JsonObject } from '../../core/json.ts'
import { insertCase } from '../../core/store/case-rows.ts'
import { caseOf } from '../store/sample-rows.ts'
import { gatewayInMemory } from '../support/gateway-in-memory.ts'
import { enrol, TOKENS } from '../support/people.ts'

const NOW = '2026-03-02T09:00:00+08:00'
const ID_NO = '510107199001010017'
const MOBILE = '13800000001'
const HOSTILE = '=HYPERLINK("示例"),有限公司'

async function open(secrets: Readonly<Record<string, string>> = { 'applicant-index': 'the key of the test' }) {
  const { gateway } = await gatewayInMemory(NOW, secrets, { send: () => Promise.reject(new Error('none')) })
  await enrol(gateway.store)
  const api = createApi(gateway, { schemaNumber: async () => 0, processMetrics: async () => '' })
  const ask = (role: keyof typeof TOKENS, method: string, path: string, body?: JsonObject) =>
    api.fetch(
      new Request(`https://gateway.wuhou.example${path}`, {
        method,
        headers: { authorization: `Bearer ${TOKENS[role]}`, 'content-type': 'application/json' },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
  return {
    gateway,
    ask,
    json: async (...asked: Parameters<typeof ask>) => (await (await ask(...asked)).json()) as never,
  }
}

const at = Date.parse(NOW)
const person = { kind: '1', name: '次仁', idNo: ID_NO, mobile: MOBILE }
const CASES: Case[] = [
  caseOf('a', {
    no: 'WH51010720260301000001',
    clerkId: 'window1',
    form: { applicant: person },
    createdAt: at - 86_400_000,
  }),
  caseOf('b', {
    no: 'WH51010720260302000001',
    region: '420000',
    status: 'CORRECTION',
    partnerNo: '420106-HB-7',
    form: { applicant: { ...person, idNo: '510107198801010017' } },
    createdAt: at,
  }),
  caseOf('c', {
    no: 'WH51010720260302000002',
    clerkId: 'other',
    form: { applicant: { kind: '2', name: HOSTILE } },
    createdAt: at + 1,
  }),
]

describe('lists of cases over the API', () => {
  let hall: Awaited<ReturnType<typeof open>>
  beforeAll(async () => {
    hall = await open()
    await hall.gateway.store.commit(CASES.flatMap((value) => insertCase(value, hall.gateway.applicantIndex)))
  })
  const nos = ({ cases }: { cases: { no: string }[] }) => cases.map(({ no }) => no.slice(-8))

  it('are narrowed by query, with dates of Beijing and several statuses', async () => {
    const list = async (query: string) => nos(await hall.json('window', 'GET', `/api/cases?${query}`))
    expect(await list('')).toEqual(['02000002', '02000001', '01000001'])
    expect(await list('order=oldest')).toEqual(['01000001', '02000001', '02000002'])
    expect(await list('from=2026-03-02')).toEqual(['02000002', '02000001'])
    expect(await list('to=2026-03-01')).toEqual(['01000001'])
    expect(await list('status=CORRECTION')).toEqual(['02000001'])
    expect(await list('status=CORRECTION&status=QUEUED&region=420000')).toEqual(['02000001'])
    expect(await list('mine=true')).toEqual(['01000001'])
    const wrong = await hall.json('window', 'GET', '/api/cases?from=2026-02-30')
    expect(wrong).toMatchObject({
      status: 400,
      errors: [{ pointer: '/from', message: expect.stringContaining('没有这一天') as string }],
    })
  })

  it.each([
    ['the case number', 'wh51010720260301000001', ['01000001'], 'no'],
    ['the partner’s number', '420106-HB-7', ['02000001'], 'partnerNo'],
    ['the identity number', `${ID_NO.slice(0, 6)} ${ID_NO.slice(6)}`, ['01000001'], 'idNo'],
    ['the mobile', '138 0000 0001', ['02000001', '01000001'], 'mobile'],
    ['the name', '次仁', ['02000001', '01000001'], 'name'],
    ['how the company begins', '=hyperlink("示', ['02000002'], 'company'],
  ])('find a case by %s', async (_, text, expected, foundBy) => {
    const found = (await hall.json('window', 'POST', '/api/cases/search', { text })) as {
      cases: { no: string; foundBy: string }[]
    }
    expect(nos(found)).toEqual(expected)
    expect(found.cases[0]?.foundBy).toBe(foundBy)
  })

  it('say when there is more than was asked for', async () => {
    expect(await hall.json('window', 'POST', '/api/cases/search', { text: '次仁', limit: 1 })).toMatchObject({
      more: true,
      cases: [{ no: CASES[1]?.no }],
    })
  })

  it('keep nothing of an applicant in the store in the clear but the form itself, nor in the trail of who searched', async () => {
    await hall.json('handler', 'POST', '/api/cases/search', { text: ID_NO })
    const { entries } = (await hall.json('auditor', 'GET', '/api/audit?staff=handler1')) as { entries: JsonObject[] }
    expect(entries).toMatchObject([
      { actor: 'staff:handler1', action: 'case.search', facts: { by: ['no', 'partnerNo', 'idNo'], found: 1 } },
    ])
    expect(JSON.stringify(entries)).not.toContain(ID_NO)
    const [, contents] = insertCase(CASES[0] as Case, hall.gateway.applicantIndex)
    const keys = contents?.params.filter((value) => !String(value).startsWith('{')).join(' ')
    for (const secret of [ID_NO, MOBILE, '次仁']) expect(keys).not.toContain(secret)
  })

  it('are taken along as CSV by those who may, no cell a formula, and the trail says who took what', async () => {
    const refused = await hall.ask('window', 'POST', '/api/cases/export', {})
    expect(refused.status).toBe(403)
    const answer = await hall.ask('supervisor', 'POST', '/api/cases/export', { from: '2026-03-02' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="cases-20260302.csv"')
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await answer.arrayBuffer())
    expect(text).toBe(
      '\ufeff办件编号,方向,地区,事项,状态,申请人,对方办件编号,收件人员,经办人,收件时间,更新时间\r\n' +
        'WH51010720260302000002,报出,河北省,跨省异地就医直接结算备案,待传送,"\'=HYPERLINK(""示例""),有限公司",,窗口示例一,,2026-03-02 09:00:00,2026-03-02 09:15:00\r\n' +
        'WH51010720260302000001,报出,湖北省,跨省异地就医直接结算备案,待补正,次*,420106-HB-7,窗口示例一,,2026-03-02 09:00:00,2026-03-02 09:15:00\r\n',
    )
    const { entries } = (await hall.json('admin', 'GET', '/api/audit?staff=supervisor1')) as { entries: JsonObject[] }
    expect(entries).toMatchObject([
      { action: 'case.exported', actionText: '导出完毕', facts: { rows: 2 } },
      { action: 'case.export', at: NOW, facts: { from: at - 9 * 3_600_000 } },
    ])
  })

  it('stop being read where the one who takes them along goes away', async () => {
    const answer = await hall.ask('supervisor', 'POST', '/api/cases/export', {})
    const reader = answer.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    const { entries } = (await hall.json('admin', 'GET', '/api/audit?staff=supervisor1&limit=1')) as {
      entries: JsonObject[]
    }
    expect(entries[0]?.['action']).toBe('case.export')
  })

  it('made without a key are found once they are indexed again', async () => {
    const { gateway, json } = await open()
    await gateway.store.commit(CASES.flatMap((value) => insertCase(value)))
    const search = async () => nos(await json('window', 'POST', '/api/cases/search', { text: ID_NO }))
    expect(await search()).toEqual([])
    for await (const done of reindexCases(gateway)) expect(done).toBe(3)
    expect(await search()).toEqual(['01000001'])
  })

  it('find nobody by a person’s data where there is no key for it, and say what is missing', async () => {
    const keyless = await open({})
    expect(await keyless.json('window', 'POST', '/api/cases/search', { text: ID_NO })).toMatchObject({
      status: 409,
      code: 'key-missing',
    })
    await keyless.gateway.store.commit(CASES.flatMap((value) => insertCase(value, keyless.gateway.applicantIndex)))
    const { no } = CASES[0] as Case
    expect(await keyless.json('window', 'POST', '/api/cases/search', { text: no })).toMatchObject({ cases: [{ no }] })
  })
})
