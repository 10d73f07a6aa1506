import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { explainedAnswer, keysAnswer } from '../../api/signature-answers.ts'
import { accessibilityFaults, openBrowser, picture } from '../support/browser.ts'
import type { NodeGateway } from '../support/gateway.ts'
import { HEBEI } from '../support/hebei-alone.ts'
import { addAccount, setUp, signIn, startWorkbench, visitors } from '../support/workbench.ts'

vi.setConfig({ testTimeout: 90_000 })

const PEM = readFileSync('test/adapters/vectors/wss/rsa-cert.pem', 'utf8')
const REQUEST = { sid: 's_1300000900000_1234', rid: '7b1f6c2e-0d4a-4e58-9a37-5c21d8e4f601', rtime: '1772414100000' }

/** 河北 with somebody's certificate to be trusted, and a key that nobody stored. */
function withCertificate(files: Record<string, string>): Record<string, string> {
  const path = `${HEBEI}/region.yaml`
  const indented = PEM.trim().replaceAll(/^/gm, '    ')
  const text = (files[path] ?? '').replace('reverseSecret: hebei-reverse-secret', 'reverseSecret: hebei-nobody-has-it')
  return { ...files, [path]: `${text}tls:\n  authorities: |\n${indented}\n` }
}

describe('signatures, keys and certificates, in a browser', () => {
  let gateway: NodeGateway
  let browser: Browser
  const { visit, broken, kept } = visitors(
    () => browser,
    () => gateway,
  )
  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startWorkbench({ definitions: withCertificate }), openBrowser()])
    await setUp(gateway)
    await addAccount(gateway, 'shenji', ['auditor'])
  })
  afterAll(async () => {
    await browser?.close()
    await gateway?.stop()
  })

  it('explains a signature step by step with the key masked, and tells where the partner’s string parts from ours', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/tools/sign')
    await page.getByLabel('方案').selectOption('sid-rid-rtime')
    for (const [name, value] of Object.entries(REQUEST))
      await page.getByLabel(name, { exact: false }).first().fill(value)
    await page.getByLabel('密钥在密钥库中的名字').fill('hebei-app-key')
    await page.getByRole('button', { name: '核对' }).click()
    const steps = page.getByRole('region', { name: '算出的各步' })
    await steps.getByText('待签串(密钥遮住)').waitFor()
    const { body } = await gateway.call('admin', 'POST', '/api/signatures/explain', {
      scheme: 'sid-rid-rtime',
      request: REQUEST,
      key: 'hebei-app-key',
    })
    const { signature, stringToSign } = explainedAnswer.parse(body)
    await steps.getByText(signature, { exact: true }).first().waitFor()
    expect(await steps.locator('pre').first().textContent()).toBe(stringToSign)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByLabel(/对方算出的/).fill(signature)
    await page.getByRole('button', { name: '核对' }).click()
    await steps.getByText('与对方的签名相同').waitFor()
    await page.getByLabel(/对方算出的/).fill(stringToSign.replace('1772414100000', '1772414100001'))
    await page.getByRole('button', { name: '核对' }).click()
    await steps.getByText(/待签串从第 \d+ 个字符\(第 1 行\)起不同/).waitFor()
    expect((await picture(page, 'signature')).fits).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
    const secret = await gateway.gateway.keyring.secret('hebei-app-key')
    expect(await page.content()).not.toContain(new TextDecoder().decode(secret ?? new Uint8Array()))
  })

  it('says which key is not there, and what of the request is missing', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/tools/sign')
    await page.getByLabel('方案').selectOption('sid-rid-rtime')
    await page.getByLabel('密钥在密钥库中的名字').fill('nothing-here')
    await page.getByRole('button', { name: '核对' }).click()
    await page.getByText('密钥库里没有“nothing-here”').waitFor()
    await page.getByLabel('密钥在密钥库中的名字').fill('hebei-app-key')
    await page.getByRole('button', { name: '核对' }).click()
    await page.getByText('算不出这个签名').waitFor()
  })

  it('lists keys by name with whether they are stored, and certificates with the days they have left', async () => {
    const { page } = await visit()
    await signIn(page, 'guanli', '/certificates')
    const certificate = new X509Certificate(PEM)
    const left = Math.floor((Date.parse(certificate.validTo) - gateway.gateway.clock.now()) / 86_400_000)
    const row = page.getByRole('region', { name: '证书' }).getByRole('row', { name: /河北省/ })
    await row.getByText(left < 0 ? '已过期' : `${left} 天`).waitFor()
    expect(await row.textContent()).toContain(certificate.fingerprint256.replaceAll(':', '').toLowerCase())
    await page
      .getByRole('row', { name: /hebei-app-key 河北省/ })
      .getByText('已存入')
      .waitFor()
    await page
      .getByRole('row', { name: /hebei-nobody-has-it/ })
      .getByText('没有存入')
      .waitFor()
    await page.getByText(/有 \d+ 个密钥没有存入/).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect((await picture(page, 'keys')).fits).toBe(true)
    const answer = await gateway.call('admin', 'GET', '/api/signatures/keys')
    const { keys } = keysAnswer.parse(answer.body)
    const missing = keys.filter(({ stored }) => !stored).map(({ name }) => name)
    expect(missing.filter((name) => !name.endsWith('-next'))).toEqual([
      'hebei-nobody-has-it',
      // its simulator, which brings the key along, is not running here
      'xizang-sftp-key',
    ])
    for (const { name, stored } of keys) {
      const secret = stored ? await gateway.gateway.keyring.secret(name) : null
      const text = new TextDecoder().decode(secret ?? new Uint8Array())
      if (text.length >= 8) expect(JSON.stringify(answer.body), name).not.toContain(text)
    }
  })

  it('is for administrators only, and keeps nothing that was pasted', async () => {
    expect((await gateway.call('auditor', 'GET', '/api/signatures/keys')).status).toBe(403)
    const { page } = await visit()
    await signIn(page, 'shenji', '/tools/sign')
    await page.getByText('您的岗位不能查看这一页').waitFor()
    expect(await kept()).not.toContain(REQUEST.rid)
    expect(broken()).toEqual([])
  })
})
