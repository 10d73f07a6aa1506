import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countIndicators } from '../../core/indicators/count.ts'
import { addAmount } from '../../core/store/indicators.ts'
import { DAY_MS, startOfDate, toDate } from '../../core/time.ts'
import { WORKBENCH_FOLDER } from '../../runtime/node/build-workbench.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const MOST_PAGE_BYTES = 150 * 1024
const HEAD = '编号,名称,板块,来源,单位,口径,周期'

describe('the indicators', { timeout: 90_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  const { visit, broken } = visitors(
    () => browser,
    () => gateway,
  )
  const card = (id: string) => page.locator(`[data-indicator="${id}"]`)
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'fuze', ['supervisor'])
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'indicators-1',
    })
    await gateway.until(String(made.body['no']), 'COMPLETED')
    await countIndicators(gateway.gateway)
    const { store, clock } = gateway.gateway
    const day = toDate(startOfDate(`${toDate(clock.now()).slice(0, 7)}-01`) - DAY_MS)
    const before = { day, region: '130000', matter: 'M07', direction: 'out' } as const
    await store.commit(addAmount({ ...before, measure: 'deemed', amount: 2 }))
    page = (await visit()).page
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('stand in the menu, each with value, course, formula and what it was made of, loaded apart', async () => {
    await signIn(page, 'fuze', '/cases')
    const scripts = new Set<string>()
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.add(new URL(response.url()).pathname)
    })
    await page.getByRole('link', { name: '指标' }).click()
    await card('submitted').getByText('1', { exact: true }).first().waitFor()
    expect(await page.locator('[data-indicator]').count()).toBeGreaterThanOrEqual(30)
    await card('first-pass').getByText('100%').first().waitFor()
    await card('first-pass').getByText('公式').click()
    await card('first-pass')
      .getByText(/÷ 有了结果的办件数/)
      .waitFor()
    await card('deemed').locator('svg.spark').waitFor()
    await card('deemed').getByText('逐月的数').click()
    expect(await card('deemed').locator('tbody td').allTextContents()).toEqual(['2', '0'])
    const bytes = [...scripts].map((path) => gzipSync(readFileSync(join(WORKBENCH_FOLDER, path)), { level: 9 }).length)
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(MOST_PAGE_BYTES)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'indicators')).fits).toBe(true)
  })

  it('are narrowed by what stands in the address', async () => {
    await page.getByLabel('地区').selectOption('500000')
    await card('submitted').getByText('0', { exact: true }).first().waitFor()
    expect(new URL(page.url()).search).toBe('?region=500000')
    await page.goBack()
    await card('submitted').getByText('1', { exact: true }).first().waitFor()
  })

  it('speak English', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Burden taken off' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: '中文' }).click()
    await page.getByRole('heading', { name: '减负' }).waitFor()
    expect(await page.getByLabel('检查文件').count()).toBe(0)
  })

  it('are told beside the district’s own registry, which an administrator checks line by line and imports', async () => {
    const { page: admin } = await visit()
    await signIn(admin, 'guanli', '/indicators')
    page = admin
    await page.getByText('还没有导入登记表').waitFor()
    await choose('wrong.csv', `${HEAD}\nA1,示例一,一,nothing,%,,月\nA1,示例二,一,手工填报,,,`)
    await page.getByText('第 2 行的来源“nothing”不是网关计算的指标').waitFor()
    await page.getByText('第 3 行的编号“A1”与第 2 行相同').waitFor()
    expect(await page.getByRole('button', { name: '导入登记表' }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])
    await choose('right.csv', `${HEAD}\nA1,示例一,一,first-pass,%,,月\nA2,示例二,一,手工填报,,,`)
    await page.getByText('没有问题:2 项,网关计算 1 项,手工填报 1 项').waitFor()
    await page.getByRole('button', { name: '导入登记表' }).click()
    await page.getByText('已导入 2 项').waitFor()
    await page.getByText('共 2 项:网关计算 1 项,手工填报 1 项').click()
    await page.getByRole('row', { name: /A1.*网关计算.*100 %/ }).waitFor()
    await page.getByRole('row', { name: /A2/ }).getByRole('button', { name: '填报' }).click()
    await page.getByLabel('期间(2026、2026-Q1 或 2026-03)').fill(new Date().toISOString().slice(0, 4))
    await page.getByLabel('值').fill('87.5')
    await page.getByLabel('依据:数从哪份报表、台账或检查来').fill('政务办月报')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: '填报' }).click()
    await page.getByRole('row', { name: /A2.*87\.5.*政务办月报/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'indicators-registry')).fits).toBe(true)
  })

  it('break no policy and throw nothing', () => {
    expect(broken()).toEqual([])
  })
})
