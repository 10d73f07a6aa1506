import type { ReceivedCase, SimulatorOptions } from '../contract.ts'
import { firstSpoilt, officerOf } from '../spoil.ts'
import type { FileShelf } from './file-shelf.ts'
import { callGateway, codeOf } from './gateway-client.ts'
import { type HandledCase, progressMessage } from './progress.ts'
import type { Body } from './wire.ts'

const ATTEMPTS = 20
/** processed, repeated, no such case (§3.5) */
const SETTLED = new Set(['1000', '1001', '2007'])

export interface Told {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: string
}

function withOfficer(behaviour: string, message: Body): Body {
  const handler = message['Handler'] as Body
  return { ...message, Handler: { ...handler, UserName: officerOf(behaviour, String(handler['UserName'])) } }
}

/** Tells the gateway what happened to cases, again until it takes it, and keeps every message for whoever asks (§3.4). */
export function createProgressPusher(
  setting: Pick<SimulatorOptions, 'gatewayUrl' | 'stepDelayMs'> & {
    readonly now: () => number
    readonly shelf: FileShelf
  },
) {
  const log: Body[] = []
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  async function push(message: Body): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS && !stopped; attempt += 1) {
      const reply = await callGateway(setting.gatewayUrl, '/sh/callback', message, setting.now()).catch(() => null)
      if (SETTLED.has(codeOf(reply))) return codeOf(reply)
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  return {
    log,
    push,
    stop() {
      stopped = true
    },
    async tell({ handled, entry, behaviour }: Told, steps: readonly string[], fileIds: readonly string[] = []) {
      const messages = steps.map((step) =>
        withOfficer(behaviour, progressMessage(handled, step, setting.now(), setting.shelf, fileIds)),
      )
      const spoilt = messages[0]?.['EventSeq'] === 1 ? firstSpoilt(behaviour, setting.now()) : null
      if (messages[0] && spoilt) {
        const tampering = spoilt.isSigned ? { time: spoilt.at } : { signature: `v1=${'0'.repeat(64)}` }
        entry.callbackReplies.push(
          codeOf(await callGateway(setting.gatewayUrl, '/sh/callback', messages[0], setting.now(), tampering)),
        )
      }
      log.push(...messages)
      const late = messages.findIndex(({ EventType }) => EventType === 'STATUS')
      if (behaviour === 'out-of-order' && late >= 0)
        messages.splice(late, 2, ...messages.slice(late, late + 2).reverse())
      for (const message of messages) {
        await pause(setting.stepDelayMs ?? 20)
        entry.callbackReplies.push(await push(message))
        if (behaviour === 'duplicate-callback') entry.callbackReplies.push(await push(message))
        if (message['Status']) entry.status = String(message['Status'])
      }
    },
  }
}

export type ProgressPusher = ReturnType<typeof createProgressPusher>
