import type { HandTaskEnd } from '../../core/manual/hand-task.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { toCompactDate, toTime } from '../../core/time.ts'
import { writeZip } from '../layers/archive/zip.ts'
import { printTables } from '../layers/csv-package/evidence.ts'
import { writeManifest } from '../layers/csv-package/manifest.ts'
import { type PackedFiles, packMessage } from '../layers/csv-package/pack.ts'
import { KIND_OF, MOST_PACKAGES, writePackageName } from '../layers/csv-package/package-name.ts'
import { seal, sm3Hex } from '../layers/csv-package/seal.ts'
import { toDossier } from './dossier.ts'
import type { Options } from './options.ts'

const A_DAY_MS = 86_400_000
/** names and directory of the archive, beside what is in it */
const ARCHIVE_BYTES = 1_048_576
const REFUSED = { outcome: 'rejected', faults: [], exchanges: [] } as const

/** Has a person carry the message: the first attempt makes package and dossier and gives the task, every later one looks how it ended. */
export async function handOver(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult> {
  const known = await partner.tasks.find(message.id)
  if (known === null) return giveTask(message, 1, partner)
  const { task, end } = known
  if (end === null) return waitFor(task.dossier.package, [], partner)
  if (end.outcome === 'sent')
    return {
      outcome: 'accepted',
      level: 'A0',
      partnerCaseNo: null,
      duplicate: false,
      memo: {},
      exchanges: [handedOver(task.dossier.package, end)],
    }
  // told once; whoever sends it again afterwards gives the task anew
  const isNew = await partner.nonces.first(`impossible:${message.id}:${task.round}`, 60 * A_DAY_MS)
  return isNew ? { ...REFUSED, code: 'impossible', message: end.note } : giveTask(message, task.round + 1, partner)
}

function waitFor(name: string, exchanges: readonly Exchange[], { options }: Partner<Options>): SendResult {
  const reason = `包 ${name} 已备好,等窗口打印、送出后登记`
  return { outcome: 'waiting', reason, checkAfterMs: options.lookEveryMs, exchanges }
}

/** What somebody says they did, as evidence. */
function handedOver(name: string, { carrier, waybill, note, at, by }: HandTaskEnd): Exchange {
  const said = new TextEncoder().encode(JSON.stringify({ carrier, waybill, note, at: toTime(at), by }))
  return { operation: `${name} 送出`, sentAt: at, receivedAt: at, request: said, response: null, status: null }
}

async function giveTask(message: OutboundMessage, round: number, partner: Partner<Options>): Promise<SendResult> {
  const { options, clock, tasks, blobs } = partner
  const { kind, caseNo, matter } = message
  const of = KIND_OF[kind]
  if (!of || kind === 'progress') return { ...REFUSED, code: 'kind', message: '人工办理不传这类消息' }
  const packed = await packMessage(message, partner)
  if (typeof packed === 'string') return { ...REFUSED, code: 'file', message: packed }
  const name = await takeName(of, partner)
  if (name === null)
    return {
      outcome: 'later',
      reason: '当日的包名已用完,次日再办',
      unknown: false,
      retryAfterMs: A_DAY_MS,
      exchanges: [],
    }
  const manifest = writeManifest(packed, options)
  const archive = writeArchive(name, packed, manifest, await seal(manifest, partner), toTime(clock.now()))
  const stored = await blobs.put(archive, options.maxPackageBytes + ARCHIVE_BYTES)
  if (stored === 'too-large') return { ...REFUSED, code: 'file', message: '材料合计超过对方单包的上限' }
  const file = `${name}.zip`
  const bundle = { sha256: stored.sha256, name: file, mediaType: 'application/zip', sizeBytes: stored.sizeBytes }
  const dossier = toDossier(message, name, manifest, options)
  await tasks.give({ deliveryId: message.id, round, caseNo, matter, kind, dossier, bundle })
  const at = clock.now()
  const request = printTables([...packed, ['MANIFEST.csv', manifest]])
  return waitFor(
    name,
    [{ operation: name, sentAt: at, receivedAt: at, request, response: null, status: null }],
    partner,
  )
}

/** The next number of the day that nobody has taken, whichever way packages go. */
async function takeName(
  kind: NonNullable<(typeof KIND_OF)[keyof typeof KIND_OF]>,
  { nonces, clock, home, region }: Partner<Options>,
): Promise<string | null> {
  const day = toCompactDate(clock.now())
  for (let number = 1; number <= MOST_PACKAGES; number += 1)
    if (await nonces.first(`package:${day}:${number}`, 2 * A_DAY_MS))
      return writePackageName({ from: home.division, to: region, day, number, kind })
  return null
}

/** The package as it would lie in the directory, in one archive with one folder. */
function writeArchive(
  name: string,
  packed: PackedFiles,
  manifest: Uint8Array,
  signature: Uint8Array,
  time: string,
): Uint8Array {
  const ready = new TextEncoder().encode(sm3Hex(manifest))
  const files: (readonly [string, Uint8Array])[] = [
    ...packed,
    ['MANIFEST.csv', manifest],
    ['MANIFEST.sm2', signature],
    ['READY.txt', ready],
  ]
  return writeZip(
    files.map(([path, bytes]) => ({ name: `${name}/${path}`, bytes })),
    time,
  )
}
