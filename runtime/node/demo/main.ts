import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { STATUSES, type Status } from '../../../core/case/status.ts'
import type { Gateway } from '../../../core/gateway.ts'
import { countIndicators } from '../../../core/indicators/count.ts'
import { indicatorReport } from '../../../core/indicators/report.ts'
import { readKeyText } from '../../../core/key-text.ts'
import { startCardReader } from '../../../simulator/card-reader.ts'
import { GATEWAY_KEYS, SIMULATED_REGIONS } from '../../../simulator/registry.ts'
import { startSharedData } from '../../../simulator/shared-data.ts'
import { openFileKeyring } from '../file-keyring.ts'
import { startServer } from '../server.ts'
import type { Settings } from '../settings.ts'
import { pad } from '../table.ts'
import { BUNDLE_REGION, type PlayedBundle, playBundle, savingLines } from './bundle.ts'
import { type Client, createClient } from './client.ts'
import { ACCOUNTS, enrolPeople, FIRST_ADMIN, openAccounts } from './people.ts'
import { REGIONS } from './samples.ts'
import { SCENES, type Scene } from './scenes.ts'
import { startSimulatorProcess } from './simulator-processes.ts'

const { values: flags } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    port: { type: 'string', default: '8787' },
  },
})

interface Played {
  readonly direction: string
  readonly region: string
  readonly matter: string
  readonly caseNo: string
  readonly partnerCaseNo: string
  readonly status: string
  readonly attempts: number
  readonly events: number
  readonly ms: number
}

const say = (text: string) => void (flags.json || process.stdout.write(text))

async function main(): Promise<number> {
  const port = Number(flags.port)
  const url = `http://127.0.0.1:${port}`
  const folder = mkdtempSync(join(tmpdir(), 'tongban-demo-'))
  const simulators = await Promise.all(SIMULATED_REGIONS.map((region) => startSimulatorProcess(region, url)))
  const [reader, sharedData] = await Promise.all([startCardReader(url), startSharedData()])
  const settings: Settings = {
    host: '127.0.0.1',
    port,
    dataFolder: folder,
    databaseUrl: '',
    publicUrl: url,
    masterKey: randomBytes(32),
    logLevel: flags.json ? 'silent' : 'error',
    allowedPrivateHosts: new Set(['127.0.0.1']),
    regionUrls: Object.fromEntries(simulators.map(({ region, reachedAt }) => [region.code, reachedAt])),
    pollAtMostMs: 200,
    sms: `folder:${join(folder, 'sms')}`,
    readerUrl: reader.url,
    sharedDataUrl: sharedData.url,
  }
  const keyring = openFileKeyring(join(folder, 'keys.json'), settings.masterKey)
  for (const [name, text] of Object.entries(GATEWAY_KEYS)) keyring.set(name, readKeyText(text))
  const server = await startServer(settings)
  const people = await enrolPeople(server.gateway.store)
  const stop = async () => {
    await server.stop()
    await Promise.all([reader.close(), sharedData.close()])
    rmSync(folder, { recursive: true, force: true })
  }
  let failed = 0
  say(
    `\n通办网关演示:${url},模拟地区 ${simulators.map(({ region, url: address }) => `${region.name} ${address}`).join(' · ')}\n\n${row(['方向', '地区', '事项', '经过', '办件编号', '状态', '尝试', '记录', '毫秒'])}\n`,
  )
  for (const region of REGIONS) {
    const simulatorUrl = simulators.find((simulator) => simulator.region.code === region.code)?.url ?? ''
    const stage = {
      region,
      simulatorUrl,
      window: createClient(url, people.window),
      handler: createClient(url, people.handler),
    }
    for (const scene of SCENES) {
      const played = await play(scene, stage).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      )
      if (typeof played === 'string' || played.status !== scene.ends) failed += 1
      if (typeof played === 'string') process.stderr.write(`✗ ${region.name} ${scene.title}:${played}\n`)
      else if (flags.json) process.stdout.write(`${JSON.stringify(played)}\n`)
      else
        say(
          `${row([scene.direction === 'out' ? '报出' : '转来', region.name, scene.matter, scene.title, played.caseNo, STATUSES[played.status as Status] ?? played.status, String(played.attempts), String(played.events), String(played.ms)])}\n`,
        )
    }
  }
  failed += await showBundle(createClient(url, people.window))
  say(await exemptLine(server.gateway))
  say(`\n${failed === 0 ? '全部按剧本办结。' : `${failed} 件没有按剧本办结。`}\n`)
  if (flags.once) {
    await stop()
    return failed === 0 ? 0 : 1
  }
  // only now: a second handler would be drawn for what the script handles
  const password = await openAccounts(server, people.admin)
  say(
    `\n网关仍在运行,可以打开:\n  ${url}                  工作台:${[FIRST_ADMIN, ...ACCOUNTS.map(({ username }) => username)].join('、')} 登录,密码 ${password};收件页按 F2 读模拟的卡\n  ${url}/reference        接口说明\n  ${url}/metrics          指标\n${simulators.map(({ region, url: address }) => `  ${address}/_sim/   ${region.name}(模拟)收到了什么`).join('\n')}\n\n  curl -H 'Authorization: Bearer ${people.window}' ${url}/api/cases\n\n按 Ctrl-C 结束。\n`,
  )
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  await stop()
  return 0
}

async function play(scene: Scene, stage: Parameters<Scene['play']>[0]): Promise<Played> {
  const startedAt = performance.now()
  const no = await scene.play(stage)
  const client = scene.direction === 'out' ? stage.window : stage.handler
  await client.until(no, [scene.ends])
  const { direction, matter } = scene
  return playedOf(client, no, { direction, matter, region: stage.region.code, startedAt })
}

async function playedOf(
  client: Client,
  no: string,
  { startedAt, ...about }: Pick<Played, 'direction' | 'region' | 'matter'> & { startedAt: number },
): Promise<Played> {
  const settled = await settle(client, no)
  const deliveries = settled['deliveries'] as { kind: string; attempts: number }[]
  return {
    ...about,
    caseNo: no,
    partnerCaseNo: String(settled['partnerNo'] ?? ''),
    status: String(settled['status']),
    attempts: deliveries.reduce((sum, { kind, attempts }) => sum + (kind === 'fetch' ? 0 : attempts), 0),
    events: Number(settled['events']),
    ms: Math.round(performance.now() - startedAt),
  }
}

/** A bundle (一件事) at last: its cases as the others, and what it saved; 1 where it did not come to its end. */
async function showBundle(window: Client): Promise<number> {
  const startedAt = performance.now()
  const bundle = await playBundle(window).catch((error: unknown): PlayedBundle | string => String(error))
  if (typeof bundle === 'string') {
    process.stderr.write(`✗ 一件事:${bundle}\n`)
    return 1
  }
  const { no, state, children, savings } = bundle
  for (const { name, matter, no: caseNo } of children) {
    const played = await playedOf(window, caseNo, { direction: 'out', region: BUNDLE_REGION, matter, startedAt })
    const { status, attempts, events, ms } = played
    if (flags.json) process.stdout.write(`${JSON.stringify({ ...played, bundle: { no, state, savings } })}\n`)
    else
      say(
        `${row(['报出', '重庆', matter, `一件事:${name}`, caseNo, STATUSES[status as Status] ?? status, String(attempts), String(events), String(ms)])}\n`,
      )
  }
  say(`\n一件事 ${no}(企业跨省迁移)一次办省下:${savingLines(bundle).join(',')}\n`)
  return state === 'done' ? 0 : 1
}

/** What share of the listed materials nobody had to bring, counted over the cases that were just played. */
async function exemptLine(gateway: Gateway): Promise<string> {
  await countIndicators(gateway)
  const { all, indicators } = await indicatorReport(gateway, {})
  const place = indicators.findIndex(({ id }) => id === 'exempt-share')
  const { value, numerator, denominator, reaches } = all[place] ?? {}
  if (value == null) return ''
  const word = reaches ? '达到' : '未达到'
  return `材料免提交 ${numerator} 份 / 列明 ${denominator} 份 = ${value}%(${word}目标 ${indicators[place]?.target}%)\n`
}

/** The case once everything it owes is delivered. */
async function settle(client: Client, no: string): Promise<Record<string, unknown>> {
  for (let tries = 0; ; tries += 1) {
    const { body } = await client.call('GET', `/api/cases/${no}`)
    const open = (body['deliveries'] as { state: string }[]).filter(
      ({ state }) => state === 'ready' || state === 'waiting',
    )
    if (open.length === 0 || tries > 500) return body
    await new Promise((resolve) => setTimeout(resolve, 15))
  }
}

function row(cells: readonly string[]): string {
  return cells.map((cell, column) => pad(cell, [6, 6, 5, 30, 26, 10, 5, 5, 6][column] ?? 8)).join(' ')
}

process.exit(await main())
