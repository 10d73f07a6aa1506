import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../core/json.ts'
import { samplePdf } from '../form/samples/sample.ts'
import type { TestGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { slipCheck, todayHere } from '../support/slip-check.ts'

const PARTNER_NO = 'XZ2026112800001'

type Body = Record<string, unknown>

/** What a slip says, right in everything that is not changed. */
export function slipOf(caseNo: string, status: string, change: JsonObject = {}): JsonObject {
  const said = { way: 'telephone', partnerNo: PARTNER_NO, status, day: todayHere(), toldBy: '藏方示例', ...change }
  return { check: slipCheck(caseNo, String(said.partnerNo), status, String(said.day)), ...said }
}

/** 西藏's matters that people carry and answer, on any runtime: out with correction, licence and every rule of the document. */
export function xizangByHand(runtime: string, start: () => Promise<TestGateway>): void {
  describe(`a window’s case that somebody carries to 西藏, on ${runtime}`, () => {
    let gateway: TestGateway
    beforeAll(async () => {
      gateway = await start()
    })
    afterAll(() => gateway.stop())

    async function submit(matter: 'M03' | 'M04' | 'M10' = 'M04'): Promise<string> {
      const body = await newCaseBody(gateway, matter, { region: '540000' })
      const key = { 'idempotency-key': crypto.randomUUID() }
      const made = await gateway.call('window', 'POST', '/api/cases', body, key)
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      return String(made.body['no'])
    }

    async function taskOf(caseNo: string, kind = 'apply'): Promise<Body> {
      let found: Body | undefined
      const look = async () => {
        const { body } = await gateway.call('window', 'GET', '/api/tasks?limit=200')
        found = (body['tasks'] as unknown as Body[]).find((task) => task['caseNo'] === caseNo && task['kind'] === kind)
        return found !== undefined
      }
      await expect.poll(look, { timeout: 10_000 }).toBe(true)
      return found ?? {}
    }

    const end = (task: Body, report: JsonObject) =>
      gateway.call('window', 'POST', `/api/tasks/${task['id']}/end`, report)
    const post = { outcome: 'sent', carrier: 'post', waybill: 'EX000000001CN' }

    async function carried(matter: 'M03' | 'M04' | 'M10' = 'M04'): Promise<string> {
      const no = await submit(matter)
      expect((await end(await taskOf(no), post)).status).toBe(200)
      await gateway.until(no, 'DELIVERED')
      return no
    }

    async function told(no: string, status: string, change: JsonObject = {}): Promise<Body> {
      const slip = slipOf(no, status, change)
      const entered = await gateway.call('window', 'POST', `/api/cases/${no}/slips`, slip)
      expect(entered.status, JSON.stringify(entered.body)).toBe(201)
      const reading = { status, partnerNo: PARTNER_NO, check: slip['check'] }
      const done = await gateway.call('handler', 'POST', `/api/slips/${entered.body['id']}/confirm`, reading)
      expect(done.status, JSON.stringify(done.body)).toBe(200)
      return done.body
    }

    const upload = (name: string) => gateway.upload('window', name, samplePdf(name))
    async function paper(name: string): Promise<JsonObject> {
      return { way: 'letter', scanId: await upload(`${name}回告单.pdf`), documentId: await upload(`${name}.pdf`) }
    }

    async function eventsOf(no: string) {
      const { body } = await gateway.call('window', 'GET', `/api/cases/${no}/events`)
      return body['events'] as unknown as { type: string; status: string; actor: string }[]
    }

    async function page(task: Body, what: string): Promise<Response> {
      return fetch(`${gateway.url}/api/tasks/${task['id']}/${what}`, {
        headers: { authorization: `Bearer ${TOKENS.window}` },
      })
    }

    it('waits for a person, who prints it, carries it and says so; answers are copied by one and confirmed by another', async () => {
      const no = await submit()
      const task = await taskOf(no)
      expect(task).toMatchObject({ region: '540000', matter: 'M04', kind: 'apply', round: 1, end: null })
      expect(await gateway.until(no, 'QUEUED')).toMatchObject({ status: 'QUEUED' })
      expect((await end(task, post)).body).toMatchObject({ end: { outcome: 'sent', waybill: 'EX000000001CN' } })
      await gateway.until(no, 'DELIVERED')

      expect(await told(no, '已登记')).toMatchObject({ state: 'confirmed', outcome: 'processed' })
      expect(await gateway.until(no, 'DELIVERED')).toMatchObject({ partnerNo: PARTNER_NO })
      await told(no, '已签收')
      await gateway.until(no, 'SIGNED')
      await told(no, '已受理', { ...(await paper('受理通知书')), fields: { 承诺时限: '15个工作日' } })
      await gateway.until(no, 'ACCEPTED')
      const licence = {
        证照类型: '劳务派遣经营许可证',
        证照编号: '54010020260001',
        证照名称: '劳务派遣经营许可证',
        持证人: '成都示例企业管理有限公司',
        发证机关: '拉萨市人力资源和社会保障局（示例）',
        发证日期: '2026年11月28日',
        有效期起: '2026年11月28日',
        有效期止: '2029年11月27日',
      }
      const licenceFileId = await upload('劳务派遣经营许可证.pdf')
      await told(no, '准予', { way: 'letter', scanId: await upload('准予回告单.pdf') })
      await told(no, '已办结', { ...(await paper('办结通知书')), licence, licenceFileId })
      const done = await gateway.until(no, 'COMPLETED')
      expect((done['memo'] as Body)['licence']).toMatchObject({ no: '54010020260001', validTo: '2029-11-27' })
      const events = await eventsOf(no)
      const steps = events.filter(({ type }) => type === 'progress')
      expect(steps.map(({ status }) => status)).toEqual(['DELIVERED', 'SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'])
      expect(new Set(steps.map(({ actor }) => actor))).toEqual(new Set(['region:540000']))
      const { body } = await gateway.call('auditor', 'GET', `/api/cases/${no}/slips`)
      expect(
        (body['slips'] as unknown as Body[]).map(({ enteredBy, decidedByName }) => [enteredBy, decidedByName]),
      ).toEqual(Array(5).fill(['window1', 'handler示例']))
      const files = done['files'] as { name: string; sha256: string }[]
      expect(files.filter(({ sha256 }) => sha256 !== '').length).toBeGreaterThanOrEqual(3)
    })

    it('is printed with a code that names the package, its list and its pages, which is the package that can be carried on a stick', async () => {
      const no = await submit('M10')
      const task = await taskOf(no)
      const printed = await page(task, 'dossier')
      expect(printed.headers.get('content-security-policy')).toContain("default-src 'none'")
      const text = await printed.text()
      const archive = new Uint8Array(await (await page(task, 'package')).arrayBuffer())
      const folder = mkdtempSync(join(tmpdir(), 'tongban-stick-'))
      try {
        writeFileSync(join(folder, 'package.zip'), archive)
        execFileSync('python3', ['-m', 'zipfile', '-e', 'package.zip', '.'], { cwd: folder })
        const inside = join(folder, String(task['package']))
        const manifest = readFileSync(join(inside, 'MANIFEST.csv'))
        const digest = readFileSync(join(inside, 'READY.txt'), 'utf8')
        expect(digest).toMatch(/^[0-9a-f]{64}$/)
        expect(execFileSync('openssl', ['dgst', '-sm3', '-r'], { input: manifest }).toString().slice(0, 64)).toBe(
          digest,
        )
        const { pages, items, package: name } = task
        const code = `XZTB1|${no}|${name}|${digest.slice(0, 32)}|${items}|${pages}`
        expect(text).toContain(code)
        expect(
          text.match(new RegExp(`第 \\d+ 页/共 ${pages} 页</span><span>${digest.slice(0, 8)}<`, 'g'))?.length,
        ).toBe(1 + Math.ceil(Number(task['lines']) / 35))
        expect(text).toContain(`整单核对码 ${task['sheetCheck']}`)
      } finally {
        rmSync(folder, { recursive: true })
      }
      expect((await end(task, { outcome: 'sent', carrier: 'medium' })).status).toBe(200)
      await gateway.until(no, 'DELIVERED')
    })

    it('goes through the correction loop: what the slip wants is named by our own fields, and carried again', async () => {
      const no = await carried()
      await told(no, '已登记')
      await told(no, '待补正', {
        ...(await paper('补正通知书')),
        fields: { 补正单号: 'XZBZ20261128001', 补正截止: '2026年12月20日', 意见: '场所面积与影像不一致' },
        defects: [
          {
            补正单号: 'XZBZ20261128001',
            类别: '字段',
            列名或材料代码: 'form.csv:专职人员数',
            结论: '不合格',
            说明: '与名册不一致',
          },
          { 补正单号: 'XZBZ20261128001', 类别: '材料', 列名或材料代码: 'XZ-09', 结论: '不合格', 说明: '影像不清晰' },
        ],
      })
      const waiting = await gateway.until(no, 'CORRECTION')
      const correction = (waiting['memo'] as Body)['correction'] as { no: string; items: JsonObject[] }
      expect(correction.no).toBe('XZBZ20261128001')
      expect(correction.items.map(({ target, path, slot }) => [target, path ?? slot])).toEqual([
        ['field', 'staff.fulltime'],
        ['material', 'MT007'],
      ])
      const body = await newCaseBody(gateway, 'M04', { region: '540000' })
      const form = body['form'] as JsonObject
      const sent = await gateway.call('window', 'POST', `/api/cases/${no}/supplement`, {
        form: { ...form, staff: { ...(form['staff'] as JsonObject), fulltime: 9 } },
        materials: body['materials'],
      })
      expect(sent.status, JSON.stringify(sent.body)).toBe(200)
      const again = await taskOf(no, 'supplement')
      expect(String(again['package'])).toMatch(/-BZ$/)
      await end(again, post)
      await gateway.until(no, 'CORRECTED')
    })

    it('goes back to its clerk where nobody can carry it, for the reason that was given', async () => {
      const no = await submit()
      const task = await taskOf(no)
      const without = await end(task, { outcome: 'impossible' })
      expect([without.status, without.body['code']]).toEqual([422, 'step-invalid'])
      await end(task, { outcome: 'impossible', note: '验资报告缺页,打不出完整卷宗' })
      const draft = await gateway.until(no, 'DRAFT')
      expect((draft['memo'] as { refusal: Body }).refusal['message']).toBe('验资报告缺页,打不出完整卷宗')
      const twice = await end(task, post)
      expect([twice.status, twice.body['code']]).toEqual([409, 'state-conflict'])
    })

    it('is withdrawn by a form that is carried too, and only once the region says so', async () => {
      const no = await carried()
      await told(no, '已登记')
      await gateway.call('window', 'POST', `/api/cases/${no}/withdraw`, { reason: '申请人不办了' })
      await end(await taskOf(no, 'withdraw'), { outcome: 'sent', carrier: 'fax' })
      expect(await gateway.until(no, 'DELIVERED')).toMatchObject({ status: 'DELIVERED' })
      await told(no, '撤回', { fields: { 意见: '申请人撤回' }, way: 'fax', scanId: await upload('撤回回告单.pdf') })
      await gateway.until(no, 'WITHDRAWN')
    })

    it('takes no answer that one person alone copied, none whose second reading differs, and none twice', async () => {
      const no = await carried()
      const slip = slipOf(no, '已登记')
      const { body } = await gateway.call('window', 'POST', `/api/cases/${no}/slips`, slip)
      const id = String(body['id'])
      expect(JSON.stringify(body)).not.toContain(String(slip['check']))
      const reading = { status: '已登记', partnerNo: PARTNER_NO, check: String(slip['check']) }
      const decide = (role: 'window' | 'handler' | 'admin', what: JsonObject) =>
        gateway.call(role, 'POST', `/api/slips/${id}/confirm`, what)
      expect((await decide('window', reading)).body['code']).toBe('slip-own')
      expect((await decide('admin', reading)).body['code']).toBe('forbidden')
      const wrong = await decide('handler', { ...reading, check: '000000' })
      expect([wrong.status, wrong.body['code']]).toEqual([422, 'slip-differs'])
      expect(await gateway.until(no, 'DELIVERED')).toMatchObject({ partnerNo: null })
      const both = await Promise.all([decide('handler', reading), decide('handler', reading)])
      expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
      const refused = await gateway.call('handler', 'POST', `/api/slips/${id}/refuse`, { reason: '晚了' })
      expect(refused.body['code']).toBe('state-conflict')
      expect((await eventsOf(no)).filter(({ type }) => type === 'progress').length).toBe(1)
    })

    it('is decided by no telephone call where the document wants paper', async () => {
      const no = await carried()
      const { status, body } = await gateway.call('window', 'POST', `/api/cases/${no}/slips`, slipOf(no, '已办结'))
      expect([status, body['code']]).toEqual([422, 'slip-invalid'])
      expect(body['errors']).toMatchObject([{ pointer: '/way' }])
    })
  })
}
