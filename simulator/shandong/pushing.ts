import { beijingTime } from '../beijing-time.ts'
import type { PushedCase, PushVariant } from '../contract.ts'
import type { Course } from './check-progress.ts'
import { callGateway, type Reply, statusOf, type Tampering } from './gateway-client.ts'
import { materialsOf, type Sample } from './sample-records.ts'
import { applicationOf, rowsOf } from './samples.ts'
import { type Content, writeStage } from './stage.ts'

/** A case of the region's own. */
export interface Collected {
  readonly sample: Sample
  readonly entry: PushedCase
  readonly course: Course
  /** XH of the last message that was sent and taken, and of the last that came */
  sent: number
  told: number
}

type Pairs = Exclude<Content, string>
const NONCE = 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44'

/** Sends cases to the gateway, and what it asks for. */
export function createPushing(gatewayUrl: string, now: () => number) {
  const call = (
    operation: string,
    { caseNo, matterCode }: Sample,
    no: number,
    sections: Pairs,
    tampering?: Tampering,
  ) => callGateway(gatewayUrl, operation, writeStage({ caseNo, matterCode, no }, sections), now(), tampering)

  /** The next message about a case; a fault where the gateway does not take it. */
  async function next(collected: Collected, operation: string, sections: Pairs): Promise<void> {
    const reply = await call(operation, collected.sample, collected.sent + 1, sections)
    if (statusOf(reply) === '200') collected.sent += 1
    else collected.entry.faults.push(`${operation} 没有收下:${JSON.stringify(reply).slice(0, 300)}`)
  }

  return {
    /** The application, spoilt as the variant says, then the materials. */
    async submit(collected: Collected, variant: PushVariant): Promise<Reply> {
      const { sample, entry } = collected
      const at = now()
      const apply = (tampering?: Tampering, mobile?: string) =>
        call('receiveOnlineApply', sample, 1, applicationOf(sample, at, mobile), tampering)
      if (variant === 'bad-signature') return apply({ signature: '0'.repeat(64) })
      if (variant === 'stale') return apply({ timestamp: at - 3_600_000 })
      if (variant === 'replayed') {
        await apply({ nonce: NONCE })
        return apply({ nonce: NONCE })
      }
      const reply = await apply()
      entry.gatewayCaseNo = reply.inner?.YWLSH ?? ''
      if (statusOf(reply) !== '200') return reply
      collected.sent = 1
      if (variant === 'duplicate') return apply()
      if (variant === 'conflict') return apply(undefined, '13900000000')
      await next(collected, 'receiveApplyMaterial', materialsOf(sample, 1, at))
      return reply
    },
    /** §9.3: the materials first, then the answer with the changed lines alone; `asked` reads the notice. */
    async correct(collected: Collected, asked: (name: string) => string): Promise<void> {
      const { sample } = collected
      const named = asked('BZCLQD').split(';').filter(Boolean)
      const lines = asked('BZZDQD').split(';').filter(Boolean)
      const values = Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', '已补充说明']))
      const numbers = asked('BQBZCLBM').split(',')
      if (named.length > 0) await next(collected, 'receiveApplyMaterial', materialsOf(sample, 2, now(), numbers))
      const section: Content = [
        ['PROJECT_CODE', asked('PROJECT_CODE')],
        ['BZSLBLRXM', '历下窗口二号'],
        ['BZCLQD', named.map((one) => `${one.split(':').slice(0, 2).join(':')};`).join('') || '无'],
        ['BZSJ', beijingTime(now())],
        ['VERSION', '2'],
        ['XZQHDM', '510107000000'],
        ['XML_DATA', rowsOf(values)],
      ]
      await next(collected, 'receiveCorrectResult', [['SPBUZHENGSHOULI', section]])
    },
  }
}
