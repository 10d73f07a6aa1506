import type { Case } from '../case/case.ts'
import { changeCase, type Decision, PATIENT_TRIES } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { type FileType, mediaTypeOf, sniffFileType } from '../form/file-type.ts'
import type { Gateway, Region } from '../gateway.ts'
import { progressDelivery } from '../handling/progress-delivery.ts'
import type { ReaddressReason } from '../progress.ts'
import type { FetchedFile, WantedFile } from '../protocol.ts'
import { type Delivery, updateDelivery } from '../store/deliveries.ts'
import { updateFile } from '../store/files.ts'
import type { AttemptOutcome } from './attempt.ts'
import { isExhausted, retryPauseMs } from './policy.ts'

/** No document or licence of a partner is larger. */
const MOST_BYTES = 50 * 1024 * 1024

/** Addresses of one file that are tried before a person must see to it. */
const MOST_ADDRESSES = 4

/** Fetches a file that a partner only named, and stores it; the payload's tree is `{ fileId, ref, at, sha256, mediaType, sizeBytes }`. */
export async function fetchFile(gateway: Gateway, region: Region, delivery: Delivery): Promise<AttemptOutcome> {
  const value = await gateway.store.cases.byId(delivery.caseId)
  if (!value) throw new Error(`case ${delivery.caseId} of delivery ${delivery.id} is missing`)
  const file = await gateway.store.files.byId(String(delivery.payload.tree['fileId']))
  if (file && file.sha256 !== '') return end(gateway, delivery, 'done', '文件已经取到')
  let fetched: FetchedFile
  try {
    fetched = await region.link.fetchFile(toWanted(delivery, value))
  } catch {
    return tryLater(gateway, region, delivery)
  }
  if (fetched === null) return missing(gateway, delivery)
  return 'ask' in fetched
    ? ask(gateway, region, delivery, fetched.ask)
    : keep(gateway, region, delivery, fetched, file?.name ?? '')
}

function toWanted({ payload }: Delivery, { no, partnerNo, direction }: Case): WantedFile {
  const text = (key: string) => String(payload.tree[key] ?? '')
  return {
    ref: text('ref'),
    at: text('at'),
    mediaType: text('mediaType'),
    sizeBytes: Number(payload.tree['sizeBytes'] ?? 0),
    sha256: text('sha256'),
    caseNo: no,
    partnerCaseNo: partnerNo,
    direction,
  }
}

async function end(
  gateway: Gateway,
  delivery: Delivery,
  state: 'done' | 'dead',
  reason: string,
): Promise<AttemptOutcome> {
  const endedAt = gateway.clock.now()
  await gateway.store.commit([updateDelivery({ ...delivery, state, endedAt, reason, level: '' })])
  return { reached: true, state }
}

async function tryLater(gateway: Gateway, region: Region, delivery: Delivery): Promise<AttemptOutcome> {
  if (isExhausted(region.delivery, delivery.attempts))
    return { ...(await end(gateway, delivery, 'dead', '取文件失败')), reached: false }
  const nextAt = gateway.clock.now() + retryPauseMs(region.delivery, delivery.attempts, null, gateway.random)
  const moved = { ...delivery, state: 'ready' as const, nextAt, endedAt: 0, reason: '取文件失败', level: '' }
  await gateway.store.commit([updateDelivery(moved)])
  return { reached: false, state: 'later' }
}

/** A region that only numbered its file gave it no name of its own: what it turned out to be becomes the extension. */
function fullName(name: string, type: FileType): string {
  return name === '' || /\.[A-Za-z0-9]{1,5}$/.test(name) ? name : `${name}.${type}`
}

async function keep(
  gateway: Gateway,
  region: Region,
  delivery: Delivery,
  bytes: Uint8Array,
  name: string,
): Promise<AttemptOutcome> {
  const stored = await gateway.blobs.put(bytes, MOST_BYTES)
  if (stored === 'too-large') return missing(gateway, delivery)
  const type = sniffFileType(stored.head)
  const { sha256, sizeBytes } = stored
  const fileId = String(delivery.payload.tree['fileId'])
  const bound = updateFile(fileId, {
    sha256,
    sizeBytes,
    ...(type ? { mediaType: mediaTypeOf(type), name: fullName(name, type) } : {}),
  })
  return record(gateway, delivery, 'done', '', async (found) => {
    const { value, statements } = await announce(gateway, region, delivery, found)
    const event = { type: 'file-fetched', data: { file: fileId, sha256, sizeBytes } } as const
    return { value, event, statements: [bound, ...statements] }
  })
}

/** Tells a region that waits for it that the last file of its application was fetched. */
async function announce(
  gateway: Gateway,
  region: Region,
  delivery: Delivery,
  value: Case,
): Promise<Pick<Decision<null>, 'value' | 'statements'>> {
  const nothing = { value, statements: [] }
  if (!region.announcesFiles || value.direction !== 'in') return nothing
  const files = await gateway.store.files.ofCase(value.id)
  const theirs = files.filter((file) => file.region === region.code && file.ref !== '')
  const fileId = delivery.payload.tree['fileId']
  if (theirs.some((file) => file.sha256 === '' && file.id !== fileId)) return nothing
  const facts = { status: value.status, occurredAtMs: gateway.clock.now(), officer: null }
  return progressDelivery(gateway, region, value, { ...facts, filesTaken: theirs.map(({ ref }) => ref) })
}

async function missing(gateway: Gateway, delivery: Delivery): Promise<AttemptOutcome> {
  return record(gateway, delivery, 'dead', '对方没有这个文件,或文件超过 50 MB', async (value) => ({
    value,
    event: { type: 'file-missing', data: { file: String(delivery.payload.tree['fileId']) } },
    statements: [],
  }))
}

/** Asks the region for another address of the file, where its protocol can and it was not asked too often. */
async function ask(
  gateway: Gateway,
  region: Region,
  delivery: Delivery,
  reason: ReaddressReason,
): Promise<AttemptOutcome> {
  const { fileId, ref } = delivery.payload.tree
  const fetches = (await gateway.store.deliveries.ofCase(delivery.caseId)).filter(
    ({ kind, payload }) => kind === 'fetch' && payload.tree['fileId'] === fileId,
  )
  const value = await gateway.store.cases.byId(delivery.caseId)
  if (value?.direction !== 'in' || !region.carries.includes('reissue') || fetches.length >= MOST_ADDRESSES)
    return missing(gateway, delivery)
  return record(gateway, delivery, 'done', '取不到,已请对方另给地址', async (found) => {
    const facts = { status: found.status, occurredAtMs: gateway.clock.now(), officer: null }
    const told = await progressDelivery(gateway, region, found, {
      ...facts,
      readdress: { files: [String(ref)], reason },
    })
    const event = { type: 'files-asked', data: { file: String(fileId), reason, delivery: told.deliveryId } } as const
    return { value: told.value, event, statements: told.statements }
  })
}

type Recorded = Pick<Decision<null>, 'value' | 'statements'> & { readonly event: Pick<EventFacts, 'type' | 'data'> }

async function record(
  gateway: Gateway,
  delivery: Delivery,
  state: 'done' | 'dead',
  reason: string,
  decide: (value: Case) => Promise<Recorded>,
): Promise<AttemptOutcome> {
  const at = gateway.clock.now()
  const actor = `region:${delivery.region}`
  await changeCase(
    gateway,
    () => gateway.store.cases.byId(delivery.caseId),
    async (found) => {
      const { value, event, statements } = await decide(found)
      return {
        events: [{ ...event, status: found.status, at, actor }],
        value,
        statements: [...statements, updateDelivery({ ...delivery, state, endedAt: at, reason, level: '' })],
        answer: null,
      }
    },
    PATIENT_TRIES,
  )
  await gateway.doorbell.ring([])
  return { reached: true, state }
}
