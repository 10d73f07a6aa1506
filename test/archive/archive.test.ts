import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closingAnswer, filedAnswer } from '../../api/archive-routes.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { unzipStored } from '../support/unzip.ts'

/** Follows a chain of events by its lines alone: how many there are, or the number of the first that does not fit. */
function follow(folder: string): { events: number } | { brokenAt: number } {
  const hashes = readFileSync(join(folder, 'events.sha256'), 'utf8').trim().split('\n')
  let prev = ''
  for (const [index, line] of readFileSync(join(folder, 'events.jsonl'), 'utf8').trim().split('\n').entries()) {
    const hash = createHash('sha256').update(line).digest('hex')
    if (hash !== hashes[index] || JSON.parse(line).prevHash !== prev) return { brokenAt: index + 1 }
    prev = hash
  }
  return { events: hashes.length }
}

describe('filing a case', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let no: string
  const folders: string[] = []
  const folder = () => {
    const made = mkdtempSync(join(tmpdir(), 'tongban-package-'))
    folders.push(made)
    return made
  }
  const call = (role: keyof typeof TOKENS, method: string, path: string, body?: unknown) =>
    gateway.call(role, method, `/api/cases/${path}`, body)
  const bytesOf = async (role: keyof typeof TOKENS, path: string) => {
    const response = await fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${TOKENS[role]}` } })
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) }
  }
  const todos = async () => {
    const { body } = await call('auditor', 'GET', `${no}/closing`)
    return Object.fromEntries(closingAnswer.parse(body).checks.map(({ check, todo }) => [check, todo]))
  }

  beforeAll(async () => {
    gateway = await startGateway()
    gateway.simulator('130000').setBehaviour('ok')
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'file',
    })
    no = String(made.body['no'])
    await gateway.until(no, 'COMPLETED')
  })
  afterAll(async () => {
    await gateway?.stop()
    for (const one of folders) rmSync(one, { recursive: true })
  })

  it('is refused with everything that is still to be done, and changes nothing', async () => {
    await call('window', 'POST', `${no}/custody`, {
      step: 'pack',
      kind: 'materials',
      items: [{ name: '原件', copies: 1 }],
      destination: '河北',
    })
    await expect.poll(async () => (await todos())['result']).toBe(null)
    const { status, body } = await call('window', 'POST', `${no}/archive`)
    expect(status).toBe(409)
    expect(body).toMatchObject({
      code: 'closing-incomplete',
      errors: [
        { message: expect.stringContaining('收件凭证') as string },
        { message: expect.stringContaining('交接单') as string },
      ],
    })
    expect(await todos()).toMatchObject({ result: null, rating: null })
    expect((await call('window', 'GET', no)).body).toMatchObject({ status: 'COMPLETED' })
  })

  it('is not for everybody: whoever only reads takes no evidence and files nothing', async () => {
    expect((await call('admin', 'POST', `${no}/archive`)).status).toBe(403)
    expect((await bytesOf('window', `/api/cases/${no}/package`)).status).toBe(403)
  })

  it('gives the same of a case that still goes on as evidence, with every event until now', async () => {
    const { bytes } = await bytesOf('auditor', `/api/cases/${no}/package`)
    const into = folder()
    unzipStored(bytes, into)
    const { body } = await call('auditor', 'GET', `${no}/events`)
    expect(follow(join(into, no))).toEqual({ events: (body['events'] as unknown as unknown[]).length })
    const metadata = JSON.parse(readFileSync(join(into, no, 'metadata.json'), 'utf8'))
    expect(metadata).toMatchObject({
      purpose: 'evidence',
      closing: [{}, { check: 'receipt', todo: expect.any(String) }, {}, {}],
    })
  })

  it('makes one package of all that is kept, which other programs can check, and ends the case', async () => {
    const parcel = `HO-${no}-1`
    await call('window', 'POST', `${no}/custody`, {
      step: 'send',
      parcel,
      from: '窗口',
      to: '河北',
      carrier: 'EMS',
      waybillNo: 'E1',
    })
    await call('window', 'POST', `${no}/custody`, { step: 'receive', parcel, from: 'EMS', to: '河北', seal: 'whole' })
    await call('window', 'POST', `${no}/documents/collection-voucher`, { paper: 'a4' })
    expect(Object.values(await todos())).toEqual([null, null, null, null])
    const { status, body } = await call('window', 'POST', `${no}/archive`)
    expect(status).toBe(201)
    const filed = filedAnswer.parse(body)
    expect((await call('window', 'GET', no)).body).toMatchObject({ status: 'ARCHIVED' })

    // what went over the wire is in it: not for everybody who reads cases, and no file of the case
    expect((await bytesOf('window', `/api/cases/${no}/package`)).status).toBe(403)
    expect(JSON.stringify((await call('window', 'GET', no)).body['files'])).not.toContain('zip')
    const { bytes } = await bytesOf('auditor', `/api/cases/${no}/package`)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(filed.sha256)
    const into = folder()
    unzipStored(bytes, into)
    const at = join(into, no)
    execFileSync('sha256sum', ['-c', '--quiet', '--strict', 'SHA256SUMS'], { cwd: at })
    const listed = readFileSync(join(at, 'SHA256SUMS'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.slice(66))
      .sort()
    const there = readdirSync(at, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile())
      .map((one) => join(one.parentPath, one.name).slice(at.length + 1))
    expect(there.filter((path) => path !== 'SHA256SUMS').sort()).toEqual(listed)
    for (const folder of [
      'materials/',
      'documents/collection-voucher-1.html',
      'documents/collection-voucher-1.pdf',
      'messages/',
    ])
      expect(
        listed.some((path) => path.startsWith(folder)),
        folder,
      ).toBe(true)
    expect(JSON.parse(readFileSync(join(at, 'metadata.json'), 'utf8'))).toMatchObject({
      purpose: 'archive',
      case: { no },
      matter: { id: 'M07' },
      retention: '10 年',
    })
    expect(await call('window', 'POST', `${no}/archive`)).toMatchObject({
      status: 409,
      body: { code: 'state-conflict' },
    })
  })

  it('keeps the chain of events so that anybody can follow it, and shows where a line was altered', async () => {
    const { status, bytes } = await bytesOf('auditor', `/api/cases/${no}/package`)
    expect(status).toBe(200)
    const into = folder()
    unzipStored(bytes, into)
    const cwd = join(into, no)
    const { body } = await call('auditor', 'GET', `${no}/events`)
    // all but the filing itself, which names the package
    expect(follow(cwd)).toEqual({ events: (body['events'] as unknown as unknown[]).length - 1 })
    const text = readFileSync(join(cwd, 'events.jsonl'), 'utf8')
    writeFileSync(join(cwd, 'events.jsonl'), text.replace('"status":"DELIVERED"', '"status":"ACCEPTED"'))
    expect(follow(cwd)).toEqual({ brokenAt: 2 })
  })

  it('stands in the audit trail when somebody takes the evidence along', async () => {
    const { body } = await gateway.call('auditor', 'GET', '/api/audit?action=case.evidence')
    expect(JSON.stringify(body)).toContain(no)
  })
})
