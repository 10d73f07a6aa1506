import { describe, expect, it } from 'vitest'
import { type EventFacts, nextEvent } from '../../core/case/event.ts'
import {
  afterStep,
  CUSTODY_STEPS,
  type CustodyStep,
  isClosed,
  PARCEL_STATES,
  type ParcelState,
  parcelsOf,
} from '../../core/custody/parcel.ts'
import type { JsonObject } from '../../core/json.ts'

const STATES = Object.keys(PARCEL_STATES) as ParcelState[]
const STEPS = Object.keys(CUSTODY_STEPS) as CustodyStep[]

function chain(...facts: readonly [type: EventFacts['type'], data: JsonObject][]) {
  let last: ReturnType<typeof nextEvent> | null = null
  return facts.map(([type, data], index) => {
    last = nextEvent('a', last, { type, status: 'COMPLETED', at: index, actor: 'staff:w', data })
    return last
  })
}
const recorded = (step: CustodyStep, data: JsonObject = {}): [EventFacts['type'], JsonObject] => [
  'custody-recorded',
  { parcel: 'HO-WH1-1', step, ...data },
]

describe('the custody of a parcel', () => {
  it('goes from hand to hand, and nowhere from where it was delivered', () => {
    const allowed = STATES.map((state) => [state, STEPS.filter((step) => afterStep(state, step) !== null)])
    expect(Object.fromEntries(allowed)).toEqual({
      packed: ['send', 'deliver'],
      sent: ['receive', 'trouble', 'deliver'],
      received: ['send', 'trouble', 'deliver'],
      trouble: ['send', 'receive'],
      delivered: [],
    })
  })

  it('is read out of the events: what lies in it, every hand, where it is now', () => {
    const items = [{ name: '营业执照正本', copies: 1 }]
    const [parcel] = parcelsOf(
      'WH1',
      chain(
        recorded('pack', { kind: 'materials', items, destination: '长安区综窗', sealNo: 'F-0231' }),
        recorded('send', { to: '中国邮政', carrier: 'EMS', waybillNo: 'EM1' }),
        recorded('receive', { to: '长安区综窗', seal: 'whole' }),
      ),
    )
    expect(parcel).toMatchObject({ no: 'HO-WH1-1', items, sealNo: 'F-0231', to: '长安区综窗', state: 'received' })
    expect(parcel?.hands.map(({ step, waybillNo = '' }) => [step, waybillNo])).toEqual([
      ['pack', ''],
      ['send', 'EM1'],
      ['receive', ''],
    ])
    expect(parcel && isClosed(parcel)).toBe(true)
  })

  it('is closed for materials only where they had to go, and for licences only with the applicant', () => {
    const last = (...facts: readonly ReturnType<typeof recorded>[]) =>
      isClosed(parcelsOf('WH1', chain(...facts)).at(-1)!)
    const begin = (kind: string) => recorded('pack', { kind, items: [{ name: '照', copies: 1 }], destination: '综窗' })
    const send = recorded('send', { to: '中国邮政' })
    const receive = (to: string) => recorded('receive', { to, seal: 'whole' })
    expect(last(begin('materials'), send, receive('中转站'))).toBe(false)
    expect(last(begin('licence'), send, receive('综窗'))).toBe(false)
    expect(last(begin('licence'), send, recorded('deliver', { receipt: { method: '0' } }))).toBe(true)
  })

  it('begins by itself with originals that were posted, and with a result that the region posted', () => {
    const items = [{ name: '营业执照正本', form: '1', copies: 1, pages: 1 }]
    const parcels = parcelsOf(
      'WH1',
      chain(
        ['shipped', { waybillNo: 'EM1', carrier: 'EMS', items }],
        ['progress', { progress: { shipment: { waybillNo: 'EM2', carrier: 'EMS', sentAt: '' } } }],
      ),
    )
    expect(parcels.map(({ no, kind, state, hands }) => [no, kind, state, hands[0]?.waybillNo])).toEqual([
      ['HO-WH1-1', 'materials', 'sent', 'EM1'],
      ['HO-WH1-2', 'licence', 'sent', 'EM2'],
    ])
  })
})
