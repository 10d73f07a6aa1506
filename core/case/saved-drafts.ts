import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { type Draft, type DraftContent, deleteDraft, insertDraft } from '../store/drafts.ts'
import type { Staff } from '../store/people.ts'
import { toTime } from '../time.ts'

/** A draft that nobody has saved for so long is forgotten. */
export const DRAFT_KEPT_MS = 30 * 86_400_000

/** Begins a draft; nothing of it is checked. */
export async function beginDraft(gateway: Gateway, content: DraftContent, clerk: Staff): Promise<Draft> {
  const { store, clock, random } = gateway
  const now = clock.now()
  const who = { createdAt: now, createdBy: clerk.id, updatedAt: now, updatedBy: clerk.id, updatedByName: clerk.name }
  const draft: Draft = { id: newId(clock, random), version: 1, ...who, ...content }
  await store.commit([insertDraft(draft)])
  await keepFiles(gateway, draft.id, content)
  return draft
}

/** Saves over the version that the clerk has before them; where another was saved since nothing is written, and the fault says who did and when. */
export async function saveDraft(
  gateway: Gateway,
  id: string,
  from: number,
  content: DraftContent,
  clerk: Staff,
): Promise<Draft> {
  const { store, clock } = gateway
  const who = { updatedAt: clock.now(), updatedBy: clerk.id, updatedByName: clerk.name }
  await keepFiles(gateway, id, content)
  const version = await store.drafts.save({ id, version: from, ...who }, content)
  const found = await requireDraft(gateway, id)
  if (version === null) throw overtaken(found, from, clerk)
  return { ...found, ...content, ...who, version }
}

/** Forgets a draft; one that is gone stays so. */
export async function dropDraft({ store }: Gateway, id: string): Promise<void> {
  await store.commit(deleteDraft(id))
}

/** The draft of that id; throws where there is none. */
export async function requireDraft({ store }: Gateway, id: string): Promise<Draft> {
  const found = await store.drafts.byId(id)
  if (!found) throw new GatewayError('not-found', '没有这份草稿,或已报送、已删除、过期')
  return found
}

/** Forgets drafts that nobody has saved for thirty days. */
export async function sweepDrafts({ store, clock }: Pick<Gateway, 'store' | 'clock'>): Promise<void> {
  for (;;) {
    const old = await store.drafts.unusedSince(clock.now() - DRAFT_KEPT_MS, 50)
    if (old.length === 0) return
    await store.commit(old.flatMap(deleteDraft))
  }
}

function keepFiles({ store }: Gateway, id: string, { materials }: DraftContent): Promise<void> {
  return store.drafts.keepFiles(
    id,
    materials.flatMap(({ fileId }) => (fileId === undefined ? [] : [fileId])),
  )
}

function overtaken({ version, updatedAt, updatedBy, updatedByName }: Draft, from: number, clerk: Staff): GatewayError {
  const who = updatedBy === clerk.id ? '您在另一个页面' : `${updatedByName}(${updatedBy})`
  const message = `${who}于 ${toTime(updatedAt).slice(0, 19).replace('T', ' ')} 存了第 ${version} 版,您改的是第 ${from} 版`
  return new GatewayError('draft-conflict', message, [{ path: 'version', code: 'stale', message }])
}
