import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { mayMove } from '../case/moves.ts'
import type { Fault } from '../fault.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import {
  afterStep,
  CUSTODY_STEPS,
  type Hand,
  PARCEL_STATES,
  type Parcel,
  type ParcelItem,
  parcelsOf,
} from './parcel.ts'

/** What somebody says of a parcel; `pack` begins a new one, every other step names the parcel it is about. */
export interface CustodyRequest extends Omit<Hand, 'at' | 'actor'> {
  readonly parcel?: string | undefined
  readonly kind?: Parcel['kind'] | undefined
  readonly items?: readonly ParcelItem[] | undefined
  readonly sealNo?: string | undefined
  readonly destination?: string | undefined
}

/** Records a step in the custody of a case's originals or licences; throws where the parcel does not allow it or the step says too little. */
export async function recordCustody(
  gateway: Gateway,
  no: string,
  request: CustodyRequest,
  actor: string,
): Promise<{ value: Case; parcel: Parcel }> {
  const { value, answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (found) => {
      if (found.status === 'DRAFT') throw new GatewayError('state-conflict', `办件 ${no} 还没有收件,没有可交接的`)
      const events = await gateway.store.cases.events(found.id)
      const parcels = parcelsOf(no, events)
      const faults = faultsOf(request)
      if (faults.length > 0) throw new GatewayError('step-invalid', `交接登记有 ${faults.length} 处问题`, faults)
      const parcel = request.step === 'pack' ? `HO-${no}-${parcels.length + 1}` : requireParcel(parcels, request)
      const data = JSON.parse(JSON.stringify({ ...request, parcel })) as JsonObject
      const wasDone = events.some(({ status }) => status === 'COMPLETED')
      const handedOver = request.step === 'deliver' && request.receipt?.refused === undefined
      const status =
        handedOver && wasDone && mayMove(found.status, 'DELIVERED_RESULT') ? 'DELIVERED_RESULT' : found.status
      const event: EventFacts = { type: 'custody-recorded', status, at: gateway.clock.now(), actor, data }
      return { events: [event], value: { ...found, status }, statements: [], answer: parcel }
    },
  )
  const parcels = parcelsOf(no, await gateway.store.cases.events(value.id))
  return { value, parcel: parcels.find((one) => one.no === answer) as Parcel }
}

function requireParcel(parcels: readonly Parcel[], { parcel, step }: CustodyRequest): string {
  const found = parcels.find((one) => one.no === parcel)
  if (!found) throw new GatewayError('not-found', `没有编号为 ${parcel ?? ''} 的交接单`)
  if (afterStep(found.state, step) === null)
    throw new GatewayError(
      'state-conflict',
      `交接单 ${found.no} 现在是“${PARCEL_STATES[found.state]}”,不能登记“${CUSTODY_STEPS[step]}”`,
    )
  return found.no
}

/** What each step has to say. */
function faultsOf(request: CustodyRequest): Fault[] {
  const faults: Fault[] = []
  const need = (path: string, missing: boolean, message: string, fix: string) => {
    if (missing) faults.push({ path, code: 'required', message, fix })
  }
  const { step, items = [], to = '', note = '', receipt } = request
  need('items', step === 'pack' && items.length === 0, '没有写交接的是什么', '请逐项写名称、份数')
  need(
    'destination',
    step === 'pack' && (request.destination ?? '') === '',
    '没有写最后交到哪里',
    '请写接收单位,交申请人的写“申请人”',
  )
  need('to', (step === 'send' || step === 'receive') && to === '', '没有写交给谁', '请写接收的单位或人')
  need(
    'waybillNo',
    step === 'send' && (request.carrier ?? '') !== '' && (request.waybillNo ?? '') === '',
    '交寄递的没有运单号',
    '请填运单号',
  )
  need('seal', step === 'receive' && request.seal === undefined, '没有写封条是否完好', '请核对封条后登记')
  need('note', step === 'trouble' && note === '', '没有写是什么异常', '请写明遗失、破损、少件等情形')
  need('receipt', step === 'deliver' && receipt === undefined, '没有写怎样送达', '请写送达方式与证件核验')
  need(
    'receipt.relation',
    (receipt?.proxy ?? '') !== '' && (receipt?.relation ?? '') === '',
    '代收的没有写与申请人的关系',
    '请写关系',
  )
  need(
    'receipt.witness',
    (receipt?.refused ?? '') !== '' && (receipt?.witness ?? '') === '',
    '拒收的没有见证人',
    '请写见证人',
  )
  return faults
}
