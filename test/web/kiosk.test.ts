import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, PHONE, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { REGION_SAMPLES } from '../support/region-samples.ts'
import { startWorkbench, visitors } from '../support/workbench.ts'

const APPLICANT = REGION_SAMPLES['130000']?.M07?.form['applicant'] as Record<string, unknown>
const TAIL = String(APPLICANT['mobile']).slice(-4)

/** The smallest height and the smallest text of what a finger must meet, px. */
function smallest(page: Page): Promise<{ height: number; text: number }> {
  return page.evaluate(`(() => {
    const all = [...document.querySelectorAll('button')]
    const texts = [...document.querySelectorAll('main :is(p, button, h1, h2, span)')].filter((one) => one.textContent)
    return {
      height: Math.min(...all.map((one) => one.getBoundingClientRect().height)),
      text: Math.min(...texts.map((one) => parseFloat(getComputedStyle(one).fontSize))),
    }
  })()`)
}

describe('the kiosk', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let no = ''
  let code = ''
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  /** What a scanner does: it types what it read, and Enter. */
  const scan = async (page: Page, paper = code) => {
    await page.keyboard.type(`${gateway.url}/v#${paper}`)
    await page.keyboard.press('Enter')
  }
  const press = async (page: Page, digits: string) => {
    for (const digit of digits) await page.getByRole('button', { name: digit, exact: true }).click()
  }

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'kiosk',
    })
    no = String(made.body['no'])
    await gateway.until(no, 'COMPLETED')
    const issued = await gateway.call('window', 'POST', `/api/cases/${no}/documents/collection-voucher`, {
      paper: 'a4',
    })
    code = String(issued.body['code'])
    expect(code).toHaveLength(26)
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('shows where a case is in five taps, with targets and text that are large enough', async () => {
    const { page } = await visit()
    await page.goto('/kiosk')
    await page.getByRole('button', { name: '查进度' }).click()
    await page.getByText('请扫收件凭证上的二维码').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await scan(page)
    await page.getByText('请按手机号后四位').waitFor()
    const sizes = await smallest(page)
    expect(sizes.height).toBeGreaterThanOrEqual(64)
    expect(sizes.text).toBeGreaterThanOrEqual(24)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'kiosk-pad')).fits).toBe(true)
    await press(page, TAIL)
    await page.getByText('已办结').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await smallest(page)).text).toBeGreaterThanOrEqual(24)
    expect((await picture(page, 'kiosk-case')).fits).toBe(true)
    const text = await page.locator('main').textContent()
    for (const fact of ['name', 'idNo', 'mobile']) expect(text).not.toContain(String(APPLICANT[fact]))
    await page.getByRole('button', { name: '结束' }).click()
    await page.getByRole('button', { name: '查进度' }).waitFor()
    await expect.poll(() => page.evaluate<number>(`fetch('/public/my/case').then((one) => one.status)`)).toBe(401)
  })

  it('prints the voucher in five taps, as it was issued', async () => {
    const { page } = await visit()
    await page.goto('/kiosk')
    await page.getByRole('button', { name: '打印凭证' }).click()
    await scan(page)
    await press(page, TAIL)
    await page.getByText('正在打印').waitFor()
    const paper = page.frameLocator('iframe')
    await paper.getByText(no).first().waitFor()
    await paper.getByText('不代表受理').first().waitFor()
  })

  it('refuses a paper that is not ours and digits that are wrong alike, five times, then not even the right ones', async () => {
    const ask = async (paper: string, tail: string) => {
      const answer = await fetch(`${gateway.url}/public/kiosk/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: gateway.url },
        body: JSON.stringify({ code: paper, tail }),
      })
      return { status: answer.status, text: await answer.text(), cookies: answer.headers.getSetCookie().length }
    }
    const wrong = TAIL === '1234' ? '4321' : '1234'
    const first = await ask(code, wrong)
    expect(first).toEqual(await ask('0'.repeat(26), TAIL))
    expect([first.status, first.cookies]).toEqual([404, 0])
    for (let more = 1; more < 5; more += 1) await ask(code, wrong)
    expect((await ask(code, TAIL)).status).toBe(429)
    await gateway.gateway.store.signInTries.forget(`kiosk:${code}`)
    expect((await ask(code, TAIL)).status).toBe(200)
  })

  it('asks whether one is still there, and clears everything when nobody answers', async () => {
    const { page } = await visit()
    await page.clock.install()
    await page.goto('/kiosk')
    await page.getByRole('button', { name: '查进度' }).click()
    await scan(page)
    await press(page, TAIL)
    await page.getByText('已办结').first().waitFor()
    await page.clock.runFor(121_000)
    await page.getByText(/还在吗/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: '继续' }).click()
    await page.getByText(/还在吗/).waitFor({ state: 'hidden' })
    await page.clock.runFor(141_000)
    await page.getByRole('button', { name: '查进度' }).waitFor()
    expect(await page.locator('main').textContent()).not.toContain(no.slice(-6))
    await expect.poll(() => page.evaluate<number>(`fetch('/public/my/case').then((one) => one.status)`)).toBe(401)
  })

  it('calls a person, who sees which kiosk, and says that they come', async () => {
    const { page } = await visit()
    await page.setViewportSize(PHONE)
    await page.goto('/kiosk?no=2')
    await page.getByRole('button', { name: '人工帮助' }).click()
    await page.getByText('已叫工作人员').waitFor()
    await page.getByRole('button', { name: '人工帮助' }).click()
    const told = await gateway.call('window', 'GET', '/api/me/messages')
    const messages = told.body['messages'] as unknown as { id: string; kind: string; place: string }[]
    expect(messages.filter(({ kind }) => kind === 'help')).toMatchObject([{ place: '2 号自助机' }])
    expect((await gateway.call('handler', 'GET', '/api/me/messages')).body['messages']).toEqual([])
    await gateway.call('window', 'POST', '/api/me/messages/read', { ids: [messages[0]?.id] })
    await page.getByText('工作人员正在过来').waitFor()
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    const texts = await kept()
    for (const text of [...Object.values(APPLICANT).map(String), code])
      if (text.length > 3) expect(texts).not.toContain(text)
  })
})
