import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { isHandledHere } from '../case/home-leg.ts'
import { mayMove } from '../case/moves.ts'
import { STATUSES, type Status } from '../case/status.ts'
import { exemptedOf } from '../exemptions/why-exempt.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { mayBeTied } from '../housekeeping.ts'
import type { JsonObject } from '../json.ts'
import type { Progress, ProgressFile } from '../progress.ts'
import type { Statement } from '../store/driver.ts'
import { updateFile } from '../store/files.ts'
import type { Staff } from '../store/people.ts'
import { toDate, toTime } from '../time.ts'
import { fillIn } from './fill-in.ts'
import { progressDelivery } from './progress-delivery.ts'
import { promiseOf } from './promise.ts'

/** A handler's step with what it needs; files are named by the id of an upload. */
export interface Step {
  readonly step: StepName
  readonly note?: string | undefined
  readonly document?:
    | {
        readonly type: string
        readonly no: string
        readonly title: string
        readonly date: string
        readonly fileId: string
      }
    | undefined
  readonly correction?:
    | (Omit<NonNullable<Progress['correction']>, 'round' | 'issuedAt' | 'no'> & { readonly no: string })
    | undefined
  readonly suspension?: Progress['suspension'] | undefined
  readonly decision?: Progress['decision'] | undefined
  readonly licence?: (Omit<NonNullable<Progress['licence']>, 'file'> & { readonly fileId: string }) | undefined
  readonly shipment?: Progress['shipment'] | undefined
  /** what the handling place fills in of the form, at canonical paths */
  readonly form?: JsonObject | undefined
}

/** Each step and the status it leads to. */
export const STEPS = {
  sign: 'SIGNED',
  accept: 'ACCEPTED',
  refuse: 'REFUSED',
  return: 'RETURNED',
  correct: 'CORRECTION',
  review: 'REVIEWING',
  suspend: 'SUSPENDED',
  resume: 'REVIEWING',
  approve: 'APPROVED',
  deny: 'DENIED',
  certify: 'CERTIFYING',
  complete: 'COMPLETED',
  ship: 'SHIPPED',
} as const satisfies Record<string, Status>

export type StepName = keyof typeof STEPS

/** The steps that a handler may take on the case as it stands, in the order of the course; one that was not signed for is signed for with the step. */
export function openSteps({ direction, status }: Pick<Case, 'direction' | 'status'>): StepName[] {
  if (direction !== 'in') return []
  const names = Object.keys(STEPS) as StepName[]
  return names.filter(
    (name) => mayMove(status, STEPS[name]) || (status === 'DELIVERED' && mayMove('SIGNED', STEPS[name])),
  )
}

/** The handler's decision on a case that is handled here: recorded, and told to the region that sent it in its protocol; a leg of our own case is told to nobody. A case not signed for yet is signed for first. */
export async function handleCase(gateway: Gateway, no: string, step: Step, handler: Staff): Promise<Case> {
  const { value, answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byNo(no),
    async (found) => {
      const region = requireHandled(gateway, found, handler)
      const now = gateway.clock.now()
      const status = STEPS[step.step]
      const names: StepName[] = found.status === 'DELIVERED' && step.step !== 'sign' ? ['sign', step.step] : [step.step]
      if (!mayMove(names.length === 2 ? 'SIGNED' : found.status, status)) {
        throw new GatewayError(
          'state-conflict',
          `办件现在是“${STATUSES[found.status]}”,不能直接到“${STATUSES[status]}”`,
        )
      }
      if (step.step === 'approve') requireGoodLicences(gateway, found, now)
      const actor = `staff:${handler.id}`
      let current = fillIn(gateway, found, { status, form: step.form, handler })
      const events: EventFacts[] = []
      const statements: Statement[] = []
      const rings: string[] = []
      for (const name of names) {
        const facts = name === step.step ? await stepFacts(gateway, current, step, now) : { groups: {}, bound: [] }
        const moved: Case = {
          ...current,
          status: STEPS[name],
          memo: { ...current.memo, ...('memo' in facts ? (facts.memo as JsonObject) : {}) },
        }
        const happened = { status: STEPS[name], occurredAtMs: now, officer: handler, ...facts.groups }
        const told = region
          ? await progressDelivery(gateway, region, moved, happened, rings.length > 0 || undefined)
          : { value: moved, statements: [], deliveryId: null }
        const data = { step: name, delivery: told.deliveryId, ...(facts.groups as JsonObject) }
        events.push({ type: 'handled', status: STEPS[name], at: now, actor, data })
        statements.push(...told.statements, ...facts.bound)
        if (told.deliveryId !== null) rings.push(told.deliveryId)
        current = told.value
      }
      return { events, value: current, statements, answer: rings }
    },
  )
  await gateway.doorbell.ring(answer)
  return value
}

/** Nothing is granted on a licence whose term ended while the case was under way. */
function requireGoodLicences({ matters }: Gateway, { matter, materials }: Case, now: number): void {
  const known = matters.get(matter)
  const expired = known ? exemptedOf(known, materials, toDate(now)).filter((one) => one.expired) : []
  if (expired.length === 0) return
  const faults = expired.map(({ slot, name, validTo }) => ({
    path: `materials.${slot}`,
    code: 'expired',
    message: `“${name}”的电子证照已于 ${validTo} 到期`,
    fix: '请先要求补正：换用有效的证照，或提交材料',
  }))
  throw new GatewayError('step-invalid', `${expired.length} 份电子证照在决定前到期`, faults)
}

/** The region to be told; null for a leg or a child of our own. */
function requireHandled(gateway: Gateway, found: Case, handler: Staff): Region | null {
  if (found.direction !== 'in') throw new GatewayError('state-conflict', '这个办件由对方办理,本方不能作决定')
  if (found.handler !== handler.id) throw new GatewayError('forbidden', '这个办件分给了别的经办人')
  if (isHandledHere(found)) return null
  const region = gateway.regions.get(found.region)
  if (!region) throw new GatewayError('region-unknown')
  return region
}

type Groups = Partial<Omit<Progress, 'status' | 'occurredAt' | 'officer'>>

async function stepFacts(
  gateway: Gateway,
  value: Case,
  step: Step,
  now: number,
): Promise<{ groups: Groups; bound: Statement[]; memo: JsonObject }> {
  const groups: { -readonly [Key in keyof Groups]: Groups[Key] } = {}
  const bound: Statement[] = []
  const memo: JsonObject = {}
  if (step.note) groups.note = step.note
  if (step.step === 'accept') {
    const limit = promiseOf(gateway, value, now)
    if (limit) {
      groups.limit = limit
      memo['limit'] = limit as unknown as JsonObject
    }
  }
  if (step.document) {
    const { fileId, ...document } = step.document
    groups.document = { ...document, file: await fileOf(gateway, 'document', fileId, value, bound) }
  }
  if (step.correction) {
    const round = Number(value.memo['round'] ?? 0) + 1
    memo['round'] = round
    groups.correction = { ...step.correction, round, issuedAt: toTime(now) }
    memo['correction'] = groups.correction as unknown as JsonObject
  }
  if (step.suspension) groups.suspension = step.suspension
  if (step.decision) groups.decision = step.decision
  if (step.licence) {
    const { fileId, ...licence } = step.licence
    groups.licence = { ...licence, file: await fileOf(gateway, 'licence', fileId, value, bound) }
    memo['licence'] = groups.licence as unknown as JsonObject
  }
  if (step.shipment) groups.shipment = step.shipment
  if (step.form) groups.form = step.form
  return { groups, bound, memo }
}

async function fileOf(
  gateway: Gateway,
  group: 'document' | 'licence',
  fileId: string,
  value: Case,
  bound: Statement[],
): Promise<ProgressFile> {
  const file = await gateway.store.files.byId(fileId)
  const usable = file && file.sha256 !== '' && mayBeTied(file, gateway.clock.now())
  if (!usable || (file.caseId !== '' && file.caseId !== value.id)) {
    throw new GatewayError('step-invalid', '文书或证照的文件不存在', [
      {
        path: `${group}.fileId`,
        code: 'file-unknown',
        message: '文件不存在、已属于别的办件,或上传后快满一天没有用',
        fix: '请先上传文件',
      },
    ])
  }
  bound.push(updateFile(file.id, { caseId: value.id }))
  const { id, sha256, name, mediaType, sizeBytes } = file
  return { id, sha256, name, mediaType, sizeBytes }
}
