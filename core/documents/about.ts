import type { Case } from '../case/case.ts'
import type { CaseEvent } from '../case/event.ts'
import { type Parcel, parcelsOf } from '../custody/parcel.ts'
import type { Fault } from '../fault.ts'
import { checkForm } from '../form/check-form.ts'
import type { Codes } from '../form/codes.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { isObject, type JsonObject, valueAt } from '../json.ts'
import { type Difference, listRegionDifferences } from '../mapping/region-guide.ts'
import type { Matter } from '../matter.ts'
import type { Progress } from '../progress.ts'
import type { Home } from '../protocol.ts'
import { toDate } from '../time.ts'

/** All that a document of a case is made from. */
export interface About {
  readonly home: Home
  readonly codes: Codes
  readonly value: Case
  readonly matter: Matter
  /** the county that handles the case, from the province down */
  readonly place: string
  /** who there decides whether it is taken up and granted */
  readonly authority: string
  readonly events: readonly CaseEvent[]
  readonly parcels: readonly Parcel[]
  /** what the region does otherwise than the matter says */
  readonly differences: readonly Difference[]
  /** everything wrong with it by the matter's rules; looked for in drafts only */
  readonly faults: readonly Fault[]
}

/** Puts together what the documents of a case need; throws where the matter is not known any more. */
export async function aboutCase(gateway: Gateway, value: Case): Promise<About> {
  const { home, codes } = gateway
  const matter = gateway.matters.get(value.matter)
  if (!matter) throw new GatewayError('matter-unknown', `没有编号为“${value.matter}”的事项`)
  const events = await gateway.store.cases.events(value.id)
  const mapping = await gateway.mappingOf(value)
  const region = gateway.regions.get(value.region)
  const { mode, form, materials } = value
  const given = { matter, codes, form, mode, materials: [...materials], today: toDate(gateway.clock.now()) }
  return {
    home,
    codes,
    value,
    matter,
    ...placeOf(gateway, value, matter),
    events,
    parcels: parcelsOf(value.no, events),
    differences: mapping ? listRegionDifferences(matter, mapping, region?.agreement.matters[matter.id], codes) : [],
    faults: value.status === 'DRAFT' ? checkForm(given) : [],
  }
}

function placeOf(
  { codes, home, regions }: Gateway,
  { direction, form, region }: Case,
  { process: steps, body }: Matter,
) {
  if (direction === 'in') return { place: home.name, authority: body.name }
  const parts = codes.divisionParts(String(valueAt(form, 'case.handlingDivision') ?? ''))
  const place = parts ? `${parts.province}${parts.city}${parts.county}` : (regions.get(region)?.name ?? region)
  const by = steps.find(({ step }) => step.includes('受理'))?.by
  return { place, authority: by === undefined ? `${place}办理机关` : `${place}（${by}）` }
}

/** What the handling side told with an event, be it the region's or our own handler's. */
export function toldBy({ type, data }: CaseEvent): Partial<Progress> {
  if (type === 'handled') return data as Partial<Progress>
  return isObject(data['progress']) ? (data['progress'] as Partial<Progress>) : {}
}

/** The newest event with which that was told, and what was. */
export function lastTold<Group extends keyof Progress>(
  events: readonly CaseEvent[],
  group: Group,
): { event: CaseEvent; told: NonNullable<Progress[Group]>; all: Partial<Progress> } | null {
  for (const event of events.toReversed()) {
    const all = toldBy(event)
    const told = all[group]
    if (told !== undefined && told !== null) return { event, told: told as NonNullable<Progress[Group]>, all }
  }
  return null
}

/** The text at a path of the form, '' where there is none. */
export function textAt({ value }: Pick<About, 'value'>, path: string): string {
  const found = valueAt(value.form as JsonObject, path)
  return typeof found === 'string' || typeof found === 'number' ? String(found) : ''
}
