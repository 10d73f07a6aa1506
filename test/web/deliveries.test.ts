import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { deliveryDetailAnswer, deliveryMessagesAnswer, redrivePreviewAnswer } from '../../api/delivery-answers.ts'
import { updateDelivery } from '../../core/store/deliveries.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 90_000 })

const REGION = '130000'

describe('deliveries and dead letters, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  let keys = 0
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )

  /** A case whose application could not be handed over until it was given up. */
  const deadLetter = async () => {
    gateway.simulator(REGION).setBehaviour('down')
    const body = await newCaseBody(gateway, 'M07')
    const made = await gateway.call('window', 'POST', '/api/cases', body, { 'idempotency-key': `dead-${keys++}` })
    const no = String(made.body['no'])
    const value = await gateway.gateway.store.cases.byNo(no)
    const delivery = async () => {
      const [found] = await gateway.gateway.store.deliveries.ofCase(value?.id ?? '')
      if (!found) throw new Error(`no delivery of ${no}`)
      return found
    }
    await expect.poll(async () => (await delivery()).reason, { timeout: 10_000 }).not.toBe('')
    gateway.simulator(REGION).setBehaviour('ok')
    const last = await delivery()
    await gateway.gateway.store.commit([updateDelivery({ ...last, state: 'dead', endedAt: last.createdAt, level: '' })])
    return { no, id: last.id }
  }
  const stateOf = async (id: string) => (await gateway.gateway.store.deliveries.byId(id))?.state

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'])
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('says that there is nothing, and clears the conditions that find nothing', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/deliveries?state=dead')
    await page.getByText('没有死信').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: '清除条件' }).click()
    await page.getByText('没有符合条件的投递').waitFor()
  })

  it('finds a dead letter by region and state, shows what would go, and sends it once and only after that', async () => {
    const { no, id } = await deadLetter()
    const { page } = await visit()
    await signIn(page, 'guanli', '/deliveries')
    await page.getByLabel('状态').selectOption('dead')
    await page.getByLabel('地区').selectOption(REGION)
    await page.getByText(/河北.*:(正常投递|接连送不到)/).waitFor()
    expect(page.url()).toContain(`state=dead&region=${REGION}`)
    await page.getByRole('checkbox', { name: `选中死信 ${id.slice(-8)}` }).check()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'deliveries')).fits).toBe(true)

    await page.getByRole('button', { name: '预览重投 1 件' }).click()
    const dialog = page.getByRole('dialog', { name: '将重投 1 件' })
    await dialog.getByText(/用当时的映射/).waitFor()
    await dialog.getByText(/对方可能已收/).waitFor()
    expect(await dialog.textContent()).toContain(no)
    expect(await dialog.locator('pre').textContent()).toMatch(/applyerName|次\*/)
    expect(await dialog.textContent()).not.toMatch(/次仁|510107190001010017|13800000001/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'redrive')).fits).toBe(true)
    expect(await stateOf(id)).toBe('dead')

    await dialog.getByRole('button', { name: '确认重投 1 件' }).click()
    await dialog.waitFor({ state: 'detached' })
    await gateway.until(no, 'DELIVERED', 'SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'COMPLETED')
    const registered = gateway
      .simulator(REGION)
      .received()
      .filter((one) => one.caseNo === no)
    expect(registered.map(({ messages }) => messages)).toEqual([1])
    expect((await gateway.call('admin', 'POST', `/api/deliveries/${id}/redrive`)).body['code']).toBe('state-conflict')
  })

  it('shows one delivery with its attempts and its loss; messages masked, and only to whom they are for', async () => {
    const { id } = await deadLetter()
    const { page } = await visit()
    await signIn(page, 'guanli', `/deliveries/${id}`)
    await page.getByRole('heading', { name: /投递/ }).first().waitFor()
    await page.getByText('没有结果,稍后再试').first().waitFor()
    await page
      .getByText(/原样|损失/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: '看报文' }).click()
    await page.getByText('人名、号码、电话、地址等已遮盖').waitFor()
    const text = await page.getByRole('region', { name: '每次往来' }).textContent()
    expect(text).not.toMatch(/次仁|510107190001010017|13800000001/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'delivery')).fits).toBe(true)

    const clerk = await visit()
    await signIn(clerk.page, 'chuangkou', `/deliveries/${id}`)
    await clerk.page.getByText('报文原文仅管理员、审计员可见').waitFor()
    expect(await clerk.page.getByRole('button', { name: /重投|停止投递/ }).count()).toBe(0)
    expect((await gateway.call('window', 'GET', `/api/deliveries/${id}/messages`)).status).toBe(403)
    expect((await gateway.call('auditor', 'GET', `/api/deliveries/${id}/preview`)).status).toBe(403)
    const answers = [
      ['', deliveryDetailAnswer],
      ['/messages', deliveryMessagesAnswer],
      ['/preview', redrivePreviewAnswer],
    ] as const
    for (const [path, shape] of answers)
      shape.parse((await gateway.call('admin', 'GET', `/api/deliveries/${id}${path}`)).body)
    expect((await gateway.call('admin', 'GET', '/api/deliveries/nothing')).status).toBe(404)
  })

  it('stops a region with a word of what that means, keeps what is queued, and lets it go again', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', `/deliveries?region=${REGION}`)
    await page.getByRole('button', { name: '停止投递' }).click()
    const dialog = page.getByRole('dialog', { name: /停止向.*投递/ })
    await dialog.getByText('新办件照收,暂存不发').waitFor()
    await dialog.getByRole('button', { name: '停止投递' }).click()
    await page.getByText(/已暂停投递/).waitFor()
    // a process looks twice a second whether a region is paused: what came before that still goes
    let no = ''
    let tries = 0
    const stays = async () => {
      if (no !== '' && (await gateway.call('auditor', 'GET', `/api/cases/${no}`)).body['status'] === 'QUEUED')
        return true
      const key = { 'idempotency-key': `paused-${++tries}` }
      const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), key)
      expect(made.status).toBe(201)
      no = String(made.body['no'])
      return false
    }
    await expect.poll(stays, { interval: 600, timeout: 10_000 }).toBe(true)
    await page.reload()
    await page.getByText(/已暂停投递/).waitFor()
    await page.getByText(/待投 [1-9]/).waitFor()
    await page.getByRole('button', { name: '恢复投递' }).click()
    await gateway.until(no, 'DELIVERED', 'SIGNED', 'ACCEPTED', 'REVIEWING', 'APPROVED', 'COMPLETED')
  })

  it('speaks English wherever it speaks itself, and keeps nobody in address, title or storage', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/deliveries')
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Deliveries' }).waitFor()
    expect(await kept()).not.toMatch(/510107190001010017|13800000001|次仁/)
    expect(broken()).toEqual([])
  })
})
