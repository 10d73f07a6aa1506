import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSealDesk, readAuthorities } from '../../adapters/layers/seal/seal-desk.ts'
import { pemBlocks } from '../../adapters/layers/x509/pem.ts'
import * as shapes from '../../api/document-answers.ts'
import { NOT_ACCEPTED } from '../../core/documents/collection-voucher.ts'
import { html } from '../../core/documents/html.ts'
import { listDocuments } from '../../core/documents/list.ts'
import { maskIdNo, maskName, maskPhone } from '../../core/mask.ts'
import { openBrowser } from '../support/browser.ts'
import { chineseFont } from '../support/chinese-font.ts'
import { type NodeGateway, startGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { TOKENS } from '../support/people.ts'
import { readPdf } from '../support/read-pdf.ts'

describe('markup', () => {
  it('is text wherever it did not come from a template of ours', () => {
    const evil = `<script>alert("x")</script>&'`
    const page = html`<p title="${evil}">${evil}${html`<b>${[evil, null, false, 1]}</b>`}</p>`.text
    expect(page).not.toContain('<script')
    expect(page.match(/&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;&amp;&#39;/g)).toHaveLength(3)
  })
})

describe('personal data on paper', () => {
  it('is masked as people see it elsewhere', () => {
    expect(['张三', '次仁', '阿依古丽·买买提'].map(maskName)).toEqual(['张*', '次*', '阿***·买**'])
    expect([maskIdNo('510107190001010017'), maskIdNo('E12345678'), maskIdNo('AB')]).toEqual([
      '510***********0017',
      'E******78',
      '**',
    ])
    expect([maskPhone('13800005678'), maskPhone('12345')]).toEqual(['138****5678', '*****'])
  })
})

describe('the documents of a case', () => {
  let gateway: NodeGateway
  let no: string
  let corrected: string
  const call = (method: string, path: string, body?: unknown, role: keyof typeof TOKENS = 'window') =>
    gateway.call(role, method, `/api/cases/${path}`, body)
  const page = async (path: string) => {
    const response = await fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${TOKENS.window}` } })
    return {
      status: response.status,
      text: await response.text(),
      policy: response.headers.get('content-security-policy') ?? '',
    }
  }
  const check = async (body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${gateway.url}/v`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const collect = async (matter: 'M02' | 'M07', behaviour: 'ok' | 'correction') => {
    gateway.simulator('130000').setBehaviour(behaviour)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, matter), {
      'idempotency-key': matter,
    })
    return String(made.body['no'])
  }

  beforeAll(async () => {
    gateway = await startGateway()
    corrected = await collect('M07', 'correction')
    await gateway.until(corrected, 'CORRECTION')
    no = await collect('M02', 'ok')
    await gateway.until(no, 'COMPLETED')
  })
  afterAll(() => gateway.stop())

  it('are listed with the reason why one cannot be made yet, and with what the other side issued', async () => {
    const { body } = await call('GET', `${no}/documents`)
    const { documents, received } = shapes.documentsAnswer.parse(body)
    expect(documents.filter(({ missing }) => missing === null).map(({ code }) => code)).toEqual([
      'RCPT_COLLECT',
      'ADDR_CONFIRM',
      'NTC_DONE',
      'GUIDE',
    ])
    expect(documents.find(({ kind }) => kind === 'correction-notice')?.missing).toBe('办理方没有要求补正')
    expect(received.map(({ title }) => title)).toContain('办结通知书')
    for (const { fileId, seal } of received)
      if (fileId !== null) expect(seal).toMatchObject({ state: 'none', text: '未带签章' })
    const early = await call('POST', `${no}/documents/delivery-receipt`, {})
    expect([early.status, early.body['code']]).toEqual([409, 'document-missing'])
  })

  it('give a receipt that says 受理 only to say that it is none, why what was not given is not needed, and no number in full', async () => {
    const { text, status } = await page(`/api/cases/${corrected}/documents/collection-voucher`)
    expect(status).toBe(200)
    expect(text).toContain(NOT_ACCEPTED)
    const rest = text.replace(NOT_ACCEPTED, '').replace('是否受理、是否准予由', '').replace('决定是否受理', '')
    expect(rest).not.toContain('受理')
    expect(text).toMatch(/已有电子证照（电子证照库，2026-03-02 09:09）/)
    expect(text).toMatch(/数据核验一致（公安人口库核验，2026-03-02 09:08）/)
    expect(text).toContain('免提交 2 份')
    for (const whole of ['510107190001010017', '13800000001', '次仁']) expect(text).not.toContain(whole)
    expect(text).toContain('预览，未出具')
    expect(text).not.toContain('<svg')
  })

  it('repeat what the authority asks in its own words, all at once, as its demand and not ours', async () => {
    const { text } = await page(`/api/cases/${corrected}/documents/correction-notice`)
    const { memo } = (await call('GET', corrected)).body as unknown as {
      memo: { correction: { items: { label: string; reason: string; requirement: string }[] } }
    }
    expect(memo.correction.items.length).toBeGreaterThan(0)
    for (const { label, reason, requirement } of memo.correction.items)
      for (const word of [label, reason, requirement]) expect(text).toContain(word)
    expect(text).toContain('非本窗口决定')
  })

  it('are counted when printed; a second print needs a reason and bears it, and the first is kept to the byte', async () => {
    const path = `${no}/documents/collection-voucher`
    const first = shapes.issuedAnswer.parse((await call('POST', path, {})).body)
    const printed = await page(first.url)
    const refused = await call('POST', path, {})
    expect([refused.status, (refused.body['errors'] as unknown as { pointer: string }[])[0]?.pointer]).toEqual([
      422,
      '/reason',
    ])
    const again = shapes.issuedAnswer.parse((await call('POST', path, { paper: '80mm', reason: '<b>遗失</b>' })).body)
    const slip = (await page(again.url)).text
    expect(slip).toContain('第 2 次打印 · &lt;b&gt;遗失&lt;/b&gt;')
    expect(slip).toContain('@page{size:80mm')
    expect((await page(first.url)).text).toBe(printed.text)
    const { events } = (await call('GET', `${no}/events`)).body as unknown as {
      events: { type: string; data: object }[]
    }
    expect(events.filter(({ type }) => type === 'document-issued').map(({ data }) => data)).toMatchObject([
      { print: 1, paper: 'a4' },
      { print: 2, reason: '<b>遗失</b>' },
    ])
  })

  it('are kept as the other side sent them, with what their seal says', async () => {
    const { gateway: inside, folder } = gateway
    const sealed = new Uint8Array(readFileSync('test/adapters/vectors/seal/rsa.pdf'))
    const stored = await inside.blobs.put(sealed, 1_000_000)
    const { received } = shapes.documentsAnswer.parse((await call('GET', `${no}/documents`)).body)
    const fileId = received.find((one) => one.fileId !== null)?.fileId ?? ''
    const database = new Database(join(folder, 'tongban.sqlite'))
    database
      .prepare('update files set sha256 = ? where id = ?')
      .run(stored === 'too-large' ? '' : stored.sha256, fileId)
    database.close()
    const trusted = readAuthorities(pemBlocks(readFileSync('test/adapters/vectors/seal/rsa-ca.pem', 'utf8')))
    const desk = createSealDesk(trusted)
    const seals = { check: (bytes: Uint8Array) => desk.check(bytes, Date.parse('2027-06-01T00:00:00Z')) }
    const value = await inside.store.cases.byNo(no)
    if (!value) throw new Error(no)
    const found = await listDocuments({ ...inside, seals }, value)
    expect(found.received.find((one) => one.fileId === fileId)?.seal).toMatchObject({
      state: 'valid',
      text: '签章有效，颁发者 示例 RSA 根',
      signer: '渝北区医疗保障局',
    })
    expect((await listDocuments({ ...inside, seals: null }, value)).received.every(({ seal }) => seal === null)).toBe(
      true,
    )
    // nobody is trusted where no list is set
    const asked = shapes.documentsAnswer.parse((await call('GET', `${no}/documents`)).body)
    expect(asked.received.find((one) => one.fileId === fileId)?.seal?.state).not.toBe('valid')
    const original = await fetch(`${gateway.url}/api/files/${fileId}`, {
      headers: { authorization: `Bearer ${TOKENS.window}` },
    })
    expect(new Uint8Array(await original.arrayBuffer())).toEqual(sealed)
  })

  it('are PDF as well, with the same words and masks, under a name that people can read, and not counted by it', async () => {
    const asPdf = async (path: string) => {
      const at = path.startsWith('/') ? path : `/api/cases/${no}/documents/${path}`
      const response = await fetch(`${gateway.url}${at}`, { headers: { authorization: `Bearer ${TOKENS.window}` } })
      const disposition = decodeURIComponent(response.headers.get('content-disposition') ?? '')
      const bytes = Buffer.from(await response.arrayBuffer())
      return { type: response.headers.get('content-type'), disposition, bytes }
    }
    const printed = await asPdf('collection-voucher?print=1&format=pdf')
    expect(printed.type).toBe('application/pdf')
    expect(printed.disposition).toBe(`attachment; filename*=UTF-8''收件凭证-${no}-第1次.pdf`)
    const { pages, text } = await readPdf(printed.bytes)
    expect(pages).toMatchObject([{ widthMm: 210, heightMm: 297 }])
    for (const word of [`编号SJ-${no}`, '第1次打印', '本凭证不代表受理。', '第1页/共1页']) expect(text).toContain(word)
    for (const whole of ['510107190001010017', '13800000001', '次仁']) expect(text).not.toContain(whole)
    expect((await asPdf('collection-voucher?print=1&format=pdf')).bytes.equals(printed.bytes)).toBe(true)
    expect((await asPdf('completion-notice?format=pdf')).disposition).toContain('-预览.pdf')
    expect((await asPdf('collection-voucher?print=2&format=pdf')).bytes.equals(printed.bytes)).toBe(false)
    const slip = await readPdf((await asPdf('collection-voucher?print=2&format=pdf')).bytes)
    expect(slip.pages).toMatchObject([{ widthMm: 80 }])
    expect(slip.text).toContain('第2次打印·<b>遗失</b>')
    const { documents } = shapes.documentsAnswer.parse((await call('GET', `${no}/documents`)).body)
    expect(documents.find(({ kind }) => kind === 'collection-voucher')?.prints).toHaveLength(2)
    for (const { kind } of documents.filter(({ missing }) => missing === null))
      expect((await readPdf((await asPdf(`${kind}?format=pdf`)).bytes)).pages, kind).toHaveLength(1)
    for (const region of ['520000', '330000'])
      expect(
        (await readPdf((await asPdf(`/api/matters/M01/guide?region=${region}&format=pdf`)).bytes)).pages,
      ).toHaveLength(1)
    const refused = await call('GET', `${no}/documents/collection-voucher?format=ofd`)
    expect([refused.status, refused.body['code']]).toEqual([400, 'body-invalid'])
  })

  it('are shown under a policy that names their only style and lets nothing run', async () => {
    const { policy, text } = await page(`/api/cases/${no}/documents/completion-notice`)
    expect(policy).toMatch(/^default-src 'none'; style-src 'self' 'sha256-[\w+/=]+'; font-src 'self'; /)
    expect(text).not.toMatch(/ style=|<script/)
  })

  it('can be checked by anybody who holds one, by its code or its number and the end of it, without personal data', async () => {
    const issued = shapes.issuedAnswer.parse((await call('POST', `${corrected}/documents/collection-voucher`, {})).body)
    const found = await check({ code: issued.code })
    const shown = shapes.checkedDocumentAnswer.parse(found.body)
    expect(shown).toMatchObject({
      title: '收件凭证',
      number: issued.number,
      print: 1,
      latest: true,
      statusText: '待补正',
    })
    expect(JSON.stringify(shown)).not.toMatch(/次仁|510107190001010017|13800000001/)
    expect((await check({ number: issued.number, tail: issued.code.slice(-6).toLowerCase() })).body).toEqual(found.body)
    await call('POST', `${corrected}/documents/collection-voucher`, { reason: '污损' })
    expect((await check({ code: issued.code })).body['latest']).toBe(false)
    expect((await check({ number: issued.number, tail: '000000' })).status).toBe(404)
    expect((await check({ code: '0'.repeat(26) })).body['code']).toBe('not-found')
  })

  it('follow originals and licences from hand to hand, up to the applicant, who has the result then', async () => {
    const step = (body: object) => call('POST', `${no}/custody`, body)
    const items = [{ name: '营业执照', no: '91510107MA0000001A', copies: 2 }]
    const nothing = await step({ step: 'pack', kind: 'licence' })
    expect((nothing.body['errors'] as unknown as { pointer: string }[]).map(({ pointer }) => pointer)).toEqual([
      '/items',
      '/destination',
    ])
    const { no: parcel } = shapes.parcelAnswer.parse(
      (await step({ step: 'pack', kind: 'licence', items, destination: '申请人' })).body,
    )
    expect((await step({ step: 'receive', parcel, to: '综窗', seal: 'whole' })).body['code']).toBe('state-conflict')
    const receipt = { method: '0', verify: '1' }
    expect((await step({ step: 'deliver', parcel, to: '申请人', receipt })).body).toMatchObject({
      stateText: '已送达',
      closed: true,
    })
    expect((await call('GET', no)).body).toMatchObject({ status: 'DELIVERED_RESULT' })
    expect((await page(`/api/cases/${no}/documents/delivery-receipt`)).text).toContain('91510107MA0000001A 2 份')
    expect((await page(`/api/cases/${no}/documents/licence-hand-over`)).text).toContain(parcel)
    const custody = await call('GET', `${no}/custody`)
    expect(shapes.custodyAnswer.parse(custody.body).parcels).toHaveLength(1)
    expect((await call('POST', `${no}/custody`, { step: 'send', parcel }, 'auditor')).status).toBe(403)
  })

  describe('in a browser', () => {
    let browser: Browser
    beforeAll(async () => {
      browser = await openBrowser()
    })
    afterAll(() => browser.close())

    it('fit their paper: a receipt and the longest guides one A4, the slip its own length', async () => {
      const context = await browser.newContext({
        bypassCSP: true,
        extraHTTPHeaders: { authorization: `Bearer ${TOKENS.window}` },
      })
      const tab = await context.newPage()
      const font = chineseFont()
      const print = async (path: string) => {
        await tab.goto(`${gateway.url}${path}`)
        await tab.addStyleTag({ content: font })
        await tab.evaluate('document.fonts.ready')
        const pdf = (await tab.pdf({ preferCSSPageSize: true })).toString('latin1')
        const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf) ?? []
        const overflows = await tab.evaluate(
          'document.documentElement.scrollWidth > document.documentElement.clientWidth',
        )
        return {
          pages: pdf.match(/\/Type\s*\/Page\b/g)?.length,
          widthMm: Math.round((Number(width) / 72) * 25.4),
          heightMm: Math.round((Number(height) / 72) * 25.4),
          overflows,
        }
      }
      const a4 = { pages: 1, widthMm: 210, heightMm: 297, overflows: false }
      expect(await print(`/api/cases/${no}/documents/collection-voucher?print=1`)).toEqual(a4)
      for (const region of ['520000', '330000'])
        expect(await print(`/api/matters/M01/guide?region=${region}`), region).toEqual(a4)
      const slip = await print(`/api/cases/${no}/documents/collection-voucher?print=2`)
      expect(slip).toMatchObject({ pages: 1, widthMm: 80, overflows: false })
      expect(slip.heightMm).toBeLessThanOrEqual(220)
    })

    it('are checked by the page that their code leads to, whose policy holds', async () => {
      const { body } = await call('POST', `${no}/documents/completion-notice`, {})
      const tab = await browser.newPage()
      const broken: string[] = []
      tab.on(
        'console',
        (message) => void (/Content Security Policy/.test(message.text()) && broken.push(message.text())),
      )
      await tab.goto(`${gateway.url}/v#${String(body['code'])}`)
      await expect.poll(() => tab.textContent('#answer')).toContain('是本单位出具的')
      expect(await tab.textContent('#answer')).toContain('办结通知')
      expect(broken).toEqual([])
    })
  })
})
