import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import axe from 'axe-core'
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core'
import { onceInRun } from './once-in-run.ts'

/** Where pictures of the pages are kept, to be looked at. */
const PICTURES = '.build/pictures'
/** Not the package's own flags: those switch off what is to be tested, the policy and the origin's bounds. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--lang=zh-CN']
/** How long a page may take to show something. */
const SHOW_MS = 15_000

export const WIDE = { width: 1440, height: 900 } as const
export const PHONE = { width: 360, height: 720 } as const

export async function openBrowser(): Promise<Browser> {
  // two that unpack it at once would start what the other still writes
  await onceInRun('browser-unpacked', () => chromium.executablePath())
  return playwright.launch({ executablePath: await chromium.executablePath(), args: FLAGS, headless: true })
}

/** A person's own browser; what breaks the page's policy or is thrown in it is collected. */
export async function openVisit(browser: Browser, url: string) {
  const context = await browser.newContext({
    baseURL: url,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: WIDE,
  })
  context.setDefaultTimeout(SHOW_MS)
  const page = await context.newPage()
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Warning:|\[antd/.test(message.text()))
      broken.push(message.text())
  })
  return { context, page, broken }
}

export type Visit = { readonly context: BrowserContext; readonly page: Page; readonly broken: string[] }

/** As much of an animation as is asked of it. */
interface Moving {
  readonly finished: Promise<unknown>
  readonly effect: { getComputedTiming(): { readonly endTime?: unknown } } | null
}

/** What axe finds serious or critical (WCAG 2.1 AA) on the page as it stands. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // colours on their way from one to another are nobody's colours
  await page.evaluate(async () => {
    const { document: shown } = globalThis as unknown as { document: { getAnimations(): Moving[] } }
    const ending = shown.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
  await page.evaluate(axe.source)
  const found = await page.evaluate(async () => {
    const { axe: run } = globalThis as unknown as { axe: typeof axe }
    const { violations } = await run.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    return violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.map(({ html }) => html.slice(0, 200)),
    }))
  })
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id}: ${where.join(' | ')}`)
}

/** Keeps a picture of the page as it stands, in both widths, and tells whether it can be read in the narrow one without moving it sideways. */
export async function picture(page: Page, name: string): Promise<{ fits: boolean }> {
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: join(PICTURES, `${name}-1440.png`), fullPage: true })
  await page.setViewportSize(PHONE)
  await page.screenshot({ path: join(PICTURES, `${name}-360.png`), fullPage: true })
  const fits = await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')
  await page.setViewportSize(WIDE)
  return { fits }
}
