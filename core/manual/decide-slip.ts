import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { takeMessage } from '../receiving/take-message.ts'
import { KeyTaken } from '../store/driver.ts'
import type { Staff } from '../store/people.ts'
import { insertSlipDecision, noteSlipOutcome } from '../store/slips.ts'
import { readSlip, requireSlipCase } from './enter-slip.ts'
import type { Slip, SlipDecision } from './slip.ts'

/** What the second person read in the slip, typed once more. */
export interface SlipReading {
  readonly status: string
  readonly partnerNo: string
  readonly check: string
}

/** The slip with that id; throws where there is none. */
export async function requireSlip(gateway: Pick<Gateway, 'store'>, id: string): Promise<Slip> {
  const slip = await gateway.store.slips.byId(id)
  if (!slip) throw new GatewayError('not-found', '没有这张回告单')
  return slip
}

/**
 * Takes a slip as the region's word, once another person than the one who copied it has read the same in it: it goes through receiving like any message.
 * Where somebody confirmed it and it was not taken after all (the process ended in between), confirming it again takes it.
 */
export async function confirmSlip(
  gateway: Gateway,
  id: string,
  reading: SlipReading,
  by: Pick<Staff, 'id' | 'name'>,
): Promise<{ slip: Slip; decision: SlipDecision }> {
  const slip = await requireSlip(gateway, id)
  requireOther(slip, by)
  const known = await gateway.store.slips.decisionOf(id)
  if (known && !(known.confirmed && known.outcome === '')) throw decided(known)
  requireSame(slip, reading)
  const { value, region } = await requireSlipCase(gateway, slip.caseNo)
  const read = await readSlip(gateway, region, value, slip)
  if ('faults' in read) throw new GatewayError('slip-invalid', read.faults[0]?.message, read.faults)
  const decision = known ?? (await decide(gateway, slip, { confirmed: true, reason: '' }, by))
  const { outcome } = await takeMessage(gateway, region, read.message)
  if (outcome === 'busy') throw new GatewayError('busy')
  await gateway.store.commit([noteSlipOutcome(id, outcome)])
  return { slip, decision: { ...decision, outcome } }
}

/** Sends a slip back to whoever copied it, for a reason. */
export async function refuseSlip(
  gateway: Gateway,
  id: string,
  reason: string,
  by: Pick<Staff, 'id' | 'name'>,
): Promise<{ slip: Slip; decision: SlipDecision }> {
  const slip = await requireSlip(gateway, id)
  requireOther(slip, by)
  const known = await gateway.store.slips.decisionOf(id)
  if (known) throw decided(known)
  return { slip, decision: await decide(gateway, slip, { confirmed: false, reason }, by) }
}

function requireOther({ enteredBy }: Slip, { id }: Pick<Staff, 'id'>): void {
  if (enteredBy === id) throw new GatewayError('slip-own')
}

function requireSame(slip: Slip, reading: SlipReading): void {
  const differing = (['status', 'partnerNo', 'check'] as const).filter(
    (name) => slip[name].trim().toUpperCase() !== reading[name].trim().toUpperCase(),
  )
  if (differing.length === 0) return
  const faults = differing.map((path) => ({
    path,
    code: 'conflict',
    message: '复核所见与录入的不一致',
    fix: '请对照回告单;录入有误的退回重录',
  }))
  throw new GatewayError('slip-differs', faults[0]?.message, faults)
}

async function decide(
  { store, clock }: Gateway,
  { id }: Slip,
  what: Pick<SlipDecision, 'confirmed' | 'reason'>,
  by: Pick<Staff, 'id' | 'name'>,
): Promise<SlipDecision> {
  const decision = { ...what, slipId: id, at: clock.now(), by: by.id, byName: by.name, outcome: '' }
  try {
    await store.commit(insertSlipDecision(decision))
  } catch (error) {
    if (!(error instanceof KeyTaken)) throw error
    throw decided(await store.slips.decisionOf(id))
  }
  return decision
}

function decided(known: SlipDecision | null): GatewayError {
  const what = known?.confirmed ? '复核入库' : '退回'
  return new GatewayError('state-conflict', `这张回告单已由 ${known?.byName ?? '别人'} ${what}`)
}
