import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { type MaterialInput, resolveMaterials } from '../case/files.ts'
import type { Fault } from '../fault.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { canonicalJson, type JsonObject } from '../json.ts'
import { insertBundle } from '../store/bundles.ts'
import { KeyTaken } from '../store/driver.ts'
import { insertIdempotencyKey } from '../store/operations.ts'
import type { Staff } from '../store/people.ts'
import { beginChild } from './begin-child.ts'
import { type Bundle, childStates } from './bundle.ts'
import { checkBundle } from './check-bundle.ts'
import type { Theme } from './theme.ts'

/** What a window sends for a new bundle; materials are in the theme's slots. */
export interface NewBundle {
  readonly theme: string
  readonly form: JsonObject
  readonly materials: readonly MaterialInput[]
}

/**
 * Takes a bundle in, once per Idempotency-Key: in one batch the bundle and the cases of all children that wait for nobody, each sent to its
 * region or given to our own handler. Throws every fault of every child at once; then nothing is written.
 */
export async function createBundle(
  gateway: Gateway,
  request: NewBundle,
  key: string,
  clerk: Staff,
): Promise<{ value: Bundle; repeated: boolean }> {
  const body = canonicalJson(request as unknown as JsonObject)
  const digest = bytesToHex(sha256(utf8ToBytes(body)))
  const scopedKey = `bundle:${clerk.id}:${key}`
  try {
    const { value, statements, rings } = await prepare(gateway, request, clerk)
    const taken = insertIdempotencyKey({ key: scopedKey, digest, body, caseId: value.id, createdAt: value.createdAt })
    await gateway.store.commit([taken, ...statements])
    if (rings.length > 0) await gateway.doorbell.ring(rings)
    return { value, repeated: false }
  } catch (error) {
    if (!(error instanceof KeyTaken || error instanceof GatewayError)) throw error
    const earlier = await gateway.store.operations.idempotencyKey(scopedKey)
    if (!earlier) throw error
    if (earlier.digest !== digest)
      throw new GatewayError('idempotency-conflict', '这个 Idempotency-Key 已用于别的内容,请换一个,或按首次的内容重发')
    const value = await gateway.store.bundles.byId(earlier.caseId)
    if (!value) throw new Error(`bundle ${earlier.caseId} of an idempotency key is missing`)
    return { value, repeated: true }
  }
}

/** Everything wrong with a bundle as it stands; writes nothing, takes no number. */
export async function dryRunBundle(gateway: Gateway, request: NewBundle, clerk: Staff): Promise<Fault[]> {
  const { bundle } = await toBundle(gateway, request, clerk, '')
  return checkBundle(gateway, bundle)
}

/** The theme by its id; throws where there is none. */
export function requireTheme(gateway: Gateway, id: string): Theme {
  const theme = gateway.themes.get(id)
  if (!theme) throw new GatewayError('not-found', `没有编号为“${id.slice(0, 20)}”的主题`)
  return theme
}

async function toBundle(gateway: Gateway, { theme, form, materials }: NewBundle, clerk: Staff, no: string) {
  const found = requireTheme(gateway, theme)
  const resolved = await resolveMaterials(gateway, materials, null, `staff:${clerk.id}`)
  const bundle: Bundle = {
    id: newId(gateway.clock, gateway.random),
    no,
    theme: found,
    form,
    materials: resolved.materials,
    clerk: clerk.name,
    clerkId: clerk.id,
    createdAt: gateway.clock.now(),
  }
  return { bundle, bind: resolved.bind }
}

async function prepare(gateway: Gateway, request: NewBundle, clerk: Staff) {
  const no = await gateway.nextCaseNo('bundle', gateway.clock.now())
  const { bundle, bind } = await toBundle(gateway, request, clerk, no)
  const faults = await checkBundle(gateway, bundle)
  if (faults.length > 0) throw new GatewayError('form-invalid', `共 ${faults.length} 处问题,改正后才能报送`, faults)
  const states = childStates(bundle, [])
  const begun = []
  for (const child of bundle.theme.children) {
    if (states.get(child.key) !== 'ready') continue
    begun.push(await beginChild(gateway, bundle, child, new Map(), { actor: `staff:${clerk.id}`, orDraft: false }))
  }
  if (begun.length === 0) throw new GatewayError('form-invalid', '没有一个事项要办,请核对所选')
  return {
    value: bundle,
    statements: [insertBundle(bundle), ...bind(bundle.id), ...begun.flatMap(({ statements }) => statements)],
    rings: begun.flatMap(({ rings }) => rings),
  }
}
