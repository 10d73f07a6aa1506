import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { settingsAnswer } from '../../api/settings-routes.ts'
import { settingShape } from '../../runtime/node/settings.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import { MASTER_KEY } from '../support/data-folder.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('the settings, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken } = visitors(
    () => browser,
    () => gateway,
  )
  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('say what every setting is and where it comes from, and of no secret more than that it is set', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/settings')
    const row = (name: string) => page.getByRole('row', { name: new RegExp(`^${name}\\b`) })
    await row('TONGBAN_PORT').getByText('环境变量').waitFor()
    await row('TONGBAN_LOG').getByText('没有设置,用默认').waitFor()
    await row('TONGBAN_MASTER_KEY').getByText('已设置(不显示)').waitFor()
    await row('TONGBAN_SMS').getByText('https://***@sms.example/send?token=***').waitFor()
    expect(await page.getByRole('row').count()).toBe(Object.keys(settingShape.shape).length + 1)
    expect(await page.content()).not.toContain(MASTER_KEY)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'settings')).fits).toBe(true)
    expect(broken()).toEqual([])
  })

  it('are for administrators and auditors, and come without secrets from the API, too', async () => {
    const { body } = await gateway.call('auditor', 'GET', '/api/settings')
    settingsAnswer.parse(body)
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${MASTER_KEY}|name:password|token=secret`))
    expect((await gateway.call('window', 'GET', '/api/settings')).status).toBe(403)
  })
})
