import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { markClock, updateClock } from '../../core/store/case-clocks.ts'
import { WORKBENCH_FOLDER } from '../../runtime/node/build-workbench.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const HEBEI = '130000'
/** How far the board may be behind, and how soon a silent region must be red. */
const BEHIND_MS = 5_000
const RED_WITHIN_MS = 30_000
const MOST_PAGE_BYTES = 150 * 1024
/** What a Chinese letter must measure to be read at 5 m on a screen of 55″ and 1920 × 1080. */
const READABLE_PX = 46
const SCREEN = { width: 1920, height: 1080 }

describe('the live board', { timeout: 90_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  let no: string
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const tile = (on: Page, code: string) => on.locator(`.tile[data-region="${code}"]`)
  const figure = (on: Page, word: string) => on.locator('.figure', { hasText: word }).locator('dd')

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'fuze', ['supervisor'])
    await addAccount(gateway, 'daping', ['screen'])
    page = (await visit()).page
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('stands in the menu, and shows every region by sign, word and colour, and how old all of it is', async () => {
    await signIn(page, 'fuze', '/cases')
    const scripts = new Set<string>()
    page.on('response', (response) => {
      if (response.url().endsWith('.js')) scripts.add(new URL(response.url()).pathname)
    })
    await page.getByRole('link', { name: '监控' }).click()
    await tile(page, HEBEI).getByText('正常').waitFor()
    const regions = gateway.gateway.regions.size
    expect(await page.locator('.tile[data-region]').count()).toBe(regions)
    expect(await page.locator('.tile .sign svg').count()).toBe(regions)
    await page.getByText(/^数据 \d+ 秒前$/).waitFor()
    await page.getByText('没有临近时限的办件').waitFor()
    const bytes = [...scripts].map((path) => gzipSync(readFileSync(join(WORKBENCH_FOLDER, path)), { level: 9 }).length)
    expect(bytes.length).toBeGreaterThan(0)
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(MOST_PAGE_BYTES)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('counts a case that is taken in within five seconds, without anybody asking', async () => {
    const body = await newCaseBody(gateway, 'M07')
    const startedAt = performance.now()
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': 'board-1' })
    no = String(made.body['no'])
    await expect.poll(() => figure(page, '收件报送').textContent(), { timeout: BEHIND_MS, interval: 50 }).toBe('1')
    expect(performance.now() - startedAt).toBeLessThan(BEHIND_MS)
  })

  it('names what is past its limit, how long, and whose turn it is, and leads to it', async () => {
    const { store, clock } = gateway.gateway
    await gateway.until(no, 'COMPLETED')
    const found = await store.cases.byNo(no)
    if (!found) throw new Error('no case')
    const now = clock.now()
    const checkAt = now + 86_400_000
    const dueAt = now - 2 * 3_600_000
    await store.commit([markClock({ id: found.id, updatedAt: now })])
    const before = await store.clocks.byCase(found.id)
    if (!before) throw new Error('no clock')
    await store.commit([updateClock({ caseId: found.id, checkAt, dueAt, colour: 'overdue', seq: 1, ends: {} }, before)])
    await page.getByText('超 2 小时').waitFor()
    await expect.poll(() => figure(page, '超期').textContent()).toContain('1')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'board')).fits).toBe(true)
    await page.getByRole('link', { name: no }).click()
    await page.getByRole('heading', { name: no }).waitFor()
    await page.goBack()
  })

  it('turns the tile of a simulator that is stopped red within 30 seconds, though nothing is sent there', async () => {
    await tile(page, HEBEI).getByText('正常').waitFor()
    const startedAt = performance.now()
    await gateway.simulator(HEBEI).close()
    await tile(page, HEBEI).getByText('中断').waitFor({ timeout: RED_WITHIN_MS })
    expect(performance.now() - startedAt).toBeLessThan(RED_WITHIN_MS)
    await tile(page, HEBEI).getByRole('link').click()
    const row = page.locator(`#region-${HEBEI}`)
    await row.getByText('中断').waitFor()
    expect(await row.getByText(/:\d\d$/).count()).toBeGreaterThan(0)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'board-down')).fits).toBe(true)
  })

  it('believes nothing that is older than 30 seconds', async () => {
    const { page: cut, context } = await visit()
    await signIn(cut, 'fuze', '/cases')
    await cut.clock.install()
    await cut.getByRole('link', { name: '监控' }).click()
    await tile(cut, '500000').getByText('正常').waitFor()
    await context.setOffline(true)
    await cut.clock.fastForward(31_000)
    await tile(cut, '500000').getByText('未知').waitFor()
    await cut.getByText(/^重连中/).waitFor()
    expect(await accessibilityFaults(cut)).toEqual([])
    await cut.close()
  })

  it('speaks English', async () => {
    const { page: english } = await visit()
    await signIn(english, 'fuze', '/board')
    await english.getByRole('button', { name: 'English' }).click()
    await english.getByRole('heading', { name: 'Live board' }).waitFor()
    await tile(english, HEBEI).getByText('Down').waitFor()
    expect(await accessibilityFaults(english)).toEqual([])
  })

  describe('on the wall', () => {
    let wall: Page
    beforeAll(async () => {
      wall = (await visit()).page
      await wall.setViewportSize(SCREEN)
      await signIn(wall, 'daping', '/board')
      await wall.clock.install()
      await wall.getByRole('link', { name: '打开大屏' }).click()
      await tile(wall, HEBEI).getByText('中断').waitFor()
    })
    const turn = async (panel: string) => {
      await wall.clock.fastForward(20_000)
      await wall.locator(`.wall[data-panel="${panel}"]`).waitFor()
    }
    /** The smallest letters that can be seen, and whether anything lies beyond the screen. */
    const look = () =>
      wall.evaluate<{ smallest: number; beyond: string[] }>(`(() => {
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
        const sizes = [], beyond = []
        while (walker.nextNode()) {
          const { parentElement: at } = walker.currentNode
          if (walker.currentNode.data.trim() === '' || at.closest('.unseen, .wall-hold, script, style')) continue
          const range = document.createRange()
          range.selectNodeContents(walker.currentNode)
          const box = range.getBoundingClientRect()
          if (box.width === 0) continue
          sizes.push(parseFloat(getComputedStyle(at).fontSize))
          if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) beyond.push(walker.currentNode.data)
        }
        return { smallest: Math.min(...sizes), beyond }
      })()`)

    it('shows three panels by turns, each to be read at 5 m, with the time and the age of the data', async () => {
      for (const panel of ['tiles', 'today', 'pressing']) {
        await wall.locator(`.wall[data-panel="${panel}"]`).waitFor()
        await wall
          .getByText(/^数据|^重连中/)
          .first()
          .waitFor()
        expect(await wall.locator('.wall time').textContent()).toMatch(/^\d\d:\d\d:\d\d$/)
        const { smallest, beyond } = await look()
        expect(smallest).toBeGreaterThanOrEqual(READABLE_PX)
        expect(beyond).toEqual([])
        expect(await accessibilityFaults(wall)).toEqual([])
        await wall.screenshot({ path: `.build/pictures/wall-${panel}-1920.png` })
        await turn({ tiles: 'today', today: 'pressing', pressing: 'tiles' }[panel] ?? '')
      }
    })

    it('leads nowhere, and names nobody: of cases only the end of their number', async () => {
      expect(await wall.getByRole('navigation').count()).toBe(0)
      expect(await wall.getByRole('link').count()).toBe(0)
      await turn('today')
      await turn('pressing')
      const text = await wall.locator('.wall').textContent()
      expect(text).toContain(`…${no.slice(-6)}`)
      expect(text).not.toContain(no)
      expect(text).not.toMatch(/示例[^)]|\d{15}/)
    })

    it('can be held by the keyboard, and goes on', async () => {
      await wall.keyboard.press('Tab')
      await wall.keyboard.press('Enter')
      await wall.getByRole('button', { name: '继续轮换' }).waitFor()
      await wall.clock.fastForward(60_000)
      expect(await wall.locator('.wall').getAttribute('data-panel')).toBe('pressing')
      await wall.keyboard.press('Enter')
      await turn('tiles')
    })

    it('is darker at night, and as bright as ever in the morning', async () => {
      const brightness = () => wall.evaluate<string>("getComputedStyle(document.querySelector('.wall')).filter")
      for (const [time, filter] of [
        ['2027-03-01T18:59:00+08:00', 'none'],
        ['2027-03-01T22:00:00+08:00', 'brightness(0.55)'],
        ['2027-03-02T07:00:00+08:00', 'none'],
      ] as const) {
        await wall.clock.setSystemTime(time)
        await wall.clock.runFor(2_000)
        await expect.poll(brightness).toBe(filter)
      }
    })

    it('is all that an account for a screen may see', async () => {
      const { page: screen } = await visit()
      await signIn(screen, 'daping', '/cases')
      await screen.getByText('您的岗位不能查看这一页').waitFor()
    })
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/[1-9]\d{16}[\dX]|1[3-9]\d{9}/)
  })
})
