import { changeCase } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { mediaTypeOf, sniffFileType } from '../form/file-type.ts'
import type { Gateway, Region } from '../gateway.ts'
import { type Delivery, updateDelivery } from '../store/deliveries.ts'
import type { Statement } from '../store/driver.ts'
import { updateFile } from '../store/files.ts'
import type { AttemptOutcome } from './attempt.ts'
import { isExhausted, retryPauseMs } from './policy.ts'

/** No document or licence of a partner is larger. */
const MOST_BYTES = 50 * 1024 * 1024

/** Fetches a file that a partner only named, and stores it; the payload's tree is `{ fileId, ref }`. */
export async function fetchFile(gateway: Gateway, region: Region, delivery: Delivery): Promise<AttemptOutcome> {
  const fileId = String(delivery.payload.tree['fileId'])
  const value = await gateway.store.cases.byId(delivery.caseId)
  const now = gateway.clock.now()
  const bytes = await region.link
    .fetchFile(String(delivery.payload.tree['ref']), value?.no ?? '')
    .catch(() => undefined)
  if (bytes === undefined) {
    const gone = isExhausted(region.delivery, delivery.attempts)
    const pause = retryPauseMs(region.delivery, delivery.attempts, null, gateway.random)
    const state = gone ? ('dead' as const) : ('ready' as const)
    await gateway.store.commit([
      updateDelivery({
        ...delivery,
        state,
        nextAt: now + pause,
        endedAt: gone ? now : 0,
        reason: '取文件失败',
        level: '',
      }),
    ])
    return { reached: false, state: gone ? 'dead' : 'later' }
  }
  if (bytes === null) return missing(gateway, delivery, fileId)
  const stored = await gateway.blobs.put(bytes, MOST_BYTES)
  if (stored === 'too-large') return missing(gateway, delivery, fileId)
  const type = sniffFileType(stored.head)
  const bound = updateFile(fileId, {
    sha256: stored.sha256,
    sizeBytes: stored.sizeBytes,
    ...(type ? { mediaType: mediaTypeOf(type) } : {}),
  })
  await record(
    gateway,
    delivery,
    'file-fetched',
    { file: fileId, sha256: stored.sha256, sizeBytes: stored.sizeBytes },
    'done',
    [bound],
  )
  return { reached: true, state: 'done' }
}

async function missing(gateway: Gateway, delivery: Delivery, fileId: string): Promise<AttemptOutcome> {
  await record(gateway, delivery, 'file-missing', { file: fileId }, 'dead', [])
  return { reached: true, state: 'dead' }
}

async function record(
  gateway: Gateway,
  delivery: Delivery,
  type: 'file-fetched' | 'file-missing',
  data: EventFacts['data'],
  state: 'done' | 'dead',
  statements: Statement[],
): Promise<void> {
  const now = gateway.clock.now()
  const reason = state === 'dead' ? '对方没有这个文件,或文件超过 50 MB' : ''
  await changeCase(
    gateway,
    () => gateway.store.cases.byId(delivery.caseId),
    async (value) => ({
      events: [{ type, status: value.status, at: now, actor: `region:${delivery.region}`, data }],
      value,
      statements: [...statements, updateDelivery({ ...delivery, state, endedAt: now, reason, level: '' })],
      answer: null,
    }),
  )
}
