import type { MatterCode, PushVariant } from '../contract.ts'
import { dayText } from './china-time.ts'
import type { Reply } from './gateway-client.ts'
import { MATTERS, type Matter } from './matters.ts'
import type { Fields, PackageRecord } from './package.ts'
import type { OwnCase, Region } from './region.ts'
import { sampleForm, sampleLists, sampleMaterials } from './sample-cases.ts'
import { SAMPLES, type Sample } from './samples.ts'

const HOUR_MS = 3_600_000
const OWN_DIVISION = '420106'

function withValue(form: Fields, name: string, value: string): Fields {
  return form.map(([key, old]) => [key, key === name ? value : old])
}

function keep(
  region: Region,
  caseNumber: string,
  number: string,
  matter: Matter,
  sample: Sample,
  form: Fields,
): OwnCase {
  const own: OwnCase = {
    caseNumber,
    matter,
    view: { partnerCaseNo: number, gatewayCaseNo: '', status: '', events: [], faults: [] },
    form,
    lists: sampleLists(sample, region.now()),
    materials: sampleMaterials(sample),
    feedbacks: new Map(),
    lastTime: '',
    corrections: 0,
    isAccepted: false,
  }
  region.own.set(caseNumber, own)
  return own
}

function send(
  region: Region,
  own: OwnCase,
  variant: PushVariant,
  form = own.form,
  sentAt = region.now(),
): Promise<Reply> {
  const { matter, caseNumber, lists, materials } = own
  const main: PackageRecord = { no: '1', sid: matter.applySid, fields: form }
  return region.gateway.call({
    operation: matter.applyOperation,
    category: matter.category,
    caseNumber,
    records: [main, ...lists, ...materials],
    sentAt,
    forged: variant === 'bad-signature',
  })
}

/** Pushes a sample case to the gateway: once as it is or spoilt, or a second time the same or another under its number. */
export async function pushCase(
  region: Region,
  matterCode: MatterCode,
  variant: PushVariant = 'ok',
): Promise<{ partnerCaseNo: string; reply: Reply }> {
  const matter = MATTERS.find(({ code }) => code === matterCode)
  const sample = SAMPLES[matterCode]
  if (!matter || !sample) throw new Error(`模拟湖北不报送事项 ${matterCode}`)
  const now = region.now()
  const day = dayText(now)
  const serial = String(region.nextNumber()).padStart(6, '0')
  const number = `${OWN_DIVISION}${day}${serial}`
  const right = sampleForm(matter, sample, number, now)
  const form = variant === 'bad-id' ? withValue(right, matter.spoilt, '420106190002030012') : right
  const own = keep(region, `${OWN_DIVISION}${matter.category}${day}${serial}`, number, matter, sample, form)
  const sentAt = variant === 'stale' ? now - HOUR_MS : now
  const first = await send(region, own, variant, form, sentAt)
  if ('number' in first) own.view.gatewayCaseNo = first.number
  const reply = await sendSecond(region, own, variant, sentAt)
  return { partnerCaseNo: number, reply: reply ?? first }
}

async function sendSecond(region: Region, own: OwnCase, variant: PushVariant, sentAt: number): Promise<Reply | null> {
  if (variant === 'duplicate') return send(region, own, variant)
  if (variant === 'replayed') return send(region, own, variant, own.form, sentAt)
  if (variant === 'conflict') return send(region, own, variant, withValue(own.form, 'SLDW_LXDH', '027-88000009'))
  return null
}
