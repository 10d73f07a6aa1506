import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { dateText } from './china-time.ts'
import { uploadsOf } from './envelope-shape.ts'
import * as drafts from './event-drafts.ts'
import { fetchFile } from './fetch-file.ts'
import { asText, type JsonObject, valueAt } from './json.ts'
import { CaseEnded, deliver, isEnded, reissueEvent, stateEvent } from './push-event.ts'
import type { CorrectionItem, HandledCase, OpenCorrection, Region } from './region.ts'

/** Waits until the gateway's next move makes it true; ends when the case does. */
async function until(handled: HandledCase, isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    if (isEnded(handled)) throw new CaseEnded()
    await new Promise<void>((resolve) => {
      handled.wake = resolve
    })
  }
}

/** Fetches what is missing; what came wrong is asked for again, by reason. */
async function fetchMissing(region: Region, handled: HandledCase): Promise<Map<string, string[]>> {
  const wrong = new Map<string, string[]>()
  for (const file of uploadsOf(handled.body['files'])) {
    const fileId = asText(file['fileId'])
    if (!handled.missing.has(fileId)) continue
    const address = file['url']
    const fetched = await fetchFile(region, file)
    if (fetched.ok) handled.missing.delete(fileId)
    else if (file['url'] === address) wrong.set(fetched.reason, [...(wrong.get(fetched.reason) ?? []), fileId])
  }
  return wrong
}

async function step(region: Region, handled: HandledCase, draft: drafts.EventDraft, at?: string): Promise<JsonObject> {
  if (isEnded(handled)) throw new CaseEnded()
  const event = stateEvent(region, handled, draft, at)
  await deliver(region, handled, event)
  await pause(region.stepDelayMs, undefined, { signal: region.signal })
  return event
}

/** Gets every file, asking for new addresses as long as something is wrong. */
async function collectFiles(region: Region, handled: HandledCase, first: Map<string, string[]>): Promise<void> {
  let wrong = first
  while (handled.missing.size > 0) {
    if (wrong.size === 0) {
      wrong = await fetchMissing(region, handled)
      continue
    }
    const asked = new Map(uploadsOf(handled.body['files']).map((file) => [file['fileId'], file['url']]))
    for (const [reason, fileIds] of wrong) {
      if (isEnded(handled)) throw new CaseEnded()
      await deliver(region, handled, reissueEvent(region, handled, fileIds, reason))
    }
    const hasNewAddress = (): boolean =>
      uploadsOf(handled.body['files']).some(
        (file) => handled.missing.has(asText(file['fileId'])) && asked.get(file['fileId']) !== file['url'],
      )
    await until(handled, hasNewAddress)
    wrong = await fetchMissing(region, handled)
  }
}

/** One field and one uploaded material to correct. */
export function chooseCorrection(region: Region, handled: HandledCase): OpenCorrection {
  const [pointer = '', label = ''] =
    Object.entries(handled.matter.correctable).find(([path]) => valueAt(handled.body, path) !== undefined) ?? []
  const items: CorrectionItem[] = [
    { target: 'field', pointer, label, reason: '与材料不一致', requirement: '与所附材料一致' },
  ]
  const file = uploadsOf(handled.body['files'])
    .filter((upload) => !asText(upload['materialCode']).startsWith('CQ-99'))
    .at(-1)
  const rule = handled.matter.materials.find((material) => material.code === file?.['materialCode'])
  if (file && rule) {
    const names = { materialCode: rule.code, fileId: asText(file['fileId']), label: rule.name }
    items.push({ target: 'material', ...names, reason: '影像不清晰', requirement: '重新扫描,文字清晰可辨' })
  }
  const day = dateText(region.now()).replaceAll('-', '')
  const no = `BZ${day}-${String(region.nextNumber()).padStart(4, '0')}`
  return { no, round: 1, baseRevision: handled.revision, items }
}

async function correctionRound(region: Region, handled: HandledCase): Promise<void> {
  const base = handled.revision
  handled.correction = chooseCorrection(region, handled)
  await step(region, handled, drafts.needCorrection(region, handled, handled.correction))
  await until(handled, () => handled.revision > base)
  const wrong = await fetchMissing(region, handled)
  await step(region, handled, drafts.corrected())
  await collectFiles(region, handled, wrong)
}

async function conclude(region: Region, handled: HandledCase, acceptedAt: string): Promise<void> {
  if (handled.behaviour === 'unknown-status') {
    await step(region, handled, { state: 'teleported' })
    return
  }
  if (handled.behaviour === 'deny') {
    await step(region, handled, drafts.denied(region, handled))
    await step(region, handled, drafts.doneWithoutLicence())
    return
  }
  const { isInstant, licence } = handled.matter
  const at = isInstant ? acceptedAt : undefined
  if (!isInstant) await step(region, handled, drafts.inReview())
  await step(region, handled, drafts.approved(region, handled), at)
  if (licence) await step(region, handled, drafts.making())
  await step(region, handled, drafts.done(region, handled), at)
}

/** Pushes accepted (seq 2) before received (seq 1). */
async function acceptBeforeReceived(region: Region, handled: HandledCase): Promise<JsonObject> {
  const first = stateEvent(region, handled, drafts.received())
  const second = stateEvent(region, handled, drafts.accepted(region, handled))
  await deliver(region, handled, second)
  await pause(region.stepDelayMs, undefined, { signal: region.signal })
  await deliver(region, handled, first)
  return second
}

async function stray(region: Region, handled: HandledCase): Promise<void> {
  const view = { ...handled.view, caseNo: `NOSUCH${randomUUID().slice(0, 8)}` }
  const nobody: HandledCase = { ...handled, view, seq: 0, events: [] }
  await deliver(region, nobody, stateEvent(region, nobody, drafts.received())).catch(() => undefined)
}

/** Behaves as if the first file had not come. */
function forgetOne(handled: HandledCase, wrong: Map<string, string[]>): void {
  const fileId = asText(uploadsOf(handled.body['files'])[0]?.['fileId'])
  handled.missing.add(fileId)
  wrong.set('unreachable', [...(wrong.get('unreachable') ?? []), fileId])
}

async function drive(region: Region, handled: HandledCase): Promise<void> {
  await pause(region.stepDelayMs, undefined, { signal: region.signal })
  const wrong = await fetchMissing(region, handled)
  if (handled.behaviour === 'ask-again') forgetOne(handled, wrong)
  if (handled.behaviour === 'unknown-case') await stray(region, handled)
  if (handled.behaviour === 'out-of-order') {
    const taken = await acceptBeforeReceived(region, handled)
    await conclude(region, handled, asText(taken['occurredAt']))
    return
  }
  if (handled.seq === 0) await step(region, handled, drafts.received())
  await collectFiles(region, handled, wrong)
  if (handled.behaviour === 'refuse') {
    await step(region, handled, drafts.refused(region, handled))
    return
  }
  if (handled.behaviour === 'correction') await correctionRound(region, handled)
  const taken = await step(region, handled, drafts.accepted(region, handled))
  await conclude(region, handled, asText(taken['occurredAt']))
}

/** Handles a registered case to its end by its behaviour; never throws. */
export async function driveCase(region: Region, handled: HandledCase): Promise<void> {
  if (handled.behaviour === 'quiet') return
  try {
    await drive(region, handled)
  } catch (error) {
    if (error instanceof CaseEnded || region.signal.aborted) return
    handled.view.callbackReplies.push({ fault: String(error) })
  }
}
