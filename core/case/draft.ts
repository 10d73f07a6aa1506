import { completeForm } from '../form/complete-form.ts'
import type { Gateway, Region } from '../gateway.ts'
import { newId } from '../ids.ts'
import type { JsonObject } from '../json.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import type { Staff } from '../store/people.ts'
import type { Case } from './case.ts'

/** A case that a window has begun, its form completed with what follows from the rest; nothing is checked or written. */
export function toDraft(
  gateway: Gateway,
  { matter, region }: { matter: Matter; region: Pick<Region, 'code' | 'mappings'> },
  given: { no: string; mode: string; form: JsonObject; materials: readonly CaseMaterial[] },
  clerk: Pick<Staff, 'id' | 'name'>,
): Case {
  const now = gateway.clock.now()
  return {
    id: newId(gateway.clock, gateway.random),
    no: given.no,
    direction: 'out',
    region: region.code,
    matter: matter.id,
    mode: given.mode,
    status: 'DRAFT',
    seq: 0,
    form: completeForm(matter, given.form),
    materials: given.materials,
    partnerNo: null,
    correlation: null,
    memo: {},
    mappingVersion: region.mappings.get(matter.id)?.version ?? '',
    handler: null,
    clerk: clerk.name,
    clerkId: clerk.id,
    messageSeq: 0,
    progressSeq: 0,
    orderNo: 0,
    parentId: null,
    leg: null,
    bundleId: null,
    bundleKey: null,
    createdAt: now,
    updatedAt: now,
  }
}
