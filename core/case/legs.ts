import { holds, isBlank } from '../condition.ts'
import { provinceOf } from '../form/divisions.ts'
import { isObject, type JsonObject, valueAt } from '../json.ts'
import type { Leg, Matter } from '../matter.ts'
import type { Case } from './case.ts'
import type { Status } from './status.ts'

/** CT_MODE: several places handle the case in turn (多地联办). */
export const JOINT = '3'

/** The legs of a case that is handled in legs; null for every other case, and for a leg itself. A region that leads sends us a plain case. */
export function legsOf(
  matter: Pick<Matter, 'legs'> | undefined,
  value: Pick<Case, 'direction' | 'mode' | 'parentId'>,
): readonly Leg[] | null {
  const whole = value.direction === 'out' && value.mode === JOINT && value.parentId === null
  return whole ? (matter?.legs ?? null) : null
}

/** The division that handles the leg, '' where the form does not tell it. */
export function placeOf({ at }: Pick<Leg, 'at'>, form: JsonObject): string {
  const place = valueAt(form, at)
  const division = isObject(place) ? place['division'] : place
  return typeof division === 'string' ? division : ''
}

/** Whether a division is handled by our own side. */
export function isOurs(home: { readonly division: string }, division: string): boolean {
  return provinceOf(division) === provinceOf(home.division)
}

/** The first leg after that one (after none: of all) whose condition the form meets. */
export function legAfter(legs: readonly Leg[], key: string | null, form: JsonObject): Leg | undefined {
  const from = key === null ? 0 : legs.findIndex((leg) => leg.key === key) + 1
  return legs.slice(from).find(({ when }) => when === undefined || holds(when, form))
}

/** The leg that a case is: the one it was begun as, or, of a joint matter that a region sends us as a plain case, the first whose place is ours. */
export function legOf(
  matter: Pick<Matter, 'legs'> | undefined,
  { leg, direction, mode, form }: Pick<Case, 'leg' | 'direction' | 'mode' | 'form'>,
  home: { readonly division: string },
): Leg | undefined {
  if (leg !== null) return matter?.legs?.find(({ key }) => key === leg)
  if (direction !== 'in' || mode !== JOINT) return undefined
  return matter?.legs?.find(
    (one) => (one.when === undefined || holds(one.when, form)) && isOurs(home, placeOf(one, form)),
  )
}

/** Whether the leg's case has come to what the next leg waits for. */
export function isReached(leg: Leg, value: Pick<Case, 'status' | 'form'>): boolean {
  return leg.until.includes(value.status) && missingGifts(leg, value.form).length === 0
}

/** What the handling place still has to fill in. */
export function missingGifts({ gives = [] }: Pick<Leg, 'gives'>, form: JsonObject): readonly string[] {
  return gives.filter((path) => isBlank(valueAt(form, path)))
}

const FAILED: ReadonlySet<Status> = new Set(['DENIED', 'REFUSED', 'RETURNED', 'WITHDRAWN', 'TERMINATED'])

/** Whether the end of this leg is the end of the whole. */
export function isFailed(status: Status): boolean {
  return FAILED.has(status)
}

const WHOLE_AS_LEG: ReadonlySet<Status> = new Set(['CORRECTION', 'CORRECTED', 'SUSPENDED', 'UNKNOWN'])

/**
 * Where the whole stands while a leg is under way: as the first leg does until that is accepted, then under review; what waits for the
 * applicant or for time shows whichever leg it is. A leg that must be mended before it is sent is not yet sent.
 */
export function statusOfWhole(legIsFirst: boolean, leg: Status): Status {
  if (WHOLE_AS_LEG.has(leg)) return leg
  const before: readonly Status[] = ['QUEUED', 'DELIVERED', 'SIGNED', 'ACCEPTED']
  if (legIsFirst && before.includes(leg)) return leg
  return legIsFirst && (leg === 'DRAFT' || leg === 'COLLECTED') ? 'QUEUED' : 'REVIEWING'
}
