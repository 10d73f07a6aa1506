import { sweepDrafts } from './case/saved-drafts.ts'
import { sweepUploads } from './case/uploads.ts'
import type { Gateway } from './gateway.ts'
import type { Chore } from './repeat.ts'
import type { StoredFile } from './store/files.ts'
import { LOCKED_MS } from './store/sign-in-tries.ts'

const HOUR_MS = 3_600_000
/** A person brings the case an upload is for within a day. */
const OWN_KEPT_MS = 24 * HOUR_MS
/** Regions send files before their case and try the case again for up to three days. */
const REGION_KEPT_MS = 168 * HOUR_MS
/** From so long before an upload is swept on nobody may tie it to a case, so that nothing is swept that is just being tied. */
const MARGIN_MS = HOUR_MS
const NOTIFICATIONS_KEPT_MS = 180 * 24 * HOUR_MS
/** as long as they count against who asks too often */
const CODES_KEPT_MS = 24 * HOUR_MS
const EVERY_MS = 600_000

/** Whether a file may still be tied to a case: what belongs to one always, an upload until it will soon be swept. */
export function mayBeTied({ caseId, region, createdAt }: StoredFile, now: number): boolean {
  if (caseId !== '') return true
  return now - createdAt < (region === '' ? OWN_KEPT_MS : REGION_KEPT_MS) - MARGIN_MS
}

/** Forgets what has had its time: nonces, sessions, tried passwords, applicants' codes, pick-up codes that ran out, drafts, messages of half a year ago, uploads that never became whole, and uploads that no case ever had, with their bytes where no other file shares them. Safe to run by several processes at once. */
export async function keepHouse(gateway: Gateway): Promise<void> {
  const { store, blobs, clock } = gateway
  const now = clock.now()
  await store.operations.sweepNonces(now)
  await store.people.sweep(now, now - LOCKED_MS)
  await store.notifications.sweep(now - NOTIFICATIONS_KEPT_MS)
  await store.messages.sweep(now - NOTIFICATIONS_KEPT_MS)
  await store.applicants.sweep(now, now - CODES_KEPT_MS)
  await store.pickups.sweep(now)
  await sweepDrafts({ store, clock })
  await sweepUploads(gateway)
  for (;;) {
    const hashes = await store.files.deleteUnused(now - OWN_KEPT_MS, now - REGION_KEPT_MS)
    if (hashes.length === 0) return
    const shared = await store.files.sharedHashes(hashes)
    const pieces = await store.uploads.sharedHashes(hashes)
    for (const sha256 of hashes)
      if (!shared.has(sha256) && !pieces.has(sha256)) await blobs.remove(sha256, now - MARGIN_MS)
  }
}

/** Ten minutes are soon enough. */
export function housekeeping(gateway: Gateway): Chore {
  return { name: 'housekeeping', everyMs: EVERY_MS, work: () => keepHouse(gateway) }
}
