import { recordsOf } from './check-application.ts'
import { timeText } from './china-time.ts'
import { fieldOf, type PackageRecord } from './package.ts'
import { type OwnCase, pause, type Region } from './region.ts'
import { correctedValue } from './sample-cases.ts'

const numbered = (records: readonly PackageRecord[]): PackageRecord[] =>
  records.map((record, index) => ({ ...record, no: String(index + 1) }))

const isFailed = ({ fields }: PackageRecord): boolean => fieldOf(fields, 'JGDM') === '2'

/** Only what the notice found wanting: each field with its new value, each class of material with its own numbers (§6.2.3). */
function supplementRecords(own: OwnCase, notice: readonly PackageRecord[], now: number): PackageRecord[] {
  const main: PackageRecord = {
    no: '1',
    sid: '010014',
    fields: Object.entries({
      YWLSH: own.view.gatewayCaseNo,
      BZCS: String(own.corrections),
      BZSJ: timeText(now),
      SM: '已按告知补正',
    }),
  }
  const changes = recordsOf(notice, '010007')
    .filter(isFailed)
    .map(({ fields }): PackageRecord => {
      const field = fieldOf(fields, 'ZDM')
      const change = { JLSID: own.matter.applySid, JLNO: '1', ZDM: field, XZ: correctedValue(own.form, field) }
      return { no: '', sid: '010015', fields: Object.entries(change) }
    })
  const wanted = new Set(
    recordsOf(notice, '010008')
      .filter(isFailed)
      .map(({ fields }) => fieldOf(fields, 'CLLBDM')),
  )
  const materials = own.materials.filter(({ fields }) => wanted.has(fieldOf(fields, 'CLLBDM')))
  return [main, ...numbered(changes), ...numbered(materials)]
}

/** Sends the supplement that a correction notice asks for; what the gateway answers other than 10 or -61 is noted. */
export async function answerCorrection(region: Region, own: OwnCase, notice: readonly PackageRecord[]): Promise<void> {
  own.corrections += 1
  await pause(region, region.stepDelayMs)
  if (region.signal.aborted) return
  const sentAt = region.now()
  const reply = await region.gateway.call({
    operation: 'TYFW_BZCLJSFW',
    category: own.matter.category,
    caseNumber: own.caseNumber,
    records: supplementRecords(own, notice, sentAt),
    sentAt,
  })
  if (reply.code === '10' || reply.code === '-61') return
  own.view.faults.push(`补正 ${own.corrections}:应答 ${reply.code || ('failure' in reply ? reply.failure : '')}`)
}
