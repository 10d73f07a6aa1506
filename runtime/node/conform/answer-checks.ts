import type { Case } from '../../../core/case/case.ts'
import { changeCase } from '../../../core/case/commit.ts'
import { mappingInput } from '../../../core/case/input.ts'
import { newDelivery } from '../../../core/case/new-delivery.ts'
import { STATUSES } from '../../../core/case/status.ts'
import { answerCorrection } from '../../../core/case/supplement.ts'
import type { Fault } from '../../../core/fault.ts'
import { isObject, type JsonObject, putAt, valueAt } from '../../../core/json.ts'
import type { EvidenceRow } from '../../../core/store/evidence.ts'
import { CHECKS, type Finding } from './check.ts'
import { sendSample } from './message-checks.ts'
import { attemptOnce, exchangesOf, toFinding, toSeen } from './one-attempt.ts'
import { withSampleFile } from './sample-file.ts'
import { type Accepted, notRun, type Stage, waitFor } from './stage.ts'

const MOST_LOOSE = 50

/** Every case that the region took is followed by callbacks that are verified, find their case and are understood; none is refused. */
export async function checkCallback(stage: Stage, accepted: readonly Accepted[]): Promise<Finding> {
  if (!stage.reachedBack) return notRun('对方连不到这里:用 --public-url 给出对方可达的地址,再查回告')
  const silentOnes = async () => {
    const values = await Promise.all(
      accepted.map(({ attempted }) => stage.gateway.store.cases.byId(attempted.value.id)),
    )
    return accepted.filter((_, index) => !isMoved(values[index] ?? null)).map(({ sample }) => sample.matter)
  }
  await waitFor(stage, async () => ((await silentOnes()).length === 0 ? true : null))
  const refused = await refusedCallbacks(stage, accepted)
  const exchanges = refused.map(toSeen)
  if (refused.length > 0) {
    const why = [...new Set(refused.map(({ verdict }) => verdict))].join('、')
    return { verdict: 'failed', detail: `本方没有接受对方的 ${refused.length} 次回告:${why}`, exchanges }
  }
  const words = await unknownWords(stage, accepted)
  if (words.length > 0)
    return {
      verdict: 'failed',
      detail: `看不懂或接不上的回告:${words.join('、')}`,
      fix: CHECKS.unknownStatus.fix,
      exchanges,
    }
  const silent = await silentOnes()
  if (silent.length > 0)
    return { verdict: 'failed', detail: `等了 ${stage.waitMs / 1000} 秒没有回告:${silent.join('、')}`, exchanges }
  return { verdict: 'passed', detail: `${accepted.length} 件都有回告并推动了办件`, exchanges }
}

/** What the region said of its cases that was kept for a person, each with the matter. */
async function unknownWords({ gateway }: Stage, accepted: readonly Accepted[]): Promise<string[]> {
  const events = await Promise.all(accepted.map(({ attempted }) => gateway.store.cases.events(attempted.value.id)))
  return accepted.flatMap(({ sample }, index) =>
    (events[index] ?? [])
      .filter(({ type }) => type === 'progress-unknown')
      .map(({ data }) => `${sample.matter} ${String(data['word'] ?? '')}`.trim()),
  )
}

function isMoved(value: Case | null): boolean {
  return value !== null && value.status !== 'QUEUED' && value.status !== 'DELIVERED'
}

/** What came and was not taken: refused unread, of no case, unreadable, in conflict. A region of its own may tell of cases that others sent it. */
async function refusedCallbacks(stage: Stage, accepted: readonly Accepted[]): Promise<EvidenceRow[]> {
  const { evidence } = stage.gateway.store
  const loose = await evidence.loose({ region: stage.region.code, limit: MOST_LOOSE })
  const ofCases = await Promise.all(accepted.map(({ attempted }) => evidence.ofCase(attempted.value.id)))
  const bad = stage.simulator
    ? /^(refused:|unknown-case$|invalid$|conflict$|not-allowed$)/
    : /^(refused:|invalid$|conflict$|not-allowed$)/
  return [...loose, ...ofCases.flat()].filter(({ direction, verdict }) => direction === 'in' && bad.test(verdict))
}

/** The region asks for a correction: we read what it wants, and it takes what we send. */
export async function checkCorrection(stage: Stage, { sample }: Accepted): Promise<Finding> {
  const { simulator, gateway } = stage
  if (!simulator) return notRun('要由对方发起补正,请在联调时与对方约定一件')
  simulator.setBehaviour('correction', 1)
  const { attempted, finding } = await sendSample(stage, sample)
  if (attempted?.state !== 'done') return finding
  const asked = await waitFor(stage, async () => {
    const value = await gateway.store.cases.byId(attempted.value.id)
    return value?.status === 'CORRECTION' ? value : null
  })
  if (!asked) return stuck(stage, attempted.value.id, '没有等到看得懂的补正通知')
  const items = itemsOf(asked)
  if (items.length === 0) return stuck(stage, asked.id, '补正通知没有说补什么')
  const booked = await bookSupplement(stage, asked, items)
  if ('faults' in booked) {
    const told = booked.faults.map(({ path, message }) => `${path} ${message}`).join(';')
    return { verdict: 'failed', detail: `本方映射写不出补正报文:${told}` }
  }
  const sent = toFinding(await attemptOnce(stage, booked.deliveryId))
  return { ...sent, detail: `补 ${items.map(({ path, slot }) => path ?? slot).join('、')}:${sent.detail}` }
}

interface Item {
  readonly path?: string
  readonly slot?: string
}

function itemsOf({ memo }: Case): readonly Item[] {
  const correction = memo['correction']
  return isObject(correction) ? ((correction['items'] ?? []) as unknown as readonly Item[]) : []
}

type BookedSupplement = { readonly deliveryId: string } | { readonly faults: readonly Fault[] }

/** Books what the notice asks for: words in the fields that it names, new files for the materials. */
async function bookSupplement(
  { gateway, region }: Stage,
  asked: Case,
  items: readonly Item[],
): Promise<BookedSupplement> {
  const form = structuredClone(asked.form)
  for (const { path } of items) if (path) putAt(form, path, amended(valueAt(form, path)))
  const slots = new Set(items.map(({ slot }) => slot))
  const materials = await Promise.all(
    asked.materials.map((one) => (slots.has(one.slot) ? withSampleFile(gateway, one, asked.id) : one)),
  )
  const mapping = region.mappings.get(asked.matter)
  const { answer } = await changeCase<BookedSupplement>(
    gateway,
    () => gateway.store.cases.byId(asked.id),
    async (found) => {
      const { changed, message, groups } = answerCorrection(gateway, found, { form, materials })
      const input = mappingInput(gateway, changed, message, groups)
      const mapped = mapping?.mapForm('supplement', input, materials)
      if (!mapped || mapped.faults.length > 0)
        return { events: [], value: found, statements: [], answer: { faults: mapped?.faults ?? [] } }
      const now = gateway.clock.now()
      const { tree, files } = mapped
      const place = { ...message, kind: 'supplement' as const, orderNo: changed.orderNo }
      return {
        events: [{ type: 'supplemented', status: found.status, at: now, actor: 'gateway', data: {} }],
        value: changed,
        statements: newDelivery(changed, place, { tree, files }, now, false),
        answer: { deliveryId: message.id },
      }
    },
  )
  return answer
}

function amended(value: JsonObject[string] | undefined): string {
  return `${typeof value === 'string' ? value : ''}补正`
}

/** A status that nobody agreed on is kept for a person and moves nothing. */
export async function checkUnknownStatus(stage: Stage, { sample }: Accepted): Promise<Finding> {
  const { simulator, gateway } = stage
  if (!simulator) return notRun('要由对方发出没有约定的状态,请在联调时与对方约定一件')
  simulator.setBehaviour('unknown-status', 1)
  const { attempted, finding } = await sendSample(stage, sample)
  if (attempted?.state !== 'done') return finding
  const kept = await waitFor(stage, async () => {
    const events = await gateway.store.cases.events(attempted.value.id)
    const at = events.findIndex(({ type }) => type === 'progress-unknown')
    return at < 0 ? null : { before: events[at - 1]?.status, after: events[at]?.status }
  })
  if (!kept) return stuck(stage, attempted.value.id, '没有等到没有约定的状态')
  return kept.before === kept.after
    ? { verdict: 'passed', detail: '没有约定的状态留给人看,办件没有动' }
    : stuck(stage, attempted.value.id, '没有约定的状态推动了办件')
}

async function stuck({ gateway, waitMs }: Stage, caseId: string, what: string): Promise<Finding> {
  const value = await gateway.store.cases.byId(caseId)
  const detail = `${what}(${waitMs / 1000} 秒;办件停在“${value ? STATUSES[value.status] : ''}”)`
  const exchanges = await exchangesOf(gateway, caseId, ({ direction }) => direction === 'in')
  return { verdict: 'failed', detail, exchanges }
}
