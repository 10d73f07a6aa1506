import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { slipCheck, todayHere } from '../support/slip-check.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 90_000 })

const PARTNER_NO = 'XZ2026112800001'

describe('what people carry and copy by hand, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'])
    await addAccount(gateway, 'fuhe', ['supervisor'])
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  async function submit(): Promise<string> {
    const body = await newCaseBody(gateway, 'M04', { region: '540000' })
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': crypto.randomUUID() })
    return String(made.body['no'])
  }

  const card = (page: Page, no: string) =>
    page.getByRole('article').filter({ has: page.getByRole('heading', { name: no }) })

  it('says that there is nothing to carry and nothing to confirm', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/hand')
    await page.getByText('没有要送出的卷宗').waitFor()
    await page.getByText('没有待复核的回告单').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('prints and sends a dossier, copies what the region says, and has another person confirm it', async () => {
    const no = await submit()
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/hand')
    const task = card(page, no)
    await task.getByText(/整单核对码 [0-9A-F]{8}/).waitFor({ timeout: 20_000 })
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'hand')).fits).toBe(true)
    const [printed] = await Promise.all([
      page.context().waitForEvent('page'),
      task.getByRole('link', { name: '打印封面与录入单' }).click(),
    ])
    await printed.getByRole('heading', { name: '跨省通办卷宗' }).waitFor()
    await printed.getByRole('img', { name: '卷宗封面的二维码' }).waitFor()
    await picture(printed, 'dossier')
    await printed.close()

    await task.getByRole('button', { name: '已送出' }).click()
    await task
      .getByText(/邮寄没有写运单号/)
      .first()
      .waitFor()
    await task.getByLabel('运单号').fill('EX000000001CN')
    await task.getByRole('button', { name: '已送出' }).click()
    await page.getByRole('link', { name: '录入回告单' }).click()
    await gateway.until(no, 'DELIVERED')

    await page.getByLabel('受理号').fill(PARTNER_NO)
    await page.getByLabel('办理状态').selectOption('已登记')
    await page.getByLabel('回告人').fill('藏方示例')
    await page.getByLabel('回告核对码').fill('000000')
    await page.getByRole('button', { name: '交复核' }).click()
    await page
      .getByText(/回告核对码不符/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'slip')).fits).toBe(true)
    const check = slipCheck(no, PARTNER_NO, '已登记', todayHere())
    await page.getByLabel('回告核对码').fill(check)
    await page.getByRole('button', { name: '交复核' }).click()
    await page.getByText('已交复核').waitFor()
    await page.goto('/hand')
    await card(page, no).getByText('这张是您自己录入的').waitFor()

    const other = await visit()
    await signIn(other.page, 'fuhe', '/hand')
    const slip = card(other.page, no)
    await slip.getByLabel('办理状态').fill('已登记')
    await slip.getByLabel('受理号').fill(PARTNER_NO)
    await slip.getByLabel('回告核对码').fill('111111')
    await slip.getByRole('button', { name: '一致,入库' }).click()
    await slip
      .getByText(/复核所见与录入的不一致/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(other.page)).toEqual([])
    expect((await picture(other.page, 'slip-review')).fits).toBe(true)
    await slip.getByLabel('回告核对码').fill(check)
    await slip.getByRole('button', { name: '一致,入库' }).click()
    await other.page.getByText(`已入库,办件 ${no} 已更新`).waitFor()
    expect(await gateway.until(no, 'DELIVERED')).toMatchObject({ partnerNo: PARTNER_NO })
  })

  it('is offered where a case’s answers come that way, asks a correction line by line, and speaks English', async () => {
    const no = await submit()
    const { page } = await visit()
    await signIn(page, 'chuangkou', `/cases/${no}`)
    await page.getByRole('button', { name: '录入回告单' }).click()
    await page.getByLabel('怎样来的').selectOption('letter')
    await page.getByLabel('办理状态').selectOption('待补正')
    await page.getByLabel('补正单号(必填)').fill('XZBZ20261128001')
    await page.getByRole('button', { name: '加一条' }).click()
    await page.getByLabel('列名或材料代码').fill('XZ-09')
    await page.getByLabel('补正通知书').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'slip-correction')).fits).toBe(true)
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: `Copy a slip of ${no}` }).waitFor()
    expect(await kept()).not.toMatch(/91510107MA0000007C|13800000005|藏方示例/)
    expect(broken()).toEqual([])
  })
})
