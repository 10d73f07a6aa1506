import type { Behaviour } from '../contract.ts'
import { maskedIn, NEW_FIELD } from '../spoil.ts'
import { checkApplication, recordsOf } from './check-application.ts'
import { dayText } from './china-time.ts'
import type { Matter } from './matters.ts'
import { type Fields, fieldOf, type Package, type WireError } from './package.ts'
import { type Answer, type HandledCase, pause, type Region } from './region.ts'
import { acceptance, fieldErrors, type RecordFaults, refusal } from './replies.ts'
import { planOf, sendFirst, sendSteps } from './send-feedback.ts'

const say = (text: string): Answer => ({ kind: 'package', text })

/** §3.5 */
const keyOf = (form: Fields): string => fieldOf(form, 'SQR_GMSFHM') || fieldOf(form, 'SQR_TYSHXYDM')

function repeat(region: Region, handled: HandledCase, { head, dataText, records }: Package): Answer {
  const form = recordsOf(records, handled.matter.applySid)[0]?.fields ?? []
  if (keyOf(form) !== handled.key || dataText !== handled.dataText) return say(refusal(head, '-62', region.now()))
  handled.view.duplicates += 1
  return say(acceptance(head, '-61', handled.matter.applySid, handled.view.partnerCaseNo, region.now()))
}

/** Matter and mode that the table of §4.1 does not have together: -72. */
function isForbidden(form: Fields, matter: Matter): boolean {
  const given = (name: string, due: readonly string[]) =>
    fieldOf(form, name) !== '' && !due.includes(fieldOf(form, name))
  return given('SXJBBM', [matter.basicCode]) || given('SXSSBM', [matter.taskCode]) || given('BLMSDM', matter.modes)
}

function register(region: Region, read: Package, matter: Matter, behaviour: Behaviour): HandledCase {
  const form = recordsOf(read.records, matter.applySid)[0]?.fields ?? []
  const caseNumber = fieldOf(read.head, 'YWXTBH')
  const serial = String(region.handled.size + 1).padStart(6, '0')
  const handled: HandledCase = {
    caseNumber,
    key: keyOf(form),
    dataText: read.dataText,
    matter,
    behaviour,
    view: {
      caseNo: fieldOf(form, 'YWLSH'),
      partnerCaseNo: `${fieldOf(form, 'SSXQDM')}${dayText(region.now())}${serial}`,
      matter: matter.basicCode,
      status: '00',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
      faults: [],
    },
    form,
    lists: read.records.filter(({ sid }) => matter.lists.some((list) => list.sid === sid)),
    materials: recordsOf(read.records, '011000'),
    feedbacks: [],
    supplements: new Map(),
    withdrawal: '',
    sending: Promise.resolve(),
  }
  region.handled.set(caseNumber, handled)
  return handled
}

/** A case that somebody else sent. */
const OTHER = { caseNumber: '510107000120260101999999', number: '42010620260101999999' }

const withCase = (head: Fields, caseNumber: string): Fields =>
  head.map(([name, text]) => [name, name === 'YWXTBH' ? caseNumber : text])

/** What a behaviour answers in place of a registration; null where it registers. */
async function misbehave(region: Region, behaviour: Behaviour, head: Fields, matter: Matter): Promise<Answer | null> {
  const invalid = (error: WireError): Answer => {
    const faults: RecordFaults[] = [{ sid: matter.applySid, no: '1', errors: [error] }]
    return say(fieldErrors(head, faults, region.now()))
  }
  switch (behaviour) {
    case 'down':
      return { kind: 'cut' }
    case 'hang':
      return { kind: 'silence' }
    case 'html':
      return { kind: 'html' }
    case 'flood':
      return { kind: 'flood' }
    case 'other-case-answer':
      return say(acceptance(withCase(head, OTHER.caseNumber), '10', matter.applySid, OTHER.number, region.now()))
    case 'busy':
      return say(refusal(head, '-99', region.now()))
    case 'error-in-200':
      return invalid(matter.rejected)
    case 'new-codes':
      return invalid({ field: 'SQR_XBDM', code: '-932', message: '码值不在现行码表' })
    case 'new-form':
      return invalid({ field: NEW_FIELD, code: '-931', message: '新版表单必填' })
    case 'slow':
      await pause(region, region.slowMs)
      return null
    default:
      return null
  }
}

/** Takes an application of a matter: the same again, a refusal, or a registration whose feedback follows. */
export async function registerCase(region: Region, read: Package, matter: Matter): Promise<Answer> {
  const { head, records } = read
  const known = region.handled.get(fieldOf(head, 'YWXTBH'))
  if (known) return repeat(region, known, read)
  if (isForbidden(recordsOf(records, matter.applySid)[0]?.fields ?? [], matter))
    return say(refusal(head, '-72', region.now()))
  const behaviour = region.behaviours.take()
  const odd = await misbehave(region, behaviour, head, matter)
  if (odd) return odd
  const faults = checkApplication(read, matter)
  if (faults.length > 0) return say(fieldErrors(head, faults, region.now()))
  const late = region.handled.get(fieldOf(head, 'YWXTBH'))
  if (late) return repeat(region, late, read)
  const handled = register(region, read, matter, behaviour)
  const masked = Object.entries(maskedIn(behaviour, 'SQR_GMSFHM'))
  const text = acceptance(head, '10', matter.applySid, handled.view.partnerCaseNo, region.now(), masked)
  const { first } = planOf(behaviour, matter)
  if (behaviour === 'callback-first') await sendFirst(region, handled, first[0] ?? '01')
  const after = () => sendSteps(region, handled, first.slice(handled.feedbacks.length))
  if (behaviour === 'reset') return { kind: 'cut', after }
  if (behaviour === 'wrong-signature' && region.signed) return { kind: 'forged', text, after }
  return { kind: behaviour === 'gbk' ? 'gbk' : 'package', text, after }
}
