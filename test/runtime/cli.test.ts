import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nextEvent } from '../../core/case/event.ts'
import { insertCase, insertEvent } from '../../core/store/case-rows.ts'
import { insertDelivery } from '../../core/store/deliveries.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openSqliteDriver } from '../../runtime/node/sqlite-driver.ts'
import { caseOf, deliveryOf } from '../store/store-contract.ts'

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-cli-'))
  const env = { ...process.env, TONGBAN_DATA: folder }
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['runtime/node/cli.ts', ...args], { env, encoding: 'utf8' })

  beforeAll(async () => {
    const driver = openSqliteDriver(join(folder, 'tongban.sqlite'))
    await migrate(driver)
    const first = nextEvent('a', null, { type: 'submitted', status: 'QUEUED', at: 1, actor: 'staff:w', data: {} })
    const second = nextEvent('a', first, {
      type: 'delivered',
      status: 'DELIVERED',
      at: 2,
      actor: 'region:130000',
      data: {},
    })
    await driver.batch([
      insertCase(caseOf('a', { seq: 2 })),
      insertEvent(first),
      insertEvent(second),
      insertDelivery(deliveryOf('d1', 'a', { state: 'dead', reason: '对方拒收' })),
    ])
    await driver.close()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('lists and shows cases, as a table and as JSON', () => {
    expect(run('case', 'list').stdout).toContain('WH510107a')
    expect(JSON.parse(run('case', 'list', '--json').stdout)).toMatchObject([{ no: 'WH510107a', region: '130000' }])
    expect(JSON.parse(run('case', 'show', 'WH510107a', '--json').stdout)).toMatchObject({
      events: [{ seq: 1 }, { seq: 2 }],
      deliveries: [{ id: 'd1' }],
    })
    expect(run('case', 'show', 'WH510107a', '--json').stdout).not.toContain('阿依古丽')
  })

  it('says in Chinese what is wrong and exits 1', () => {
    const { status, stderr } = run('case', 'show', 'nothing')
    expect([status, stderr]).toEqual([1, '没有编号为 nothing 的办件\n'])
  })

  it('puts a dead delivery back and pauses and resumes a region', () => {
    expect(run('delivery', 'list', '--state', 'dead').stdout).toContain('对方拒收')
    expect(run('delivery', 'redrive', 'd1').status).toBe(0)
    expect(JSON.parse(run('delivery', 'list', '--json').stdout)).toMatchObject([{ id: 'd1', state: 'ready' }])
    expect(run('delivery', 'redrive', 'd1').status).toBe(1)
    run('region', 'pause', '130000')
    expect(JSON.parse(run('region', 'list', '--json').stdout)).toMatchObject([{ region: '130000', paused: true }])
    run('region', 'resume', '130000')
    expect(JSON.parse(run('region', 'list', '--json').stdout)).toMatchObject([{ region: '130000', paused: false }])
  })

  it('walks every chain, and names the event that was edited by hand', () => {
    expect(run('audit', 'verify').status).toBe(0)
    const db = new Database(join(folder, 'tongban.sqlite'))
    db.prepare("update case_events set data = '{\"x\":1}' where case_id = 'a' and seq = 2").run()
    db.close()
    const { status, stdout } = run('audit', 'verify', '--json')
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, broken: [{ case: 'WH510107a', seq: 2 }] })
  })

  it('prints no token but once, and none of it is in the database', () => {
    const { token } = JSON.parse(run('staff', 'add', 'w1', '--name', '窗口', '--role', 'window', '--json').stdout) as {
      token: string
    }
    expect(token.length).toBeGreaterThan(40)
    expect(readFileSync(join(folder, 'tongban.sqlite'), 'latin1').includes(token)).toBe(false)
  })
})
