import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MatterCode } from '../../simulator/contract.ts'
import { SAMPLE_OFD } from '../../simulator/sample-ofd.ts'
import { samplePdf } from '../form/samples/sample.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const REGION = '130000'
const notice = { name: 'notice.pdf', mimeType: 'application/pdf', buffer: Buffer.from(samplePdf('notice')) }
const licence = { name: 'licence.ofd', mimeType: 'application/ofd', buffer: Buffer.from(SAMPLE_OFD) }

describe('the handling desk', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  let handler: string
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const told = (partnerNo: string) =>
    gateway
      .simulator(REGION)
      .pushed()
      .find((one) => one.partnerCaseNo === partnerNo)
      ?.events.map(({ status }) => status) ?? []

  /** A case that the region pushed, given to the handler at the desk. */
  const arrive = async (matter: MatterCode) => {
    const { partnerCaseNo } = await gateway.simulator(REGION).pushCase(matter)
    const find = async () => {
      const { body } = await gateway.call('supervisor', 'GET', '/api/cases?direction=in&limit=100')
      return (body['cases'] as unknown as { no: string; partnerNo: string }[]).find(
        (one) => one.partnerNo === partnerCaseNo,
      )?.no
    }
    await expect.poll(find, { timeout: 15_000 }).toBeTruthy()
    const no = String(await find())
    const given = await gateway.call('supervisor', 'POST', `/api/cases/${no}/reassign`, { handler, reason: '试办' })
    // the draw may have given it to them already
    if (given.status !== 200 && given.body['code'] !== 'state-conflict') throw new Error(JSON.stringify(given.body))
    return { no, partnerNo: partnerCaseNo }
  }
  const decide = () => page.getByRole('region', { name: '作出决定' })

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    handler = String((await addAccount(gateway, 'jingban', ['handler']))['id'])
    await addAccount(gateway, 'linzuo', ['handler'])
    page = (await visit()).page
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('says that the queue is empty, and lists what is given to its handler by its clock', async () => {
    await signIn(page, 'jingban', '/desk')
    await page.getByText('队列已清空').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const { no } = await arrive('M07')
    await page.getByRole('heading', { name: no }).waitFor()
    await page.getByText(/到期/).first().waitFor()
    await page.getByText('抽签记录').click()
    // the course says who was drawn, too
    await page
      .getByRole('region', { name: '经过' })
      .getByText(/^派给 (jingban|linzuo|handler1)/)
      .last()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'desk')).fits).toBe(true)
  })

  it('accepts with a digit and F9; twice pressed is one step, and the region is told', async () => {
    const { no, partnerNo } = await arrive('M07')
    await page.goto(`/desk?no=${no}`)
    await decide().waitFor()
    const place = (await decide().getByRole('button').allTextContents()).findIndex(
      (text) => /受理$/.test(text) && !/不予/.test(text),
    )
    await page.keyboard.press(String(place + 1))
    await decide().getByText('附上《受理通知书》').click()
    await decide().getByLabel('文书编号').fill('SL-1')
    await decide().locator('input[type=file]').setInputFiles(notice)
    await decide().getByText('notice.pdf').waitFor()
    await page.keyboard.press('F9')
    await page.keyboard.press('F9')
    await page.getByText('已办“受理”').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await gateway.until(no, 'ACCEPTED')
    await expect.poll(() => told(partnerNo).length, { timeout: 15_000 }).toBeGreaterThan(0)
    const { body } = await gateway.call('auditor', 'GET', `/api/cases/${no}/events`)
    const steps = (body['events'] as unknown as { type: string; data: { step: string } }[])
      .filter(({ type }) => type === 'handled')
      .map(({ data }) => data.step)
    expect(steps).toEqual(['sign', 'accept'])
  })

  it('asks for everything that must be mended at once, and takes it up when it comes', async () => {
    const { no } = await arrive('M07')
    await page.goto(`/desk?no=${no}`)
    await decide()
      .getByRole('button', { name: /要求补正/ })
      .click()
    await decide().getByLabel('补正通知编号').fill('BZ-1')
    await decide().getByLabel('补正截止日').fill('2026-12-15')
    await decide().getByRole('button', { name: '加一项' }).click()
    await decide().getByLabel('要改什么').selectOption('slot MT009')
    await decide().getByLabel('理由').fill('未签名')
    await decide().getByLabel('怎样改').fill('本人签名')
    await decide().getByText('附上《补正通知书》').click()
    await decide().getByLabel('文书编号').fill('BZ-1')
    await decide().locator('input[type=file]').setInputFiles(notice)
    await decide().getByText('notice.pdf').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'desk-correction')).fits).toBe(true)
    await page.keyboard.press('F9')
    await page.getByText('已办“要求补正”').waitFor()
    await gateway.until(no, 'CORRECTION', 'CORRECTED')
  })

  it('says what a refusal lacks, names the field, and keeps what was typed', async () => {
    const { no } = await arrive('M07')
    await page.goto(`/desk?no=${no}`)
    await decide()
      .getByRole('button', { name: /不予受理/ })
      .click()
    await page.keyboard.press('F9')
    await decide().getByRole('status').filter({ hasText: /。/ }).first().waitFor()
    await decide().getByLabel('理由').fill('不属于本机关职权范围')
    await decide().getByText('附上《不予受理通知书》').click()
    await decide().getByLabel('文书编号').fill('BY-1')
    await decide().locator('input[type=file]').setInputFiles(notice)
    await decide().getByText('notice.pdf').waitFor()
    await page.keyboard.press('F9')
    await page.getByText('已办“不予受理”').waitFor()
    await gateway.until(no, 'REFUSED')
  })

  it('grants, hands the licence over, and the case is over', async () => {
    const { no, partnerNo } = await arrive('M02')
    await page.goto(`/desk?no=${no}`)
    const take = async (step: string, before?: () => Promise<void>) => {
      await decide()
        .getByRole('button', { name: new RegExp(`^\\d ${step}$`) })
        .first()
        .click()
      await before?.()
      await page.keyboard.press('F9')
      await page.getByText(`已办“${step}”`).waitFor()
    }
    const attach = async (title: string, documentNo: string) => {
      await decide().getByText(`附上《${title}》`).click()
      await decide().getByLabel('文书编号').fill(documentNo)
      await decide()
        .locator('details', { hasText: `附上《${title}》` })
        .locator('input[type=file]')
        .setInputFiles(notice)
      await decide().getByText('notice.pdf').waitFor()
    }
    await take('受理', () => attach('受理通知书', 'SL-2'))
    await gateway.until(no, 'ACCEPTED')
    await take('准予', async () => {
      await decide().getByText('上传结果证照').click()
      const values = {
        证照名称: '营业执照',
        证照编号: '91510107MA0000007C',
        电子证照标识: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.A',
        证照类型代码: '11100000000013338W001',
      }
      for (const [label, text] of Object.entries(values)) await decide().getByLabel(label).fill(text)
      await decide().locator('details', { hasText: '上传结果证照' }).locator('input[type=file]').setInputFiles(licence)
      await decide().getByText('licence.ofd').waitFor()
      await attach('准予决定书', 'ZY-1')
    })
    await gateway.until(no, 'APPROVED')
    await take('办结', () => attach('办结通知书', 'BJ-1'))
    await gateway.until(no, 'COMPLETED')
    expect(told(partnerNo).length).toBeGreaterThan(1)
  })

  it('shows another’s case, but lets nobody decide it but whom it was given to', async () => {
    const { no } = await arrive('M07')
    const { page: others } = await visit()
    await signIn(others, 'linzuo', `/desk?no=${no}`)
    await others.getByText(/您可以看,不能办/).waitFor()
    expect(await others.getByRole('button', { name: /受理/ }).count()).toBe(0)
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/[1-9]\d{16}[\dX]|1[3-9]\d{9}/)
  })
})
