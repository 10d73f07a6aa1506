import type { PushedCase, PushVariant } from '../contract.ts'
import { readXml } from '../xml-reader.ts'
import type { Course } from './check-step.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { callGateway, outcomeOf, type Reply, type Tampering } from './gateway-client.ts'
import { applicationOf, materialsOf, type Sample, type Turn } from './samples.ts'

/** A case of the region's own. */
export interface Collected {
  readonly sample: Sample
  readonly entry: PushedCase
  readonly course: Course
  /** steps that were taken, by table and VERSION */
  readonly messages: Map<string, ExInfo>
}

const FIRST: Turn = { version: 1, projectCode: '' }
/** The key of the other direction (§2.1). */
const WRONG_KEY = 'gdDemoSystemKey0001'
const NONCE = '0a1b2c3d4e5f6071'

/** Sends cases to the gateway, and what it asks for. */
export function createPushing(gatewayUrl: string, now: () => number) {
  const call = (info: ExInfo, tampering?: Tampering) => callGateway(gatewayUrl, info, now(), tampering)

  /** Materials, each after the one before; the last makes them complete. */
  async function bring({ entry }: Collected, materials: readonly ExInfo[]): Promise<void> {
    for (const [index, info] of materials.entries()) {
      const reply = await call(info)
      if (outcomeOf(reply) !== '1') entry.faults.push(`材料没有收下:${JSON.stringify(reply).slice(0, 300)}`)
      const [came, all] = reply.counts
      if (index === materials.length - 1 && came !== all) entry.faults.push(`收齐后 CLYS=${came} CLZS=${all}`)
    }
  }

  return {
    /** The application, spoilt as the variant says, then the materials. */
    async submit(collected: Collected, variant: PushVariant): Promise<Reply> {
      const { sample, entry } = collected
      const at = now()
      const info = applicationOf(sample, at, FIRST)
      if (variant === 'bad-signature') return call(info, { key: WRONG_KEY })
      if (variant === 'stale') return call(info, { at: at - 3_600_000 })
      if (variant === 'replayed') {
        await call(info, { at, nonce: NONCE })
        return call(info, { at, nonce: NONCE })
      }
      const reply = await call(info)
      entry.gatewayCaseNo = reply.projectCode
      if (outcomeOf(reply) !== '1') return reply
      if (variant === 'duplicate') return call(info)
      if (variant === 'conflict') return call(applicationOf(sample, at, { ...FIRST, mobile: '13900000000' }))
      await bring(collected, materialsOf(sample, at, 1))
      return reply
    },
    /** §6.2, 1: the whole form in its next version, and of the materials those that are asked for. */
    async correct(collected: Collected, notice: ExInfo): Promise<void> {
      const { sample, entry } = collected
      const marks = readXml(fieldOf(notice, 'SHMX'))
      const all = 'fault' in marks ? [] : marks.children.map(({ attributes }) => Object.fromEntries(attributes))
      const asked = all.filter(({ JG }) => JG === '0')
      const names = asked.flatMap(({ PATH }) => (PATH ? [PATH.replace('FORM/', '')] : []))
      const numbers = asked.flatMap(({ STUFF_SEQ }) => (STUFF_SEQ ? [STUFF_SEQ] : []))
      const changed = Object.fromEntries(names.map((name) => [name, '已补充说明']))
      const turn: Turn = { version: 2, projectCode: entry.gatewayCaseNo, changed }
      const reply = await call(applicationOf(sample, now(), turn))
      if (outcomeOf(reply) !== '1') entry.faults.push(`补正没有登记:${JSON.stringify(reply).slice(0, 300)}`)
      await bring(collected, materialsOf(sample, now(), 2, numbers))
    },
  }
}
