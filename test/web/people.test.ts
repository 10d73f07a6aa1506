import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { addAccount, PASSWORD, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 90_000 })

describe('users, roles and the audit trail, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const row = (id: string) => page.getByRole('row', { name: new RegExp(`\\b${id}\\b`) })

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'shenji', ['auditor'])
    page = (await visit()).page
    await signIn(page, 'guanli', '/people')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('adds somebody with roles, says item by item what is wrong with an account, and refuses roles that exclude each other', async () => {
    await page.getByRole('button', { name: '添加用户' }).click()
    const dialog = page.getByRole('dialog', { name: '添加用户' })
    await dialog.getByLabel('账号').fill('9x')
    await dialog.getByLabel('初始密码').fill('short')
    await dialog.getByLabel('姓名').fill('新来示例')
    await dialog.getByLabel('经办').check()
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.getByText(/账号应以小写字母开头/).waitFor()
    await dialog.getByText(/密码至少 10 个字符/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'person-form')).fits).toBe(true)
    await dialog.getByLabel('账号').fill('xinlai')
    await dialog.getByLabel('初始密码').fill(PASSWORD)
    await dialog.getByLabel('管理员').check()
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog
      .getByText(/不能由同一人担任/)
      .last()
      .waitFor()
    await dialog.getByLabel('管理员').uncheck()
    await dialog.getByRole('button', { name: '保存' }).click()
    await dialog.waitFor({ state: 'detached' })
    await row('xinlai').getByText('在岗').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'people')).fits).toBe(true)
  })

  it('changes roles, gives a new password, puts out of work and back; whoever is out is out at once', async () => {
    const other = await visit()
    await signIn(other.page, 'xinlai', '/desk')
    await row('xinlai').getByRole('button', { name: '重置密码:新来示例' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('新密码').fill('另一个密码 2026')
    await dialog.getByRole('button', { name: '重置密码' }).click()
    await dialog.waitFor({ state: 'detached' })
    await other.page.goto('/desk')
    await other.page.getByLabel('账号').waitFor()
    await row('xinlai').getByRole('button', { name: '改 新来示例' }).click()
    await page.getByRole('dialog').getByLabel('窗口', { exact: true }).first().check()
    await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
    await row('xinlai').getByText('窗口').first().waitFor()
    await row('xinlai').getByRole('button', { name: '停用 新来示例' }).click()
    await row('xinlai').getByText('已停用').waitFor()
    await row('xinlai').getByRole('button', { name: '恢复 新来示例' }).click()
    await row('xinlai').getByText('在岗').waitFor()
  })

  it('lets nobody change their own roles or put themselves out of work, and shows the matrix as the server goes by it', async () => {
    expect(await row('guanli').getByRole('button', { name: /停用/ }).count()).toBe(0)
    await row('guanli').getByRole('button', { name: '改 管理示例' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('自己的岗位由另一位管理员更改').waitFor()
    expect(await dialog.getByLabel('管理员').isDisabled()).toBe(true)
    await dialog.getByRole('button', { name: '取消' }).click()
    const line = page.getByRole('region', { name: '权限表' }).getByRole('row', { name: /重投死信/ })
    expect(await line.getByRole('cell').allTextContents()).toEqual(['—', '—', '—', '✓ 可以', '—', '—', '—'])
  })

  it('is on record: the auditor finds it by person and action, takes it along as a table, and changes nothing', async () => {
    const auditor = (await visit()).page
    await signIn(auditor, 'shenji', '/audit')
    await auditor.getByRole('row', { name: /guanli 添加用户 xinlai/ }).waitFor()
    await auditor.getByLabel('动作').selectOption('person.password')
    await auditor.getByLabel('人员编号').fill('guanli')
    await auditor.getByRole('button', { name: '查询' }).click()
    await auditor.waitForURL(/action=person\.password/)
    await auditor.getByRole('row', { name: /重置密码 xinlai/ }).waitFor()
    expect(await auditor.getByRole('row').count()).toBe(2)
    expect(await accessibilityFaults(auditor)).toEqual([])
    expect((await picture(auditor, 'audit')).fits).toBe(true)
    const taking = auditor.waitForEvent('download')
    await auditor.getByRole('button', { name: '导出 CSV' }).click()
    const text = readFileSync(await (await taking).path(), 'utf8')
    expect(text.trimEnd().split('\r\n')).toHaveLength(2)
    expect(text).toContain('重置密码')
    expect(text).not.toContain('2026另一个')
    await auditor.getByLabel('动作').selectOption('audit.export')
    await auditor.getByLabel('人员编号').fill('')
    await auditor.getByRole('button', { name: '查询' }).click()
    await auditor.getByRole('row', { name: /shenji 导出审计记录/ }).waitFor()
    await auditor.goto('/people')
    await auditor.getByRole('row', { name: /xinlai/ }).waitFor()
    expect(await auditor.getByRole('button', { name: /添加|改|停用|重置/ }).count()).toBe(0)
    expect((await gateway.call('window', 'POST', '/api/audit/export', {})).status).toBe(403)
    expect(await kept()).not.toMatch(/另一个密码|窗口要用的密码/)
    expect(broken()).toEqual([])
  })
})
