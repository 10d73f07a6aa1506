import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const REGION = '130000'

describe('the list of cases', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  let no: string
  let mobile: string
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'fuze', ['supervisor'])
    await addAccount(gateway, 'jingban', ['handler'])
    const body = await newCaseBody(gateway, 'M07')
    mobile = (body as unknown as { form: { applicant: { mobile: string } } }).form.applicant.mobile
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': 'list' })
    no = String(made.body['no'])
    await gateway.until(no, 'COMPLETED')
    page = (await visit()).page
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is searched by who applies, which stays in no address, and by number', async () => {
    await signIn(page, 'fuze', '/cases')
    await page.getByLabel('查找办件').fill(mobile)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /找到 1 件.*申请人手机号码/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'cases-found')).fits).toBe(true)
    expect(await kept()).not.toContain(mobile)
    await page.getByLabel('查找办件').fill('没有这个人')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /找到 0 件/ }).waitFor()
    await page.getByLabel('查找办件').fill(` ${no.toLowerCase()} `)
    await page.keyboard.press('Enter')
    await page.waitForURL(`**/cases/${no}`)
  })

  it('keeps what is chosen under a name of one’s own, which nobody else sees, until it is deleted', async () => {
    await page.goto(`/cases?region=${REGION}&status=COMPLETED`)
    await page.getByLabel('给这些条件起个名称').fill('河北办结')
    await page.keyboard.press('Enter')
    await page.getByText('已保存为“河北办结”').waitFor()
    await page.goto('/cases')
    await page.getByRole('link', { name: '河北办结' }).click()
    await page.waitForURL(`**/cases?region=${REGION}&status=COMPLETED`)
    await page.getByRole('link', { name: no }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'cases-filters')).fits).toBe(true)
    expect((await gateway.call('auditor', 'GET', '/api/me/filters')).body).toEqual({ filters: [] })
    await page.getByRole('button', { name: '删去“河北办结”' }).click()
    await page.getByText('已删去“河北办结”').waitFor()
    expect(await page.getByRole('link', { name: '河北办结' }).count()).toBe(0)
  })

  it('is taken along as it is narrowed, names masked, and the audit trail says so', async () => {
    await page.goto(`/cases?region=${REGION}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出这份清单' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^cases-\d{8}\.csv$/)
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[1]).toContain(no)
    expect(lines[1]).not.toContain(mobile)
    const { body } = await gateway.call('auditor', 'GET', '/api/audit?action=case.exported')
    expect(body).toMatchObject({ entries: [{ facts: { rows: 1 } }] })
  })

  it('leads to a case that its supervisor gives to somebody else, for a reason that is recorded', async () => {
    const { partnerCaseNo } = await gateway.simulator(REGION).pushCase('M07')
    const find = async () => {
      const { body } = await gateway.call('auditor', 'GET', '/api/cases?direction=in')
      const cases = body['cases'] as unknown as { no: string; partnerNo: string }[]
      return cases.find(({ partnerNo }) => partnerNo === partnerCaseNo)?.no
    }
    await expect.poll(find, { timeout: 15_000 }).toBeTruthy()
    const theirs = String(await find())
    const before = (await gateway.call('auditor', 'GET', `/api/cases/${theirs}`)).body['handler']
    await page.goto(`/cases/${theirs}`)
    await page.getByRole('button', { name: '改派', exact: true }).click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.getByRole('button', { name: '确认改派' }).isDisabled()).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
    await dialog.getByLabel('改派的理由').fill('请假')
    await dialog.getByRole('button', { name: '确认改派' }).click()
    await dialog.waitFor({ state: 'hidden' })
    const after = (await gateway.call('auditor', 'GET', `/api/cases/${theirs}`)).body['handler']
    expect(after).not.toBe(before)
    await page.getByText('理由:请假').waitFor()
  })

  it('breaks no policy and throws nothing', () => {
    expect(broken()).toEqual([])
  })
})
