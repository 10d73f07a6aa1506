import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { insertConformanceRun } from '../../core/store/conformance-runs.ts'
import { lineDiff } from '../../web/pages/regions/line-diff.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { HEBEI, hebeiAlone } from '../support/hebei-alone.ts'
import { newCaseBody } from '../support/new-case.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 120_000 })

const REGION = '130000'
const FILE = `${HEBEI}/M07.yaml`
const files = Object.fromEntries(Object.entries(hebeiAlone()).filter(([path]) => path.startsWith(HEBEI)))

describe('regions and their versions, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  let author: Page
  let second: Page
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  /** A draft by the person of the page: what they sign is theirs. */
  const draft = (page: Page, edited: Record<string, string>, note: string) =>
    page.evaluate(
      async ({ body, at }) => {
        const answer = await fetch(at, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        })
        return ((await answer.json()) as { number: number }).number
      },
      { body: { files: edited, note }, at: `/api/definitions/${REGION}/versions` },
    )
  const rowOf = (page: Page, number: number) => page.getByRole('row', { name: new RegExp(`^v${number}\\b`) })
  const inForce = async () => {
    const { body } = await gateway.call('admin', 'GET', '/api/definitions')
    return (body['subjects'] as unknown as { subject: string; number: number }[]).find((one) => one.subject === REGION)
      ?.number
  }

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'lingyi', ['admin'])
    await addAccount(gateway, 'shenji', ['auditor'])
    author = (await visit()).page
    second = (await visit()).page
    await signIn(author, 'guanli', '/regions')
    await signIn(second, 'lingyi', '/regions')
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('lists the regions with their state, agreement, queue and version, and one of them with what was agreed', async () => {
    const row = author.getByRole('row', { name: /河北省/ })
    await row.getByText('正常').waitFor()
    await row.getByText('至 2028-12-31').waitFor()
    await row.getByText('v1', { exact: true }).waitFor()
    expect(await author.getByRole('row').count()).toBe(gateway.gateway.regions.size + 1)
    expect(await accessibilityFaults(author)).toEqual([])
    expect((await picture(author, 'regions')).fits).toBe(true)
    await row.getByRole('link', { name: '河北省' }).click()
    await author.getByText('JC-2026-01').waitFor()
    await author.getByText('参保地在属地;其他临时外出每年限 2 次').waitFor()
    await author.getByText('隔 1 分钟、5 分钟、15 分钟、60 分钟 再试').waitFor()
    await rowOf(author, 1).getByText('随程序发布').first().waitFor()
    expect(await accessibilityFaults(author)).toEqual([])
    expect((await picture(author, 'region')).fits).toBe(true)
  })

  it('shows where a draft is wrong, with rule and remedy, and does not let it pass the check', async () => {
    const wrong = { ...files, [FILE]: (files[FILE] ?? '').replace('from: person.mobile', 'from: person.mobil') }
    const number = await draft(author, wrong, '电话写错')
    await author.goto(`/regions/${REGION}/v/${number}`)
    const lint = author.getByRole('region', { name: '检查' })
    await lint.getByText('事项没有“person.mobil”这个字段').waitFor()
    await lint.getByText('unknown-path').waitFor()
    const line = (wrong[FILE] ?? '').split('\n').findIndex((text) => text.includes('person.mobil,')) + 1
    await lint
      .getByRole('button', { name: new RegExp(`M07\\.yaml L${line}:`) })
      .first()
      .click()
    expect(await author.locator('.line-marked').textContent()).toContain('person.mobil,')
    await author.getByRole('region', { name: '对照样例' }).getByText('0/3 通过').waitFor()
    expect(await accessibilityFaults(author)).toEqual([])
    expect((await picture(author, 'version')).fits).toBe(true)
    await author.getByRole('button', { name: '检查' }).click()
    await author.getByText(/有 \d+ 处错误,没有通过/).waitFor()
    await second.goto(`/regions/${REGION}`)
    await rowOf(second, number).getByText('草稿').waitFor()
    expect(await rowOf(second, number).getByRole('button', { name: '审核通过' }).count()).toBe(0)
  })

  it('goes from draft over check and another person’s approval into force, and back again', async () => {
    const made = await gateway.call('window', 'POST', '/api/cases', await newCaseBody(gateway, 'M07'), {
      'idempotency-key': 'before',
    })
    await gateway.until(String(made.body['no']), 'COMPLETED', 'APPROVED', 'DELIVERED_RESULT')
    const edited = {
      ...files,
      [FILE]: (files[FILE] ?? '').replace(
        '{ to: formData.bankcode, from: bank.code, max: 12 }',
        '{ to: formData.bankcode, from: bank.code, max: 10 }',
      ),
    }
    const number = await draft(author, edited, '行号最长 10 位')
    await author.goto(`/regions/${REGION}/v/${number}`)
    await author.getByRole('region', { name: '对照样例' }).getByText('3/3 通过').waitFor()
    await author.getByRole('button', { name: '检查' }).click()
    await author.getByText('自己写的版本须由另一位管理员审核').waitFor()
    expect(await author.getByRole('button', { name: '审核通过' }).count()).toBe(0)

    await second.goto(`/regions/${REGION}`)
    await rowOf(second, number).getByRole('link', { name: '对比 v1' }).click()
    await second.getByRole('heading', { name: '规则的差别' }).waitFor()
    const change = second.getByRole('row', { name: /formData\.bankcode/ })
    await change.getByText('12', { exact: true }).waitFor()
    await change.getByText('10', { exact: true }).waitFor()
    await second.getByRole('heading', { name: '文字的差别' }).waitFor()
    expect(await accessibilityFaults(second)).toEqual([])
    expect((await picture(second, 'version-diff')).fits).toBe(true)

    await second.goto(`/regions/${REGION}`)
    await rowOf(second, number).getByRole('button', { name: '审核通过' }).click()
    await rowOf(second, number).getByText('lingyi 审核').waitFor()
    await rowOf(second, number).getByRole('button', { name: '启用' }).click()
    const dialog = second.getByRole('dialog', { name: `启用第 ${number} 版` })
    await dialog.getByText(/件在途继续用它们当时的映射/).waitFor()
    expect(await inForce()).toBe(1)
    await dialog.getByRole('button', { name: '启用' }).click()
    await dialog.waitFor({ state: 'detached' })
    await rowOf(second, 1).getByText('停用').waitFor()
    expect(await inForce()).toBe(number)
    await rowOf(second, 1).getByRole('button', { name: '重新启用' }).click()
    await second.getByRole('dialog').getByRole('button', { name: '启用' }).click()
    await rowOf(second, number).getByText('停用').waitFor()
    expect(await inForce()).toBe(1)
  })

  it('writes a sample in the region’s format, reads it back, and plays real messages through a version without sending', async () => {
    const before = gateway.simulator(REGION).received().length
    await author.goto(`/regions/${REGION}/v/1`)
    await author.getByLabel('用例').selectOption({ label: 'M07-normal 普通件' })
    await author.getByRole('button', { name: '写成对方报文' }).click()
    const written = author.getByRole('region', { name: '写成的报文' })
    await written.getByText('没有问题').waitFor()
    expect(await written.locator('pre').textContent()).toContain('"psn_name":"次仁"')
    await author.getByRole('button', { name: '读成规范表单' }).click()
    expect(await author.getByRole('region', { name: '读出的表单' }).locator('pre').textContent()).toContain('"次仁"')
    await author.getByLabel('规范表单').fill('{')
    await author.getByRole('button', { name: '写成对方报文' }).click()
    await author.getByText('不是 JSON').waitFor()
    await author.getByRole('button', { name: '开始比较' }).click()
    await author.getByText(/比较 [1-9]\d* 件,0 件不同/).waitFor()
    expect(await accessibilityFaults(author)).toEqual([])
    expect((await picture(author, 'version-try')).fits).toBe(true)
    expect(gateway.simulator(REGION).received().length).toBe(before)
  })

  it('has a region’s interface checked, shows each check as it ends, and keeps what came of it with who had it made', async () => {
    await author.goto(`/regions/${REGION}`)
    await author.getByRole('link', { name: '联调检查' }).click()
    await author.getByText('还没有做过联调检查').waitFor()
    await author.getByLabel('对方的测试环境').check()
    await author.getByText(/TONGBAN_SANDBOX_URLS/).waitFor()
    expect(await author.getByRole('button', { name: '开始检查' }).isDisabled()).toBe(true)
    await author.getByLabel(/这个地区的模拟/).check()
    await author.getByRole('button', { name: '开始检查' }).click()
    await author.getByRole('row', { name: /^连得上 ✓?通过/ }).waitFor()
    const again = await gateway.call('admin', 'POST', `/api/conformance/regions/${REGION}`, { against: 'simulator' })
    expect([again.status, again.body['code']]).toEqual([503, 'busy'])
    const checks = author.getByRole('region', { name: '逐项结果' })
    await checks.getByText(/^1\d 项通过,0 项不通过,\d+ 项未查/).waitFor()
    await checks.getByRole('row', { name: /^证书 —?未查/ }).waitFor()
    const [run] = await gateway.gateway.store.conformanceRuns.ofRegion(REGION, 5)
    expect(run).toMatchObject({ actor: 'guanli', version: 1, against: 'simulator', failed: 0, reason: '' })
    if (!run) throw new Error('no run')
    // one whose process ended before it did passed nothing
    const brokenOff = { ...run, id: 'broken-off', startedAt: run.startedAt - 3_600_000, endedAt: 0, passed: 0 }
    await gateway.gateway.store.commit([insertConformanceRun(brokenOff)])
    await author.reload()
    const earlier = author.getByRole('region', { name: '做过的检查' })
    await earlier.getByRole('row', { name: /guanli.*✓ 1\d 项通过/ }).waitFor()
    await earlier.getByRole('row', { name: /guanli.*⚠ 网关中途停了/ }).waitFor()
    expect(await accessibilityFaults(author)).toEqual([])
    expect((await picture(author, 'conformance')).fits).toBe(true)
    const [page, json] = await Promise.all(
      ['html', 'json'].map((kind) =>
        author.evaluate(async (at) => (await fetch(at)).text(), `/api/conformance/${run.id}/report.${kind}`),
      ),
    )
    expect(page).toMatch(/^<!doctype html>.*河北省联调检查报告/s)
    expect(JSON.parse(json ?? '')).toMatchObject({ actor: 'guanli', against: 'simulator', summary: { failed: 0 } })
    const { body } = await gateway.call('auditor', 'GET', '/api/audit?action=region.conform')
    expect(body['entries']).toMatchObject([{ actor: 'staff:guanli', object: REGION, facts: { run: run.id } }])
  })

  it('lets an auditor read and nobody but an administrator change; says of a region that never was in force what there is', async () => {
    const auditor = (await visit()).page
    await signIn(auditor, 'shenji', `/regions/${REGION}`)
    await rowOf(auditor, 1).waitFor()
    expect(await auditor.getByRole('button', { name: /检查|审核|启用|停止投递/ }).count()).toBe(0)
    expect((await gateway.call('auditor', 'POST', `/api/definitions/${REGION}/lint`, { files })).status).toBe(403)
    await author.goto('/regions/config')
    await rowOf(author, 1).getByText('启用').first().waitFor()
    await author.goto('/regions/990001')
    await author.getByText('还没有启用过').waitFor()
    await author.getByRole('button', { name: 'English' }).click()
    await author.goto(`/regions/${REGION}`)
    await author.getByRole('heading', { name: 'Versions of 130000' }).waitFor()
    expect(await kept()).not.toMatch(/510107190001010017|13800000001|次仁/)
    expect(broken()).toEqual([])
  })
})

describe('the difference of two texts', () => {
  it('keeps what they have in common, and tells what is gone and what is new with their lines', () => {
    const lines = lineDiff('a\nb\nc\nd', 'a\nc\nx\nd')
    expect(lines.map(({ kind, text, before, after }) => [kind, text, before, after])).toEqual([
      ['same', 'a', 1, 1],
      ['gone', 'b', 2, null],
      ['same', 'c', 3, 2],
      ['new', 'x', null, 3],
      ['same', 'd', 4, 4],
    ])
    expect(lineDiff('a\nb', 'a\nb').every(({ kind }) => kind === 'same')).toBe(true)
    expect(lineDiff('', 'a').filter(({ kind }) => kind === 'new')).toHaveLength(1)
  })
})
