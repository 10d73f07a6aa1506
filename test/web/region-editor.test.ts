import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { saveDraft } from '../../core/definitions/publish.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { HEBEI, hebeiAlone } from '../support/hebei-alone.ts'
import { setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 120_000 })

const REGION = '130000'
/** What the page of the editor may load beyond the shell, gzipped. */
const MOST_BYTES = 150 * 1024

describe('the editor of a region’s definition, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  const loaded = new Set<string>()
  const { visit, broken } = visitors(
    () => browser,
    () => gateway,
  )
  const editor = () => page.getByRole('textbox', { name: /yaml$/ })
  const lint = () => page.getByRole('region', { name: '检查' })

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    // one matter only: every keystroke is checked, and what is checked is small
    const files = Object.fromEntries(Object.entries(hebeiAlone()).filter(([path]) => path.startsWith(HEBEI)))
    await saveDraft(gateway.gateway, REGION, { files, note: '只留一个事项', author: 'guanli' })
    page = (await visit()).page
    await signIn(page, 'guanli', '/regions')
    await page.getByRole('row', { name: /河北省/ }).waitFor()
    page.on('request', (request) => {
      if (request.url().endsWith('.js')) loaded.add(request.url())
    })
    await page.getByRole('link', { name: '河北省' }).click()
    await page.getByRole('link', { name: 'v2' }).click()
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('opens on a version’s text, marks what is wrong at its place within a moment, and takes it back when it is mended', async () => {
    await page.getByRole('button', { name: '在此基础上改' }).click()
    await page.getByLabel('文件', { exact: true }).selectOption({ label: 'M07.yaml' })
    await editor().click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('\nwrong: 1')
    await lint()
      .getByText(/1 处错误/)
      .waitFor()
    await lint().getByText('not-readable').waitFor()
    await page.locator('.cm-lint-marker-error').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'region-editor')).fits).toBe(true)
    await editor().click()
    await page.keyboard.press('Control+End')
    for (let keys = '\nwrong: 1'.length; keys > 0; keys -= 1) await page.keyboard.press('Backspace')
    await page.getByRole('region', { name: '对照样例' }).getByText('3/3 通过').waitFor()
    expect(await page.locator('.cm-lint-marker-error').count()).toBe(0)
  })

  it('goes to a finding’s line, offers what may stand there, and Tab leads on', async () => {
    await editor().click()
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('End')
    await page.keyboard.type('\nform')
    await lint()
      .getByRole('button', { name: /M07\.yaml L\d+:\d+/ })
      .first()
      .click()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('End')
    await page.keyboard.type('\ndro')
    await page.getByRole('option', { name: /dropped/ }).waitFor()
    await page.keyboard.press('Escape')
    for (let keys = 4; keys > 0; keys -= 1) await page.keyboard.press('Backspace')
    await page.keyboard.press('Tab')
    expect(await page.evaluate<boolean>('document.activeElement.closest(".cm-editor") === null')).toBe(true)
  })

  it('keeps what was written as a new draft with its reason, once, and leaves the version as it was', async () => {
    await editor().click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('# 试改')
    await page.keyboard.press('Control+s')
    await page.getByText('请写明改了什么').waitFor()
    await page.getByLabel('改了什么').fill('加一行说明')
    await page.keyboard.press('Control+s')
    await page.waitForURL(/\/v\/3$/)
    await page.getByText('加一行说明').waitFor()
    const version = async (number: number) => {
      const { body } = await gateway.call('admin', 'GET', `/api/definitions/${REGION}/versions/${number}`)
      return body as unknown as { author: string; files: Record<string, string> }
    }
    const [before, after] = [await version(2), await version(3)]
    expect(after.author).toBe('guanli')
    expect(after.files[`${HEBEI}/M07.yaml`]).toBe(`${before.files[`${HEBEI}/M07.yaml`]}# 试改`)
    expect((await gateway.call('admin', 'GET', `/api/definitions/${REGION}/versions/4`)).status).toBe(404)
  })

  it('loads no more than a next page may, with the editor and all that leads to it', async () => {
    const sizes = await Promise.all(
      [...loaded].map(async (url) => gzipSync(Buffer.from(await (await fetch(url)).arrayBuffer())).length),
    )
    const bytes = sizes.reduce((sum, one) => sum + one, 0)
    // it is there at all
    expect(bytes).toBeGreaterThan(80 * 1024)
    expect(bytes).toBeLessThan(MOST_BYTES)
    expect(broken()).toEqual([])
  })
})
