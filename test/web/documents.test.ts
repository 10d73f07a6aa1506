import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const REGION = '130000'

/** Whether our own letters stand in a page, whatever the machine has. */
const lettersOf = (shown: { locator(selector: string): Locator }) =>
  shown.locator('body').evaluate((body: unknown) => {
    const { ownerDocument } = body as { ownerDocument: { fonts: Iterable<{ status: string }> } }
    return [...ownerDocument.fonts].some(({ status }) => status === 'loaded')
  })

describe('what is printed of a case', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  let no: string
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const documents = async () => (await gateway.call('auditor', 'GET', `/api/cases/${no}/documents`)).body
  /** The region's document becomes one with a seal, whose issuer nobody here trusts. */
  const sealReceived = async () => {
    const stored = await gateway.gateway.blobs.put(readFileSync('test/adapters/vectors/seal/rsa.pdf'), 1_000_000)
    const fileIds = async () =>
      ((await documents())['received'] as unknown as { fileId: string | null }[]).flatMap(({ fileId }) => fileId ?? [])
    await expect.poll(async () => (await fileIds()).length).toBeGreaterThan(0)
    const database = new Database(join(gateway.folder, 'tongban.sqlite'))
    const put = database.prepare('update files set sha256 = ? where id = ?')
    for (const id of await fileIds()) put.run(stored === 'too-large' ? '' : stored.sha256, id)
    database.close()
  }
  const paper = () => page.frameLocator('iframe.paper')

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    await addAccount(gateway, 'shenji', ['auditor'])
    gateway.simulator(REGION).setBehaviour('correction', 1)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'print',
    })
    no = String(made.body['no'])
    await gateway.until(no, 'CORRECTION')
    page = (await visit()).page
    await page.addInitScript('window.printed = 0; window.print = () => { top.printed += 1 }')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is listed on the case’s page: the voucher and the correction notice, nothing that cannot be', async () => {
    await signIn(page, 'chuangkou', `/cases/${no}`)
    const listed = page.getByRole('region', { name: '文书' })
    await listed.getByRole('link', { name: '收件凭证' }).waitFor()
    expect(await listed.getByRole('link', { name: '补正通知' }).count()).toBe(1)
    expect(await listed.getByRole('link', { name: '办结通知' }).count()).toBe(0)
  })

  it('is shown as the gateway makes it before it is counted, and printed by one key', async () => {
    await page.goto(`/cases/${no}/receipt`)
    await paper().getByText('本凭证不代表受理').first().waitFor()
    expect((await documents())['documents']).toMatchObject([
      { kind: 'collection-voucher', prints: [] },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
    ])
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'receipt')).fits).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByText('第 1 次打印的原样').waitFor()
    await page.waitForFunction(() => (globalThis as unknown as { printed: number }).printed === 1)
    await paper().getByText(`SJ-${no}`).first().waitFor()
    await expect.poll(() => lettersOf(paper())).toBe(true)
  })

  it('is taken as PDF as it was printed, under its name', async () => {
    const taking = page.waitForEvent('download')
    await page.getByRole('link', { name: '下载 PDF' }).click()
    const taken = await taking
    expect(taken.suggestedFilename()).toBe(`收件凭证-${no}-第1次.pdf`)
    expect(readFileSync(await taken.path()).toString('latin1')).toMatch(/^%PDF-/)
  })

  it('is printed again for a reason only, on the paper that was chosen, and every print can be seen as it was', async () => {
    await page.goto(`/cases/${no}/print/collection-voucher`)
    const again = page.getByRole('button', { name: '打印收件凭证' })
    await again.waitFor()
    expect(await again.isDisabled()).toBe(true)
    await page.getByLabel('纸张').selectOption('80mm')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('第 2 次打印的理由').fill('申请人遗失')
    await again.click()
    await page.getByText('第 2 次打印的原样').waitFor()
    await page.waitForFunction(() => (globalThis as unknown as { printed: number }).printed === 1)
    expect((await picture(page, 'print')).fits).toBe(true)
    expect((await documents())['documents']).toMatchObject([
      {
        prints: [
          { print: 1, paper: 'a4' },
          { print: 2, paper: '80mm', reason: '申请人遗失' },
        ],
      },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
    ])
    await page.getByRole('button', { name: /第 1 次/ }).click()
    await page.getByText('第 1 次打印的原样').waitFor()
  })

  it('is the region’s correction notice in its own words', async () => {
    await page.getByRole('link', { name: '补正通知' }).click()
    await page.getByRole('heading', { name: '补正通知' }).waitFor()
    await paper().getByText('补正').first().waitFor()
    await sealReceived()
    await page.reload()
    await page.getByText('示例 RSA 根').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'print-correction')).fits).toBe(true)
  })

  it('is seen by an auditor, who prints nothing', async () => {
    const { page: other } = await visit()
    await signIn(other, 'shenji', `/cases/${no}/print/collection-voucher`)
    await other.getByRole('button', { name: /第 2 次/ }).waitFor()
    expect(await other.getByRole('button', { name: /^打印/ }).count()).toBe(0)
  })

  it('is filed with the case, once nothing is missing, by whoever may', async () => {
    gateway.simulator(REGION).setBehaviour('ok', 1)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'file',
    })
    const other = String(made.body['no'])
    await gateway.until(other, 'COMPLETED')
    await page.goto(`/cases/${other}`)
    const closing = page.getByRole('region', { name: '归档' })
    await closing.getByText('还没有出具收件凭证').waitFor()
    expect(await closing.getByRole('button', { name: '归档' }).isDisabled()).toBe(true)
    await gateway.call('window', 'POST', `/api/cases/${other}/documents/collection-voucher`, { paper: 'a4' })
    await page.reload()
    await closing.getByRole('button', { name: '归档' }).click()
    await page.getByText('已归档').first().waitFor()
    await closing.waitFor({ state: 'detached' })
    const { page: auditor } = await visit()
    await signIn(auditor, 'shenji', `/cases/${other}`)
    const [zip] = await Promise.all([
      auditor.waitForEvent('download'),
      auditor.getByRole('link', { name: '归档信息包' }).click(),
    ])
    expect(zip.suggestedFilename()).toBe(`${other}.zip`)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'case-filed')).fits).toBe(true)
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/次仁|510107190001010017|13800000001/)
  })
})
