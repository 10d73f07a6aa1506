import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePdf } from '../form/samples/sample.ts'
import { accessibilityFaults, openBrowser, PHONE, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { REGION_SAMPLES } from '../support/region-samples.ts'
import { startWorkbench, visitors } from '../support/workbench.ts'

const REGION = '130000'
const APPLICANT = REGION_SAMPLES[REGION]?.M07?.form['applicant'] as Record<string, unknown>
const TAIL = String(APPLICANT['mobile']).slice(-4)

/** The codes that went out by text message. */
function codesIn(gateway: NodeGateway): string[] {
  const folder = join(gateway.folder, 'sms')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .flatMap((text) => /查询验证码(\d{6})/.exec(text)?.[1] ?? [])
}

/** How high the lowest thing is that a finger must meet, px. */
function lowestTarget(page: Page): Promise<number> {
  const all = `[...document.querySelectorAll('button, input:not(.unseen), textarea, .button')]`
  return page.evaluate<number>(`Math.min(...${all}.map((one) => one.getBoundingClientRect().height))`)
}

describe('an applicant with a telephone', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const collect = async (key: string, behaviour: 'correction' | null) => {
    if (behaviour) gateway.simulator(REGION).setBehaviour(behaviour, 1)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': key,
    })
    const no = String(made.body['no'])
    await gateway.until(no, behaviour ? 'CORRECTION' : 'COMPLETED')
    return no
  }
  const openMine = async (page: Page, no: string) => {
    await page.setViewportSize(PHONE)
    await page.goto('/my')
    await page.getByLabel('凭证编号').fill(no.toLowerCase())
    await page.getByLabel('手机号后四位').fill(TAIL)
    const before = new Set(codesIn(gateway))
    await page.getByRole('button', { name: '获取验证码' }).click()
    await page.getByText(/一分钟内会收到短信/).waitFor()
    const fresh = () => codesIn(gateway).filter((code) => !before.has(code))
    await expect.poll(fresh, { timeout: 10_000 }).toHaveLength(1)
    await page.getByLabel('短信验证码').fill(fresh()[0] ?? '')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.waitForURL('**/my/case')
  }

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench({ sms: true }), openBrowser()])
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is told what is missing, and the same whether a number or a telephone is wrong', async () => {
    const { page } = await visit()
    await page.setViewportSize(PHONE)
    await page.goto('/my')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.getByText('请填凭证上的编号').waitFor()
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('my-no')
    await page.getByLabel('凭证编号').fill('WH510107NONE')
    await page.getByLabel('手机号后四位').fill(TAIL)
    await page.getByRole('button', { name: '获取验证码' }).click()
    await page.getByText(/一分钟内会收到短信/).waitFor()
    expect(await page.getByRole('button', { name: /秒后可再取/ }).isDisabled()).toBe(true)
    await page.getByLabel('短信验证码').fill('000000')
    await page.getByRole('button', { name: '查询', exact: true }).click()
    await page.getByText(/没有查到,请核对凭证编号、手机尾号与验证码/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await lowestTarget(page)).toBeGreaterThanOrEqual(48)
    expect((await picture(page, 'my-look-up')).fits).toBe(true)
  })

  it('sees where their case is, whose turn it is, what is wanted and who saw their data, and ends it', async () => {
    const no = await collect('my-correction', 'correction')
    const { page } = await visit()
    await openMine(page, no)
    await page.getByRole('heading', { name: /需要您补正 \d 项/ }).waitFor()
    await page.getByText('该您办').waitFor()
    await page.getByText(/最迟 20\d\d-/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'my-case')).fits).toBe(true)
    await page.setViewportSize(PHONE)
    const text = await page.locator('main').textContent()
    for (const fact of ['name', 'idNo', 'mobile']) expect(text).not.toContain(String(APPLICANT[fact]))
    await page.getByRole('link', { name: '谁看过我的信息' }).click()
    await page.getByText('窗口工作人员办理您的业务').first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('示例')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'my-access')).fits).toBe(true)
    await page.setViewportSize(PHONE)
    await page.getByRole('link', { name: '返回办件' }).click()
    await page.getByRole('button', { name: '结束查询' }).click()
    await page.waitForURL('**/my')
    await page.goto('/my/case')
    await page.getByText(/查询已结束/).waitFor()
  })

  it('reads the result in the largest text without moving the page sideways, and in English', async () => {
    const no = await collect('my-result', null)
    const { page } = await visit()
    await openMine(page, no)
    await page.getByText('已办结').first().waitFor()
    await page.getByText('已有结果,不用再等').waitFor()
    await page.locator('section', { hasText: '结果' }).getByText('河北省已准予').first().waitFor()
    expect(await page.locator('main').textContent()).not.toContain('不予许可')
    await page.getByRole('button', { name: '字号:标准' }).click()
    await page.getByRole('button', { name: '字号:大' }).click()
    await page.getByRole('button', { name: '字号:特大' }).waitFor()
    expect(await page.evaluate<string>('getComputedStyle(document.querySelector("main p")).fontSize')).toBe('30px')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'my-largest')).fits).toBe(true)
    await page.setViewportSize(PHONE)
    await page.reload()
    await page.getByRole('button', { name: '字号:特大' }).waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Whose turn it is' }).waitFor()
    const english = await page.locator('main').textContent()
    expect(english).toContain('There is a result')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('brings what is wanted from the telephone, and the case goes on', async () => {
    const no = await collect('my-mend', 'correction')
    const { page } = await visit()
    await openMine(page, no)
    await page.getByRole('link', { name: '现在补正' }).click()
    await page.getByText('还差 2 项').waitFor()
    expect(await page.getByRole('button', { name: '送出' }).isDisabled()).toBe(true)
    const bytes = Buffer.from(samplePdf('signed on the telephone'))
    const scan = { name: '签好的申请表.pdf', mimeType: 'application/pdf', buffer: bytes }
    await page.getByLabel(/^选文件:/).setInputFiles({ ...scan, buffer: Buffer.from('MZ') })
    await page.getByText(/请/).first().waitFor()
    await page.locator('.note-bad').waitFor()
    await page.getByLabel(/^选文件:/).setInputFiles(scan)
    await page.getByText(/已收到:签好的申请表.pdf/).waitFor()
    await page.getByLabel('请写明:备注').fill('因工作常驻')
    await page.getByText('都齐了').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await lowestTarget(page)).toBeGreaterThanOrEqual(48)
    expect((await picture(page, 'my-correct')).fits).toBe(true)
    await page.setViewportSize(PHONE)
    await page.getByRole('button', { name: '送出' }).click()
    await page.waitForURL('**/my/case')
    await gateway.until(no, 'COMPLETED')
  })

  it('says what was bad and what happened, and is given a number, a code and a day', async () => {
    const no = await collect('my-rate', null)
    const { page } = await visit()
    await openMine(page, no)
    await page.getByRole('link', { name: '评价', exact: true }).click()
    await page.getByLabel('办理结果').check()
    await page.getByLabel(/· 不满意/).check()
    await page.getByText('15 个工作日内整改').waitFor()
    await page.getByLabel('未在承诺时间办结').check()
    await page.getByLabel(/哪里不好/).fill('等得太久')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'my-rate')).fits).toBe(true)
    await page.setViewportSize(PHONE)
    await page.getByRole('button', { name: '送出评价' }).click()
    await page.getByText(/回执编号 WH510107ZG/).waitFor()
    await page.getByText(/查询码 \w{10}/).waitFor()
    await page.getByRole('link', { name: '返回办件' }).click()
    await page.getByRole('link', { name: '留言举报' }).click()
    expect(await page.getByRole('button', { name: '送出留言' }).isDisabled()).toBe(true)
    await page.getByLabel('请写明发生了什么').fill('窗口说缺材料\n第二次又说不缺')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'my-complain')).fits).toBe(true)
    await page.setViewportSize(PHONE)
    await page.getByRole('button', { name: '送出留言' }).click()
    await page.getByText(/回执编号 WH510107TS/).waitFor()
    const ratings = await gateway.gateway.store.ratings.ofCase((await gateway.gateway.store.cases.byNo(no))?.id ?? '')
    expect(ratings).toMatchObject([{ stage: 'result', level: 'dissatisfied', reasons: ['209'], channel: 'self' }])
  })

  it('fetches the documents that came, and those of no other case', async () => {
    const no = await collect('my-documents', null)
    const { page } = await visit()
    await openMine(page, no)
    const links = page.getByRole('link', { name: /^下载:/ })
    await links.first().waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), links.first().click()])
    expect(await download.failure()).toBeNull()
    const value = await gateway.gateway.store.cases.byNo(no)
    const own = value?.materials.find(({ file }) => file)?.file?.id ?? ''
    const answer = await page.evaluate<number>(`fetch('/public/my/documents/${own}').then((one) => one.status)`)
    expect(answer).toBe(404)
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    const texts = await kept()
    for (const text of Object.values(APPLICANT).map(String)) if (text.length > 3) expect(texts).not.toContain(text)
  })
})
