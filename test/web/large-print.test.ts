import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, PHONE, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

describe('text of twice the size in the workbench', { timeout: 120_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  let no = ''
  const { visit, broken } = visitors(
    () => browser,
    () => gateway,
  )

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'dazi', ['window', 'handler', 'supervisor'], '03 号窗')
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'large',
    })
    no = String(made.body['no'])
    await gateway.until(no, 'COMPLETED')
    page = (await visit()).page
    await signIn(page, 'dazi', '/cases')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is chosen by one button, is 200 %, and stays chosen', async () => {
    const size = () => page.evaluate<number>('parseFloat(getComputedStyle(document.body).fontSize)')
    const standard = await size()
    await page.getByRole('button', { name: '字号:标准' }).click()
    await page.getByRole('button', { name: '字号:大', exact: true }).click()
    await page.getByRole('button', { name: '字号:特大' }).waitFor()
    expect(await size()).toBe(standard * 2)
    await page.reload()
    await page.getByRole('button', { name: '字号:特大' }).waitFor()
    expect(await size()).toBe(standard * 2)
  })

  it.each([
    ['cases', () => '/cases'],
    ['case', () => `/cases/${no}`],
    ['intake', () => '/intake'],
    ['desk', () => '/desk'],
    ['bundles', () => '/bundles'],
  ])('loses nothing on the page %s, in both widths', async (name, path) => {
    await page.goto(path())
    await page.getByRole('heading', { level: 1 }).first().waitFor()
    await page.waitForLoadState('networkidle')
    expect(await accessibilityFaults(page)).toEqual([])
    const { fits } = await picture(page, `large-${name}`)
    expect(fits).toBe(true)
    await page.setViewportSize(PHONE)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('breaks no policy and throws nothing', () => {
    expect(broken()).toEqual([])
  })
})
