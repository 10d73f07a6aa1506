import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { healthAnswer } from '../../api/runtime-health-routes.ts'
import { settingsAnswer } from '../../api/settings-routes.ts'
import { settingShape } from '../../runtime/node/settings.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import { MASTER_KEY } from '../support/data-folder.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 60_000 })

describe('the settings and the health, in a browser', () => {
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

  it('say how the gateway itself stands, from what it can really tell, and turn when it is worse', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/health')
    const row = (name: string | RegExp) => page.getByRole('row', { name })
    await row(/^进程 /)
      .getByText(/^Node v\d+/)
      .waitFor()
    await row(/^数据库 .* sqlite/).waitFor()
    await row(/^磁盘余量/)
      .getByText(/余 [\d.]+ GB/)
      .waitFor()
    await row(/^备份 说不出/).waitFor()
    await row(/^探问地区在不在/).waitFor()
    await row(/^河北省/)
      .getByText('0 件待投,0 件等前件')
      .waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'health')).fits).toBe(true)
    const at = gateway.gateway.clock.now()
    const broken = { region: '130000', failures: 6, openUntil: at + 600_000, lastOkAt: at - 60_000 }
    await gateway.gateway.store.operations.saveRegionHealth(broken, at)
    await page.reload()
    await row(/^河北省 要处理 中断/)
      .getByText(/接连失败 6 次/)
      .waitFor()
    await page.getByText(/^有要马上处理的/).waitFor()
  })

  it('tell of clocks, certificates and calendar what the API says, and that only to who may see it', async () => {
    const { body } = await gateway.call('supervisor', 'GET', '/api/health')
    const found = healthAnswer.parse(body)
    expect(found.clock.hosts.length).toBeGreaterThan(0)
    expect(Math.abs(found.clock.aheadSeconds ?? 99)).toBeLessThan(3)
    expect(found.calendar.years.length).toBeGreaterThan(0)
    expect(found.chores.map(({ name }) => name)).toContain('housekeeping')
    expect((await gateway.call('window', 'GET', '/api/health')).status).toBe(403)
  })

  it('are for administrators and auditors, and come without secrets from the API, too', async () => {
    const { body } = await gateway.call('auditor', 'GET', '/api/settings')
    settingsAnswer.parse(body)
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${MASTER_KEY}|name:password|token=secret`))
    expect((await gateway.call('window', 'GET', '/api/settings')).status).toBe(403)
  })
})
