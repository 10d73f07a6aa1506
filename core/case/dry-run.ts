import { type Exempted, exemptedOf } from '../exemptions/why-exempt.ts'
import type { Fault } from '../fault.ts'
import { checkForm } from '../form/check-form.ts'
import { type FormNeeds, formNeeds } from '../form/form-needs.ts'
import { warnForm } from '../form/warn-form.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { LossEntry } from '../mapping/loss.ts'
import { alarming } from '../mapping/try-mapping.ts'
import type { CaseMaterial } from '../matter.ts'
import type { Staff } from '../store/people.ts'
import { toDate } from '../time.ts'
import { checkAndMap, requireMapping, requireRoute } from './check.ts'
import { toDraft } from './draft.ts'
import { type MaterialInput, resolveMaterials } from './files.ts'
import { legsOf } from './legs.ts'
import { triedNumber } from './number.ts'

/** What a window wants to know before it collects. */
export interface DryRunRequest {
  readonly region: string
  readonly matter: string
  readonly mode: string
  readonly form: JsonObject
  readonly materials: readonly MaterialInput[]
  /** whose files may be named beside those that nobody has */
  readonly draft?: string | undefined
}

/** What would become of a case if it were submitted as it stands. */
export interface DryRun extends FormNeeds {
  /** the form with what follows from the rest filled in */
  readonly form: JsonObject
  /** everything wrong; none means that the case may be submitted */
  readonly faults: readonly Fault[]
  /** to be looked at twice; blocks nothing */
  readonly warnings: readonly Fault[]
  /** what of the materials need not be given, and why */
  readonly exempt: readonly Exempted[]
  readonly mappingVersion: string
  /** empty for a case with legs: each has its own region and mapping */
  readonly loss: readonly LossEntry[]
  readonly alarming: readonly LossEntry[]
}

/** Checks and maps a case in the region's format without writing a row or taking a number; throws only where the route is closed. */
export async function dryRun(gateway: Gateway, request: DryRunRequest, clerk: Staff): Promise<DryRun> {
  const route = requireRoute(gateway, { ...request, direction: 'out' })
  const { matter } = route
  const { materials, faults: missing } = await lookUp(gateway, request, `staff:${clerk.id}`)
  const now = gateway.clock.now()
  const no = triedNumber(gateway.config.home.casePrefix, now)
  const draft = toDraft(gateway, route, { ...request, no, materials }, clerk)
  const mapping = await requireMapping(gateway, draft)
  const given = { matter, codes: gateway.codes, form: draft.form, mode: request.mode, today: toDate(now) }
  const { faults, loss } = legsOf(matter, draft)
    ? { faults: checkForm({ ...given, materials }), loss: [] }
    : mapped(gateway, mapping, draft)
  return {
    ...formNeeds(given, mapping.overlay()),
    form: draft.form,
    faults: [...missing, ...faults],
    warnings: warnForm(given),
    exempt: exemptedOf(matter, materials, given.today),
    mappingVersion: mapping.version,
    loss,
    alarming: alarming(loss),
  }
}

function mapped(
  gateway: Gateway,
  mapping: Parameters<typeof checkAndMap>[1],
  draft: Parameters<typeof checkAndMap>[2],
): { faults: readonly Fault[]; loss: readonly LossEntry[] } {
  const found = checkAndMap(gateway, mapping, draft, 'apply', { id: draft.id, seq: 1 }, { report: true })
  return { faults: found.faults, loss: found.mapped.loss }
}

/** Materials with their files; those whose file cannot be used are left out and told. */
async function lookUp(
  gateway: Gateway,
  { materials: inputs, draft }: DryRunRequest,
  actor: string,
): Promise<{ materials: readonly CaseMaterial[]; faults: readonly Fault[] }> {
  try {
    return { materials: (await resolveMaterials(gateway, inputs, draft ?? null, actor)).materials, faults: [] }
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'form-invalid') throw error
    const unusable = new Set(error.faults.map(({ path }) => path))
    const usable = inputs.filter(({ slot }) => !unusable.has(`materials.${slot}`))
    const { materials } = await resolveMaterials(gateway, usable, draft ?? null, actor)
    return { materials, faults: error.faults }
  }
}
