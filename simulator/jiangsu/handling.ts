import { setTimeout as pause } from 'node:timers/promises'
import { beijingDigits } from '../beijing-time.ts'
import type { Behaviour } from '../contract.ts'
import { NEW_FIELD } from '../spoil.ts'
import { scriptOf } from './answers.ts'
import { checkApplication } from './check-application.ts'
import { type Problem, problem, wordsOf } from './documents.ts'
import { divisionOf, MATTERS, type Matter } from './matters.ts'
import { stopServing } from './outage.ts'
import type { Handled, Region } from './region.ts'
import { claimRows, isWhole, markRow, type Row, textOf } from './rows.ts'
import { answerCase, tell } from './telling.ts'

const APPLY = 'wq_in.inf_apply'

/** What is refused though it is right. */
const WRONG: Readonly<Partial<Record<Behaviour, Problem>>> = {
  'error-in-200': problem('E24', 'applicant_paper_code', '校验码错误'),
  'new-codes': problem('E21', 'applicant_paper_type', '码值不在现行码表'),
  'new-form': problem('E03', `F/${NEW_FIELD}`, '新版表单必填'),
}

/** 办理方: takes what the gateway wrote, checks it, decides and answers in rows. */
export async function takeApplications(region: Region): Promise<void> {
  for (const row of await claimRows(region.pool, APPLY, 'create_date, no')) {
    const known = region.handled.get(textOf(row, 'internal_no'))
    const behaviour = known?.behaviour ?? region.takeBehaviour()
    void takeApplication(region, row, known, behaviour).catch(() => {})
  }
}

async function takeApplication(
  region: Region,
  row: Row,
  known: Handled | undefined,
  behaviour: Behaviour,
): Promise<void> {
  const { pool, slowMs, ending } = region
  const no = textOf(row, 'no')
  if (!known) await stopServing(region, behaviour)
  if (!known && (behaviour === 'slow' || behaviour === 'busy')) await pause(slowMs, undefined, { signal: ending })
  if (!(await isWhole(pool, APPLY, no))) return markRow(pool, APPLY, no, '2', 'E01:row_sum:行校验不符')
  const matter = MATTERS[textOf(row, 'item_id')]
  const problems = matter
    ? problemsOf(region, row, matter, known, behaviour)
    : [problem('E11', 'item_id', '事项未开放')]
  if (!matter || problems.length > 0) return markRow(pool, APPLY, no, '2', wordsOf(problems))
  if (known) await amend(region, known, row)
  else await register(region, row, matter, behaviour)
}

function problemsOf(
  { now }: Region,
  row: Row,
  matter: Matter,
  known: Handled | undefined,
  behaviour: Behaviour,
): Problem[] {
  const wrong = WRONG[behaviour]
  if (wrong) return [wrong]
  const found = checkApplication(row, matter, now())
  const told = textOf(row, 'ye_ms')
  if (!known) return told === '' ? found : [...found, problem('E41', 'ye_ms', '补正单不存在')]
  const isAsked = known.state === '3' && told === `补正:${known.correctionNo}`
  return isAsked || isSame(known.row, row) ? found : [...found, problem('E41', 'ye_ms', '补正单不存在或逾期')]
}

const isSame = (one: Row, other: Row): boolean =>
  ['form', 'stuff'].every((name) => (one[name] as Buffer).equals(other[name] as Buffer))

async function register(region: Region, row: Row, matter: Matter, behaviour: Behaviour): Promise<void> {
  const caseNo = textOf(row, 'internal_no')
  const partnerCaseNo = `JS${divisionOf(matter)}${beijingDigits(region.now()).slice(2, 8)}${String(region.handled.size + 1).padStart(7, '0')}`
  const entry = {
    caseNo,
    partnerCaseNo,
    matter: matter.id,
    status: '',
    messages: 1,
    duplicates: 0,
    corrections: 0,
    callbackReplies: [],
    faults: [],
  }
  const handled: Handled = { entry, behaviour, matter, row, seqNo: 0, state: '1', correctionNo: '' }
  region.handled.set(caseNo, handled)
  region.received.set(caseNo, entry)
  const mark = () =>
    region.pool.query(
      `UPDATE ${APPLY} SET sync_sign = '1', sync_date = now(), internal_id = $2, bj_statu = '1' WHERE no = $1`,
      [textOf(row, 'no'), partnerCaseNo],
    )
  if (behaviour === 'callback-first') {
    const [first, ...rest] = scriptOf(behaviour, matter).first
    await tell(region, handled, first ? [first] : [])
    await mark()
    return tell(region, handled, rest)
  }
  await mark()
  await answerCase(region, handled)
}

async function amend(region: Region, handled: Handled, row: Row): Promise<void> {
  const { entry } = handled
  entry.messages += 1
  const same = isSame(handled.row, row)
  handled.row = row
  await region.pool.query(
    `UPDATE ${APPLY} SET sync_sign = $2, sync_date = now(), internal_id = $3, bj_statu = $4 WHERE no = $1`,
    [textOf(row, 'no'), same ? '3' : '1', entry.partnerCaseNo, handled.state],
  )
  if (same) {
    entry.duplicates += 1
    return
  }
  entry.corrections += 1
  handled.state = '1'
  await tell(region, handled, scriptOf(handled.behaviour, handled.matter).afterCorrection)
}

/** §6.7: until it is decided a case may be withdrawn. */
export async function takeWithdrawal(region: Region, row: Row): Promise<void> {
  const no = textOf(row, 'no')
  const handled = region.handled.get(textOf(row, 'internal_no'))
  const table = 'wq_in.inf_apply_process'
  if (!handled || !['0', '1', '2', '3', '4'].includes(handled.state))
    return markRow(region.pool, table, no, '2', 'E42:event_code:当前状态不允许')
  await markRow(region.pool, table, no, '1')
  handled.entry.messages += 1
  await tell(region, handled, ['CH', 'RT 04'])
}
