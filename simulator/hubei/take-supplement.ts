import { applyChanges, CLEARED, dueNumbers, replaceMaterials } from './apply-changes.ts'
import { checkForm, checkSequence, mergeFaults, recordsOf } from './check-application.ts'
import { checkHead } from './check-head.ts'
import { checkLists } from './check-lists.ts'
import { checkRecord } from './check-record.ts'
import { RECORD_RULES } from './forms.ts'
import { checkMaterial } from './materials.ts'
import { fieldOf, type Package, type PackageRecord, type WireError } from './package.ts'
import type { Answer, HandledCase, Region } from './region.ts'
import { acceptance, fieldErrors, type RecordFaults, refusal } from './replies.ts'
import { planOf, sendSteps } from './send-feedback.ts'

const MAIN = '010014'
const CHANGE = '010015'

function checkMain(handled: HandledCase, main: PackageRecord, isEmpty: boolean): WireError[] {
  return checkRecord(main.fields, RECORD_RULES[MAIN], ({ value, relate, report }) => {
    relate('YWLSH', value('YWLSH') === handled.view.partnerCaseNo, '不是本方办件编号')
    relate('BZCS', Number(value('BZCS')) === handled.supplements.size + 1, `应为第 ${handled.supplements.size + 1} 次`)
    if (isEmpty) report('YWLSH', '-931', '没有任何变更')
  })
}

function checkChange(handled: HandledCase, change: PackageRecord, earlier: readonly PackageRecord[]): WireError[] {
  return checkRecord(change.fields, RECORD_RULES[CHANGE], ({ value, relate, report }) => {
    const name = value('ZDM')
    relate('JLSID', value('JLSID') === handled.matter.applySid, '只能是主记录')
    relate('JLNO', value('JLNO') === '1', '主记录只有一条')
    if (!handled.matter.form.some((rule) => rule.name === name)) report('ZDM', '-932', '字段不收')
    relate('ZDM', !earlier.some(({ fields }) => fieldOf(fields, 'ZDM') === name), '同一字段变更了两次')
    const [before, after] = [fieldOf(handled.form, name), value('XZ')]
    relate('XZ', after !== (before === '' ? CLEARED : before), '与原值相同,补正只送变更')
  })
}

function checkPages(handled: HandledCase, sent: readonly PackageRecord[]): RecordFaults[] {
  const due = dueNumbers(handled.materials, sent)
  return sent.map((record, index) => {
    const errors = checkMaterial(record, handled.matter.materials)
    if (fieldOf(record.fields, 'SXH') !== String(due[index]))
      errors.push({ field: 'SXH', code: '-933', message: `应沿用或续接为 ${due[index]}` })
    return { sid: record.sid, no: record.no, errors }
  })
}

/** The lists after a supplement: one that comes again replaces what there was of it (§6.2.3). */
function replaceLists({ lists, matter }: HandledCase, sent: readonly PackageRecord[]): readonly PackageRecord[] {
  const own = sent.filter(({ sid }) => matter.lists.some((list) => list.sid === sid))
  return [...lists.filter(({ sid }) => !own.some((one) => one.sid === sid)), ...own]
}

/** Faults of the form as it would be, at the change that brings them or else at the main record. */
function checkMerged(handled: HandledCase, records: readonly PackageRecord[]) {
  const { matter } = handled
  const changes = recordsOf(records, CHANGE)
  const form = applyChanges(handled.form, changes, matter)
  const faults = checkForm(form, replaceMaterials(handled.materials, recordsOf(records, '011000')), matter)
  const place = (error: WireError): RecordFaults => {
    const change = changes.find(({ fields }) => fieldOf(fields, 'ZDM') === error.field)
    if (!change) return { sid: MAIN, no: '1', errors: [error] }
    return { sid: CHANGE, no: change.no, errors: [{ ...error, field: 'XZ' }] }
  }
  return [...faults.map(place), ...checkLists(matter.lists, replaceLists(handled, records), form, MAIN)]
}

function checkSupplement(handled: HandledCase, { head, records }: Package): RecordFaults[] {
  const [main] = recordsOf(records, MAIN)
  if (!main) return [{ sid: MAIN, no: '1', errors: [{ field: 'RECORD', code: '-931', message: '缺少主记录' }] }]
  const changes = recordsOf(records, CHANGE)
  const sent = recordsOf(records, '011000')
  const errors = [
    ...checkHead(head, handled.caseNumber.slice(0, 6), handled.matter.category),
    ...checkMain(handled, main, records.length === 1),
  ]
  return mergeFaults([
    { sid: MAIN, no: main.no, errors },
    ...checkSequence(records, [MAIN, ...handled.matter.lists.map(({ sid }) => sid), CHANGE, '011000']),
    ...changes.map((change, index) => ({
      sid: CHANGE,
      no: change.no,
      errors: checkChange(handled, change, changes.slice(0, index)),
    })),
    ...checkPages(handled, sent),
    ...checkMerged(handled, records),
  ])
}

/** `TYFW_BZCLJSFW`: takes what changed, once, while a correction is being waited for; the case then goes on. */
export function takeSupplement(region: Region, handled: HandledCase, read: Package): Answer {
  const { head, records, dataText } = read
  const count = fieldOf(recordsOf(records, MAIN)[0]?.fields ?? [], 'BZCS')
  const known = handled.supplements.get(count)
  const say = (text: string): Answer => ({ kind: 'package', text })
  if (known !== undefined) {
    if (known !== dataText) return say(refusal(head, '-62', region.now()))
    handled.view.duplicates += 1
    return say(acceptance(head, '-61', MAIN, handled.view.partnerCaseNo, region.now()))
  }
  if (handled.feedbacks.at(-1)?.type !== '04') return say(refusal(head, '-64', region.now()))
  const faults = checkSupplement(handled, read)
  if (faults.length > 0) return say(fieldErrors(head, faults, region.now()))
  handled.lists = replaceLists(handled, records)
  handled.form = applyChanges(handled.form, recordsOf(records, CHANGE), handled.matter)
  handled.materials = replaceMaterials(handled.materials, recordsOf(records, '011000'))
  handled.supplements.set(count, dataText)
  handled.view.messages += 1
  handled.view.corrections += 1
  const text = acceptance(head, '10', MAIN, handled.view.partnerCaseNo, region.now())
  const { afterCorrection } = planOf(handled.behaviour, handled.matter)
  return { kind: 'package', text, after: () => sendSteps(region, handled, afterCorrection) }
}
