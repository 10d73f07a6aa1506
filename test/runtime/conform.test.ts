import { describe, expect, it } from 'vitest'
import { openRegion } from '../../runtime/node/cli/open-rules.ts'
import type { ConformOptions } from '../../runtime/node/conform/conform-command.ts'
import { conform } from '../../runtime/node/conform/conform-command.ts'
import type { Behaviour } from '../../simulator/contract.ts'
import { SIMULATED_REGIONS } from '../../simulator/registry.ts'

const USUAL: ConformOptions = { port: '0', wait: '20', behave: 'ok' }

async function found(code: string, options: Partial<ConformOptions>) {
  const { checks } = await conform(code, { ...USUAL, ...options })
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
    60_000,
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
