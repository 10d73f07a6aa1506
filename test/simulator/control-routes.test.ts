import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { BEHAVIOURS, type Simulator } from '../../simulator/contract.ts'
import { SIMULATED_REGIONS, startRegion } from '../../simulator/registry.ts'

const NOWHERE = 'http://127.0.0.1:9'

let simulator: Simulator | undefined
afterEach(() => simulator?.close())

async function openHubei(): Promise<(path: string, body?: object) => Promise<Response>> {
  const region = SIMULATED_REGIONS.find(({ code }) => code === '420000')
  if (!region) throw new Error('湖北 is not in the registry')
  const started = await startRegion(region, { gatewayUrl: NOWHERE })
  simulator = started
  return (path, body) =>
    fetch(`${started.url}${path}`, body ? { method: 'POST', body: JSON.stringify(body) } : undefined)
}

it('shows what was received and pushed, pushes on demand, and says what it cannot do', async () => {
  const ask = await openHubei()
  const push = await ask('/_sim/push', { matter: 'M07' })
  expect([push.status, await push.json()]).toMatchObject([200, { reply: { code: '' } }])
  expect(await (await ask('/_sim/pushed')).json()).toMatchObject([{ gatewayCaseNo: '', events: [], faults: [] }])
  expect(await (await ask('/_sim/received')).json()).toEqual([])
  expect(await (await ask('/_sim/count')).json()).toEqual({ received: 0 })
  expect((await ask('/_sim/behaviour', { behaviour: 'quiet', times: 2 })).status).toBe(200)
  expect((await ask('/_sim/behaviour', { behaviour: 'kind' })).status).toBe(400)
  expect((await ask('/_sim/push', { matter: 'M01' })).status).toBe(400)
  const page = await ask('/_sim')
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await page.text()).toContain('湖北(模拟,示例)')
})

it('takes by its control route every behaviour that each region can play, and none that it cannot', async () => {
  for (const region of SIMULATED_REGIONS) {
    const started = await startRegion(region, { gatewayUrl: NOWHERE })
    const statusOf = async (behaviour: string) =>
      (await fetch(`${started.url}/_sim/behaviour`, { method: 'POST', body: JSON.stringify({ behaviour, times: 1 }) }))
        .status
    try {
      for (const behaviour of BEHAVIOURS)
        expect([region.code, behaviour, await statusOf(behaviour)]).toEqual([
          region.code,
          behaviour,
          started.behaviours.includes(behaviour) ? 200 : 400,
        ])
    } finally {
      await started.close()
    }
  }
})

it('runs as a process of its own: one line with its address, and an end on SIGTERM', async () => {
  const main = fileURLToPath(new URL('../../simulator/hubei/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, '--gateway', NOWHERE], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { region, url } = JSON.parse(line) as { region: string; url: string }
  expect(region).toBe('420000')
  expect((await fetch(`${url}/_sim/count`)).status).toBe(200)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

describe('npm run simulator', () => {
  const main = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url))
  const run = (args: readonly string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' })

  it.each(['500000', '重庆', 'chongqing'])(
    'starts the region that is called %s and says where its page is',
    async (name) => {
      const child = spawn(process.execPath, [main, name, '--behave', 'refuse', '--gateway', NOWHERE])
      const [said] = (await once(createInterface(child.stderr), 'line')) as [string]
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
      const { region, url } = JSON.parse(line) as { region: string; url: string }
      expect(region).toBe('500000')
      expect(said).toContain(`${url}/_sim`)
      const page = await fetch(`${url}/_sim`)
      expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(await page.text()).toContain('收到的办件')
      child.kill('SIGTERM')
      expect(await once(child, 'exit')).toEqual([0, null])
    },
  )

  it('says of a region what it plays, and of the rest why it means nothing there', () => {
    const jiangsu = run(['江苏', '--help'])
    expect([jiangsu.status, jiangsu.stderr]).toEqual([0, ''])
    const [played = '', without = ''] = jiangsu.stdout.split('对这个地区没有意义:')
    expect(played).toMatch(/masked-id +应答或进展里的证件号码打了星号/)
    expect(played).not.toContain('clock-off')
    expect(without).toMatch(/clock-off +行没有发送时间,不按时钟收拒/)
    expect(run(['420000', '--help']).stdout).toContain('--signed')
    const basic = run(['河北', '--signed', '--gateway', NOWHERE])
    expect([basic.status, basic.stderr]).toEqual([2, '河北的接口文档没有另外的签名档,不用 --signed\n'])
  })

  it('names the regions there are for one there is not, and the behaviours for one that it cannot play', () => {
    const nowhere = run(['台北'])
    expect([nowhere.status, nowhere.stdout]).toEqual([2, ''])
    for (const { code, name } of SIMULATED_REGIONS) expect(nowhere.stderr).toContain(`${code} ${name}`)
    const unkind = run(['hebei', '--behave', 'kind', '--gateway', NOWHERE])
    expect([unkind.status, unkind.stdout]).toEqual([2, ''])
    expect(unkind.stderr).toMatch(/^--behave 只有 .*correction/)
    const unknown = run(['hebei', '--behaviour', 'ok'])
    expect([unknown.status, unknown.stdout]).toEqual([2, ''])
    expect(unknown.stderr).toMatch(/^选项不对:--behaviour ok。只有 --port.*--behave/)
    expect(unknown.stderr).not.toContain('at ')
    expect(run(['--help']).status).toBe(0)
  })
})
