import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Simulator } from '../../simulator/contract.ts'
import { startSimulator } from '../../simulator/jiangsu/index.ts'

const vectors = JSON.parse(
  readFileSync(new URL('../adapters/vectors/jiangsu.json', import.meta.url), 'utf8'),
) as Record<string, string>
const vector = (name: string): string => vectors[name] ?? ''

let now = 0
let simulator: Simulator
/** the gateway's account, and the region's own */
let gateway: pg.Client
let owner: pg.Client

beforeAll(async () => {
  simulator = await startSimulator({ gatewayUrl: 'http://127.0.0.1:9', now: () => now, slowMs: 50 })
  const { port, pathname } = new URL(simulator.reachedAt.split('+')[1] ?? '')
  const at = { host: '127.0.0.1', port: Number(port), database: pathname.slice(1) }
  gateway = new pg.Client({ ...at, user: 'u510107', password: 'demoDbPassword1' })
  owner = new pg.Client({ ...at, user: 'tongban', password: 'tongban' })
  await Promise.all([gateway.connect(), owner.connect()])
})
afterAll(async () => {
  await Promise.all([gateway.end(), owner.end()])
  await simulator.close()
})
beforeEach(async () => {
  now = Date.parse('2026-03-02T09:16:00+08:00')
  simulator.setBehaviour('quiet')
  await owner.query('DELETE FROM wq_in.inf_apply')
})

async function markOf(no: string): Promise<Record<string, string>> {
  const read = async () =>
    (
      await gateway.query(
        'SELECT sync_sign, sync_error_desc, internal_id, bj_statu FROM wq_in.inf_apply WHERE no = $1',
        [no],
      )
    ).rows[0] as Record<string, string>
  await expect.poll(async () => (await read())['sync_sign'], { timeout: 5_000 }).toMatch(/[123]/)
  return read()
}

/** The row of 9.1, written and summed anew by the document's own function with the gateway's key where it was changed. */
async function applied(change = '', key = 'jsDemoRowKey510107'): Promise<Record<string, string>> {
  const no = '566de765741ca032d689ca4260a9c34b'
  await owner.query('BEGIN')
  await owner.query(vector('9.1'))
  if (change !== '') {
    await owner.query(`UPDATE wq_in.inf_apply SET ${change} WHERE no = $1`, [no])
    await owner.query(
      `UPDATE wq_in.inf_apply SET row_sum = public.calc_row_sum('wq_in.inf_apply', no, $2) WHERE no = $1`,
      [no, key],
    )
  }
  await owner.query('COMMIT')
  return markOf(no)
}

describe('the document’s own samples', () => {
  it('are rows that its tables take, each with the sum that its function gives', async () => {
    await owner.query('BEGIN')
    for (const name of ['9.1', '9.2', '9.3 补正告知', '9.3 补正', '9.3 补正受理', '9.4', '9.5', '9.5 回传'])
      await owner.query(vector(name))
    const summed = async (table: string, id: string, key: string) =>
      (
        await owner.query(`SELECT row_sum = public.calc_row_sum('${table}', ${id}, '${key}') AS whole FROM ${table}`)
      ).rows.map(({ whole }) => whole as boolean)
    const ours = ['wq_in.inf_apply', 'wq_in.inf_apply_process', 'wq_in.inf_apply_result']
    for (const table of ours) expect(new Set(await summed(table, 'no', 'jsDemoRowKey510107'))).toEqual(new Set([true]))
    for (const name of ['process', 'accept', 'result', 'material'])
      expect(new Set(await summed(`wq_out.up_pro_${name}`, 'row_guid', 'jsDemoRowKeyJS0001'))).toEqual(new Set([true]))
    await owner.query('ROLLBACK')
  })

  it('are registered as the document says: 9.1 by its number, its mark and its state', async () => {
    expect(await applied()).toMatchObject({ sync_sign: '1', sync_error_desc: null, bj_statu: '1' })
    const [received] = simulator.received()
    expect(received).toMatchObject({
      caseNo: 'WH20260302000011',
      matter: 'M07',
      partnerCaseNo: 'JS3201022603020000001',
    })
  })
})

describe('what the gateway’s account may do', () => {
  it.each([
    [`UPDATE wq_in.inf_apply SET bj_statu = '5'`],
    [`DELETE FROM wq_in.inf_apply`],
    [`UPDATE wq_out.inf_apply SET applicant_name = 'x'`],
  ])('is not: %s', async (sql) => {
    await expect(gateway.query(sql)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('a row that is refused', () => {
  const fresh = `internal_no = 'WH20260302000012'`
  it.each<[string, string, RegExp]>([
    ['is summed with another key', fresh, /^E01:/],
    [
      'was written two days ago',
      `create_date = '2026-02-28 09:00:00', update_date = '2026-02-28 09:00:00'`,
      /^E05:create_date:/,
    ],
    ['holds half a character of GBK', `form = form || '\\x81'`, /^E02:F:/],
    [
      'has a wrong check digit',
      `applicant_paper_code = '320102190001010011', linkman_paper_code = '320102190001010011'`,
      /E24:applicant_paper_code:/,
    ],
    [
      'has another file than it says',
      `stuff = overlay(stuff placing convert_to('aaaa','GBK') from position(convert_to('bcd89c','GBK') in stuff))`,
      /E32:STUFFS\/STUFF\[1\]/,
    ],
    ['is of an old version of the matter', `task_version = '5'`, /E13:task_version:/],
    ['answers a correction that nobody asked for', `ye_ms = '补正:BZ1'`, /E41:ye_ms:/],
  ])('because it %s', async (_why, change, words) => {
    const given = change === fresh ? change : `${change}, ${fresh}`
    const mark = await applied(given, change === fresh ? 'wrongKey' : undefined)
    expect(mark['sync_sign']).toBe('2')
    expect(mark['sync_error_desc']).toMatch(words)
  })
})
