import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

/** Every clock that runs is red at once. */
function redAtOnce(files: Record<string, string>): Record<string, string> {
  const stages = files['config/stages.yaml'] ?? ''
  // in minutes, which run on days of rest, too
  const changed = stages
    .replace('yellow: 30, red: 10', 'yellow: 100, red: 100')
    .replace(
      '签收, owner: handling, promised: { value: 1, unit: G }',
      '签收, owner: handling, promised: { value: 60, unit: M }',
    )
  if (!changed.includes('red: 100') || !changed.includes('value: 60')) throw new Error('config/stages.yaml is another')
  return { ...files, 'config/stages.yaml': changed }
}

describe('what staff are told in the workbench', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken } = visitors(
    () => browser,
    () => gateway,
  )

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench({ definitions: redAtOnce }), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'fuzeren', ['supervisor'])
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('comes by itself to the bell of every page, leads to the case, and is read from then on', async () => {
    const { page } = await visit()
    await signIn(page, 'fuzeren', '/cases')
    const bell = page.locator('.bell > button')
    expect(await bell.textContent()).toBe('消息')
    await bell.click()
    await page.getByText('没有消息').waitFor()
    gateway.simulator('130000').setBehaviour('quiet', 1)
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'told',
    })
    const no = String(made.body['no'])
    const row = page.locator('.bell-list li', { hasText: no }).filter({ hasText: '红牌' }).first()
    await row.waitFor({ timeout: 30_000 })
    await page.getByRole('button', { name: /消息 \d+ 条未读/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'messages')).fits).toBe(true)
    await row.getByRole('link', { name: no }).click()
    await page.waitForURL(`**/cases/${no}`)
    await page.locator('.bell-list li', { hasText: no }).filter({ hasText: '已读' }).first().waitFor()
    await page.keyboard.press('Escape')
    expect(await page.locator('.bell-list').isVisible()).toBe(false)
    expect(await bell.getAttribute('aria-expanded')).toBe('false')
  })

  it('breaks no policy and throws nothing', () => {
    expect(broken()).toEqual([])
  })
})
