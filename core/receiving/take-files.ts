import type { Fault } from '../fault.ts'
import type { Gateway, Region } from '../gateway.ts'
import { mayBeTied } from '../housekeeping.ts'
import { newId } from '../ids.ts'
import type { ReadMaterial } from '../mapping/compile.ts'
import type { CaseMaterial } from '../matter.ts'
import type { InboundMessage } from '../message.ts'
import { insertDelivery } from '../store/deliveries.ts'
import type { Statement } from '../store/driver.ts'
import { type StoredFile, updateFile } from '../store/files.ts'
import { keepInlineFile } from './files.ts'

/** The files of a message, taken in: inline ones stored, uploaded ones bound to the case, remote ones noted with a delivery that fetches each. */
export interface TakenFiles {
  readonly materials: CaseMaterial[]
  /** new rows of `files` */
  readonly files: StoredFile[]
  readonly bound: Statement[]
  /** of each file that is fetched */
  readonly deliveries: Statement[][]
  readonly faults: Fault[]
}

/** `firstOrderNo` is the case's newest delivery order; fetches are numbered after it. */
export async function takeFiles(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  materials: readonly ReadMaterial[],
  caseId: string,
  firstOrderNo = 0,
): Promise<TakenFiles> {
  const taken: TakenFiles = { materials: [], files: [], bound: [], deliveries: [], faults: [] }
  for (const { file, ...material } of materials) {
    if (!file) {
      taken.materials.push(material)
      continue
    }
    const stored = await takeFile(gateway, region, message, file, caseId, taken, firstOrderNo)
    if (stored === 'too-large') {
      taken.faults.push({ path: `materials.${material.slot}`, code: 'file-size', message: '文件超过 50 MB' })
      continue
    }
    const { id, sha256, name, mediaType, sizeBytes } = stored
    taken.materials.push({ ...material, file: { id, sha256, name, mediaType, sizeBytes } })
  }
  return taken
}

type ReadFile = NonNullable<ReadMaterial['file']>

/** A file by its reference: inside the message, uploaded before, or still at the partner's. */
export async function takeFile(
  gateway: Gateway,
  region: Region,
  message: InboundMessage,
  file: ReadFile,
  caseId: string,
  taken: Pick<TakenFiles, 'files' | 'bound' | 'deliveries'>,
  firstOrderNo: number,
): Promise<StoredFile | 'too-large'> {
  const ref = file.ref ?? ''
  const inline = message.files.find((candidate) => candidate.ref === ref)
  if (inline) {
    const kept = await keepInlineFile(gateway, region, { ...inline, name: file.name || inline.name }, caseId)
    if (kept !== 'too-large') taken.files.push(kept)
    return kept
  }
  const uploaded = await gateway.store.files.byRef(region.code, ref, caseId)
  if (uploaded && mayBeTied(uploaded, gateway.clock.now())) {
    taken.bound.push(updateFile(uploaded.id, { caseId }))
    return uploaded
  }
  const now = gateway.clock.now()
  const awaited: StoredFile = {
    id: newId(gateway.clock, gateway.random),
    caseId,
    region: region.code,
    ref,
    sha256: '',
    name: file.name,
    mediaType: file.mediaType ?? 'application/octet-stream',
    sizeBytes: file.sizeBytes ?? 0,
    createdAt: now,
    createdBy: `region:${region.code}`,
  }
  taken.files.push(awaited)
  const { at = '', sha256 = '' } = file
  const orderNo = firstOrderNo + taken.deliveries.length + 1
  taken.deliveries.push(fetchDelivery(gateway, awaited, { at, sha256 }, orderNo))
  return awaited
}

/** The duty to fetch a file that a region holds. `at` is its address, `sha256` what it must hash to; '' where nobody said. */
export function fetchDelivery(
  { clock, random }: Pick<Gateway, 'clock' | 'random'>,
  file: Pick<StoredFile, 'id' | 'caseId' | 'region' | 'ref' | 'mediaType' | 'sizeBytes'>,
  { at, sha256 }: { at: string; sha256: string },
  orderNo: number,
): Statement[] {
  const { id: fileId, caseId, region, ref, mediaType, sizeBytes } = file
  const now = clock.now()
  return insertDelivery({
    id: newId(clock, random),
    caseId,
    region,
    kind: 'fetch',
    orderNo,
    seq: 0,
    state: 'ready',
    payload: { tree: { fileId, ref, at, sha256, mediaType, sizeBytes }, files: [] },
    mappingVersion: '',
    attempts: 0,
    nextAt: now,
    leaseOwner: '',
    leaseUntil: 0,
    createdAt: now,
    endedAt: 0,
    reason: '',
    level: '',
  })
}
