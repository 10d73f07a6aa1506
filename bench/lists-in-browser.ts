import chromium from '@sparticuz/chromium'
import { type Page, chromium as playwright } from 'playwright-core'
import { buildWorkbench } from '../runtime/node/build-workbench.ts'
import type { RunningServer } from '../runtime/node/server.ts'
import { withManyCases } from './lists.ts'
import { MATTERS, REGIONS } from './many-cases.ts'

/* The list of cases as a window sees it: from asking for it to its first row, in a real Chromium, on as many cases as a district has in years. */

const PASSWORD = '窗口要用的密码 1900'
/** Lists, each asked for once: nothing is shown from what was fetched before. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  newest: [''],
  'of a region': REGIONS.map((region) => `?region=${region}`),
  'of a matter': MATTERS.map((matter) => `?matter=${matter}`),
  'of a region, to be mended': REGIONS.map((region) => `?region=${region}&status=CORRECTION`),
}

/** Measures how long the first row takes to be seen; 500 ms is what is wanted. */
export async function measureListsInBrowser(count: number): Promise<object> {
  buildWorkbench()
  return withManyCases(count, async (server, store) => {
    await registerAdmin(server)
    const browser = await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    })
    const page = await browser.newPage({ baseURL: server.url, viewport: { width: 1440, height: 900 } })
    await page.goto('/signin')
    await page.getByLabel('账号').fill('guanli')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByRole('navigation').first().waitFor()
    const figures = []
    for (const [list, queries] of Object.entries(LISTS)) figures.push({ list, ...(await firstRows(page, queries)) })
    await browser.close()
    return { store, listsInBrowser: figures }
  })
}

/** From a list that is left for another page to its first row, by the page's own clock. */
async function firstRows(page: Page, queries: readonly string[]): Promise<{ p50Ms: number; slowestMs: number }> {
  const times: number[] = []
  for (const query of queries) times.push(await page.evaluate<number>(TO_FIRST_ROW(query)))
  times.sort((one, other) => one - other)
  return { p50Ms: Math.round(times[times.length >> 1] ?? 0), slowestMs: Math.round(times.at(-1) ?? 0) }
}

const TO_FIRST_ROW = (query: string) => `(async () => {
  const go = (to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }
  const until = async (what, there) => {
    for (const end = performance.now() + 20000; !there(); ) {
      if (performance.now() > end) throw new Error('no ' + what + ': ' + document.body.innerText.slice(0, 300))
      await new Promise((done) => requestAnimationFrame(() => done()))
    }
  }
  go('/settings')
  await until('settings', () => document.querySelector('h1')?.textContent === '设置')
  const begun = performance.now()
  go('/cases${query}')
  await until('row', () => document.querySelector('tbody a[href^="/cases/"]'))
  await new Promise((done) => requestAnimationFrame(() => done()))
  return performance.now() - begun
})()`

async function registerAdmin({ url, setUpCode }: RunningServer): Promise<void> {
  const answer = await fetch(`${url}/auth/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ code: setUpCode, username: 'guanli', name: '管理示例', password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}
