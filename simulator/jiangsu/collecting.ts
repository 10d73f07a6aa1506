import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { beijingDigits } from '../beijing-time.ts'
import type { MatterCode, PushVariant } from '../contract.ts'
import type { XmlElement } from '../xml-reader.ts'
import { attributeOf, checkEvent, checkResult, readRemark } from './check-event.ts'
import { type Problem, wordsOf } from './documents.ts'
import { takeWithdrawal } from './handling.ts'
import { MATTERS } from './matters.ts'
import type { Own, Region } from './region.ts'
import { claimRows, inTransaction, isWhole, markRow, ROW_KEYS, type Row, sumRow, textOf, writeRow } from './rows.ts'
import { applicationOf, MATERIALS, type Sample } from './samples.ts'

const OUT = 'wq_out.inf_apply'
const PATIENCE_MS = 60_000
const DAY_MS = 86_400_000

/** What the gateway made of a row of ours. */
export interface Mark {
  readonly sync_sign: string
  readonly sync_error_desc: string | null
  readonly internal_id: string | null
  readonly bj_statu: string
}

async function markOf({ pool }: Region, no: string): Promise<Mark> {
  const { rows } = await pool.query<Mark>(
    `SELECT sync_sign, sync_error_desc, internal_id, bj_statu FROM ${OUT} WHERE no = $1`,
    [no],
  )
  return rows[0] ?? { sync_sign: '0', sync_error_desc: null, internal_id: null, bj_statu: '0' }
}

/** Waits until a row is marked; as it is where nobody comes. */
async function awaitMark(region: Region, no: string): Promise<Mark> {
  for (let waited = 0; ; waited += region.lookEveryMs) {
    const mark = await markOf(region, no)
    if (!['0', '9'].includes(mark.sync_sign) || waited > PATIENCE_MS) return mark
    await pause(region.lookEveryMs, undefined, { signal: region.ending })
  }
}

/** 收件方: lays a case out for the gateway and waits for its mark. */
export async function pushCase(
  region: Region,
  code: MatterCode,
  variant: PushVariant = 'ok',
): Promise<{ partnerCaseNo: string; reply: Mark }> {
  const matter = Object.values(MATTERS).find(({ id }) => id === code)
  if (!matter || !MATERIALS[matter.id]) throw new Error(`模拟江苏不报送事项 ${code}`)
  const now = region.now()
  const partnerCaseNo = `JS${beijingDigits(now).slice(0, 8)}${String(region.own.size + 1).padStart(8, '0')}`
  const idNo = variant === 'bad-id' ? '320102190001010029' : '320102190001010028'
  const sample: Sample = { matter, caseNo: partnerCaseNo, version: 1, idNo, changes: {}, renewed: [], remark: null }
  const row = applicationOf(sample, variant === 'stale' ? now - 2 * DAY_MS : now, now)
  const entry = { partnerCaseNo, gatewayCaseNo: '', status: '', events: [], faults: [] }
  const own: Own = { entry, matter, row, noOrd: 0 }
  region.own.set(partnerCaseNo, own)
  region.pushed.set(partnerCaseNo, entry)
  const key = variant === 'bad-signature' ? 'anotherKey' : ROW_KEYS.region
  await inTransaction(region.pool, (client) => writeRow(client, OUT, row, key))
  const mark = await awaitMark(region, textOf(row, 'no'))
  own.entry.gatewayCaseNo = mark.internal_id ?? ''
  return { partnerCaseNo, reply: await onceMore(region, own, variant, mark) }
}

/** §1.3, 6.6: the row laid out again as it was, or rewritten after it was taken, which only a new version may. */
async function onceMore(region: Region, { row }: Own, variant: PushVariant, mark: Mark): Promise<Mark> {
  if (variant !== 'duplicate' && variant !== 'replayed' && variant !== 'conflict') return mark
  const no = textOf(row, 'no')
  await inTransaction(region.pool, async (client) => {
    if (variant === 'conflict') {
      await client.query(`UPDATE ${OUT} SET applicant_mobile = '13800000099' WHERE no = $1`, [no])
      await sumRow(client, OUT, no)
    }
    await client.query(`UPDATE ${OUT} SET sync_sign = '0', sync_error_desc = NULL WHERE no = $1`, [no])
  })
  return awaitMark(region, no)
}

/** The gateway's events and results: of a case of ours they are read, of one of its own they withdraw it. */
export async function takeEvents(region: Region): Promise<void> {
  for (const row of await claimRows(region.pool, 'wq_in.inf_apply_process', 'create_date, no')) {
    const own = region.own.get(textOf(row, 'internal_no'))
    if (own) await takeEvent(region, own, row)
    else void takeWithdrawal(region, row).catch(() => {})
  }
  for (const row of await claimRows(region.pool, 'wq_in.inf_apply_result', 'create_date, no')) {
    const own = region.own.get(textOf(row, 'internal_no'))
    if (own) await takeResult(region, own, row)
    else await markRow(region.pool, 'wq_in.inf_apply_result', textOf(row, 'no'), '2', 'E42:internal_no:没有这个办件')
  }
}

async function judge(
  region: Region,
  table: string,
  row: Row,
  own: Own,
  check: (state: string) => Problem[],
): Promise<boolean> {
  const no = textOf(row, 'no')
  const isSummed = await isWhole(region.pool, table, no)
  const problems = isSummed ? check((await markOf(region, textOf(own.row, 'no'))).bj_statu) : []
  const words = isSummed ? wordsOf(problems) : 'E01:row_sum:行校验不符'
  if (words !== '') own.entry.faults.push(words)
  await markRow(region.pool, table, no, words === '' ? '1' : '2', words === '' ? null : words)
  return words === ''
}

async function takeEvent(region: Region, own: Own, row: Row): Promise<void> {
  if (!(await judge(region, 'wq_in.inf_apply_process', row, own, (state) => checkEvent(row, own, state)))) return
  own.noOrd += 1
  const code = textOf(row, 'event_code')
  own.entry.status = code
  own.entry.events.push({ seq: own.noOrd, status: code })
  const notice = code === 'BZ' ? readRemark(textOf(row, 'remark')) : null
  if (notice) void correct(region, own, notice).catch(() => {})
}

async function takeResult(region: Region, own: Own, row: Row): Promise<void> {
  if (!(await judge(region, 'wq_in.inf_apply_result', row, own, (state) => checkResult(row, own, state)))) return
  const code = `RT ${textOf(row, 'status')}`
  own.entry.status = code
  own.entry.events.push({ seq: 0, status: code })
  const [licence] = readRemark(textOf(row, 'attachment'))?.children ?? []
  const bytes = row['result_file']
  if (!licence || !(bytes instanceof Buffer)) return
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  own.entry.licence = { no: attributeOf(licence, 'BH'), sha256, bytes: bytes.length }
}

/** §1.3: the whole once more as the next version, what was asked for changed. */
async function correct(region: Region, own: Own, notice: XmlElement): Promise<void> {
  const { matter, entry } = own
  const of = (kind: string, name: string) =>
    notice.children.filter((one) => one.name === kind).map((one) => attributeOf(one, name))
  const changes = Object.fromEntries(of('ZD', 'LJ').map((path) => [path.replace(/^F\//, ''), '已补充说明']))
  const version = Number(own.row['data_version']) + 1
  const sample: Sample = {
    matter,
    caseNo: entry.partnerCaseNo,
    version,
    idNo: textOf(own.row, 'applicant_paper_code'),
    changes,
    renewed: of('CL', 'BM'),
    remark: `补正:${attributeOf(notice, 'XH')}`,
  }
  const appliedAt = Date.parse(`${textOf(own.row, 'apply_date').replace(' ', 'T')}+08:00`)
  const row = applicationOf(sample, region.now(), appliedAt)
  await inTransaction(region.pool, (client) => writeRow(client, OUT, row))
  own.row = row
  const mark = await awaitMark(region, textOf(row, 'no'))
  if (mark.sync_sign !== '1') entry.faults.push(`补正没有登记:${mark.sync_error_desc ?? mark.sync_sign}`)
  else if (mark.internal_id !== entry.gatewayCaseNo) entry.faults.push('补正行的 internal_id 不符')
}
