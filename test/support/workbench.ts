import type { Browser, Page } from 'playwright-core'
import { issueSetUpCode } from '../../core/sign-in/set-up.ts'
import { buildWorkbench } from '../../runtime/node/build-workbench.ts'
import { openVisit, type Visit } from './browser.ts'
import { type Changes, type NodeGateway, startGateway } from './gateway.ts'
import { onceInRun } from './once-in-run.ts'

/** Everybody's password in browser tests. */
export const PASSWORD = '窗口要用的密码 1900'

/** A gateway that serves the workbench, which is built once in a run, where something of it changed. */
export async function startWorkbench(changes: Changes = {}): Promise<NodeGateway> {
  await onceInRun('workbench-built', async () => buildWorkbench())
  return startGateway(changes)
}

/** Registers the first administrator, `guanli`, through the set-up page's own door; until then everybody is sent there. */
export async function setUp(gateway: NodeGateway): Promise<void> {
  const code = (await issueSetUpCode(gateway.gateway)) ?? ''
  const answer = await fetch(`${gateway.url}/auth/set-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: gateway.url },
    body: JSON.stringify({ code, username: 'guanli', name: '管理示例', password: PASSWORD }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

/** An account, made by the administrator. */
export async function addAccount(gateway: NodeGateway, username: string, roles: readonly string[], window?: string) {
  const person = { username, name: `${username}示例`, roles, password: PASSWORD, ...(window ? { window } : {}) }
  const { status, body } = await gateway.call('admin', 'POST', '/api/people', person)
  if (status !== 201) throw new Error(JSON.stringify(body))
  return body
}

/** Signs in at the sign-in page, whichever page was asked for. */
export async function signIn(page: Page, username: string, path = '/'): Promise<void> {
  await page.goto(path)
  await page.getByLabel('账号').fill(username)
  await page.getByLabel('密码').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation').first().waitFor()
}

/** Opens a browser of one's own for each person that visits, and keeps them all, so that what broke in any can be told at the end. */
export function visitors(browser: () => Browser, gateway: () => NodeGateway) {
  const visits: Visit[] = []
  return {
    async visit(): Promise<Visit> {
      const one = await openVisit(browser(), gateway().url)
      visits.push(one)
      return one
    },
    /** What every open page keeps where somebody after it could read it: address, title, storage. */
    async kept(): Promise<string> {
      const pages = visits.flatMap(({ context }) => context.pages())
      const texts = pages.map((page) =>
        page.evaluate<string>(
          'location.href + document.title + JSON.stringify([history.state, localStorage, sessionStorage])',
        ),
      )
      return (await Promise.all(texts)).join()
    },
    /** What broke the page's policy or was thrown in it. */
    broken: () => visits.flatMap((one) => one.broken),
  }
}
