import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

describe('intake on one screen', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    await setUp(gateway)
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('asks for region and matter by the keyboard alone, then shows the form, what this region wants otherwise and what is missing', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/intake')
    await page.locator('#destination-field:focus').waitFor()
    await page.keyboard.type('河北 异地就医')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '预检' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.keyboard.press('F8')
    await page
      .getByText(/还不能收件:\d+ 处要改/)
      .first()
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'intake-empty')).fits).toBe(true)
  })

  it('takes a draft up where it was left, checks it by the region’s rules, and gives the receipt; a double click is one case', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/intake')
    // what is uploaded belongs to whoever uploaded it: the clerk of this page
    const upload: NodeGateway['upload'] = (_, name, bytes) =>
      page.evaluate(
        async ([file, text]) => {
          const headers = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file) }
          const answer = await fetch('/api/files', { method: 'POST', headers, body: text })
          return String(((await answer.json()) as { id: string }).id)
        },
        [name, typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes)] as const,
      )
    const body = await newCaseBody({ ...gateway, upload }, 'M07')
    const { region, matter, mode, form, materials } = body as Record<string, never>
    // the draft is the clerk's own: begun in the page's session
    const id = await page.evaluate(
      async (given) => {
        const answer = await fetch('/api/drafts', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(given),
        })
        return String(((await answer.json()) as { id: string }).id)
      },
      { region, matter, mode, form, materials },
    )
    await page.goto(`/intake?draft=${id}`)
    await page.getByRole('heading', { name: '预检' }).waitFor()
    await page.keyboard.press('F8')
    await page.getByRole('button', { name: /F9/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'intake-ready')).fits).toBe(true)
    await page.getByRole('button', { name: /F9/ }).dblclick()
    await page.waitForURL('**/cases/*/receipt')
    await page.frameLocator('iframe.paper').getByText('不代表受理').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await picture(page, 'receipt')
    const no = page.url().split('/').at(-2) ?? ''
    await gateway.until(no, 'COMPLETED')
    const { body: listed } = await gateway.call('window', 'GET', '/api/cases')
    expect((listed['cases'] as unknown as { no: string }[]).map((one) => one.no)).toEqual([no])
  })

  it('keeps to the policy, throws nothing and leaves no personal data in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/次仁|510107190001010017|13800000001/)
  })
})
