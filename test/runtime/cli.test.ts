import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Bundle } from '../../core/bundle/bundle.ts'
import { nextEvent } from '../../core/case/event.ts'
import { drawHandler } from '../../core/handling/draw.ts'
import type { JsonObject } from '../../core/json.ts'
import { insertBundle } from '../../core/store/bundles.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { insertDelivery } from '../../core/store/deliveries.ts'
import { migrate } from '../../core/store/migrate.ts'
import { insertRating } from '../../core/store/ratings.ts'
import { createProgram } from '../../runtime/node/cli/program.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import { BROUGHT, foodShopForm, themeNamed } from '../bundle/theme-forms.ts'
import { caseOf, deliveryOf } from '../store/sample-rows.ts'

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-cli-'))
  /** The command in this process: what it printed, and its exit code. */
  async function run(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const printed = { stdout: '', stderr: '' }
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      vi.spyOn(process[stream], 'write').mockImplementation((text) => {
        printed[stream] += String(text)
        return true
      }),
    )
    const program = createProgram()
    for (const command of [program, ...program.commands, ...program.commands.flatMap(({ commands }) => commands)])
      command.exitOverride()
    const refused = await program.parseAsync(args, { from: 'user' }).then(
      () => null,
      (error: { exitCode: number }) => error.exitCode,
    )
    for (const spy of spies) spy.mockRestore()
    const status = refused ?? Number(process.exitCode ?? 0)
    process.exitCode = undefined
    return { status, ...printed }
  }

  beforeAll(async () => {
    vi.stubEnv('TONGBAN_DATA', folder)
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    await migrate(driver)
    const first = nextEvent('a', null, { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:w', data: {} })
    const second = nextEvent('a', first, {
      type: 'delivered',
      status: 'DELIVERED',
      at: 2,
      actor: 'region:130000',
      data: { level: 'A2' },
    })
    await driver.batch([
      ...insertCase(caseOf('a', { seq: 2 })),
      insertEvent(first),
      insertEvent(second),
      ...insertDelivery(deliveryOf('d1', 'a', { state: 'dead', reason: '对方拒收' })),
    ])
    await driver.close()
  })
  afterEach(() => {
    process.exitCode = undefined
  })
  afterAll(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it('lists and shows cases, as a table and as JSON, never a form', async () => {
    expect((await run('case', 'list')).stdout).toContain('WH510107a')
    expect(JSON.parse((await run('case', 'list', '--json')).stdout)).toMatchObject([
      { no: 'WH510107a', region: '130000' },
    ])
    const shown = await run('case', 'show', 'WH510107a', '--json')
    expect(JSON.parse(shown.stdout)).toMatchObject({ events: [{ seq: 1 }, { seq: 2 }], deliveries: [{ id: 'd1' }] })
    expect(shown.stdout).not.toContain('阿依古丽')
  })

  it('tells what themes save, and of bundles how they stand and what they saved, never a form', async () => {
    const themes = JSON.parse((await run('bundle', 'themes', '--json')).stdout) as { id: string; savings: JsonObject }[]
    expect(themes.map(({ id }) => id)).toEqual(['T01', 'T02', 'T03'])
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    const bundle: Bundle = {
      ...{
        id: 'b1',
        no: 'WH510107b1',
        theme: themeNamed('T03'),
        form: foodShopForm(),
        materials: BROUGHT['T03'] ?? [],
      },
      ...{ clerk: '窗口', clerkId: 'w1', createdAt: 1_772_414_100_000 },
    }
    const child = caseOf('b1-company', {
      bundleId: 'b1',
      bundleKey: 'company',
      matter: 'M01',
      status: 'REFUSED',
      seq: 0,
    })
    await driver.batch([insertBundle(bundle), ...insertCase(child)])
    await driver.close()
    expect((await run('bundle', 'list')).stdout).toMatch(/WH510107b1 +开办食品店 +已结束/)
    expect(JSON.parse((await run('bundle', 'list', '--json')).stdout)).toMatchObject([
      { no: 'WH510107b1', state: 'ended' },
    ])
    const shown = await run('bundle', 'show', 'WH510107b1', '--json')
    expect(JSON.parse(shown.stdout)).toMatchObject({
      children: [
        { key: 'company', status: 'REFUSED' },
        { key: 'food', state: 'stopped', caseNo: null },
      ],
      say: [themeNamed('T03').children[0]?.ifRefused.say],
      savings: { materials: { separately: 14, together: 11 } },
    })
    const table = await run('bundle', 'show', 'WH510107b1')
    expect(table.stdout).toMatch(/跑动次数 +2 +1 +50/)
    expect(shown.stdout + table.stdout).not.toMatch(/次仁|510107190001010017/)
    expect(await run('bundle', 'show', 'nothing')).toMatchObject({ status: 1, stderr: '没有编号为 nothing 的一件事\n' })
  })

  it('counts what happened and prints indicators with their formulas, as a table, as JSON and as CSV', async () => {
    const days = ['--from', '1970-01-01', '--to', '1970-01-31']
    const { status, stdout } = await run('indicators', ...days, '--json')
    expect(status).toBe(0)
    const report = JSON.parse(stdout) as { indicators: { id: string; formula: string }[]; all: { id: string }[] }
    expect(report.indicators.length).toBeGreaterThanOrEqual(30)
    expect(report.all).toContainEqual({ id: 'submitted', value: 1, numerator: 1, denominator: null, reaches: null })
    const table = await run('indicators', ...days, '--formulas')
    expect(table.stdout).toMatch(/submitted\s+收件量\s+1\s+1\s+收件报送的办件数/)
    expect((await run('indicators', ...days, '--csv')).stdout).toContain(
      '1970-01-01,1970-01-31,全部,submitted,收件量,1,',
    )
    const wrong = await run('indicators', '--by', 'clerk')
    expect([wrong.status, wrong.stderr]).toEqual([1, '--by 应是 month、region、matter 之一\n'])
  }, 60_000)

  it('imports a registry of indicators from a file, takes a value by hand, and prints both again', async () => {
    const file = join(folder, 'registry.csv')
    const template = (await run('indicators', 'registry', '--csv')).stdout
    writeFileSync(file, `${template}S1,满意度抽查,服务,手工填报,分,,季\r\n`)
    expect((await run('indicators', 'import', file, '--check')).stdout).toContain('没有问题,可以导入 61 项')
    expect((await run('indicators', 'import', file)).stdout).toContain('已导入 61 项:网关计算 60 项,手工填报 1 项')
    expect((await run('indicators', 'fill', 'S1', '2026', '9.6')).stderr).toContain('缺少选项 --source')
    const wrong = await run('indicators', 'fill', 'S1', '2026', '许多', '--source', '抽查')
    expect([wrong.status, wrong.stderr]).toEqual([1, '值应是数,绝对值小于一万亿\n'])
    const year = String(new Date().getFullYear())
    expect((await run('indicators', 'fill', 'S1', year, '9.6', '--source', '抽查')).stdout).toContain('9.6(第 1 次)')
    expect((await run('indicators', 'registry')).stdout).toMatch(new RegExp(`S1 +满意度抽查 .* 9.6 +分 +${year} +抽查`))
    const json = JSON.parse((await run('indicators', 'registry', '--json')).stdout) as { registry: JsonObject[] }
    expect(json.registry.at(-1)).toMatchObject({ code: 'S1', value: 9.6, filled: { period: year, actor: 'staff:cli' } })
    expect((await run('indicators', 'registry', '--figures')).stdout).toContain(
      `S1,满意度抽查,服务,手工填报,9.6,分,${year},抽查,`,
    )
    writeFileSync(file, 'A1,甲')
    expect((await run('indicators', 'import', file)).status).toBe(1)
  }, 120_000)

  it('says of a case whose turn it is and what its clocks say, as a table and as JSON', async () => {
    const shown = await run('case', 'clocks', 'WH510107a')
    expect(shown.stdout).toMatch(/^WH510107a {2}待传送 {2}/)
    expect(shown.stdout).toContain('现在该河北省动(130000)')
    const json = JSON.parse((await run('case', 'clocks', 'WH510107a', '--json')).stdout)
    expect(json).toMatchObject({
      ball: { with: 'region', event: { seq: 2, type: 'delivered' } },
      clocks: [{ stage: 'transmit' }, { stage: 'sign', state: 'running' }, { stage: 'accept' }],
    })
    expect(await run('case', 'clocks', 'nothing')).toMatchObject({ status: 1, stderr: '没有编号为 nothing 的办件\n' })
  })

  it('does a draw again from its record, and exits 1 where another comes out or nothing was drawn', async () => {
    const draw = drawHandler(
      ['h1', 'h2'].map((id) => ({ id, load: 1 })),
      new Uint8Array([7]),
    )
    const other = draw?.chosen === 'h1' ? 'h2' : 'h1'
    const drawn = (caseId: string, chosen: string | undefined) =>
      nextEvent(caseId, null, {
        ...{ type: 'assigned', status: 'DELIVERED', at: 1, actor: 'gateway' },
        data: { draw: { ...draw, chosen } as JsonObject },
      })
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    const rows = [drawn('fair', draw?.chosen), drawn('foul', other)].flatMap((event) => [
      ...insertCase(caseOf(event.caseId, { direction: 'in', seq: 1 })),
      insertEvent(event),
    ])
    await driver.batch(rows)
    await driver.close()
    const fair = await run('audit', 'draw', 'WH510107fair')
    expect([fair.status, fair.stdout]).toEqual([0, expect.stringContaining(`重抽一致:${draw?.chosen}`)])
    const foul = await run('audit', 'draw', 'WH510107foul', '--json')
    expect([foul.status, JSON.parse(foul.stdout)]).toEqual([
      1,
      expect.objectContaining({ ok: false, assignments: [expect.objectContaining({ to: other, reproduced: false })] }),
    ])
    expect(await run('audit', 'draw', 'WH510107a')).toMatchObject({
      status: 1,
      stderr: '办件 WH510107a 没有分配过经办人\n',
    })
  })

  it('lists ratings with the digits of both scales, and nothing that people wrote', async () => {
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    const given = {
      id: 'r1',
      caseId: 'a',
      stage: 'result',
      caseNo: 'WH510107a',
      matter: 'M07',
      region: '130000',
    } as const
    const more = { level: 'dissatisfied', reasons: ['209'], text: '阿依古丽说太慢', channel: 'self' } as const
    await driver.batch([
      insertRating({ ...given, ...more, actor: 'applicant', ticketNo: 'ZG1', at: 1_772_414_100_000 }),
    ])
    await driver.close()
    const table = await run('rating', 'list')
    expect(table.stdout).toMatch(/WH510107a +办理结果 +不满意 +4 +2 +申请人自评 +ZG1/)
    const json = await run('rating', 'list', '--bad', '--json')
    expect(JSON.parse(json.stdout)).toMatchObject([{ digits: { gbt39046: '4', national: '2' }, ticketNo: 'ZG1' }])
    expect(table.stdout + json.stdout).not.toContain('阿依古丽')
  })

  it('says in Chinese what is wrong and exits 1', async () => {
    expect(await run('case', 'show', 'nothing')).toMatchObject({ status: 1, stderr: '没有编号为 nothing 的办件\n' })
    expect(await run('case', 'shwo')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/没有命令“shwo”/) as string,
    })
    expect(await run('case', 'show')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/缺少参数 <no>/) as string,
    })
    expect(await run('staff', 'add', 'w9', '--name', '窗口')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/缺少选项 --role <role>/) as string,
    })
    expect(await run('region', 'pause', 'hebei')).toMatchObject({ status: 1, stderr: '“hebei”不是 6 位地区编号\n' })
  })

  it('exits 2 where the command itself cannot work', async () => {
    vi.stubEnv('TONGBAN_LOG', 'loud')
    expect(await run('case', 'list')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/TONGBAN_LOG/) as string,
    })
    vi.stubEnv('TONGBAN_LOG', 'info')
  })

  it('explains itself and every command in Chinese', async () => {
    const { stdout, status } = await run('--help')
    expect(status).toBe(0)
    for (const word of ['用法:', '选项:', '命令:', '退出码', 'case', 'delivery', 'region', 'audit', 'staff', 'key'])
      expect(stdout).toContain(word)
    for (const group of ['case', 'delivery', 'region', 'audit', 'staff', 'key']) {
      const help = (await run(group, '--help')).stdout
      const commands =
        help
          .split('命令:')[1]
          ?.trimEnd()
          .split('\n')
          .filter((line) => /^ {2}\w/.test(line)) ?? []
      expect(commands.length, group).toBeGreaterThan(0)
      for (const line of commands) expect(line).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('explains a signature step by step, its key masked, and says where the partner’s parts from it', async () => {
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const request = file('request.json', '{"appKey":"demoAppKey","requestTime":"1700000000000"}')
    const key = file('key.txt', 'demoAppSecret\n')
    const explain = (...more: string[]) =>
      run('sign', 'explain', 'app-key-md5', '--request', request, '--key-file', key, ...more)
    const told = await explain('--json')
    expect(JSON.parse(told.stdout)).toMatchObject({
      stringToSign: 'demoAppKey〔密钥〕1700000000000',
      signature: 'a9551ea0e7c9bc92b5744b1042db0b57',
    })
    expect(told.stdout).not.toContain('demoAppSecret')
    expect(await explain('--compare', 'A9551EA0E7C9BC92B5744B1042DB0B57')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('与对方一致') as string,
    })
    expect(await explain('--compare', 'demoAppKeydemoAppSecret1700000000')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('待签串从第 25 个字符(第 1 行)起不同') as string,
    })
    expect((await run('sign', 'schemes')).stdout).toContain('requestTime:请求时间,毫秒')
    expect(await run('sign', 'explain', 'md6', '--request', request, '--key-file', key)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/没有签名方案“md6”;现有:sid-rid-rtime、/) as string,
    })
  })

  it('puts a dead delivery back and pauses and resumes a region', async () => {
    expect((await run('delivery', 'list', '--state', 'dead')).stdout).toContain('对方拒收')
    expect((await run('delivery', 'redrive', 'd1')).status).toBe(0)
    expect(JSON.parse((await run('delivery', 'list', '--json')).stdout)).toMatchObject([{ id: 'd1', state: 'ready' }])
    expect((await run('delivery', 'redrive', 'd1')).status).toBe(1)
    await run('region', 'pause', '130000')
    expect(JSON.parse((await run('region', 'list', '--json')).stdout)).toMatchObject([
      { region: '130000', paused: true },
    ])
    await run('region', 'resume', '130000')
    expect(JSON.parse((await run('region', 'list', '--json')).stdout)).toMatchObject([
      { region: '130000', paused: false },
    ])
  })

  it('prints no token but once, and none of it is in the database', async () => {
    const added = await run('staff', 'add', 'w1', '--name', '窗口', '--role', 'window', '--json')
    const { token } = JSON.parse(added.stdout) as { token: string }
    expect(token.length).toBeGreaterThan(40)
    expect(readFileSync(join(folder, 'tongban.sqlite'), 'latin1').includes(token)).toBe(false)
    expect(await run('staff', 'add', 'w1', '--name', '窗口', '--role', 'window')).toMatchObject({
      status: 1,
      stderr: '已有编号为 w1 的人员\n',
    })
  })

  it('walks every chain, and names the event of which one byte was edited by hand', async () => {
    expect(await run('audit', 'verify')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/的流转记录完整/) as string,
    })
    const edit = (sql: string) => {
      const db = new Database(join(folder, 'tongban.sqlite'))
      db.prepare(sql).run()
      db.close()
    }
    edit("update case_events set data = replace(data, 'A2', 'A3') where case_id = 'a' and seq = 2")
    const { status, stdout } = await run('audit', 'verify', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, broken: [{ case: 'WH510107a', seq: 2 }] })
    expect((await run('audit', 'verify')).stdout).toMatch(/办件 WH510107a 第 2 条记录:内容与哈希不符/)
    edit("update case_events set data = replace(data, 'A3', 'A2') where case_id = 'a' and seq = 2")
    expect((await run('audit', 'verify')).status).toBe(0)
    edit("delete from case_events where case_id = 'a' and seq = 2")
    expect((await run('audit', 'verify')).stdout).toMatch(/第 2 条记录|条数与记录不符/)
  })

  it('is a program: it prints its help and takes a key from its input, which no output shows', () => {
    const start = (args: string[], input = '') =>
      spawnSync(process.execPath, ['runtime/node/cli.ts', ...args], {
        env: { ...process.env, TONGBAN_DATA: folder },
        encoding: 'utf8',
        input,
      })
    expect(start(['--help'])).toMatchObject({ status: 0, stdout: expect.stringMatching(/^用法: tongban/) as string })
    const stored = start(['key', 'set', 'a-key', '--hex'], 'c0ffee00')
    expect([stored.status, stored.stdout, stored.stderr]).toEqual([0, '密钥 a-key 已存入\n', ''])
    expect(readFileSync(join(folder, 'keys.json'), 'utf8')).not.toContain('c0ffee00')
  }, 60_000)
})
