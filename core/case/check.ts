import type { Fault } from '../fault.ts'
import { checkAsks } from '../form/check-asks.ts'
import { checkForm } from '../form/check-form.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { JsonObject } from '../json.ts'
import type { Mapped, Mapping } from '../mapping/compile.ts'
import type { CaseMaterial, Matter } from '../matter.ts'
import { toDate } from '../time.ts'
import type { Case } from './case.ts'
import { mappingInput } from './input.ts'

/** The matter and region of a new case; throws the known fault where either is unknown or the agreement does not cover it. */
export function requireRoute(
  gateway: Gateway,
  route: { matter: string; region: string; mode: string; direction: 'out' | 'in' },
): { matter: Matter; region: Region } {
  const matter = gateway.matters.get(route.matter)
  if (!matter) throw new GatewayError('matter-unknown', `没有编号为“${route.matter}”的事项`)
  const region = gateway.regions.get(route.region)
  if (!region) throw new GatewayError('region-unknown', `没有编号为“${route.region}”的地区`)
  const scope = region.agreement.matters[matter.id]
  const suspended = region.agreement.suspended ?? scope?.suspended
  if (suspended !== undefined)
    throw new GatewayError('agreement-suspended', `与${region.name}的协议暂不执行:${suspended}`)
  if (!scope?.directions.includes(route.direction) || !region.mappings.has(matter.id)) {
    throw new GatewayError('direction-closed', `与${region.name}的协议不包括“${matter.name}”的这个方向`)
  }
  if (!scope.modes.includes(route.mode)) {
    throw new GatewayError(
      'mode-closed',
      `${region.name}办理“${matter.name}”不支持方式 ${route.mode},可选:${scope.modes.join('、')}`,
    )
  }
  const today = toDate(gateway.clock.now())
  if (today < region.agreement.from || today > region.agreement.until) {
    throw new GatewayError(
      'agreement-expired',
      `与${region.name}的协议 ${region.agreement.no} 有效期为 ${region.agreement.from} 至 ${region.agreement.until}`,
    )
  }
  return { matter, region }
}

/** The mapping a case was made with; throws the known fault where there is none. */
export async function requireMapping(gateway: Gateway, value: Case): Promise<Mapping> {
  const mapping = await gateway.mappingOf(value)
  if (!mapping) throw new GatewayError('region-unknown', `地区 ${value.region} 没有事项 ${value.matter} 的映射`)
  return mapping
}

/** Everything wrong with a form: by the matter's own rules and, where those can be read, by the region's. */
export function checkAndMap(
  gateway: Gateway,
  mapping: Mapping,
  value: Case,
  kind: 'apply' | 'supplement',
  message: { id: string; seq: number },
  options: { groups?: JsonObject; report?: boolean } = {},
): { faults: readonly Fault[]; mapped: Mapped } {
  const matter = gateway.matters.get(value.matter) as Matter
  const given = {
    matter,
    codes: gateway.codes,
    form: value.form,
    materials: value.materials as CaseMaterial[],
    mode: value.mode,
    today: toDate(gateway.clock.now()),
  }
  const own = checkForm(given)
  const faults = [...own, ...elsewhere(own, checkAsks(given, mapping.overlay()))]
  const input = mappingInput(gateway, value, message, options.groups)
  // a slot that somebody made up is a fault already, and no path of ours
  const slots = new Set(matter.materials.map(({ slot }) => slot))
  const materials = value.materials.filter(({ slot }) => slots.has(slot))
  const mapped = mapping.mapForm(kind, input, materials, { report: options.report ?? false })
  return { faults: [...faults, ...elsewhere(faults, mapped.faults)], mapped }
}

/** Those at places of which nothing was said before. */
function elsewhere(said: readonly Fault[], faults: readonly Fault[]): readonly Fault[] {
  const known = new Set(said.map(({ path }) => path))
  return faults.filter(({ path }) => !known.has(path))
}
