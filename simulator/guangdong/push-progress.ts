import type { SimulatorOptions } from '../contract.ts'
import { firstSpoilt } from '../spoil.ts'
import type { ExInfo } from './ex-info.ts'
import { callGateway, isLater, outcomeOf } from './gateway-client.ts'
import { type Step, stepOf } from './progress.ts'
import type { Registered } from './registered.ts'

const ATTEMPTS = 20

interface Setting extends Pick<SimulatorOptions, 'gatewayUrl' | 'stepDelayMs'> {
  readonly now: () => number
}

/** Tells the gateway what happened to cases, each step after the one before was taken, again until it is. */
export function createProgressPusher({ gatewayUrl, stepDelayMs = 20, now }: Setting) {
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  async function push(info: ExInfo): Promise<string> {
    for (let attempt = 1; attempt <= ATTEMPTS && !stopped; attempt += 1) {
      const reply = await callGateway(gatewayUrl, info, now()).catch(() => null)
      if (reply && !isLater(reply)) return outcomeOf(reply)
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  return {
    stop() {
      stopped = true
    },
    async tell(registered: Registered, steps: readonly Step[]): Promise<void> {
      const { entry, behaviour } = registered
      const messages = steps.map((step) => ({ step, info: stepOf(registered, step, now()) }))
      const [first] = messages
      const spoilt = first && registered.told.length === messages.length ? firstSpoilt(behaviour, now()) : null
      if (first && spoilt) {
        const tampering = spoilt.isSigned ? { at: spoilt.at } : { key: 'wrong' }
        entry.callbackReplies.push(outcomeOf(await callGateway(gatewayUrl, first.info, now(), tampering)))
      }
      if (behaviour === 'out-of-order') messages.splice(0, 2, ...messages.slice(0, 2).reverse())
      for (const { step, info } of messages) {
        await pause(stepDelayMs)
        entry.callbackReplies.push(await push(info))
        if (behaviour === 'duplicate-callback') entry.callbackReplies.push(await push(info))
        entry.status = step
      }
    },
    /** A step of a case that nobody sent. */
    async tellOfStranger(registered: Registered): Promise<void> {
      const entry = { ...registered.entry, caseNo: 'WH999999999999', partnerCaseNo: 'GD999999' }
      const fields = [...registered.application.fields.filter(([name]) => name !== 'SBLSH_SHORT')]
      const application = {
        ...registered.application,
        fields: [...fields, ['SBLSH_SHORT', '51010720260101999999'] as const],
      }
      registered.entry.callbackReplies.push(
        await push(stepOf({ ...registered, entry, application, told: [] }, 'WSYSL 1', now())),
      )
    },
    /** §3.6: all steps once more as they were told. */
    async repeat({ told, entry }: Registered): Promise<void> {
      for (const info of [...told]) entry.callbackReplies.push(await push(info))
    },
  }
}
