import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Case } from '../case/case.ts'
import { mappingInput } from '../case/input.ts'
import { decodeText } from '../charset.ts'
import { fillFileSlots } from '../file-slots.ts'
import type { Gateway } from '../gateway.ts'
import { listDifferences } from '../json-differences.ts'
import type { Mapping } from '../mapping/compile.ts'
import { maskWire, personalTexts } from '../mask-wire.ts'
import type { CaseMaterial } from '../matter.ts'
import { agreementStateOn } from '../region-agreement.ts'
import type { Delivery } from '../store/deliveries.ts'
import { toDate } from '../time.ts'
import { toMessage } from './attempt.ts'

/** What a person should know before a message goes again. Nothing is sent and nothing is written. */
export async function previewRedrive(gateway: Gateway, { delivery, value }: { delivery: Delivery; value: Case }) {
  const region = gateway.regions.get(delivery.region)
  const state = (await gateway.store.operations.regionStates()).get(delivery.region)
  const now = gateway.clock.now()
  const others = await gateway.store.deliveries.ofCase(delivery.caseId)
  const attempts = await gateway.store.evidence.ofDelivery(delivery)
  return {
    id: delivery.id,
    caseNo: value.no,
    mappingVersion: delivery.mappingVersion,
    mayGo: delivery.state === 'dead',
    payload: await payloadOf(gateway, delivery, value),
    files: delivery.payload.files.map(({ sha256: digest, mediaType, sizeBytes }) => ({
      sha256: digest,
      mediaType,
      sizeBytes,
    })),
    /** bytes went out and nobody knows what became of them: the region must tell the repeat by the message's id */
    mayHave: attempts.some(({ verdict }) => verdict === 'later' || verdict === 'waiting'),
    behind: others.filter((other) => other.state === 'waiting' && other.orderNo > delivery.orderNo).length,
    region: {
      code: delivery.region,
      known: region !== undefined,
      paused: state?.paused ?? false,
      retryAt: state && state.openUntil > now ? state.openUntil : null,
      agreement: region ? agreementStateOn(region.agreement, toDate(now)) : ('unknown' as const),
    },
    inForce: await inForce(gateway, delivery, value),
  }
}

/** The payload before protection, signature and transport, persons masked; null where the protocol cannot write it now. */
async function payloadOf(gateway: Gateway, delivery: Delivery, value: Case) {
  const region = gateway.regions.get(delivery.region)
  if (!region || delivery.kind === 'fetch') return null
  const { files: _, ...message } = await toMessage(gateway, delivery, value, delivery.kind)
  const tree = fillFileSlots(message.tree, ({ $file, as }) => `(${as}:${$file.sha256.slice(0, 12)})`)
  let bytes: Uint8Array
  try {
    bytes = region.link.encode({ ...message, tree, at: gateway.clock.now() })
  } catch {
    return null
  }
  const text = decodeText(bytes, 'utf-8') ?? decodeText(bytes, 'gb18030')
  const personal = personalTexts(value, gateway.matters.get(value.matter))
  return {
    sizeBytes: bytes.length,
    sha256: bytesToHex(sha256(bytes)),
    text: text === null ? null : maskWire(text, personal),
  }
}

/** Where an application would read otherwise by the mapping in force now; null where that is the one that made it, or it was no application. */
async function inForce(gateway: Gateway, delivery: Delivery, value: Case) {
  const mapping = gateway.regions.get(delivery.region)?.mappings.get(value.matter)
  if (!mapping || mapping.version === delivery.mappingVersion || delivery.kind !== 'apply') return null
  const pinned = await gateway.mappingOf({ ...value, mappingVersion: delivery.mappingVersion })
  const input = mappingInput(gateway, value, { id: delivery.id, seq: delivery.seq })
  const treeBy = (one: Mapping) => one.mapForm('apply', input, value.materials as readonly CaseMaterial[]).tree
  const paths = pinned ? listDifferences(treeBy(pinned), treeBy(mapping)).map(({ path }) => path) : []
  return { version: mapping.version, paths: paths.slice(0, 100), count: paths.length }
}
