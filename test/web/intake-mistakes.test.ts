import { createHash } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { samplePdf } from '../form/samples/sample.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { HEBEI, hebeiAlone } from '../support/hebei-alone.ts'
import { addAccount, PASSWORD, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

const SOON = { timeout: 15_000 }

describe('what goes wrong while a window types', { timeout: 60_000 }, () => {
  let gateway: NodeGateway
  let browser: Browser
  let page: Page
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  const begin = async (where: string, at = page) => {
    await at.goto('/intake')
    await at.locator('#destination-field:focus').waitFor()
    await at.keyboard.type(where)
    await at.keyboard.press('Enter')
    await at.getByRole('heading', { name: '预检' }).waitFor()
  }
  /** Types into a field and leaves it; gives what the field then says. */
  const enter = async (id: string, text: string) => {
    await page.locator(`#${id}`).fill(text)
    await page.locator(`#${id}`).press('Tab')
  }
  const said = (id: string, words: RegExp) =>
    page
      .locator('.field', { has: page.locator(`#${id}`) })
      .getByText(words)
      .first()
      .waitFor()

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    await addAccount(gateway, 'wang', ['window'], '05 号窗')
    page = (await visit()).page
    await signIn(page, 'chuangkou', '/intake')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('is said where it stands: a day that never was, a check digit, a telephone number too short', async () => {
    await begin('cqyd')
    await page.locator('#f-applicant-kind').check()
    await enter('f-applicant-idType', '居民身份证')
    await enter('f-applicant-idNo', '310101190002290019')
    await said('f-applicant-idNo', /1900-02-29|不存在/)
    await enter('f-applicant-idNo', '510107190001010018')
    await said('f-applicant-idNo', /校验/)
    await enter('f-applicant-idNo', '510107190001010017')
    await expect.poll(() => page.locator('#f-applicant-birthDate').inputValue(), SOON).toBe('1900-01-01')
    await enter('f-applicant-mobile', '1380000')
    await said('f-applicant-mobile', /11 位/)
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'intake-mistakes')).fits).toBe(true)
  })

  it('is put right and said: full-width digits, blanks, and marks that turn the direction of writing', async () => {
    await begin('cqyd')
    await enter('f-applicant-mobile', '１３８０００００ ０００')
    expect(await page.locator('#f-applicant-mobile').inputValue()).toBe('13800000000')
    await said('f-applicant-mobile', /13800000000/)
    await enter('f-applicant-name', '\u202e次仁\u200f ')
    expect(await page.locator('#f-applicant-name').inputValue()).toBe('次仁')
    await said('f-applicant-name', /次仁/)
  })

  it('a day may be typed in any common way; what is none stays to be mended', async () => {
    await begin('cqyd')
    for (const typed of ['2026-3-2', '20260302', '2026.3.2']) {
      await enter('f-filing-from', typed)
      expect(await page.locator('#f-filing-from').inputValue()).toBe('2026-03-02')
    }
    await enter('f-filing-from', '2026-13-45')
    expect(await page.locator('#f-filing-from').inputValue()).toBe('2026-13-45')
    await said('f-filing-from', /2026-13-45/)
    await page
      .locator('details', { has: page.locator('#f-applicant-idExpiry') })
      .locator('summary')
      .click()
    await enter('f-applicant-idExpiry', 'c')
    expect(await page.locator('#f-applicant-idExpiry').inputValue()).toBe('长期')
  })

  it('is what only this region asks: 江苏 wants the employer, and of those without one a choice in place of 无', async () => {
    await begin('jsyd')
    await page
      .getByText(/江苏省另需/)
      .first()
      .waitFor()
    await page.locator('#f-insurance-kind').press('2')
    await enter('f-employer-name', '无')
    await page.keyboard.press('F8')
    await page
      .locator('ol.faults')
      .getByText(/用人单位|单位名称/)
      .first()
      .waitFor()
  })

  it('is a name that a region cannot hold, said with its letter before anything is collected; others take it', async () => {
    const check = async (where: string) => {
      await begin(where)
      await enter('f-applicant-name', '𠅤明')
      await page.keyboard.press('F8')
      const faults = page.locator('ol.faults')
      await faults.waitFor()
      return faults.textContent()
    }
    expect(await check('浙江 公积金')).toMatch(/“𠅤”\(U\+20164\).*浙江省的字符集装不下/)
    expect(await check('jsyd')).not.toContain('装不下')
  })

  it('two clerks on one draft are told of each other, and neither overwrites the other unseen', async () => {
    await begin('cqyd')
    await enter('f-applicant-mobile', '13800000000')
    await page.getByText(/已保存/).waitFor()
    const draft = page.url()
    const { page: others } = await visit()
    await signIn(others, 'wang', new URL(draft).pathname + new URL(draft).search)
    await others.locator('#f-applicant-mobile').fill('13900000000')
    await others.getByText(/已保存.*第 [2-9] 版/).waitFor()
    await enter('f-applicant-mobile', '13700000000')
    await page.getByText(/wang示例/).waitFor()
    await page.getByRole('button', { name: '改用新版' }).click()
    await expect.poll(() => page.locator('#f-applicant-mobile').inputValue(), SOON).toBe('13900000000')
  })

  describe('a list', () => {
    const paste = (text: string) =>
      page.evaluate(`{
        const clipboardData = new DataTransfer()
        clipboardData.setData('text/plain', ${JSON.stringify(text)})
        document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
      }`)
    const rows = () => page.locator('[data-field="shareholders"] .list-table tbody')
    const perKey = async () => {
      await page.locator('#f-company-scope-text').focus()
      const times: number[] = []
      for (const sign of '丙丁戊己庚') {
        const began = performance.now()
        await page.keyboard.type(sign)
        times.push(performance.now() - began)
      }
      return times.sort((one, other) => one - other)[2] ?? 0
    }
    const head = '类型\t姓名\t证件类型\t证件号码\t认缴出资额（万元）\t出资时间\t方式\t金额\t备注'
    const row = (name: string, amount: string) =>
      `自然人\t${name}\t居民身份证\t５１０１０７ 190001010017\t${amount}\t2029/3/1\t货币\t60\t无`
    it('is filled by the keyboard: a table is pasted and looked at first, rows are added, taken out and put back', async () => {
      await begin('贵州 设立')
      await page.locator('#f-shareholders').focus()
      await paste([head, row('次仁', '60'), row('甲示例', '六十'), row('乙示例', '40')].join('\n'))
      await page.getByText('认出 8 列,3 行,1 处要改。').waitFor()
      await page.getByText('3 格的全角字符').waitFor()
      await page.getByText('不写入:备注').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect((await picture(page, 'intake-paste')).fits).toBe(true)
      await page.keyboard.press('Enter')
      await page.getByText('已写入 3 行。').waitFor()
      expect(await rows().count()).toBe(3)
      await rows()
        .nth(1)
        .getByText(/处要改/)
        .waitFor()
      // down to the second row, out with it, and back
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Alt+Delete')
      await page.getByText('已删第 2 条。').waitFor()
      expect(await rows().count()).toBe(2)
      await page.keyboard.press('Control+z')
      await expect.poll(() => rows().nth(1).textContent(), SOON).toContain('甲示例')
      // into it, to the same field of the next row and out again
      await page.keyboard.press('Enter')
      await page.locator('[data-field="shareholders[1].country"] input:focus').waitFor()
      await page.keyboard.type('中国')
      await page.keyboard.press('Control+ArrowDown')
      await page.locator('[data-field="shareholders[2].country"] input:focus').waitFor()
      await page.keyboard.press('Control+d')
      await page.keyboard.press('Escape')
      await page.locator('[data-row="2"] [data-opens]:focus').waitFor()
      await page.keyboard.press('Control+Enter')
      await page.locator('[data-field="shareholders[3].kind"] input:focus').waitFor()
      expect(await accessibilityFaults(page)).toEqual([])
      expect((await picture(page, 'intake-list')).fits).toBe(true)
      // a row with nothing in it is left by Enter and is gone
      await page.locator('[data-field="shareholders[3].name"] input').press('Enter')
      await expect.poll(() => rows().count(), SOON).toBe(3)
    })

    it('of fifty rows cost no more for each key than of three, and are kept as they were pasted', async () => {
      const few = await perKey()
      await page.locator('#f-shareholders').focus()
      await paste(Array.from({ length: 47 }, (_, at) => row(`示例${at}`, '1')).join('\n'))
      await page.getByRole('button', { name: '写入 47 行' }).click()
      await expect.poll(() => rows().count(), SOON).toBe(50)
      // what a key costs does not grow with the rows
      expect(await perKey()).toBeLessThan(4 * few + 50)
      const id = String(new URL(page.url()).searchParams.get('draft'))
      const kept = async () => (await gateway.gateway.store.drafts.byId(id))?.form['shareholders'] as unknown[]
      await expect.poll(async () => (await kept()).length, SOON).toBe(50)
      expect((await kept()).slice(0, 3)).toMatchObject([
        {
          kind: '1',
          idNo: '510107190001010017',
          subscribed: 60,
          dueDate: '2029-03-01',
          ways: [{ code: '1', amount: 60 }],
        },
        { subscribed: '六十', country: 'CHN' },
        { country: 'CHN' },
      ])
    })
  })

  it('keeps what is typed while the line is cut, and saves it when it is back', async () => {
    await begin('cqyd')
    await page.getByText(/已保存/).waitFor()
    await page.context().setOffline(true)
    await enter('f-applicant-name', '次仁')
    await enter('f-applicant-mobile', '13800000000')
    await page.getByText(/没有保存,正在重试/).waitFor()
    await page.context().setOffline(false)
    await page.getByText(/已保存.*第 [2-9] 版/).waitFor()
    const id = new URL(page.url()).searchParams.get('draft')
    const draft = await gateway.gateway.store.drafts.byId(String(id))
    expect(draft?.form).toMatchObject({ applicant: { name: '次仁', mobile: '13800000000' } })
  })

  it('keeps what is typed when the session ends, and saves it after signing in again', async () => {
    await begin('cqyd')
    await enter('f-applicant-name', '次仁')
    await page.getByText(/已保存/).waitFor()
    const id = String(new URL(page.url()).searchParams.get('draft'))
    // nothing asks in between, so that the end is noticed when this is saved
    await page.context().setOffline(true)
    await enter('f-applicant-mobile', '13800000000')
    await page.context().clearCookies()
    await page.context().setOffline(false)
    await page.getByText('登录已到时').waitFor()
    // whoever types on does not type into it
    await page.keyboard.type('510107')
    expect(await page.getByRole('dialog').getByLabel('账号').inputValue()).toBe('chuangkou')
    expect(await page.getByRole('dialog').getByLabel('密码').inputValue()).toBe('')
    await page.getByLabel('密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('登录已到时').waitFor({ state: 'hidden' })
    expect(await page.locator('#f-applicant-mobile').inputValue()).toBe('13800000000')
    const saved = async () => (await gateway.gateway.store.drafts.byId(id))?.form
    await expect.poll(saved, SOON).toMatchObject({ applicant: { name: '次仁', mobile: '13800000000' } })
  })

  it('sends a file on from where the line was cut, and after the page was closed; what came is what was sent', async () => {
    const pdf = Buffer.concat([samplePdf('MT009'), Buffer.alloc(2_500_000, '% 示例 ')])
    const file = { name: '居住证.pdf', mimeType: 'application/pdf', buffer: pdf }
    const starts: number[] = []
    const { page: own, context } = await visit()
    await signIn(own, 'chuangkou', '/intake')
    await begin('cqyd', own)
    await own.getByText(/已保存/).waitFor()
    const draft = own.url()
    const row = (at: Page) => at.locator('[data-field="materials.MT009"]')
    // cut at 60 %
    await own.route('**/pieces/*', async (route) => {
      starts.push(Number(route.request().url().split('/').at(-1)))
      if (starts.length !== 3) return route.continue()
      await context.setOffline(true)
      await route.abort()
    })
    await row(own).locator('input[type=file]').setInputFiles(file)
    await row(own)
      .getByText(/恢复后自动/)
      .waitFor()
    expect((await picture(own, 'intake-upload-cut')).fits).toBe(true)
    await context.setOffline(false)
    await own.locator('[data-field="materials.MT009"][data-todo="no"]').waitFor()
    expect(starts.filter((start) => start === 0)).toHaveLength(1)
    const { store } = gateway.gateway
    const kept = async () => {
      const id = String(new URL(draft).searchParams.get('draft'))
      const [given] = (await store.drafts.byId(id))?.materials ?? []
      return given?.fileId ? (await store.files.byId(given.fileId))?.sha256 : undefined
    }
    await expect.poll(kept, SOON).toBe(createHash('sha256').update(pdf).digest('hex'))
    // closed with half of another file sent
    const open = () => store.uploads.of('chuangkou', gateway.gateway.clock.now())
    await row(own).getByRole('button', { name: '取回' }).click()
    await own.unroute('**/pieces/*')
    await own.route('**/pieces/*', (route) =>
      /\/pieces\/0$/.test(route.request().url()) ? route.continue() : undefined,
    )
    await row(own)
      .locator('input[type=file]')
      .setInputFiles({ ...file, name: '居住证-2.pdf' })
    await expect.poll(async () => (await open())[0]?.name, SOON).toBe('居住证-2.pdf')
    await expect.poll(async () => store.uploads.received((await open())[0]?.id ?? ''), SOON).toBeGreaterThan(0)
    await own.close()
    const again = await context.newPage()
    await again.goto(draft)
    await again.getByText(/有 1 个文件没有传完/).waitFor()
    expect(await accessibilityFaults(again)).toEqual([])
    expect((await picture(again, 'intake-upload-again')).fits).toBe(true)
    await again.route('**/pieces/0', (route) => route.abort())
    await row(again)
      .locator('input[type=file]')
      .setInputFiles({ ...file, name: '居住证-2.pdf' })
    await again.locator('[data-field="materials.MT009"][data-todo="no"]').waitFor()
    expect(await open()).toEqual([])
  })

  it('is told when the region’s rules change while one types, thing by thing; nothing is lost, and it is seen before anything is collected', async () => {
    await begin('河北 异地就医')
    await enter('f-applicant-mobile', '13800000000')
    const files = Object.entries(hebeiAlone()).filter(([path]) => path.startsWith(HEBEI))
    const edited = files.map(([path, text]) => [
      path,
      path === `${HEBEI}/M07.yaml`
        ? text
            .replace(
              '异地就医备案表, slot: MT009, formats: [pdf], maxBytes: 2097152',
              '异地就医备案表, slot: MT009, formats: [pdf], maxBytes: 1048576',
            )
            .replace('事后核查名单要注明是否以个人承诺书代居住证', '核查时要看是否以承诺书代居住证')
        : text,
    ])
    const call = async (role: 'admin' | 'approver', path: string, body?: unknown) =>
      (await gateway.call(role, 'POST', `/api/definitions/130000/versions${path}`, body)).body
    const { number } = await call('admin', '', { files: Object.fromEntries(edited), note: '试改' })
    await call('admin', `/${number}/check`)
    await call('approver', `/${number}/approve`)
    const version = () => gateway.gateway.regions.get('130000')?.mappings.get('M07')?.set.version
    const before = version()
    await call('approver', `/${number}/activate`)
    await expect.poll(version, SOON).not.toBe(before)
    await enter('f-applicant-name', '次仁')
    const notice = page.getByRole('alert').filter({ hasText: '河北省的规则' })
    await notice.getByText(/更新了:2 项不同/).waitFor()
    await notice.getByText('PDF ≤ 1.0 MB').waitFor()
    await page
      .locator('[data-field="extra.commitFlag"]')
      .getByText(/规则刚更新.*核查时要看/)
      .waitFor()
    expect(await page.locator('#f-applicant-mobile').inputValue()).toBe('13800000000')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'intake-rules-changed')).fits).toBe(true)
    await notice.getByRole('button', { name: '按新规则继续' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(await page.locator('#f-applicant-name').inputValue()).toBe('次仁')
  })

  it('loses nothing by going back and forward', async () => {
    await page.goBack()
    await page.goForward()
    await expect.poll(() => page.locator('#f-applicant-name').inputValue(), SOON).toBe('次仁')
  })

  it('breaks no policy, throws nothing and leaves nothing of the applicant in the browser', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/次仁|𠅤明|510107190001010017|13[789]00000000/)
  })
})
