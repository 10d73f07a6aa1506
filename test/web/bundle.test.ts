import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { toThemeView } from '../../core/bundle/theme-view.ts'
import { type JsonObject, valueAt } from '../../core/json.ts'
import { sampleJpeg, samplePdf } from '../form/samples/sample.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

type ThemeView = ReturnType<typeof toThemeView>
type Question = ThemeView['questions'][number]['field'] & { options?: readonly { code: string }[] }

/** A company that moves to 重庆 and sells food there: what the window types, each answer once. */
const THERE = { division: '500107', detail: '示例街道示例大道18号' }
const ANSWERS: JsonObject = {
  applicant: {
    kind: '2',
    name: '成都示例企业管理有限公司',
    idNo: '91510107MA0000007C',
    mobile: '13800000005',
    address: { division: '510107', detail: '示例路9号' },
  },
  entity: { type: '1130', rep: { name: '欧阳明' } },
  move: { to: THERE, food: true, dispatch: false },
  rep: { idType: '111', idNo: '510107190001010033', mobile: '13800000003' },
  reissue: { originals: 1, duplicates: 2 },
  site: { address: THERE, area: 180.5 },
  business: { form: '1', online: false, saleMode: '2', items: [{ code: '0101' }] },
  safetyStaff: [{ name: '次仁', idNo: '510107190001010017', certNo: 'CQ-SP-0001', kind: '1' }],
  delivery: { method: '3' },
  verify: { method: '1', result: 'pass' },
}
const FILES = [
  'licence.MT009',
  'food.MT009',
  'food.MT016.layout',
  'food.MT016.flow',
  'food.MT017',
  'consent',
  'repId.front',
  'repId.back',
]

describe('a bundle in the workbench', () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await addAccount(gateway, 'chuangkou', ['window'], '03 号窗')
    await setUp(gateway)
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  async function theme(id: string): Promise<ThemeView> {
    return (await gateway.call('window', 'GET', `/api/themes/${id}`)).body as unknown as ThemeView
  }

  it('is chosen among the themes, each with its order and what it saves', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/bundles')
    await page.getByRole('heading', { name: '夫妻投靠落户' }).waitFor()
    await page.getByText('换发营业执照 → 迁入地食品经营许可 → 迁入地劳务派遣经营许可').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'bundles')).fits).toBe(true)
    await page.getByRole('button', { name: '办这件事 开办食品店' }).click()
    await page.waitForURL('**/bundles/new/T03')
    await page.getByRole('heading', { name: '开办食品店', level: 1 }).waitFor()
  })

  it('asks every question once, those of a matter that is not wanted not at all, and checks all matters at one go', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/bundles/new/T01')
    await page.getByRole('heading', { name: '企业跨省迁移', level: 1 }).waitFor()
    const asked = await page.evaluate<string[]>(
      'Array.from(document.querySelectorAll("[data-field]"), (field) => field.dataset.field)',
    )
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).not.toContain('business.form')
    await fill(page, await theme('T01'), { move: { food: true } })
    await page.locator('[data-field="business.form"]').waitFor()
    await page.keyboard.press('F8')
    await page.getByText(/还不能收件:\d+ 处要改/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'bundle-empty')).fits).toBe(true)
  })

  it('is taken in once, and one view shows its matters going on, one after the other, and what was saved', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/bundles/new/T01')
    await page.getByRole('heading', { name: '企业跨省迁移', level: 1 }).waitFor()
    await fill(page, await theme('T01'), ANSWERS)
    await page.getByRole('checkbox').first().check()
    for (const slot of FILES) await attach(page, slot)
    await page.keyboard.press('F8')
    await page
      .getByText(/处要改|可以报送/)
      .first()
      .waitFor()
    expect(await page.locator('.faults li').allTextContents()).toEqual([])
    expect((await picture(page, 'bundle-ready')).fits).toBe(true)
    await page.keyboard.press('F9')
    await page.waitForURL('**/bundles/WH*')
    await page.getByText('全部办结').waitFor({ timeout: 20_000 })
    expect(await page.locator('.steps-list li').allTextContents()).toEqual([
      expect.stringContaining('换发营业执照'),
      expect.stringContaining('迁入地食品经营许可'),
      expect.stringContaining('不用办'),
    ])
    expect(await page.getByRole('row', { name: /跑动次数/ }).textContent()).toContain('21')
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'bundle-done')).fits).toBe(true)
  }, 60_000)

  it('keeps to the policy, throws nothing, and leaves nobody’s data where others could read it', async () => {
    expect(broken()).toEqual([])
    expect(await kept()).not.toMatch(/成都示例|13800000|510107190001/)
  })
})

/** Types the answers into the fields that ask for them, unfolding what they lie in. */
async function fill(page: Page, theme: ThemeView, answers: JsonObject): Promise<void> {
  const fields = new Map(theme.questions.map(({ path, field }) => [path, field as Question]))
  for (const [path, field] of fields) {
    const value = path.includes('[]') ? undefined : valueAt(answers, path)
    if (value === undefined) continue
    if (!Array.isArray(value)) await enter(page, path, field, value)
    else
      for (const [index, element] of value.entries()) {
        await page.locator(`[data-field="${path}"]`).getByRole('button', { name: '加一条' }).click()
        for (const [name, inner] of Object.entries(element as JsonObject))
          await enter(page, `${path}[${index}].${name}`, fields.get(`${path}[].${name}`), inner)
      }
  }
}

async function enter(page: Page, path: string, field: Question | undefined, value: unknown): Promise<void> {
  const place = page.locator(`[data-field="${path}"]`)
  await place.waitFor({ state: 'attached' })
  // what an answer asks besides may lie in a fold that came with it
  await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true')
  const { options = [], type } = field ?? {}
  if (type === 'address') {
    const { division, detail } = value as { division: string; detail: string }
    await place.getByRole('combobox').fill(division)
    await page.keyboard.press('Tab')
    await place.getByRole('textbox').last().fill(detail)
  } else if (type === 'boolean')
    await place
      .getByRole('radio')
      .nth(value ? 0 : 1)
      .check()
  else if (options.length === 0) await place.locator('input').first().fill(String(value))
  else if (options.length <= 6)
    await place
      .getByRole('radio')
      .nth(options.findIndex(({ code }) => code === value))
      .check()
  else {
    await place.getByRole('combobox').fill(String(value))
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Tab')
}

async function attach(page: Page, slot: string): Promise<void> {
  const isPicture = slot.startsWith('repId')
  const name = `${slot}.${isPicture ? 'jpg' : 'pdf'}`
  const buffer = Buffer.from(isPicture ? sampleJpeg(name) : samplePdf(name))
  const mimeType = isPicture ? 'image/jpeg' : 'application/pdf'
  await page.locator(`input[data-slot="${slot}"]`).setInputFiles({ name, mimeType, buffer })
  await page.locator(`[data-field="materials.${slot}"]`).getByRole('button', { name: '取回' }).waitFor()
}
