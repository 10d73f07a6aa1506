import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { permissionsOf, type Role } from '../../core/permissions.ts'
import { issueSetUpCode } from '../../core/sign-in/set-up.ts'
import { WORKBENCH_FOLDER } from '../../runtime/node/build-workbench.ts'
import { accessibilityFaults, openBrowser, openVisit, picture } from '../support/browser.ts'
import { chineseLeft, hearServer } from '../support/chinese-left.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, PASSWORD, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const MOST_FIRST_LOAD_BYTES = 350 * 1024

/** The addresses of the pages that somebody with these permissions may see. */
function pagesFor(granted: readonly string[]): string[] {
  const listed = readFileSync('web/shell/pages.ts', 'utf8')
  const pages = [...listed.matchAll(/path: '([^']+)',\s+title: '[^']+',\s+needs: \[([^\]]+)\]/g)]
  return pages
    .filter(([, , needs = '']) => granted.some((one) => needs.includes(`'${one}'`)))
    .map(([, path = '']) => path)
}

describe('the workbench in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  let no: string
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    await addAccount(gateway, 'jingban', ['handler'])
    await addAccount(gateway, 'suozhu', ['auditor'])
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'browser-1',
    })
    no = String(made.body['no'])
    await gateway.until(no, 'COMPLETED')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('lets the first administrator register with the code of the console, and nobody after', async () => {
    const { page } = await visit()
    await page.goto('/')
    await page.waitForURL('**/setup')
    await page.getByLabel('设置码').fill((await issueSetUpCode(gateway.gateway)) ?? '')
    await page.getByLabel('账号').fill('guanli')
    await page.getByLabel('姓名').fill('管理示例')
    await page.getByLabel('密码').fill('短')
    await page.getByRole('button', { name: '登记并登录' }).click()
    await page.getByText('账号或密码不合要求').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'set-up')).fits).toBe(true)
    await page.getByLabel('密码').fill(PASSWORD)
    await page.getByRole('button', { name: '登记并登录' }).click()
    await page.getByRole('heading', { name: '办件' }).waitFor()
    const { page: late } = await visit()
    await late.goto('/setup')
    await late.waitForURL('**/signin')
  })

  it('says why somebody cannot sign in, lets them in with the right password and to the page they wanted, and out again', async () => {
    const { page } = await visit()
    await page.goto(`/cases/${no}`)
    await page.getByLabel('账号').fill('chuangkou')
    await page.getByLabel('密码').fill('不是这个密码')
    await page.keyboard.press('Enter')
    await page.getByText('账号或密码不对').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'sign-in')).fits).toBe(true)
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: no }).waitFor()
    await page.getByRole('button', { name: '退出' }).click()
    await page.waitForURL('**/signin')
    for (let left = 4; left >= 0; left -= 1) {
      await page.getByLabel('账号').fill('suozhu')
      await page.getByLabel('密码').fill(`不是这个密码 ${left}`)
      await page.keyboard.press('Enter')
      await page.getByText(left > 0 ? `还可试 ${left} 次` : /账号已锁定至 \d\d:\d\d/).waitFor()
    }
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText(/账号已锁定至/).waitFor()
    expect((await gateway.call('admin', 'POST', '/api/people/suozhu/unlock')).status).toBe(200)
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: '办件' }).waitFor()
  })

  it('lists cases by conditions that stand in the address, and opens one', async () => {
    const { page } = await visit()
    const scripts = new Set<string>()
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.add(new URL(response.url()).pathname)
    })
    await signIn(page, 'chuangkou', '/cases')
    await page.getByRole('link', { name: no }).waitFor()
    const bytes = [...scripts].map((path) => gzipSync(readFileSync(join(WORKBENCH_FOLDER, path)), { level: 9 }).length)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(MOST_FIRST_LOAD_BYTES)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'cases')).fits).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.getByRole('link', { name: no }).isVisible()).toBe(true)
    expect(await page.locator('.menu, .top-bar, main button').filter({ visible: true }).count()).toBe(0)
    await page.emulateMedia({ media: null })
    await page.getByLabel('状态').selectOption('CORRECTION')
    await page.getByText('没有符合条件的办件').waitFor()
    expect(new URL(page.url()).search).toBe('?status=CORRECTION')
    await page.goBack()
    await page.getByRole('link', { name: no }).click()
    await page.getByRole('heading', { name: no }).waitFor()
  })

  it('tells a case in words: who must act, what happened, what was handed in, what became of the fields; personal data only on demand', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', `/cases/${no}`)
    await page.getByText('没有人需要做什么').waitFor()
    await page.getByText('收件并报送河北').waitFor()
    await page.getByText(/申请已送到河北.*对方已登记/).waitFor()
    await page.getByText(/原样 \d+,换码 \d+/).waitFor()
    expect(await page.getByText('510107190001010017').count()).toBe(0)
    await page.getByRole('button', { name: '显示' }).click()
    await page.getByText('510107190001010017').first().waitFor()
    expect(await page.getByRole('heading', { name: '报文' }).count()).toBe(0)
    expect(await page.title()).toBe(`${no} · 通办网关`)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'case')).fits).toBe(true)
  })

  it('shows the bytes that went to and fro to the administrator', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', `/cases/${no}`)
    await page.getByRole('heading', { name: '报文' }).waitFor()
    await page.locator('details.message summary').first().click()
    await page.getByText('我方发出的字节').first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('says in place of a page that it cannot be shown, keeps what stands around it, and shows it when tried again', async () => {
    const own = await openVisit(browser, gateway.url)
    const { page } = own
    await signIn(page, 'chuangkou', '/cases')
    const events = `**/api/cases/${no}/events`
    const nonsense = JSON.stringify({
      events: [{ seq: 1, type: 'nobody-knows', status: 'QUEUED', at: 0, actor: 'gateway', data: {} }],
    })
    await page.route(events, (route) => route.fulfill({ contentType: 'application/json', body: nonsense }))
    await page.goto(`/cases/${no}`)
    await page.getByRole('alert').getByText('这一页显示不出来').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(own.broken.join()).toContain('replaceAll')
    await page.getByRole('navigation').getByRole('link', { name: '办件' }).click()
    await page.getByRole('link', { name: no }).click()
    await page.getByRole('alert').getByText('这一页显示不出来').waitFor()
    await page.unroute(events)
    await page.getByRole('button', { name: '重试' }).click()
    await page.getByRole('heading', { name: no }).waitFor()
    await page.getByRole('region', { name: '经过' }).waitFor()
    await own.context.close()
  })

  it('speaks English where somebody wants it, and remembers that', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/cases')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Cases' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Cases' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('is English through and through where somebody wants it: every page, but for names and what the server says', async () => {
    const { deliveries } = (await gateway.call('window', 'GET', '/api/deliveries')).body
    const [delivery] = deliveries as unknown as { id: string }[]
    const bundle = 'WH510107YJS20260302000001'
    const params: Readonly<Record<string, string>> = {
      ...{ code: '130000', n: '1', m: '1', theme: [...gateway.gateway.themes.keys()][0] ?? '' },
      ...{ id: delivery?.id ?? '', document: 'collection-voucher' },
    }
    await addAccount(gateway, 'duogang', ['window', 'handler', 'supervisor', 'auditor'])
    const left: string[] = []
    for (const who of ['guanli', 'duogang']) {
      const { page } = await visit()
      const said = hearServer(page)
      await signIn(page, who, '/cases')
      await page.getByRole('button', { name: 'English' }).click()
      await page.getByRole('heading', { name: 'Cases' }).waitFor()
      const roles = who === 'guanli' ? ['admin'] : ['window', 'handler', 'supervisor', 'auditor']
      const granted: readonly string[] = [...permissionsOf(roles as Role[])]
      for (const path of pagesFor(granted)) {
        const at = path.replaceAll(/:(\w+)/g, (_, name: string) =>
          name === 'no' ? (path.startsWith('/bundles') ? bundle : no) : (params[name] ?? ''),
        )
        await page.evaluate((to) => {
          const { history, dispatchEvent, PopStateEvent } = globalThis as unknown as {
            history: { pushState(state: null, title: string, to: string): void }
            dispatchEvent(event: unknown): void
            PopStateEvent: new (name: string) => unknown
          }
          history.pushState(null, '', to)
          dispatchEvent(new PopStateEvent('popstate'))
        }, at)
        await page.locator('h1:visible').first().waitFor()
        await expect.poll(() => page.locator('.loading').count(), { timeout: 15_000 }).toBe(0)
        left.push(...(await chineseLeft(page, said)).map((text) => `${at}: ${text}`))
      }
    }
    expect(left).toEqual([])
  }, 120_000)

  it('keeps the page when the session has ended, and goes on after signing in again', async () => {
    const { page, context } = await visit()
    await signIn(page, 'chuangkou', `/cases/${no}`)
    await page.getByText('没有人需要做什么').waitFor()
    await context.clearCookies()
    // the page may have noticed by itself already, and then nothing beneath the question can be clicked
    await page.getByRole('link', { name: '办件' }).dispatchEvent('click')
    await page.getByText('登录已到时').waitFor()
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('登录已到时').waitFor({ state: 'hidden' })
    await page.getByRole('link', { name: no }).waitFor()
  })

  it('breaks its own policy nowhere, throws nothing, and leaves no personal data in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/次仁|510107190001010017|13800000001/)
  })
})
