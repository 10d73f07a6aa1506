import type { Page } from 'playwright-core'
import { buildWorkbench } from '../../runtime/node/build-workbench.ts'
import { type NodeGateway, startGateway } from './gateway.ts'
import { onceInRun } from './once-in-run.ts'

/** Everybody's password in browser tests. */
export const PASSWORD = '窗口要用的密码 1900'

/** A gateway that serves the workbench, which is built once in a run, where something of it changed. */
export async function startWorkbench(): Promise<NodeGateway> {
  await onceInRun('workbench-built', async () => buildWorkbench())
  return startGateway()
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
  await page.getByRole('navigation').waitFor()
}
