import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { readKeyText } from '../../core/key-text.ts'
import { openRegion } from '../../runtime/node/cli/open-rules.ts'
import type { ConformOptions } from '../../runtime/node/conform/conform-command.ts'
import { conformFolder } from '../../runtime/node/conform/conform-command.ts'
import { createConformanceKit } from '../../runtime/node/conform/kit.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import { SIMULATED_REGIONS, startRegion } from '../../simulator/registry.ts'

const USUAL: ConformOptions = { port: '0', wait: '20', behave: 'ok' }

async function found(code: string, options: Partial<ConformOptions>) {
  const { checks } = await conformFolder(code, { ...USUAL, ...options })
  const withVerdict = (wanted: string) => checks.filter(({ verdict }) => verdict === wanted)
  return { checks, failed: withVerdict('failed'), left: withVerdict('not-run') }
}

describe('the conformance kit against the simulated regions', () => {
  const open = SIMULATED_REGIONS.filter(({ code }) => openRegion(code).region.agreement.suspended === undefined)
  it.concurrent.each(open)(
    '$name: takes the golden case of every matter that it promises, and every other check passes',
    async ({ code, matters }) => {
      const { checks, failed, left } = await found(code, {})
      expect(failed).toEqual([])
      const [certificate, ...others] = left.map(({ id }) => id)
      expect(certificate).toBe('certificate')
      expect(checks.map(({ id }) => id)).toEqual([
        'connect',
        'certificate',
        'clock',
        ...matters.map((matter) => `golden-${matter}`),
        ...others.filter((id) => /^golden-M(0[1-9]|10)$/.test(id)),
        'duplicate',
        'big-file',
        'correction',
        'unknown-status',
        'callback',
        'signature',
      ])
    },
    180_000,
  )

  const NOT_TAKEN = 'golden-M07'
  it.concurrent.each<[region: string, behaviour: Behaviour, check: string, words: RegExp]>([
    ['130000', 'error-in-200', NOT_TAKEN, /^河北省拒收\(301\).*applicant\.idNo|^河北省拒收\(301\).*person\.idNo/],
    ['310000', 'html', NOT_TAKEN, /^没有收下:对方的应答不是约定的 JSON/],
    ['330000', 'gbk', NOT_TAKEN, /^没有收下:/],
    ['420000', 'down', NOT_TAKEN, /^没有收下:连不上对方或没有应答/],
    ['520000', 'busy', NOT_TAKEN, /^没有收下:.*忙/],
    ['370000', 'quiet', 'callback', /^等了 1 秒没有回告:M07$/],
    ['500000', 'unknown-case', 'callback', /^本方没有接受对方的 \d 次回告:unknown-case$/],
    ['440000', 'unknown-status', 'callback', /^看不懂或接不上的回告:M07 9/],
  ])(
    '%s playing %s: fails at %s and says what happened',
    async (region, behave, check, words) => {
      const { failed, left } = await found(region, { behave, wait: '1', matters: 'M07' })
      const seen = failed.find(({ id }) => id === check)
      expect(seen).toMatchObject({ detail: expect.stringMatching(words) as string })
      if (check !== NOT_TAKEN) return
      expect(seen?.exchanges.at(-1)).toMatchObject({ direction: 'out' })
      expect(left.map(({ id }) => id)).toContain('signature')
    },
    60_000,
  )
})

describe('the kit of a gateway, against a test environment that its settings name', () => {
  const hebei = SIMULATED_REGIONS.find(({ code }) => code === '130000')
  if (!hebei) throw new Error('there is no Hebei')
  const keyring = { secret: async (name: string) => readKeyText(hebei.gatewayKeys[name] ?? '') }
  const about = { ...openRegion('130000'), against: 'sandbox' as const }

  it('speaks with it by the keys of the gateway, and says of callbacks that they cannot be had', async () => {
    const simulator = await startRegion(hebei, { gatewayUrl: 'http://127.0.0.1:9', stepDelayMs: 20 })
    const { host } = new URL(simulator.url)
    const sandboxUrls = { '130000': simulator.url }
    const kit = createConformanceKit({ sandboxUrls, allowedPrivateHosts: new Set([host]) }, keyring)
    const { checks, against } = await kit.run(about, () => {})
    await simulator.close()
    expect(against).toBe(simulator.url)
    const verdictOf = (id: string) => checks.find((one) => one.id === id)?.verdict
    expect(['golden-M07', 'duplicate', 'callback', 'signature'].map(verdictOf)).toEqual([
      'passed',
      'passed',
      'not-run',
      'not-run',
    ])
  }, 60_000)

  it('does not even connect where the address is a private one that nobody has allowed', async () => {
    let connected = 0
    const server = createServer().on('connection', () => {
      connected += 1
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `http://localhost:${(server.address() as AddressInfo).port}`
    const kit = createConformanceKit({ sandboxUrls: { '130000': url }, allowedPrivateHosts: new Set() }, keyring)
    await expect(kit.run(about, () => {})).rejects.toMatchObject({
      code: 'state-conflict',
      detail: expect.stringMatching(/是内网地址,没有被允许/) as string,
    })
    server.close()
    expect(connected).toBe(0)
    expect([kit.sandboxOf('130000'), kit.sandboxOf('310000'), kit.sandboxOf('toString')]).toEqual([url, null, null])
  })
})
