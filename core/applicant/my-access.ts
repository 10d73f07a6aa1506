import type { Case } from '../case/case.ts'
import type { Gateway } from '../gateway.ts'
import type { Role } from '../permissions.ts'
import { toTime } from '../time.ts'

/** Who had to do with an applicant's data, by their role: viewed it, or did a step of the case with it. */
export interface Access {
  readonly at: string
  /** null where the person has no role any more */
  readonly role: Role | 'applicant' | null
  readonly what: 'viewed' | 'handled' | 'sent'
}

type Moment = Omit<Access, 'at'> & { readonly at: number }

const MOST = 200

/** Who saw the data of a case, newest first, from the audit trail and the case's own events: roles, never names. */
export async function myAccess(
  { store }: Pick<Gateway, 'store'>,
  { id, no }: Pick<Case, 'id' | 'no'>,
): Promise<Access[]> {
  const [looks, events, people] = await Promise.all([
    store.audit.list({ object: no }, undefined, MOST),
    store.cases.events(id),
    store.people.all(),
  ])
  const roles = new Map(people.map((person) => [`staff:${person.id}`, person.roles[0] ?? null]))
  const roleOf = (actor: string) => (actor === 'applicant' ? ('applicant' as const) : (roles.get(actor) ?? null))
  const viewed = looks.map(({ at, actor }): Moment => ({ at, role: roleOf(actor), what: 'viewed' }))
  const handled = events.flatMap(({ at, actor, type }): Moment[] => {
    if (actor.startsWith('staff:')) return [{ at, role: roleOf(actor), what: 'handled' }]
    // the other side got the data with what was delivered to it
    return type === 'delivered' ? [{ at, role: null, what: 'sent' }] : []
  })
  return [...viewed, ...handled]
    .sort((one, other) => other.at - one.at)
    .slice(0, MOST)
    .map((one) => ({ ...one, at: toTime(one.at) }))
}
