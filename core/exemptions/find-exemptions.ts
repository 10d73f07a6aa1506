import type { Case } from '../case/case.ts'
import { requireRoute } from '../case/check.ts'
import { holds } from '../condition.ts'
import { completeForm } from '../form/complete-form.ts'
import { createWalk } from '../form/form-walk.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { type JsonObject, valueAt } from '../json.ts'
import type { CaseMaterial, MaterialRequirement, Matter } from '../matter.ts'
import type { Clock } from '../ports.ts'
import type { Staff } from '../store/people.ts'
import { toDate, toTime } from '../time.ts'
import { reviewsOf } from './reviews.ts'
import type { SharedDataRequest } from './shared-data.ts'
import { isExpired, whyExempt } from './why-exempt.ts'

/** Nobody at a window waits longer for a register. */
const REGISTER_MS = 3_000
/** So long after a region found a material right it need not be shown to it again. */
const REVIEW_VALID_DAYS = 180
const DAY_MS = 24 * 3_600_000
/** How many earlier cases of an applicant are looked through, newest first. */
const MOST_EARLIER = 20

type Exempt = NonNullable<CaseMaterial['exempt']>

/** What a window asks before it asks for papers. */
export interface ExemptionRequest {
  readonly region: string
  readonly matter: string
  readonly mode: string
  readonly form: JsonObject
}

/** What need not be brought and why, ready to be sent as the material's `exempt`; and what must be brought, and why that. */
export interface FoundExemptions {
  readonly offers: readonly {
    readonly slot: string
    readonly name: string
    readonly exempt: Exempt
    readonly why: string
  }[]
  readonly paper: readonly { readonly slot: string; readonly name: string; readonly why: string }[]
}

/**
 * Looks for what an applicant need not bring: licences that they hold, what a register confirms, what the same region found right in an earlier case of
 * theirs; only in ways that both the matter and the region allow. Whatever does not answer in time is asked for on paper. Nobody is looked up who has not agreed.
 */
export async function findExemptions(
  gateway: Gateway,
  request: ExemptionRequest,
  clerk: Staff,
): Promise<FoundExemptions> {
  const { matter, region } = requireRoute(gateway, { ...request, direction: 'out' })
  const form = completeForm(matter, request.form)
  requireConsent(form)
  const mapping = region.mappings.get(matter.id)
  const earlier = await earlierCases(gateway, form)
  const answers = await Promise.all(
    neededMaterials(gateway, matter, { ...request, form }).map(async (requirement) => {
      const { slot, name } = requirement
      const rules = mapping?.set.materials.filter((rule) => rule.slot === slot) ?? []
      const kinds = requirement.exempt.filter(
        (kind) => rules.length === 0 || rules.every((rule) => rule.exempt.includes(kind)),
      )
      const found = await findFor(gateway, { matter, requirement, kinds, form, earlier, region: region.code, clerk })
      return { slot, name, found }
    }),
  )
  return {
    offers: answers.flatMap(({ slot, name, found }) =>
      typeof found === 'string' ? [] : [{ slot, name, exempt: found, why: whyExempt(found) }],
    ),
    paper: answers.flatMap(({ slot, name, found }) => (typeof found === 'string' ? [{ slot, name, why: found }] : [])),
  }
}

function requireConsent(form: JsonObject): void {
  if (typeof valueAt(form, 'consent.signedAt') === 'string') return
  const message = '申请人还没有签同意书,不能查询其证照与数据'
  throw new GatewayError('form-invalid', message, [
    { path: 'consent.signedAt', code: 'required', message, fix: '请申请人先签同意书' },
  ])
}

function neededMaterials(
  gateway: Gateway,
  matter: Matter,
  { form, mode }: Pick<ExemptionRequest, 'form' | 'mode'>,
): MaterialRequirement[] {
  const walk = createWalk({ matter, codes: gateway.codes, form, mode, today: toDate(gateway.clock.now()) })
  return matter.materials.filter(
    ({ required, when }) =>
      required !== undefined &&
      (required === true || holds(required, walk.values)) &&
      (when === undefined || holds(when, walk.values)),
  )
}

/** Earlier cases of the same applicant that were sent, newest first. */
async function earlierCases(gateway: Gateway, form: JsonObject): Promise<Case[]> {
  const digest = gateway.applicantIndex.digest('idNo', String(valueAt(form, 'applicant.idNo') ?? ''))
  if (digest === null) return []
  const heads = await gateway.store.caseLists.byKey('applicantIdNo', digest, MOST_EARLIER)
  const found = await Promise.all(
    heads.filter(({ status }) => status !== 'DRAFT').map(({ id }) => gateway.store.cases.byId(id)),
  )
  return found.filter((value) => value !== null)
}

interface Wanted {
  readonly matter: Matter
  readonly requirement: MaterialRequirement
  readonly kinds: readonly Exempt['kind'][]
  readonly form: JsonObject
  readonly earlier: readonly Case[]
  readonly region: string
  readonly clerk: Staff
}

/** The first way that there is, or why there is none. */
async function findFor(gateway: Gateway, wanted: Wanted): Promise<Exempt | string> {
  const { kinds, requirement } = wanted
  if (requirement.exempt.length === 0) return '按规定要交'
  if (kinds.length === 0) return '属地不接受免交'
  const whys: string[] = []
  for (const kind of kinds) {
    const found = kind === 'P' ? await reviewedBefore(gateway, wanted) : await lookUp(gateway, kind, wanted)
    if (typeof found !== 'string') return found
    whys.push(found)
  }
  return [...new Set(whys)].join('；')
}

async function reviewedBefore(
  gateway: Gateway,
  { requirement: { slot }, earlier, region }: Wanted,
): Promise<Exempt | string> {
  const since = gateway.clock.now() - REVIEW_VALID_DAYS * DAY_MS
  for (const value of earlier) {
    if (value.region !== region) continue
    const { materials } = reviewsOf(await gateway.store.cases.events(value.id))
    const passed = materials.filter(
      ({ of, result, at }) => of.split('/')[0] === slot && result === 'pass' && at >= since,
    )
    const failed = materials.some(({ of, result }) => of.split('/')[0] === slot && result === 'fail')
    const [first] = passed
    if (first && !failed)
      return { kind: 'P', source: `办件 ${value.no} 已审核合格`, at: toTime(first.at), caseNo: value.no }
  }
  return `${REVIEW_VALID_DAYS} 天内没有同一属地审核合格的前件`
}

async function lookUp(gateway: Gateway, kind: 'E' | 'D', wanted: Wanted): Promise<Exempt | string> {
  const {
    earlier,
    requirement: { slot },
  } = wanted
  const { sharedData, clock } = gateway
  const now = clock.now()
  const known = kind === 'E' ? heldBefore(earlier, slot, toDate(now)) : undefined
  if (known) return known
  const words = kind === 'E' ? '电子证照库' : '数据核验'
  if (!sharedData) return `没有接通${words}`
  const request = requestOf(gateway, wanted)
  const answer = await within(clock, async () => {
    if (kind === 'D') {
      const source = await sharedData.check(request)
      return source === null ? null : ({ kind, source, at: toTime(now) } as const)
    }
    const licence = (await sharedData.licences(request)).find((one) => !isExpired(one, toDate(now)))
    return licence ? ({ kind, ...licence, holderCode: request.holder.idNo, at: toTime(now) } as const) : null
  })
  if (answer === 'late') return `${words} ${REGISTER_MS / 1000} 秒内没有答复，请交材料`
  if (answer === 'failed') return `${words}现在不可用，请交材料`
  return answer ?? (kind === 'E' ? '电子证照库里没有有效的证照' : '数据核验不一致或查不到，请交材料')
}

/** A licence that stood for the same material in an earlier case and is still good. */
function heldBefore(earlier: readonly Case[], slot: string, today: string): Exempt | undefined {
  return earlier
    .flatMap(({ materials }) => materials)
    .map((material) => (material.slot === slot && material.exempt?.kind === 'E' ? material.exempt : undefined))
    .find((exempt) => exempt?.licenceId && exempt.validTo && !isExpired(exempt, today))
}

function requestOf({ home }: Gateway, { matter, requirement, form, clerk }: Wanted): SharedDataRequest {
  const text = (path: string) => String(valueAt(form, path) ?? '')
  return {
    slot: requirement.slot,
    material: requirement.name,
    holder: { name: text('applicant.name'), idType: text('applicant.idType'), idNo: text('applicant.idNo') },
    use: {
      orgName: home.orgName,
      username: clerk.name,
      itemName: matter.name,
      itemCode: matter.itemCode,
      businessCode: '',
    },
  }
}

async function within<Value>(clock: Clock, work: () => Promise<Value>): Promise<Value | 'late' | 'failed'> {
  const stop = new AbortController()
  const late = clock.sleep(REGISTER_MS, stop.signal).then(() => 'late' as const)
  const done = work().catch(() => 'failed' as const)
  const first = await Promise.race([done, late])
  stop.abort()
  return first
}
