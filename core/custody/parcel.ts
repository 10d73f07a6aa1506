import type { CaseEvent } from '../case/event.ts'
import { isObject, type JsonObject } from '../json.ts'

/** What may be done with a parcel, in the words of people. */
export const CUSTODY_STEPS = {
  pack: '封装',
  send: '交出',
  receive: '接收',
  trouble: '异常',
  deliver: '送达',
} as const
export type CustodyStep = keyof typeof CUSTODY_STEPS

/** Where a parcel is, in the words of people. */
export const PARCEL_STATES = {
  packed: '已封装',
  sent: '在途',
  received: '已接收',
  trouble: '有异常',
  delivered: '已送达',
} as const
export type ParcelState = keyof typeof PARCEL_STATES

/** Which step may follow where; what has been delivered stays so. */
const NEXT: Readonly<Record<ParcelState, Readonly<Partial<Record<CustodyStep, ParcelState>>>>> = {
  packed: { send: 'sent', deliver: 'delivered' },
  sent: { receive: 'received', trouble: 'trouble', deliver: 'delivered' },
  received: { send: 'sent', deliver: 'delivered', trouble: 'trouble' },
  trouble: { send: 'sent', receive: 'received' },
  delivered: {},
}

/** The state after a step, or null where the step may not follow. */
export function afterStep(state: ParcelState, step: CustodyStep): ParcelState | null {
  return NEXT[state][step] ?? null
}

/** What lies in a parcel. */
export interface ParcelItem {
  readonly name: string
  /** CT_MATERIAL_FORM of a material */
  readonly form?: string
  /** number of a licence */
  readonly no?: string
  readonly copies: number
  readonly pages?: number
  readonly note?: string
}

/** One hand that a parcel went through: who gave it to whom, how. */
export interface Hand {
  readonly step: CustodyStep
  /** ms */
  readonly at: number
  /** who recorded it: as an event's actor */
  readonly actor: string
  readonly from?: string
  readonly to?: string
  readonly carrier?: string
  readonly waybillNo?: string
  readonly seal?: 'whole' | 'broken'
  readonly note?: string
  /** how the receiver proved who they are (CT_VERIFY), who took it in their place, or why it was refused before whom */
  readonly receipt?: {
    readonly method: string
    readonly verify?: string
    readonly proxy?: string
    readonly relation?: string
    readonly refused?: string
    readonly witness?: string
  }
}

/** Originals or licences that travel together, with every hand they went through. */
export interface Parcel {
  readonly no: string
  readonly kind: 'materials' | 'licence'
  readonly items: readonly ParcelItem[]
  readonly sealNo: string
  /** where it has to come to in the end */
  readonly to: string
  readonly state: ParcelState
  readonly hands: readonly Hand[]
}

/** The parcels of a case out of its events: those recorded by hand, originals that were posted, and results that the region posted. */
export function parcelsOf(caseNo: string, events: readonly CaseEvent[]): Parcel[] {
  const parcels: Parcel[] = []
  const numbered = () => `HO-${caseNo}-${parcels.length + 1}`
  for (const event of events) {
    const { type, data, at, actor } = event
    if (type === 'custody-recorded') take(parcels, numbered(), event)
    if (type === 'shipped') {
      const hand: Hand = { step: 'send', at, actor, ...waybillIn(data) }
      parcels.push({
        ...posted(numbered(), hand),
        kind: 'materials',
        items: (data['items'] ?? []) as unknown as ParcelItem[],
      })
    }
    const shipment = shipmentIn(data)
    if ((type === 'progress' || type === 'papers' || type === 'handled') && shipment) {
      const hand: Hand = { step: 'send', at, actor, ...waybillIn(shipment) }
      parcels.push({ ...posted(numbered(), hand), kind: 'licence', items: [] })
    }
  }
  return parcels
}

/** Whether a parcel has come to its end: a licence with the applicant, materials where they had to go. */
export function isClosed({ kind, state, hands, to }: Parcel): boolean {
  if (state === 'delivered') return true
  return kind === 'materials' && state === 'received' && (to === '' || hands.at(-1)?.to === to)
}

function posted(no: string, hand: Hand) {
  return { no, sealNo: '', to: '', state: 'sent', hands: [hand] } as const
}

function shipmentIn(data: JsonObject): JsonObject | null {
  const progress = isObject(data['progress']) ? data['progress'] : data
  return isObject(progress['shipment']) ? progress['shipment'] : null
}

function waybillIn(data: JsonObject): Pick<Hand, 'carrier' | 'waybillNo'> {
  return { carrier: String(data['carrier'] ?? ''), waybillNo: String(data['waybillNo'] ?? '') }
}

function take(parcels: Parcel[], no: string, { data, at, actor }: CaseEvent): void {
  const { parcel: named, kind, items, sealNo, destination, ...hand } = data as unknown as RecordedStep
  const next: Hand = { ...hand, at, actor }
  const index = parcels.findIndex((parcel) => parcel.no === named)
  const known = parcels[index]
  if (!known) {
    parcels.push({
      no,
      kind: kind ?? 'materials',
      items: items ?? [],
      sealNo: sealNo ?? '',
      to: destination ?? '',
      state: 'packed',
      hands: [next],
    })
    return
  }
  parcels[index] = { ...known, state: afterStep(known.state, next.step) ?? known.state, hands: [...known.hands, next] }
}

/** What is recorded of a step; those that begin a parcel say what lies in it and where it goes. */
export interface RecordedStep extends Omit<Hand, 'at' | 'actor'> {
  /** number of a parcel that is under way; of a new one its own */
  readonly parcel: string
  readonly kind?: Parcel['kind']
  readonly items?: readonly ParcelItem[]
  readonly sealNo?: string
  readonly destination?: string
}
