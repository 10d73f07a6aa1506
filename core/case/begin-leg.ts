import type { Fault } from '../fault.ts'
import { completeForm } from '../form/complete-form.ts'
import { provinceOf } from '../form/divisions.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { type JsonObject, putAt, valueAt } from '../json.ts'
import type { Leg } from '../matter.ts'
import type { Statement } from '../store/driver.ts'
import type { Case } from './case.ts'
import { newCaseStatements } from './chain.ts'
import { copyFiles } from './files.ts'
import { isOurs, placeOf } from './legs.ts'
import { orKept, toHandledHere, toSent } from './start.ts'

/** A leg's case with everything that makes it. */
export interface BegunLeg {
  readonly value: Case
  readonly statements: readonly Statement[]
  readonly rings: readonly string[]
}

/** The code of the region that a place belongs to: its own, its city's or its province's. */
export function regionOfPlace(gateway: Gateway, division: string): string {
  const province = provinceOf(division)
  return [division, `${division.slice(0, 4)}00`, province].find((code) => gateway.regions.has(code)) ?? province
}

/**
 * Begins a leg: a case of its own with the whole's form and materials, sent to the place that handles it, or given to a handler where that is our
 * own side. Throws where it may not leave; with `orDraft` it stays a draft that says why, for the window to mend.
 */
export async function beginLeg(
  gateway: Gateway,
  whole: Case,
  leg: Leg,
  actor: string,
  { orDraft }: { readonly orDraft: boolean },
): Promise<BegunLeg> {
  const division = placeOf(leg, whole.form)
  if (division === '') throw new GatewayError('form-invalid', `没有填“${leg.name}”的办理地`, [noPlace(leg)])
  const ours = isOurs(gateway.home, division)
  const { value, statements } = await newLeg(gateway, whole, leg, { division, ours, actor })
  const begun = ours
    ? await toHandledHere(gateway, value, { leg: leg.key })
    : await orKept(gateway, value, orDraft, async () => toSent(gateway, value, actor))
  const made = newCaseStatements(gateway, begun.value, begun.events)
  return { value: made.value, statements: [...made.statements, ...begun.statements, ...statements], rings: begun.rings }
}

function noPlace({ at, name }: Leg): Fault {
  return { path: at, code: 'required', message: `“${name}”由哪里办理没有填`, fix: '请选到县区' }
}

async function newLeg(
  gateway: Gateway,
  whole: Case,
  leg: Leg,
  { division, ours, actor }: { division: string; ours: boolean; actor: string },
): Promise<{ value: Case; statements: Statement[] }> {
  const now = gateway.clock.now()
  const id = newId(gateway.clock, gateway.random)
  const no = await gateway.nextCaseNo(ours ? 'in' : 'out', now)
  const files = copyFiles(gateway, whole.materials, id, actor)
  const value: Case = {
    ...whole,
    id,
    no,
    direction: ours ? 'in' : 'out',
    region: ours ? gateway.home.division : regionOfPlace(gateway, division),
    status: 'DRAFT',
    seq: 0,
    form: formOfLeg(gateway, whole, leg, { division, no }),
    materials: files.materials,
    memo: {},
    mappingVersion: '',
    parentId: whole.id,
    leg: leg.key,
    bundleId: null,
    bundleKey: null,
    createdAt: now,
    updatedAt: now,
  }
  return { value, statements: files.statements }
}

/** What is common to all legs, and what this one is told besides. */
function formOfLeg(
  gateway: Gateway,
  whole: Case,
  { sets = {} }: Leg,
  { division, no }: { division: string; no: string },
): JsonObject {
  const form = structuredClone(whole.form)
  for (const [path, from] of Object.entries(sets)) {
    const value = valueAt(form, from)
    if (value !== undefined) putAt(form, path, structuredClone(value))
  }
  const common = (form['case'] ?? {}) as JsonObject
  form['case'] = { ...common, handlingDivision: `${division}000000`, localNo: no }
  const matter = gateway.matters.get(whole.matter)
  return matter ? completeForm(matter, form) : form
}
