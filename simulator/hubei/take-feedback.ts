import { createHash } from 'node:crypto'
import { answerCorrection } from './answer-correction.ts'
import { recordsOf } from './check-application.ts'
import { checkFeedback, licenceFile } from './check-feedback.ts'
import { mayFollow } from './feedback-order.ts'
import type { Matter } from './matters.ts'
import { type Fields, fieldOf, type Package } from './package.ts'
import type { Answer, OwnCase, Region } from './region.ts'
import { acceptance, fieldErrors, refusal } from './replies.ts'

/** The code that the place of a feedback in the sequence earns by itself; null where it is the next one (§6.2.1). */
function placeCode(own: OwnCase, number: number, dataText: string): '-61' | '-62' | '-65' | null {
  const known = own.feedbacks.get(number)
  if (known !== undefined) return known === dataText ? '-61' : '-62'
  return number > own.feedbacks.size + 1 ? '-65' : null
}

function keepLicence(own: OwnCase, { records }: Package): void {
  const found = licenceFile(records)
  if (!found) return
  const bytes = Buffer.from(fieldOf(found.file.fields, 'CLNR'), 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  own.view.licence = { no: fieldOf(found.licence.fields, 'ZZBH'), sha256, bytes: bytes.length }
}

function keep(own: OwnCase, main: Fields, read: Package): void {
  const [seq, status] = [Number(fieldOf(main, 'FKXH')), fieldOf(main, 'FKLXDM')]
  own.feedbacks.set(seq, read.dataText)
  own.lastTime = fieldOf(main, 'FKSJ')
  own.view.events.push({ seq, status })
  own.view.status = status
  if (status === '02') own.isAccepted = true
  keepLicence(own, read)
}

/** Takes a feedback of the gateway on a case that we pushed; whatever breaks the document is noted at the case and refused as §5.2 says. */
export function takeFeedback(region: Region, read: Package, matter: Matter): Answer {
  const { head, records, dataText } = read
  const say = (text: string): Answer => ({ kind: 'package', text })
  const own = region.own.get(fieldOf(head, 'YWXTBH'))
  if (!own) return say(refusal(head, '-63', region.now()))
  const main = recordsOf(records, own.matter.feedbackSid)[0]?.fields ?? []
  const [seq, type] = [fieldOf(main, 'FKXH'), fieldOf(main, 'FKLXDM')]
  const note = (message: string) => void own.view.faults.push(`反馈 ${seq}(${type}):${message}`)
  const refuse = (code: string, message: string) => {
    note(`${code} ${message}`)
    return say(refusal(head, code, region.now()))
  }
  if (own.matter !== matter) return refuse('-72', '反馈操作与事项不符')
  const place = placeCode(own, Number(seq), dataText)
  if (place === '-61') return say(acceptance(head, '-61', matter.feedbackSid, own.view.partnerCaseNo, region.now()))
  if (place === '-62') return refuse(place, '同一序号内容不同')
  if (place === '-65') return refuse(place, `此前只到 ${own.feedbacks.size}`)
  const faults = checkFeedback(own, read)
  for (const { sid, no, errors } of faults)
    for (const { field, code, message } of errors) note(`${sid}[${no}].${field} ${code} ${message}`)
  if (faults.length > 0) return say(fieldErrors(head, faults, region.now()))
  if (!mayFollow(own, type)) return refuse('-64', `不能接在 ${own.view.status || '申请'} 之后`)
  keep(own, main, read)
  const text = acceptance(head, '10', matter.feedbackSid, own.view.partnerCaseNo, region.now())
  if (type !== '04') return say(text)
  return { kind: 'package', text, after: () => void answerCorrection(region, own, records) }
}
