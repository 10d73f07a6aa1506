import { randomBytes } from 'node:crypto'
import Database from 'better-sqlite3'
import { type ApplicantIndex, companyKey } from '../core/applicant-index.ts'
import type { Status } from '../core/case/status.ts'

/* Cases by the million, straight into the tables: what lists read of them, nothing else. Their forms are short, so that the file stays small; no list reads a form. */

/** How often a status is found among cases of three years, in a hundred. */
const SHARES: readonly (readonly [Status, number])[] = [
  ...[
    ['ARCHIVED', 55],
    ['COMPLETED', 20],
    ['DELIVERED_RESULT', 5],
    ['WITHDRAWN', 4],
    ['REFUSED', 3],
    ['RETURNED', 3],
  ],
  ...[
    ['REVIEWING', 3],
    ['ACCEPTED', 2],
    ['DELIVERED', 2],
    ['CORRECTION', 1],
    ['QUEUED', 1],
    ['DRAFT', 1],
  ],
] as [Status, number][]
const STATUSES = SHARES.flatMap(([status, share]) => Array<Status>(share).fill(status))
export const REGIONS = '130000 310000 320000 330000 370000 420000 440000 500000 520000 540000 610000'.split(' ')
export const MATTERS = 'M01 M02 M03 M04 M05 M06 M07 M08 M09 M10'.split(' ')
const CITIES = ['成都', '重庆', '武汉', '石家庄', '贵阳', '西安', '上海', '杭州', '济南', '广州']
const TRADES = ['商贸', '餐饮', '科技', '物流', '建筑', '农业', '文化', '医疗']
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const GIVEN = '伟芳娜敏静强磊军洋勇艳杰娟涛明超秀霞平刚'
const FIRST_AT = Date.parse('2023-03-01T09:00:00+08:00')
const YEARS_MS = 3 * 365 * 86_400_000
/** One case in so many has digests of real numbers, to be looked for; the others' are random of the same length. */
export const PROBE_EVERY = 5_000
const LEFT = 1_700_000

/** What of a day's cases of one matter in one region is kept as sums: every fourth class of durations, and what is counted of nearly every case. */
const SUMMED = [
  ...'submitted begun fields listed exempt delivered firstTry reached told completed answered firstPass'.split(' '),
  ...'lawOnTime savedMinutes lawful refused notices retries documents draws'.split(' '),
  ...['accept', 'review', 'whole'].flatMap((span) => [60, 80, 100].map((length) => `span.${span}.${length}`)),
]
const DAY_MS = 86_400_000

/** Sums of indicators as a gateway has them after these many cases: of each day and month, by region, matter and measure. Gives how many rows. */
export function makeManySums(path: string, count: number): number {
  const db = new Database(path)
  const insert = db.prepare(
    'insert into indicator_sums (period, region, matter, direction, measure, amount) values (?, ?, ?, ?, ?, ?)',
  )
  const days = Math.ceil(((YEARS_MS / DAY_MS) * Math.min(count, LEFT)) / LEFT)
  const dates = Array.from({ length: days }, (_, day) => new Date(FIRST_AT + day * DAY_MS).toISOString().slice(0, 10))
  const periods = [...dates.map((date) => `d${date}`), ...new Set(dates.map((date) => `m${date.slice(0, 7)}`))]
  const draw = createDraw()
  db.pragma('synchronous = off')
  db.exec('begin')
  for (const period of periods)
    for (const region of REGIONS)
      for (const matter of MATTERS)
        for (const measure of SUMMED) insert.run(period, region, matter, 'out', measure, 1 + draw(20))
  db.exec('commit')
  db.close()
  return periods.length * REGIONS.length * MATTERS.length * SUMMED.length
}

/** Numbers that look drawn, the same in every run. */
function createDraw(): (below: number) => number {
  let state = 0x2545f491
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}

/** Who applied for the probe of that number. */
export function probeOf(number: number): { name: string; idNo: string; mobile: string } {
  const digits = String(number).padStart(6, '0')
  return { name: `甄${digits}`, idNo: `510107199001${digits}`, mobile: `13800${digits}` }
}

/** Fills the migrated database at `path` with `count` cases, newest last, without waiting for the disk; the indexes are made behind the rows. */
export function makeManyCases(path: string, count: number, index: ApplicantIndex): void {
  const db = new Database(path)
  // a database that writes ahead has to leave that first; the gateway takes it up again
  db.pragma('journal_mode = delete')
  db.pragma('journal_mode = off')
  db.pragma('synchronous = off')
  db.pragma('cache_size = -400000')
  const indexes = db
    .prepare('select name, sql from sqlite_master where type = ? and sql is not null and tbl_name in (?, ?)')
    .all('index', 'cases', 'case_contents') as { name: string; sql: string }[]
  for (const { name } of indexes) db.exec(`drop index ${name}`)
  db.exec('begin')
  insertRows(db, count, index)
  db.exec('commit')
  for (const { sql } of indexes) db.exec(sql)
  db.close()
}

function insertRows(db: Database.Database, count: number, index: ApplicantIndex): void {
  const insertCase = db.prepare(
    'insert into cases (id, no, direction, region, matter, mode, status, seq, partner_no, memo, mapping_version, handler, clerk, clerk_id, attention, message_seq, progress_seq, order_no, created_at, updated_at) values (?, ?, ?, ?, ?, ?, ?, 5, ?, ?, ?, ?, ?, ?, ?, 1, 3, 1, ?, ?)',
  )
  const insertContents = db.prepare(
    'insert into case_contents (case_id, form, materials, applicant_shown, applicant_id_no, applicant_mobile, applicant_name, company_name) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const draw = createDraw()
  for (let number = 0; number < count; number += 1) {
    const at = FIRST_AT + Math.floor((number / count) * YEARS_MS)
    const id = `${at.toString(16).padStart(12, '0')}-${String(number).padStart(8, '0')}`
    const isInbound = draw(20) === 0
    const attention = draw(2_000) === 0 ? 1 : null
    const clerk = draw(200)
    insertCase.run(
      id,
      `WH510107${isInbound ? 'IN' : ''}2026${String(number).padStart(10, '0')}`,
      isInbound ? 'in' : 'out',
      REGIONS[draw(REGIONS.length)],
      MATTERS[draw(MATTERS.length)],
      '1',
      STATUSES[draw(STATUSES.length)],
      draw(10) === 0 ? null : `P-${number}`,
      attention === null ? '{}' : '{"attention":{"why":"示例"}}',
      '1+bench',
      isInbound ? `handler-${draw(40)}` : null,
      `窗口示例${clerk}`,
      isInbound ? null : clerk === 0 ? 'window' : `clerk-${clerk}`,
      attention,
      at,
      at + 3_600_000,
    )
    insertContents.run(id, '{"applicant":{"name":"示例"}}', '[]', ...keysOf(number, draw, index))
  }
}

function keysOf(number: number, draw: (below: number) => number, index: ApplicantIndex): (string | null)[] {
  if (number % PROBE_EVERY === 0) {
    const { applicantShown, applicantIdNo, applicantMobile, applicantName } = index.keysOf({
      applicant: { kind: '1', ...probeOf(number) },
    })
    return [applicantShown, applicantIdNo, applicantMobile, applicantName, null]
  }
  const digest = () => randomBytes(16).toString('hex')
  const family = SURNAMES[draw(SURNAMES.length)] ?? ''
  if (draw(10) < 7) {
    // names are shared: some thousand people have the commonest
    const name = `${family}${GIVEN[draw(GIVEN.length)]}${draw(2) === 0 ? GIVEN[draw(GIVEN.length)] : ''}`
    return [`${family}*`, digest(), digest(), index.digest('name', name), null]
  }
  const company = `${CITIES[draw(CITIES.length)]}${family}${GIVEN[draw(GIVEN.length)]}${draw(LEFT)}${TRADES[draw(TRADES.length)]}有限公司`
  return [company, digest(), digest(), index.digest('name', company), companyKey(company)]
}
