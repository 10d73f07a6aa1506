import type { ReceivedCase, SimulatorOptions } from '../contract.ts'
import { firstSpoilt, officerOf } from '../spoil.ts'
import type { FileStore } from './file-store.ts'
import { callGateway, codeOf } from './gateway-client.ts'
import { type HandledCase, progressMessage } from './progress.ts'
import type { Form } from './wire.ts'

const ATTEMPTS = 20
/** done, repeated, in that state already, no such number (§3.2, §6.3) */
const SETTLED = new Set(['0000', '0001', '0002', '3004'])

interface Told {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: string
}

interface Setting extends Pick<SimulatorOptions, 'gatewayUrl' | 'stepDelayMs'> {
  readonly now: () => number
  readonly files: FileStore
}

/** Tells the gateway what happened to cases, again until it takes it. */
export function createProgressPusher({ gatewayUrl, stepDelayMs = 20, now, files }: Setting) {
  const last = new Map<string, Form>()
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  async function push(message: Form): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS && !stopped; attempt += 1) {
      const reply = await callGateway(gatewayUrl, 'status', message, now()).catch(() => null)
      if (SETTLED.has(codeOf(reply))) return codeOf(reply)
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  return {
    stop() {
      stopped = true
    },
    lastOf: ({ handled: { exeId: EXE_ID, gzNo: GZ_NO } }: Told): Form => last.get(GZ_NO) ?? { EXE_ID, GZ_NO },
    async tell({ handled, entry, behaviour }: Told, steps: readonly string[]): Promise<void> {
      const messages = steps.map((step) => {
        const form = progressMessage(handled, step, now(), files)
        return { step, form: { ...form, HANDLE_NAME: officerOf(behaviour, form['HANDLE_NAME'] ?? '') } as Form }
      })
      const [first] = messages
      const spoilt = first?.form['EVENT_SEQ'] === '1' ? firstSpoilt(behaviour, now()) : null
      if (first && spoilt) {
        const tampering = spoilt.isSigned ? { time: spoilt.at } : { signature: '0'.repeat(64) }
        entry.callbackReplies.push(codeOf(await callGateway(gatewayUrl, 'status', first.form, now(), tampering)))
      }
      if (behaviour === 'out-of-order') messages.splice(0, 2, ...messages.slice(0, 2).reverse())
      for (const { step, form } of messages) {
        last.set(handled.gzNo, form)
        await pause(stepDelayMs)
        entry.callbackReplies.push(await push(form))
        if (behaviour === 'duplicate-callback') entry.callbackReplies.push(await push(form))
        entry.status = step
      }
    },
    /** A message about a case that nobody sent. */
    async tellOfStranger({ handled, entry }: Told): Promise<void> {
      const stranger = { ...handled, exeId: 'WH999999999999', gzNo: 'GZ2026010199999999', seq: 0 }
      entry.callbackReplies.push(await push(progressMessage(stranger, '1S', now(), files)))
    },
  }
}
