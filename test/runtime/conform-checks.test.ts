import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import forge from 'node-forge'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Region } from '../../core/gateway.ts'
import { readGoldenPair } from '../../core/mapping/golden-pair.ts'
import type { OutboundMessage, SendResult } from '../../core/message.ts'
import type { Keyring } from '../../core/ports.ts'
import { openRegion } from '../../runtime/node/cli/open-rules.ts'
import { createProgram } from '../../runtime/node/cli/program.ts'
import { checkCertificate, checkClock, checkConnect } from '../../runtime/node/conform/connection-checks.ts'
import { checkBigFile, checkDuplicate, checkSignature, sendSample } from '../../runtime/node/conform/message-checks.ts'
import { toNow } from '../../runtime/node/conform/moved-times.ts'
import type { Stage } from '../../runtime/node/conform/stage.ts'
import { openTemporaryGateway } from '../../runtime/node/conform/temporary-gateway.ts'
import { createHttp } from '../../runtime/node/http.ts'
import { freePort } from '../../simulator/free-port.ts'
import { SIMULATED_REGIONS, startRegion } from '../../simulator/registry.ts'
import { prepareFolder } from '../support/data-folder.ts'

const http = createHttp(new Set(['127.0.0.1', 'localhost']), { secret: async () => null })
afterAll(() => http.close())

async function listening(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const at = (url: string) => ({ url, http, region: { tls: null } }) as unknown as Stage

describe('the checks of a connection', () => {
  it('tell an address where nobody listens', async () => {
    expect(await checkConnect(at(`http://127.0.0.1:${await freePort()}`))).toMatchObject({
      verdict: 'failed',
      detail: expect.stringMatching(/连不上:ECONNREFUSED$/) as string,
    })
  })

  it.each([
    [0, 'passed', '相差约 0 秒'],
    [-600_000, 'failed', /相差约 (599|600|601) 秒/],
    [600_000, 'failed', /相差约 (599|600|601) 秒/],
  ])('tell a clock that is %d ms off', async (offMs, verdict, detail) => {
    const server = createServer((_, response) => {
      response.writeHead(404, { date: new Date(Date.now() + offMs).toUTCString() }).end()
    })
    const finding = await checkClock(at(`http://${await listening(server)}`))
    expect(finding).toMatchObject({ verdict })
    if (offMs !== 0) expect(finding.detail).toMatch(detail)
  })

  it('say that the clock is not known where an answer has no date', async () => {
    const server = createServer((_, response) => {
      response.sendDate = false
      response.end()
    })
    expect(await checkClock(at(`http://${await listening(server)}`))).toMatchObject({ verdict: 'not-run' })
  })

  it('refuse a certificate that its own holder signed, and have none to look at where there is no TLS', async () => {
    const address = await listening(createTlsServer(selfSigned()) as unknown as Server)
    expect(await checkCertificate(at(`https://${address.replace('127.0.0.1', 'localhost')}`))).toMatchObject({
      verdict: 'failed',
      detail: '证书不被信任或握手失败:DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    expect(await checkCertificate(at(`http://${address}`))).toMatchObject({ verdict: 'not-run' })
  })
})

function selfSigned(): { key: string; cert: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = pair.privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  const privateKey = forge.pki.privateKeyFromPem(key)
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.setRsaPublicKey(privateKey.n, privateKey.e)
  certificate.serialNumber = '01'
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000)
  certificate.validity.notAfter = new Date(Date.now() + 365 * 86_400_000)
  const name = [{ name: 'commonName', value: 'localhost' }]
  certificate.setSubject(name)
  certificate.setIssuer(name)
  certificate.sign(privateKey, forge.md.sha256.create())
  return { key, cert: forge.pki.certificateToPem(certificate) }
}

type Answer = (
  message: OutboundMessage,
  time: number,
  keyring: Keyring,
) => Partial<SendResult> | Promise<Partial<SendResult>>

const rightKeys: Keyring = { secret: async (name) => new TextEncoder().encode(`${name}:1`) }

/** 河北 as a link that answers every application as told, with what it was sent. */
async function hebeiAnswering(answer: Answer) {
  const { config, region, files } = openRegion('130000')
  const temporary = await openTemporaryGateway({
    definitions: { ...config, regions: [region] },
    baseUrl: 'http://127.0.0.1:9',
    publicUrl: 'http://127.0.0.1:9',
    keyring: { secret: async () => null },
    http,
    allowedPrivateHosts: new Set(),
  })
  onTestFinished(() => temporary.close())
  const sent: OutboundMessage[] = []
  const bound = temporary.gateway.regions.get('130000') as Region
  const sendWith = (keyring: Keyring) => async (message: OutboundMessage) => {
    sent.push(message)
    const usual = { outcome: 'accepted', level: 'A2', partnerCaseNo: 'HE-1', duplicate: false, memo: {}, exchanges: [] }
    return { ...usual, ...(await answer(message, sent.length, keyring)) } as SendResult
  }
  const toldWith = (keyring: Keyring): Region => ({ ...bound, link: { ...bound.link, send: sendWith(keyring) } })
  const gatewayWith = (keyring: Keyring) => ({
    ...temporary.gateway,
    regions: new Map([['130000', toldWith(keyring)]]),
  })
  const pair = readGoldenPair(JSON.parse(files['pairs/M07-normal.json'] ?? ''))
  if (!pair.ok) throw new Error('no pair')
  const stage = {
    ...at('http://127.0.0.1:9'),
    gateway: gatewayWith(rightKeys),
    region: toldWith(rightKeys),
    waitMs: 0,
    keyring: rightKeys,
    simulator: null,
    openWith: async (keyring: Keyring) => ({ gateway: gatewayWith(keyring), close: async () => {} }),
  } as unknown as Stage
  const sample = { matter: 'M07', pair: pair.value }
  const take = async () => {
    const { attempted } = await sendSample(stage, sample)
    if (!attempted) throw new Error('not sent')
    return { sample, attempted }
  }
  return { stage, sent, take }
}

describe('the checks of a message', { timeout: 60_000 }, () => {
  it('let nobody give one message two numbers, and send it again under its own', async () => {
    const twice = await hebeiAnswering((_, time) => ({ partnerCaseNo: `HE-${time}` }))
    expect(await checkDuplicate(twice.stage, await twice.take())).toMatchObject({
      verdict: 'failed',
      detail: '同一报文发两次,对方给了两个办件编号:HE-1、HE-2',
    })
    expect(twice.sent[1]?.id).toBe(twice.sent[0]?.id)
    const once = await hebeiAnswering((_, time) => ({ duplicate: time > 1 }))
    expect(await checkDuplicate(once.stage, await once.take())).toMatchObject({ verdict: 'passed' })
    const upset = await hebeiAnswering((_, time) =>
      time > 1 ? { outcome: 'rejected', code: '309', message: '重复', faults: [] } : {},
    )
    expect(await checkDuplicate(upset.stage, await upset.take())).toMatchObject({
      verdict: 'failed',
      detail: '河北省拒收(309):重复',
    })
  })

  it('try the key of the token and the key of the message apart, and see the right ones taken in the end', async () => {
    const refusal = (message: string) => ({ outcome: 'rejected', code: '401', message, faults: [] }) as const
    /** which keys this region looks at, of the two that the sender uses one after the other */
    const looking = (...looked: string[]) =>
      hebeiAnswering(async (_, __, keyring) => {
        for (const name of ['token', 'sign']) {
          const text = new TextDecoder().decode((await keyring.secret(name)) ?? undefined)
          if (looked.includes(name) && text !== `${name}:1`) return refusal(`${name} 不对`)
        }
        return {}
      })
    const both = await looking('token', 'sign')
    expect(await checkSignature(both.stage, await both.take())).toEqual({
      verdict: 'passed',
      detail: '逐把换错都没有被收下(token:河北省拒收(401):token 不对;sign:河北省拒收(401):sign 不对),换回就收下',
      exchanges: [],
    })
    const onlyToken = await looking('token')
    expect(await checkSignature(onlyToken.stage, await onlyToken.take())).toMatchObject({
      verdict: 'failed',
      detail: '对方收下了用错误密钥(sign)的报文',
    })
    const neither = await looking()
    expect(await checkSignature(neither.stage, await neither.take())).toMatchObject({
      verdict: 'failed',
      detail: '对方收下了用错误密钥(token、sign)的报文',
    })
    const keyless = await hebeiAnswering(() => ({}))
    expect(await checkSignature(keyless.stage, await keyless.take())).toMatchObject({
      verdict: 'failed',
      detail: '对方不看密钥就收下了报文',
    })
    const never = await hebeiAnswering((_, time) => (time > 1 ? refusal('一概不收') : {}))
    expect(await checkSignature(never.stage, await never.take())).toMatchObject({
      verdict: 'failed',
      detail: '换回对的密钥也不成:河北省拒收(401):一概不收',
    })
  })

  it('send the largest file that the rules allow, to the byte', async () => {
    const { stage, sent, take } = await hebeiAnswering(() => ({}))
    expect(await checkBigFile(stage, await take())).toMatchObject({ verdict: 'passed' })
    expect(Math.max(...(sent[1]?.files ?? []).map(({ sizeBytes }) => sizeBytes))).toBe(2_097_152)
  })

  it('name the fields that the region refused, by our paths', async () => {
    const faults = [{ path: 'formData.certno', code: 'E05', message: '校验位错误' }]
    const { stage } = await hebeiAnswering(() => ({ outcome: 'rejected', code: '301', message: '未通过', faults }))
    const { pair } = (await hebeiAnswering(() => ({})).then(({ take }) => take())).sample
    const { finding } = await sendSample(stage, { matter: 'M07', pair })
    expect(finding.detail).toBe('河北省拒收(301):未通过;person.idNo 校验位错误')
  })

  it('blame our own side where the sample cannot be written', async () => {
    const { stage, take, sent } = await hebeiAnswering(() => ({}))
    const { sample } = await take()
    const { applicant: _, ...input } = sample.pair.input
    const { finding } = await sendSample(stage, { ...sample, pair: { ...sample.pair, input } })
    expect(finding).toMatchObject({
      verdict: 'failed',
      detail: expect.stringMatching(/^本方映射写不出报文:/) as string,
    })
    expect(sent).toHaveLength(1)
  })
})

describe('a sample as of now', () => {
  it('moves times and dates alike, and the dates within numbers, but nobody’s birth', () => {
    const byMs = 10 * 86_400_000 + 3_600_000
    const sample = {
      case: { appliedAt: '2026-02-25T09:15:00+08:00' },
      person: { birthDate: '2026-02-25', idNo: '510107190001010017' },
      letter: { no: '5101072602250001', date: '2026-02-25', until: ['2027-02-25'] },
      copies: 2,
    }
    expect(toNow(sample, byMs)).toEqual({
      case: { appliedAt: '2026-03-07T10:15:00+08:00' },
      person: { birthDate: '2026-02-25', idNo: '510107190001010017' },
      letter: { no: '5101072603070001', date: '2026-03-07', until: ['2027-03-07'] },
      copies: 2,
    })
  })
})

describe('tongban region conform', { timeout: 60_000 }, () => {
  async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const printed = { stdout: '', stderr: '' }
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      vi.spyOn(process[stream], 'write').mockImplementation((text) => {
        printed[stream] += String(text)
        return true
      }),
    )
    await createProgram().parseAsync(['region', 'conform', ...args], { from: 'user' })
    for (const spy of spies) spy.mockRestore()
    const status = Number(process.exitCode ?? 0)
    process.exitCode = undefined
    return { status, ...printed }
  }

  it('speaks with the endpoint given, with the keys stored here; what needs the region’s own doing is said to be left', async () => {
    const folder = await prepareFolder()
    vi.stubEnv('TONGBAN_DATA', folder)
    vi.stubEnv('TONGBAN_MASTER_KEY', '07'.repeat(32))
    const port = await freePort()
    const hebei = SIMULATED_REGIONS.find(({ code }) => code === '130000')
    if (!hebei) throw new Error('no 河北')
    const simulator = await startRegion(hebei, { gatewayUrl: `http://127.0.0.1:${port}`, stepDelayMs: 2 })
    const to = ['130000', '--endpoint', `${simulator.url}/`, '--matters', 'M07', '--json']
    const verdicts = ({ stdout }: { stdout: string }) => {
      const report = JSON.parse(stdout) as { checks: { id: string; verdict: string }[] }
      return Object.fromEntries(report.checks.map(({ id, verdict }) => [id, verdict]))
    }
    try {
      const hidden = await run(...to)
      expect(hidden.status).toBe(0)
      expect(JSON.parse(hidden.stdout)).toMatchObject({ against: simulator.url, summary: { failed: 0 } })
      const left = { correction: 'not-run', 'unknown-status': 'not-run', signature: 'not-run' }
      expect(verdicts(hidden)).toMatchObject({ 'golden-M07': 'passed', callback: 'not-run', ...left })
      const open = await run(...to, '--public-url', `http://127.0.0.1:${port}`, '--port', String(port))
      expect(verdicts(open)).toMatchObject({ 'golden-M07': 'passed', callback: 'passed', ...left })
      expect(simulator.received()).toHaveLength(4)
    } finally {
      await simulator.close()
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('prints a line a check, exits 1 where one failed, and writes a page that shows the region’s words as text', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'conform-'))
    const html = join(folder, 'report.html')
    const failed = await run('310000', '--matters', 'M07', '--behave', 'html', '--html', html)
    expect(failed).toMatchObject({ status: 1, stderr: '' })
    expect(failed.stdout).toMatch(/^通过 连得上:/m)
    expect(failed.stdout).toMatch(/^不通过 M07 跨省异地就医直接结算备案:没有收下.*\n +怎么办:请对方/m)
    expect(failed.stdout).toMatch(/上海市:1 项不通过,2 项通过,7 项未查\(未查不等于通过\)\n$/)
    const page = readFileSync(html, 'utf8')
    expect(page).toContain('&#60;html&#62;&#60;body&#62;系统维护中')
    expect(page).not.toContain('<body>系统维护中')
    rmSync(folder, { recursive: true })
  })

  it('says in a sentence what cannot be checked, and exits 1', async () => {
    const above = mkdtempSync(join(tmpdir(), 'conform-'))
    const folder = join(above, '130000-hebei')
    cpSync('regions/130000-hebei', folder, { recursive: true })
    const yaml = readFileSync(join(folder, 'region.yaml'), 'utf8')
    writeFileSync(join(folder, 'region.yaml'), yaml.replace(/^agreement:$/m, 'agreement:\n  suspended: 试点尚未开通'))
    expect(await run(folder)).toMatchObject({ status: 1, stderr: '河北省现在不能联调:试点尚未开通\n' })
    rmSync(above, { recursive: true })
    expect((await run('999999')).stderr).toBe('没有编号为 999999 的地区,也没有这个文件夹\n')
    expect((await run('130000', '--behave', 'nicely')).stderr).toMatch(/^--behave 只有 ok、/)
    expect((await run('130000', '--matters', 'M77')).stderr).toMatch(/^协议不报出事项 M77/)
    expect((await run('130000', '--endpoint', 'ftp://x')).stderr).toMatch(/^对方的测试地址应是 http 或 https 地址/)
    expect(await run('130000', '--wait', 'long')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^--wait 应是/) as string,
    })
  })
})
