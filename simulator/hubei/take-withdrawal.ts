import { checkSequence, mergeFaults, recordsOf } from './check-application.ts'
import { checkHead } from './check-head.ts'
import { checkRecord } from './check-record.ts'
import { feedbackRow } from './feedback.ts'
import { RECORD_RULES } from './forms.ts'
import { fieldOf, type Package } from './package.ts'
import type { Answer, HandledCase, Region } from './region.ts'
import { acceptance, fieldErrors, queryAnswer, type RecordFaults, refusal } from './replies.ts'
import { sendAgain, sendSteps } from './send-feedback.ts'

/** Feedback after which nothing can be withdrawn (§6.1). */
const FINAL = new Set(['03', '11', '12', '13', '14', '16', '17'])

function checkSingle(handled: HandledCase, { head, records }: Package, sid: '010016' | '010017'): RecordFaults[] {
  const [main] = recordsOf(records, sid)
  if (!main) return [{ sid, no: '1', errors: [{ field: 'RECORD', code: '-931', message: '缺少主记录' }] }]
  const errors = [
    ...checkHead(head, handled.caseNumber.slice(0, 6), handled.matter.category),
    ...checkRecord(main.fields, RECORD_RULES[sid], ({ value, relate }) =>
      relate('YWLSH', value('YWLSH') === handled.view.partnerCaseNo, '不是本方办件编号'),
    ),
  ]
  return mergeFaults([{ sid, no: main.no, errors }, ...checkSequence(records, [sid])])
}

/** `TYFW_CHSQJSFW`: until the case is finished, taken and confirmed by 13 (§6.2.6). */
export function takeWithdrawal(region: Region, handled: HandledCase, read: Package): Answer {
  const { head, dataText } = read
  const say = (text: string): Answer => ({ kind: 'package', text })
  const number = handled.view.partnerCaseNo
  if (handled.withdrawal !== '')
    return handled.withdrawal === dataText
      ? say(acceptance(head, '-61', '010016', number, region.now()))
      : say(refusal(head, '-62', region.now()))
  if (handled.feedbacks.some(({ type }) => FINAL.has(type))) return say(refusal(head, '-64', region.now()))
  const faults = checkSingle(handled, read, '010016')
  if (faults.length > 0) return say(fieldErrors(head, faults, region.now()))
  handled.withdrawal = dataText
  const text = acceptance(head, '10', '010016', number, region.now())
  return { kind: 'package', text, after: () => sendSteps(region, handled, ['13']) }
}

/** `TYFW_JDCXFW`: the feedback after a number, in brief; its contents are then sent again (§6.2.7). */
export function answerQuery(region: Region, handled: HandledCase, read: Package): Answer {
  const faults = checkSingle(handled, read, '010017')
  if (faults.length > 0) return { kind: 'package', text: fieldErrors(read.head, faults, region.now()) }
  const from = Number(fieldOf(recordsOf(read.records, '010017')[0]?.fields ?? [], 'FKXH'))
  const rows = handled.feedbacks.filter(({ number }) => number > from).map(feedbackRow)
  const text = queryAnswer(read.head, rows, region.now())
  return { kind: 'package', text, after: () => sendAgain(region, handled, from) }
}
