import type { ReceivedCase, SimulatorOptions } from '../contract.ts'
import { firstSpoilt, officerOf } from '../spoil.ts'
import type { FileStore } from './file-store.ts'
import { codeOf, postJson } from './gateway-client.ts'
import { eventOf, type HandledCase, statusOf } from './progress.ts'
import { type Body, newId } from './wire.ts'

const ATTEMPTS = 20
/** done, taken before, no such case (§6.3) */
const SETTLED = new Set(['0000', '0002', '3001'])

interface Told {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: string
}

interface Setting extends Pick<SimulatorOptions, 'gatewayUrl' | 'stepDelayMs'> {
  readonly now: () => number
  readonly files: FileStore
}

/** Tells the gateway what happened to cases, again until it takes it, and keeps every event for whoever asks (§3.3 O6). */
export function createProgressPusher({ gatewayUrl, stepDelayMs = 20, now, files }: Setting) {
  const log: Body[] = []
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  async function push(event: Body): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS && !stopped; attempt += 1) {
      const reply = await postJson(gatewayUrl, 'event', event, now()).catch(() => null)
      if (SETTLED.has(codeOf(reply))) return codeOf(reply)
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  return {
    stop() {
      stopped = true
    },
    eventsOf: (applyNo: string) => log.filter(({ apply_no }) => apply_no === applyNo).slice(-50),
    async tell({ handled, entry, behaviour }: Told, steps: readonly string[]): Promise<void> {
      const events = steps.map((step) => {
        const event = eventOf(handled, step, now(), files)
        return {
          step,
          event: { ...event, operator_name: officerOf(behaviour, String(event['operator_name'])) } as Body,
        }
      })
      const [first] = events
      const spoilt = first?.event['event_seq'] === 1 ? firstSpoilt(behaviour, now()) : null
      if (first && spoilt) {
        const tampering = spoilt.isSigned ? { time: spoilt.at } : { signature: '0'.repeat(32) }
        entry.callbackReplies.push(codeOf(await postJson(gatewayUrl, 'event', first.event, now(), tampering)))
      }
      log.push(...events.map(({ event }) => event))
      if (behaviour === 'out-of-order') events.splice(0, 2, ...events.slice(0, 2).reverse())
      for (const { step, event } of events) {
        await pause(stepDelayMs)
        entry.status = statusOf(step)
        entry.callbackReplies.push(await push(event))
        if (behaviour === 'duplicate-callback') entry.callbackReplies.push(await push(event))
      }
    },
    /** An event about a case that nobody sent. */
    async tellOfStranger({ handled, entry }: Told): Promise<void> {
      const stranger = { event_id: newId(), form_business_code: 'WH999999999999', apply_no: '330106312601010000000' }
      entry.callbackReplies.push(await push({ ...eventOf({ ...handled, seq: 0 }, 'SIGN', now(), files), ...stranger }))
    },
  }
}
