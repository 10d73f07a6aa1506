import type { SimulatorOptions } from '../contract.ts'
import { firstSpoilt } from '../spoil.ts'
import { callGateway, type Reply, statusOf } from './gateway-client.ts'
import { type Step, stageOf, type Told } from './progress.ts'
import type { Registered } from './registered.ts'
import { writeStage } from './stage.ts'

const ATTEMPTS = 20

interface Setting extends Pick<SimulatorOptions, 'gatewayUrl' | 'stepDelayMs'> {
  readonly now: () => number
}

interface Message extends Told {
  readonly step: Step
  readonly no: number
}

/** Taken, had before, or nothing that a repetition could change; all else goes again (§3.1). */
function isSettled(reply: Reply): boolean {
  return reply.inner !== null && statusOf(reply) !== '301'
}

/** Tells the gateway what happened to cases, each message after the one before was taken, again until it is. */
export function createProgressPusher({ gatewayUrl, stepDelayMs = 20, now }: Setting) {
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  const textOf = ({ entry, application }: Registered, { no, sections }: Message, caseNo = entry.caseNo) =>
    writeStage({ caseNo, matterCode: application.matterCode, no }, sections)

  async function push(operation: string, text: string): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS && !stopped; attempt += 1) {
      const reply = await callGateway(gatewayUrl, operation, text, now()).catch(() => null)
      if (reply && isSettled(reply)) return statusOf(reply)
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  function messagesOf(registered: Registered, steps: readonly Step[]): Message[] {
    return steps.map((step) => {
      registered.told += 1
      return { ...stageOf(registered, step, now()), step, no: registered.told }
    })
  }

  return {
    stop() {
      stopped = true
    },
    async tell(registered: Registered, steps: readonly Step[]): Promise<void> {
      const { entry, behaviour } = registered
      const messages = messagesOf(registered, steps)
      const [first, second] = messages
      // the second is told once ahead of the first, which it has to wait for
      if (behaviour === 'out-of-order' && first?.no === 1 && second)
        entry.callbackReplies.push(
          await callGateway(gatewayUrl, second.operation, textOf(registered, second), now()).then(statusOf, () => ''),
        )
      const spoilt = first?.no === 1 ? firstSpoilt(behaviour, now()) : null
      if (first && spoilt) {
        const tampering = spoilt.isSigned ? { timestamp: spoilt.at } : { signature: '0'.repeat(64) }
        const reply = await callGateway(gatewayUrl, first.operation, textOf(registered, first), now(), tampering)
        entry.callbackReplies.push(statusOf(reply))
      }
      for (const message of messages) {
        await pause(stepDelayMs)
        entry.callbackReplies.push(await push(message.operation, textOf(registered, message)))
        if (behaviour === 'duplicate-callback')
          entry.callbackReplies.push(await push(message.operation, textOf(registered, message)))
        entry.status = message.step
      }
    },
    /** A message about a case that nobody sent. */
    async tellOfStranger(registered: Registered): Promise<void> {
      const [message] = messagesOf({ ...registered, told: 0 }, ['SHOULI 4'])
      if (message)
        registered.entry.callbackReplies.push(
          await push(message.operation, textOf(registered, message, 'WH999999999999')),
        )
    },
  }
}
