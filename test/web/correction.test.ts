import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePdf } from '../form/samples/sample.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { REGION_SAMPLES } from '../support/region-samples.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const REGION = '130000'

describe('a case that its window takes up again', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const send = async (key: string, behaviour: 'correction' | 'quiet') => {
    gateway.simulator(REGION).setBehaviour(behaviour, 1)
    const body = await newCaseBody(gateway, 'M07')
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': key })
    return String(made.body['no'])
  }

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    page = (await visit()).page
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is mended where the region wants it and nowhere else, sent once, and goes on', async () => {
    gateway.simulator(REGION).setBehaviour('correction', 1)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'mend',
    })
    const no = String(made.body['no'])
    await gateway.until(no, 'CORRECTION')
    await signIn(page, 'chuangkou', `/cases/${no}`)
    await page.getByRole('button', { name: '办理补正' }).click()
    await page.getByRole('heading', { name: /要什么/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'correction')).fits).toBe(true)
    const inputs = page.locator('.materials input[type=file]')
    for (let at = 0; at < (await inputs.count()); at += 1) {
      const file = {
        name: `mended-${at}.pdf`,
        mimeType: 'application/pdf',
        buffer: Buffer.from(samplePdf(`mended ${at}`)),
      }
      await inputs.nth(at).setInputFiles(file)
      await page.getByText(file.name).waitFor()
    }
    await page.keyboard.press('F9')
    await page.keyboard.press('F9')
    await page.waitForURL(`**/cases/${no}`)
    await gateway.until(no, 'COMPLETED')
    const { body } = await gateway.call('auditor', 'GET', `/api/cases/${no}/events`)
    const types = (body['events'] as unknown as { type: string }[]).map(({ type }) => type)
    expect(types.filter((type) => type === 'supplemented')).toHaveLength(1)
  })

  it('is withdrawn for a reason, and not without one', async () => {
    const no = await send('withdraw', 'quiet')
    await gateway.until(no, 'DELIVERED')
    await page.goto(`/cases/${no}`)
    await page.getByRole('button', { name: '撤回', exact: true }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '送出撤回' }).isDisabled()).toBe(true)
    await dialog.getByLabel('撤回的理由').fill('申请人不办了')
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: '送出撤回' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const { body } = await gateway.call('auditor', 'GET', `/api/cases/${no}/events`)
    expect((body['events'] as unknown as { type: string }[]).some(({ type }) => /withdraw/.test(type))).toBe(true)
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    const texts = await kept()
    for (const text of Object.values(REGION_SAMPLES[REGION]?.M07?.form['applicant'] ?? {}).map(String))
      if (text.length > 3) expect(texts).not.toContain(text)
  })
})
