import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as shapes from '../../api/my-answers.ts'
import { startSession } from '../../core/applicant/session.ts'
import { samplePdf } from '../form/samples/sample.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { createVisitor } from '../support/visitor.ts'

describe('an applicant who brings what the region wants', () => {
  let gateway: NodeGateway
  beforeAll(async () => {
    gateway = await startGateway()
  })
  afterAll(() => gateway.stop())

  /** Somebody who looks at a case of theirs that the region has answered so. */
  async function look(key: string, behaviour: 'correction' | null = 'correction') {
    if (behaviour) gateway.simulator('130000').setBehaviour(behaviour, 1)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': key,
    })
    const no = String(made.body['no'])
    await gateway.until(no, behaviour ? 'CORRECTION' : 'COMPLETED')
    const before = await gateway.gateway.store.cases.byNo(no)
    if (!before) throw new Error('no case')
    const { token } = await startSession(gateway.gateway, before.id)
    const who = createVisitor((request) => fetch(request), gateway.url)
    who.jar.set('applicant', token)
    const upload = async (name: string, bytes: string | Uint8Array) => {
      const answer = await fetch(`${gateway.url}/public/my/files`, {
        method: 'POST',
        headers: { cookie: `applicant=${token}`, origin: gateway.url, 'x-file-name': encodeURIComponent(name) },
        body: bytes as string,
      })
      return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
    }
    const mine = async () => shapes.myCaseAnswer.parse((await who.ask('GET', '/public/my/case')).body)
    const send = (answers: object[]) => who.ask('POST', '/public/my/supplement', { answers })
    return { no, before, who, upload, mine, send }
  }

  it('sends every item that it names and nothing else of the case, once, and the case goes on', async () => {
    const { no, before, upload, mine, send } = await look('mine-1')
    const items = (await mine()).correction?.items ?? []
    expect(items.map(({ way }) => way).toSorted()).toEqual(['file', 'text'])
    const file = await upload('签好的申请表.pdf', samplePdf('signed'))
    expect(file.status).toBe(201)
    const answers = items.map(({ index, way }) =>
      way === 'file' ? { index, fileId: file.body['id'] } : { index, text: '因工作常驻' },
    )
    const [one, other] = await Promise.all([send(answers), send(answers)])
    expect([one.status, other.status].toSorted()).toEqual([200, 409])
    await gateway.until(no, 'COMPLETED')
    const after = await gateway.gateway.store.cases.byNo(no)
    const filesOf = (value: typeof after) => value?.materials.map(({ slot, file: kept }) => [slot, kept?.id])
    const wanted = filesOf(before)?.filter((row, at) => String(row) !== String(filesOf(after)?.[at]))
    expect(wanted).toHaveLength(1)
    const events = await gateway.gateway.store.cases.events(before.id)
    expect(events.filter(({ type }) => type === 'supplemented').map(({ actor }) => actor)).toEqual(['applicant'])
  })

  it('is told what is missing, and sends nothing that was not asked for, nor a file of somebody else', async () => {
    const { before, upload, mine, send } = await look('mine-2')
    const items = (await mine()).correction?.items ?? []
    const own = String((await upload('a.pdf', samplePdf('a'))).body['id'])
    const right = items.map(({ index, way }) => (way === 'file' ? { index, fileId: own } : { index, text: '说明' }))
    const none = await send([])
    expect([none.status, none.body['code'], (none.body['errors'] as object[]).length]).toEqual([422, 'step-invalid', 2])
    const more = await send([...right, { index: 7, text: '顺便改个地址' }])
    expect(more.body['errors']).toMatchObject([{ pointer: '/answers/2', code: 'not-asked' }])
    const foreign = await gateway.upload('window', 'b.pdf', samplePdf('b'))
    const theirs = await send(right.map((one) => ('fileId' in one ? { ...one, fileId: foreign } : one)))
    expect(theirs.body['errors']).toMatchObject([{ code: 'file-unknown' }])
    const events = await gateway.gateway.store.cases.events(before.id)
    expect(events.map(({ type }) => type)).not.toContain('supplemented')
  })

  it('uploads nothing where nothing is wanted, and nothing that no material could be', async () => {
    const done = await look('mine-3', null)
    expect((await done.upload('a.pdf', samplePdf('a'))).body['code']).toBe('state-conflict')
    expect((await done.send([])).body['code']).toBe('state-conflict')
    const { upload, who } = await look('mine-4')
    expect((await upload('a.exe', 'MZ not a paper')).body['code']).toBe('file-invalid')
    for (let more = 0; more < 30; more += 1) expect((await upload('a.pdf', samplePdf(`${more}`))).status).toBe(201)
    expect((await upload('a.pdf', samplePdf('31'))).body['code']).toBe('state-conflict')
    who.jar.clear()
    expect((await who.ask('POST', '/public/my/supplement', { answers: [] })).status).toBe(401)
  })
})
