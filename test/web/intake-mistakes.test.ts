import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const SOON = { timeout: 15_000 }

describe('what goes wrong while a window types', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const begin = async (where: string, at = page) => {
    await at.goto('/intake')
    await at.locator('#destination-field:focus').waitFor()
    await at.keyboard.type(where)
    await at.keyboard.press('Enter')
    await at.getByRole('heading', { name: '预检' }).waitFor()
  }
  /** Types into a field and leaves it; gives what the field then says. */
  const enter = async (id: string, text: string) => {
    await page.locator(`#${id}`).fill(text)
    await page.locator(`#${id}`).press('Tab')
  }
  const said = (id: string, words: RegExp) =>
    page
      .locator('.field', { has: page.locator(`#${id}`) })
      .getByText(words)
      .first()
      .waitFor()

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    await addAccount(gateway, 'wang', ['window'], '05 号窗')
    page = (await visit()).page
    await signIn(page, 'chuangkou', '/intake')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is said where it stands: a day that never was, a check digit, a telephone number too short', async () => {
    await begin('cqyd')
    await page.locator('#f-applicant-kind').check()
    await enter('f-applicant-idType', '居民身份证')
    await enter('f-applicant-idNo', '310101190002290019')
    await said('f-applicant-idNo', /1900-02-29|不存在/)
    await enter('f-applicant-idNo', '510107190001010018')
    await said('f-applicant-idNo', /校验/)
    await enter('f-applicant-idNo', '510107190001010017')
    await expect.poll(() => page.locator('#f-applicant-birthDate').inputValue(), SOON).toBe('1900-01-01')
    await enter('f-applicant-mobile', '1380000')
    await said('f-applicant-mobile', /11 位/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'intake-mistakes')).fits).toBe(true)
  })

  it('is put right and said: full-width digits, blanks, and marks that turn the direction of writing', async () => {
    await begin('cqyd')
    await enter('f-applicant-mobile', '１３８０００００ ０００')
    expect(await page.locator('#f-applicant-mobile').inputValue()).toBe('13800000000')
    await said('f-applicant-mobile', /13800000000/)
    await enter('f-applicant-name', '\u202e次仁\u200f ')
    expect(await page.locator('#f-applicant-name').inputValue()).toBe('次仁')
    await said('f-applicant-name', /次仁/)
  })

  it('a day may be typed in any common way; what is none stays to be mended', async () => {
    await begin('cqyd')
    for (const typed of ['2026-3-2', '20260302', '2026.3.2']) {
      await enter('f-filing-from', typed)
      expect(await page.locator('#f-filing-from').inputValue()).toBe('2026-03-02')
    }
    await enter('f-filing-from', '2026-13-45')
    expect(await page.locator('#f-filing-from').inputValue()).toBe('2026-13-45')
    await said('f-filing-from', /2026-13-45/)
    await page
      .locator('details', { has: page.locator('#f-applicant-idExpiry') })
      .locator('summary')
      .click()
    await enter('f-applicant-idExpiry', 'c')
    expect(await page.locator('#f-applicant-idExpiry').inputValue()).toBe('长期')
  })

  it('is what only this region asks: 江苏 wants the employer, and of those without one a choice in place of 无', async () => {
    await begin('jsyd')
    await page
      .getByText(/江苏省另需/)
      .first()
      .waitFor()
    await page.locator('#f-insurance-kind').press('2')
    await enter('f-employer-name', '无')
    await page.keyboard.press('F8')
    await page
      .locator('ol.faults')
      .getByText(/用人单位|单位名称/)
      .first()
      .waitFor()
  })

  it('two clerks on one draft are told of each other, and neither overwrites the other unseen', async () => {
    await begin('cqyd')
    await enter('f-applicant-mobile', '13800000000')
    await page.getByText(/已保存/).waitFor()
    const draft = page.url()
    const { page: others } = await visit()
    await signIn(others, 'wang', new URL(draft).pathname + new URL(draft).search)
    await others.locator('#f-applicant-mobile').fill('13900000000')
    await others.getByText(/已保存.*第 [2-9] 版/).waitFor()
    await enter('f-applicant-mobile', '13700000000')
    await page.getByText(/wang示例/).waitFor()
    await page.getByRole('button', { name: '改用新版' }).click()
    await expect.poll(() => page.locator('#f-applicant-mobile').inputValue(), SOON).toBe('13900000000')
  })

  it('keeps what is typed while the line is cut, and saves it when it is back', async () => {
    await begin('cqyd')
    await page.getByText(/已保存/).waitFor()
    await page.context().setOffline(true)
    await enter('f-applicant-name', '次仁')
    await enter('f-applicant-mobile', '13800000000')
    await page.getByText(/没有保存,正在重试/).waitFor()
    await page.context().setOffline(false)
    await page.getByText(/已保存.*第 [2-9] 版/).waitFor()
    const id = new URL(page.url()).searchParams.get('draft')
    const draft = await gateway.gateway.store.drafts.byId(String(id))
    expect(draft?.form).toMatchObject({ applicant: { name: '次仁', mobile: '13800000000' } })
  })

  it('loses nothing by going back and forward', async () => {
    await page.goBack()
    await page.goForward()
    await expect.poll(() => page.locator('#f-applicant-name').inputValue(), SOON).toBe('次仁')
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/次仁|𠅤明|510107190001010017|13[789]00000000/)
  })
})
