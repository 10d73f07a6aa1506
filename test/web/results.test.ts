import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newCaseStatements } from '../../core/case/chain.ts'
import { changeCase } from '../../core/case/commit.ts'
import { addDays } from '../../core/form/calendar-date.ts'
import { usccCheckCharacter } from '../../core/form/uscc.ts'
import { toDate } from '../../core/time.ts'
import { caseOf } from '../store/sample-rows.ts'
import { accessibilityFaults, openBrowser, PHONE, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const FIRST17 = '91510107MA62000A1'
const USCC = `${FIRST17}${usccCheckCharacter(FIRST17)}`
const COMPANY = '成都示例食品有限公司'

describe('what cases come to, in the workbench', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  let composite = ''
  let receipt = ''
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const today = () => toDate(gateway.gateway.clock.now())

  /** A case of the company, collected by somebody else, that came to this licence. */
  const grant = async (id: string, licence: Record<string, string>) => {
    const { gateway: inside } = gateway
    const now = inside.clock.now()
    const form = {
      applicant: { kind: '2', name: COMPANY, idNo: USCC, mobile: '13800000001' },
      delivery: { method: '2' },
    }
    const value = caseOf(id, {
      form,
      matter: 'M03',
      status: 'ACCEPTED',
      clerkId: 'nobody',
      createdAt: now,
      updatedAt: now,
    })
    const event = { type: 'submitted', status: 'ACCEPTED', at: now, actor: 'gateway', data: {} } as const
    await inside.store.commit(newCaseStatements(inside, value, [event]).statements)
    const said = {
      name: '食品经营许可证',
      typeCode: 'XK',
      holderName: COMPANY,
      holderCode: USCC,
      issuerName: '示例市场监督管理局',
      ...licence,
    }
    await changeCase(
      inside,
      () => inside.store.cases.byId(id),
      async (found) => ({
        events: [{ type: 'progress', status: 'COMPLETED', at: now, actor: 'region:130000', data: {} }],
        value: { ...found, status: 'COMPLETED', memo: { licence: said } },
        statements: [],
        answer: null,
      }),
    )
    return value.no
  }

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'])
    await addAccount(gateway, 'fuze', ['supervisor'])
    page = (await visit()).page
    await grant('web-food', {
      no: 'JY15101070000001',
      issueDate: today(),
      from: today(),
      validTo: addDays(today(), 30),
    })
    await grant('web-biz', { name: '营业执照', typeCode: 'YZ', no: USCC, issueDate: today(), validTo: '长期' })
    await grant('web-old', { name: '卫生许可证', no: 'WS1', issueDate: '2020-01-01', validTo: '2024-01-01' })
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('shows an enterprise’s wallet with what each licence is worth today, and issues its composite licence', async () => {
    await signIn(page, 'chuangkou', '/licences')
    await page.getByText('还没有制发过').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByLabel('代码或证件号码').fill('91510107MA62000B1X')
    await page.getByRole('button', { name: '查证照' }).click()
    await page.getByText('没有办成的证照,或号码与姓名对不上。').waitFor()
    await page.getByLabel('代码或证件号码').fill(USCC)
    await page.keyboard.press('Enter')
    await page.getByText('3 份,效力按').waitFor()
    expect(await page.getByRole('row').filter({ hasText: '卫生许可证' }).textContent()).toContain('已过期')
    expect(await page.getByRole('row').filter({ hasText: '营业执照' }).textContent()).toContain('有效')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'licences')).fits).toBe(true)
    await page.getByRole('button', { name: /制发综合许可证/ }).click()
    await page.getByRole('heading', { name: '其中的证照 2 份' }).waitFor()
    composite = page.url().split('/').at(-1) ?? ''
    await page.getByRole('img', { name: '综合许可证二维码' }).or(page.getByLabel('综合许可证二维码')).first().waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'composite')).fits).toBe(true)
  })

  it('takes a permit out only with a reason, and puts it back', async () => {
    await page.getByRole('button', { name: /移出 食品经营许可证/ }).click()
    await page.getByText('请先写理由。').waitFor()
    await page.getByLabel('理由(移出、换码、停用须写)').fill('停业整顿')
    await page.getByRole('button', { name: /移出 食品经营许可证/ }).click()
    await page.getByRole('heading', { name: '其中的证照 1 份' }).waitFor()
    await page.getByText('移出证照').waitFor()
    await page.getByRole('button', { name: /加入 食品经营许可证/ }).click()
    await page.getByRole('heading', { name: '其中的证照 2 份' }).waitFor()
  })

  it('leads whoever scans the code to what is good now, on a telephone, and takes a complaint', async () => {
    const { body } = await gateway.call('window', 'GET', `/api/composite-licences/${composite}`)
    const url = String(body['url'])
    const { page: phone } = await visit()
    await phone.setViewportSize(PHONE)
    await phone.goto(`/l#${url.split('#')[1]}`)
    await phone.getByText('其中 2 份现在有效，共 2 份').waitFor()
    await phone.getByRole('heading', { name: '食品经营许可证' }).waitFor()
    expect(await accessibilityFaults(phone)).toEqual([])
    await phone.getByLabel('关于哪份证照').selectOption('JY15101070000001')
    await phone.getByLabel('请写明情况').fill('店里没有挂证')
    await phone.getByRole('button', { name: '提交' }).click()
    await phone.getByText('已收到您的留言，请抄下').waitFor()
    receipt = await phone.getByLabel('回执编号').inputValue()
    expect(receipt).toMatch(/TS\d{14}$/)
    expect(await accessibilityFaults(phone)).toEqual([])
    expect((await picture(phone, 'scan')).fits).toBe(true)
    await phone.setViewportSize(PHONE)
    await phone.goto(`/l#${'B'.repeat(26)}`)
    await phone.reload()
    await phone.getByText('没有这份综合许可证,或已停用、已换码').waitFor()
    // a machine without Chinese letters has ours, each of them
    const hasLetters = `document.fonts.check('18px "Noto Sans SC"', document.body.innerText)`
    for (const path of ['/l', '/v']) {
      await phone.goto(path)
      await expect.poll(() => phone.evaluate<boolean>(hasLetters), { timeout: 15_000 }).toBe(true)
    }
  })

  it('lists tickets by their clock; one is taken, told a word and answered by the keyboard', async () => {
    await page.getByRole('link', { name: '工单' }).click()
    await page.getByRole('heading', { name: receipt }).waitFor()
    await page.getByText('店里没有挂证').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'tickets')).fits).toBe(true)
    await page.getByRole('button', { name: '认领', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('要写的话').waitFor()
    await page.getByRole('button', { name: '答复办结' }).click()
    await page.getByText('没有写答复').waitFor()
    await page.getByLabel('要写的话').fill('已到店核实')
    await page.getByRole('button', { name: '先告知一声' }).click()
    await page.getByText('已到店核实').waitFor()
    await page.getByLabel('要写的话').fill('证照已补挂,谢谢监督')
    await page.getByRole('button', { name: '答复办结' }).click()
    await page.getByText('证照已补挂,谢谢监督').first().waitFor()
    await expect
      .poll(async () => (await gateway.call('supervisor', 'GET', `/api/tickets/${receipt}`)).body['state'])
      .toBe('closed')
    await page.getByRole('button', { name: '已办结' }).click()
    await page.getByRole('heading', { name: receipt }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('shows on the case page what the applicant was told, its licence and its codes, and makes a new code', async () => {
    await page.goto('/cases/WH510107web-food')
    const told = page.getByRole('region', { name: '发给申请人的短信' })
    await told.getByText(/结果可领。自助机打印码\*{8}/).waitFor()
    const outcome = page.getByRole('region', { name: '结果与评价' })
    await outcome.getByText('已邀请,还没有评价。').waitFor()
    expect(await outcome.textContent()).toContain('JY15101070000001')
    await outcome.getByRole('button', { name: '发新的领取码' }).click()
    await outcome.getByText('新码已用短信发给申请人,旧码作废。').waitFor()
    await outcome.getByText('已换新码').waitFor()
    await outcome.getByText('代录申请人的评价').click()
    await outcome.getByRole('radio', { name: '窗口收件' }).check()
    await outcome.getByRole('radio', { name: '不满意', exact: true }).check()
    await outcome.getByLabel(/意见/).fill('等了很久')
    expect(await accessibilityFaults(page)).toEqual([])
    await outcome.getByRole('button', { name: '录入评价' }).click()
    await outcome.getByText(/开出整改工单 WH510107ZG\d{14}/).waitFor()
    await outcome.getByText('窗口收件:不满意 · 窗口代录 · 等了很久').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'outcome')).fits).toBe(true)
    await page.goto('/licences')
    await page.getByLabel('8 位领取码').fill('00000000')
    await page.getByRole('button', { name: '领取', exact: true }).click()
    await page.getByText('这个码不对、已经用过或已过期').waitFor()
  })

  it('lets a supervisor record what an issuer took back, and shows it so wherever the licence stands', async () => {
    const { page: other } = await visit()
    await signIn(other, 'fuze', '/licences')
    await other.getByLabel('代码或证件号码').fill(USCC)
    await other.keyboard.press('Enter')
    const row = other.getByRole('row').filter({ hasText: '食品经营许可证' })
    await row.getByText('登记失效').click()
    await row.getByLabel('怎样失效').selectOption('注销')
    await row.getByLabel('决定书文号与理由').fill('注销〔2026〕1 号')
    expect(await accessibilityFaults(other)).toEqual([])
    await row.getByRole('button', { name: '登记' }).click()
    await row.getByText('已注销').waitFor()
    await other.goto(`/licences/composite/${composite}`)
    await other.getByRole('row').filter({ hasText: '食品经营许可证' }).getByText('已注销').waitFor()
  })

  it('lists what ends soon, and says so where nothing does', async () => {
    await page.getByRole('link', { name: '到期提醒' }).click()
    await page.getByRole('link', { name: 'WH510107web-food' }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'reminders')).fits).toBe(true)
    await page.getByRole('button', { name: '7 天' }).click()
    await page.getByText('今后 7 天没有到期的证照与补正。').waitFor()
  })

  it('speaks English where asked, breaks no policy and keeps nothing of anybody in the browser', async () => {
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('Nothing ends within 7 days.').waitFor()
    await page.getByRole('link', { name: 'Tickets' }).click()
    await page.getByRole('button', { name: 'Mine' }).click()
    await page.getByText('You have no ticket.').waitFor()
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/1[3-9]\d{9}/)
  })
})
