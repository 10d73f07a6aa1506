import type { Behaviour } from '../contract.ts'
import { firstSpoilt } from '../spoil.ts'
import { buildFeedback } from './feedback.ts'
import type { Matter } from './matters.ts'
import { type Feedback, type HandledCase, pause, type Region } from './region.ts'

const MAX_ROUNDS = 20
const RETRY_MS = 50
/** §3.4: what a later try may mend; everything else is final. */
const TRANSIENT = new Set(['', '-99', '-52', '-63', '-65'])

/** The feedback types that follow a registration, and those that follow the supplement (§6.1). */
export function planOf(behaviour: Behaviour, { licence }: Matter): { first: string[]; afterCorrection: string[] } {
  const finish = licence ? ['02', '06', '09', '15', '11'] : ['02', '09', '11']
  const plans: Partial<Record<Behaviour, { first: string[]; afterCorrection: string[] }>> = {
    quiet: { first: [], afterCorrection: ['05', ...finish] },
    correction: { first: ['01', '04'], afterCorrection: ['05', ...finish] },
    refuse: { first: ['01', '03'], afterCorrection: [] },
    deny: { first: ['01', '02', '10', '11'], afterCorrection: [] },
    'unknown-status': { first: ['01', '02', '99'], afterCorrection: [] },
  }
  return plans[behaviour] ?? { first: ['01', ...finish], afterCorrection: [] }
}

async function attempt(
  region: Region,
  handled: HandledCase,
  { records }: Feedback,
  changes: { caseNumber?: string; forged?: boolean; sentAt?: number } = {},
): Promise<string> {
  const { feedbackOperation: operation, category } = handled.matter
  const { caseNumber } = handled
  const reply = await region.gateway.call({
    operation,
    category,
    caseNumber,
    records,
    sentAt: region.now(),
    ...changes,
  })
  return reply.code
}

/** Sends until each has a final answer; one that waits for an earlier number lets the next go first. */
async function deliver(region: Region, handled: HandledCase, feedbacks: readonly Feedback[]): Promise<void> {
  let pending = [...feedbacks]
  for (let round = 1; pending.length > 0 && !region.signal.aborted; round += 1) {
    const left: Feedback[] = []
    for (const [index, feedback] of pending.entries()) {
      const code = await attempt(region, handled, feedback)
      if (!TRANSIENT.has(code)) handled.view.callbackReplies.push(code)
      else left.push(feedback)
      if (TRANSIENT.has(code) && code !== '-65') {
        left.push(...pending.slice(index + 1))
        break
      }
    }
    pending = left
    if (round === MAX_ROUNDS) {
      handled.view.callbackReplies.push(...pending.map(() => 'gave-up'))
      return
    }
    if (pending.length > 0) await pause(region, round * RETRY_MS)
  }
}

function build(region: Region, handled: HandledCase, type: string): Feedback {
  const feedback = buildFeedback(handled, type, region.now())
  handled.feedbacks.push(feedback)
  return feedback
}

async function runSteps(region: Region, handled: HandledCase, types: readonly string[]): Promise<void> {
  const steps = types.map((type) => [type])
  if (handled.behaviour === 'out-of-order') steps.splice(0, 2, steps.slice(0, 2).flat())
  for (const step of steps) {
    await pause(region, region.stepDelayMs)
    if (region.signal.aborted || (handled.withdrawal !== '' && step[0] !== '13')) return
    const feedbacks = step.map((type) => build(region, handled, type))
    const [first] = feedbacks
    const spoilt = first?.number === 1 ? firstSpoilt(handled.behaviour, region.now()) : null
    if (first && spoilt) {
      const changes = { forged: !spoilt.isSigned, sentAt: spoilt.at }
      handled.view.callbackReplies.push(await attempt(region, handled, first, changes))
    }
    await deliver(region, handled, feedbacks.toReversed())
    handled.view.status = step.at(-1) ?? ''
    if (handled.behaviour === 'duplicate-callback') await deliver(region, handled, feedbacks)
  }
  if (handled.behaviour !== 'unknown-case') return
  const [stray] = handled.feedbacks
  const number = handled.caseNumber.slice(0, 18)
  if (stray) handled.view.callbackReplies.push(await attempt(region, handled, stray, { caseNumber: `${number}999999` }))
}

function enqueue(handled: HandledCase, work: () => Promise<void>): void {
  handled.sending = handled.sending.then(work)
}

/** Sends further feedback of a case, one after the other, after what is being sent already. */
export function sendSteps(region: Region, handled: HandledCase, types: readonly string[]): void {
  enqueue(handled, () => runSteps(region, handled, types))
}

/** §6.2.7: sends again what the initiator has not got. */
export function sendAgain(region: Region, handled: HandledCase, after: number): void {
  enqueue(handled, () =>
    deliver(
      region,
      handled,
      handled.feedbacks.filter(({ number }) => number > after),
    ),
  )
}

/** Sends the first feedback before the application is answered: once now, and until it is taken afterwards. */
export async function sendFirst(region: Region, handled: HandledCase, type: string): Promise<void> {
  const feedback = build(region, handled, type)
  const code = await attempt(region, handled, feedback)
  handled.view.status = type
  if (TRANSIENT.has(code)) enqueue(handled, () => deliver(region, handled, [feedback]))
  else handled.view.callbackReplies.push(code)
}
