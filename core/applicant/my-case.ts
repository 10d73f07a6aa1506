import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import type { Ball } from '../clock/ball.ts'
import { type CaseClocks, caseClocks } from '../clock/case-clocks.ts'
import { lastTold, toldBy } from '../documents/about.ts'
import type { Gateway } from '../gateway.ts'
import { type JsonObject, valueAt } from '../json.ts'
import { maskName } from '../mask.ts'
import type { Progress, ProgressFile } from '../progress.ts'
import type { StoredFile } from '../store/files.ts'
import { toTime } from '../time.ts'
import { wantedItems } from './my-supplement.ts'

/** Whose turn it is, as an applicant is told: no person is named. */
export type Turn = 'you' | 'window' | 'region' | 'post' | 'centre'

const TURNS: Readonly<Record<Ball['with'], Turn>> = {
  applicant: 'you',
  window: 'window',
  handler: 'region',
  region: 'region',
  post: 'post',
  gateway: 'centre',
  admin: 'centre',
}

/** What an applicant sees of their case: where it is, whose turn it is, what to bring, until when, what came of it. Nobody's name but their own, masked. */
export async function myCase(gateway: Gateway, value: Case) {
  const { store, clock, home, matters, regions, config } = gateway
  const events = await store.cases.events(value.id)
  const files = await store.files.ofCase(value.id)
  const clocks = caseClocks(gateway, value, events, clock.now())
  return {
    no: value.no,
    matter: matters.get(value.matter)?.name ?? value.matter,
    region: value.direction === 'in' ? home.name : (regions.get(value.region)?.name ?? value.region),
    applicant: shownName(value),
    status: value.status,
    since: toTime(sinceOf(events, value)),
    turn: turnOf(clocks),
    limits: limitsOf(clocks),
    correction: await correctionOf(gateway, value),
    steps: stepsOf(events),
    result: resultOf(events),
    documents: documentsOf(events, files).map(({ fileId, title, no, date }) => ({ fileId, title, no, date })),
    office: { name: home.orgName, phone: config.home.phone },
  }
}

function shownName({ form }: Case): string {
  const text = (path: string) => String(valueAt(form, path) ?? '')
  const name = text('applicant.name')
  return ['', '1'].includes(text('applicant.kind')) ? maskName(name) : name
}

/** When the case came to the status that it has. */
function sinceOf(events: readonly CaseEvent[], { status, createdAt }: Case): number {
  const before = events.findLastIndex((event) => event.status !== status)
  return events[before + 1]?.at ?? createdAt
}

function turnOf(clocks: CaseClocks | null) {
  const ball = clocks?.ball
  return ball ? { with: TURNS[ball.with], since: toTime(ball.since) } : null
}

/** The limits that run or stand still, the first end first. */
function limitsOf(clocks: CaseClocks | null) {
  const open = (clocks?.clocks ?? []).filter(({ state }) => state !== 'ended')
  return open
    .map(({ stage, name, state, dueAt, colour, provisionalYear }) => ({
      stage,
      name,
      paused: state === 'paused',
      overdue: colour === 'overdue',
      dueAt: dueAt === null ? null : toTime(dueAt),
      provisional: provisionalYear !== null,
    }))
    .filter(({ paused, dueAt }) => paused || dueAt !== null)
    .sort((one, other) => (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9'))
}

/** What the region wants; `sent` once an answer is on its way. */
async function correctionOf(gateway: Gateway, value: Case) {
  const asked = value.memo['correction'] as unknown as Progress['correction'] | undefined
  if (value.status !== 'CORRECTION' || !asked) return null
  const deliveries = await gateway.store.deliveries.ofCase(value.id)
  const sent = deliveries.some(({ kind, state }) => kind === 'supplement' && state !== 'done' && state !== 'dead')
  const wanted = wantedItems(gateway, value)
  const items = wanted.map(({ index, way, formats, label, reason, requirement }) => ({
    index,
    way,
    formats: [...formats],
    label,
    reason: reason ?? '',
    requirement: requirement ?? '',
  }))
  const byWindow = items.some(({ way }) => way === 'window')
  return { no: asked.no ?? '', dueOn: asked.dueOn ?? null, sent, byWindow, items }
}

/** The course of the case: each time that its status changed, and the name of a procedure that stops the clock. */
function stepsOf(events: readonly CaseEvent[]) {
  return events
    .filter((event, index) => event.status !== 'DRAFT' && event.status !== events[index - 1]?.status)
    .map((event) => {
      const { suspension, shipment } = toldBy(event)
      const note = suspension ? (suspension.name ?? suspension.reason) : (shipment?.waybillNo ?? null)
      return { at: toTime(event.at), status: event.status, note }
    })
}

function resultOf(events: readonly CaseEvent[]) {
  const decision = lastTold(events, 'decision')
  const licence = lastTold(events, 'licence')
  const ended = events.findLast(
    ({ status }) => status === 'REFUSED' || status === 'RETURNED' || status === 'TERMINATED',
  )
  if (!decision && !licence && !ended) return null
  const said = ended ? toldBy(ended) : undefined
  const granted = grantedBy(events, decision?.told.result)
  return {
    granted,
    reason: granted === true ? null : (decision?.told.reason ?? said?.note ?? textOf(ended?.data, 'reason')),
    remedy: decision?.told.remedy ?? null,
    licence: licence && { name: licence.told.name, no: licence.told.no, validTo: licence.told.validTo ?? null },
  }
}

/** What was decided: the case's course says it, where the region's word does not. */
function grantedBy(events: readonly CaseEvent[], told: 'approve' | 'deny' | undefined): boolean | null {
  const decided = events.findLast(({ status }) => status === 'APPROVED' || status === 'DENIED')
  if (decided) return decided.status === 'APPROVED'
  return told === undefined ? null : told === 'approve'
}

function textOf(data: JsonObject | undefined, path: string): string | null {
  const found = data && valueAt(data, path)
  return typeof found === 'string' && found !== '' ? found : null
}

interface Fetchable {
  readonly fileId: string
  readonly title: string
  readonly no: string
  readonly date: string
}

/** The documents and licences that the other side sent and that lie here: what an applicant may fetch. */
export function documentsOf(events: readonly CaseEvent[], files: readonly StoredFile[]): Fetchable[] {
  const stored = (file: ProgressFile | undefined) => {
    const found = file && files.find(({ id, ref }) => (file.ref ? ref === file.ref : id === file.id))
    return found && found.sha256 !== '' ? found.id : null
  }
  const all = events.flatMap((event) => {
    const { document, licence } = toldBy(event)
    const paper = document ? { ...document, fileId: stored(document.file) } : null
    const card = licence
      ? { ...licence, title: licence.name, date: licence.issueDate, fileId: stored(licence.file) }
      : null
    return [paper, card]
  })
  const fetchable = all
    .filter((one) => one !== null)
    .filter((one): one is typeof one & { fileId: string } => one.fileId !== null)
  return [...new Map(fetchable.map((one) => [one.fileId, one])).values()]
}
