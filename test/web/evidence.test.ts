import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 90_000 })

function sampleOf(name: string): string {
  const { wire } = JSON.parse(readFileSync(`regions/500000-chongqing/pairs/${name}.json`, 'utf8')) as { wire: unknown }
  return typeof wire === 'string' ? wire : JSON.stringify(wire)
}

describe('a new region made of its messages, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench(), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'lingyi', ['admin'])
    await addAccount(gateway, 'chuangkou', ['window'])
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('goes from three pasted messages over a mended line to a draft with its findings, left to a second person', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/admin/regions/new')
    await page.getByRole('heading', { name: '由样例新建地区' }).waitFor()
    await page.getByLabel('事项').selectOption('M07')
    for (const [index, name] of ['M07-normal', 'M07-largest', 'M07-weird'].entries())
      await page.getByLabel(`样例 ${index + 1}`).fill(sampleOf(name))
    await page.getByRole('button', { name: '推出对照' }).click()
    await page.getByRole('heading', { name: /逐行核对/ }).waitFor()
    const row = page.getByRole('row', { name: /subjectName .*applicant\.name/ }).first()
    await row.getByText('同“申请人姓名”').waitFor()
    await page.getByText(/识别出个人信息 \d+ 项/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'evidence')).fits).toBe(true)

    await page.getByLabel('显示').last().selectOption('low')
    await page.getByRole('button', { name: /^改 / }).first().click()
    await page.getByRole('combobox', { name: /^改 / }).selectOption('remark')
    await page.getByText('已由您选定').waitFor()

    await page.getByLabel('区划代码').fill('990001')
    await page.getByLabel('名称').fill('样例地区')
    await page.getByLabel('拼音').fill('yangli')
    await page.getByLabel('对方接口地址').fill('https://partner.example')
    await page.getByLabel('协议编号').fill('示例-1')
    await page.getByLabel('协议起').fill('2026-01-01')
    await page.getByLabel('协议止').fill('2027-12-31')
    await page.getByRole('button', { name: '生成草稿' }).click()
    await page.getByText('样例地区已存为草稿第 1 版,没有启用').waitFor()
    await page.getByText('自己写的版本须由另一位管理员审核').waitFor()
    await page.getByText(/没有对照样例 pairs\/M07-normal\.json/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'evidence-draft')).fits).toBe(true)
    const { body } = await gateway.call('admin', 'GET', '/api/definitions')
    expect(JSON.stringify(body['subjects'])).not.toContain('990001')
  })

  it('is there for a second administrator, who cannot approve what has not passed the check', async () => {
    const { page } = await visit()
    await signIn(page, 'lingyi', '/admin/regions/new?draft=990001')
    await page.getByRole('heading', { name: '地区 990001 的版本' }).waitFor()
    await page.getByText('还没有通过检查,不能审核').waitFor()
  })

  it('says in words why a sample is not taken, and keeps what was pasted', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/admin/regions/new')
    await page.getByLabel('样例 1').fill('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>')
    await page.getByRole('button', { name: '推出对照' }).click()
    await page.getByText(/样例 1:报文里有 DOCTYPE 或实体声明,不收/).waitFor()
    expect(await page.getByLabel('样例 1').inputValue()).toContain('DOCTYPE')
    await page.getByLabel('样例 1').fill('')
    const file = { name: '报文.zip', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4]) }
    await page.getByLabel('上传文件').setInputFiles(file)
    await page.getByRole('button', { name: '推出对照' }).click()
    await page.getByText(/报文\.zip:这是压缩包/).waitFor()
  })

  it('is closed to a window, and keeps nothing of the samples in address, title or storage', async () => {
    const { page } = await visit()
    await signIn(page, 'chuangkou', '/admin/regions/new')
    await page.getByText('您的岗位不能查看这一页').waitFor()
    expect(await kept()).not.toMatch(/510107190001010017|13800000001|次仁/)
    expect(broken()).toEqual([])
  })
})
