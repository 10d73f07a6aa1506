import { isFileSlot, listFileSlots } from '../../../core/file-slots.ts'
import type { Json, JsonObject } from '../../../core/json.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import { toCompactDate } from '../../../core/time.ts'
import type { Verdict } from '../../layers/answer-rule.ts'
import { namesAnother, OF_ANOTHER } from '../../layers/named-case.ts'
import type { FormJsonOptions } from '../options.ts'
import { call, type Operation } from './call.ts'
import { toJsonBytes } from './json-bytes.ts'
import { DIRECTORIES } from './names.ts'
import { toPackage } from './package.ts'
import { fromWirePath } from './paths.ts'
import { type NamedFile, writeSeal } from './seal.ts'
import { tellEvent } from './tell-event.ts'

/** Sends a message: an application with the archive of its files laid first, a withdrawal, or an event as rows. */
export function sendForm(message: OutboundMessage, partner: Partner<FormJsonOptions>): Promise<SendResult> {
  if (message.kind === 'progress') return tellEvent(message, partner)
  if (message.kind === 'withdraw') return withdraw(message, partner)
  return apply(message, partner)
}

/** The region counts what it took: a message that it refused leaves its number free, the same once more keeps it. */
function countOf({ id, kind, memo }: OutboundMessage): number {
  if (kind === 'apply') return 1
  const taken = Number(memo['cs'] ?? 1)
  return memo['csOf'] === id ? taken : taken + 1
}

async function apply(message: OutboundMessage, partner: Partner<FormJsonOptions>): Promise<SendResult> {
  const { options, clock, links } = partner
  const contents = await readContents(message, partner)
  if (typeof contents === 'string') return refusedHere('file', contents)
  const cs = countOf(message)
  const bytesOf = (file: Json) => (isFileSlot(file) && contents.get(file.$file.sha256)) || new Uint8Array()
  const { body, archive } = toPackage({ ...message.tree, cs: String(cs) }, message.caseCreatedAt, bytesOf)
  if (archive && archive.length > options.maxArchiveBytes)
    return refusedHere('too-large', '材料包超过对方的上限,请压缩材料后再报')
  const exchanges: Exchange[] = []
  if (archive) {
    const drop = links.drop(options.drop)
    const directory = `${DIRECTORIES.archives}/${toCompactDate(clock.now())}`
    const laid = await layArchive(drop, directory, [`${message.tree['lsh']}_${cs}.zip`, archive], message.memo)
    if (laid) exchanges.push({ ...laid, sentAt: clock.now(), receivedAt: clock.now(), response: null, status: null })
  }
  const operation = message.kind === 'apply' ? 'tj' : 'bz'
  return ask(message, partner, { operation, body, memo: { cs, csOf: message.id } }, exchanges)
}

/** Bytes of every file by SHA-256; a sentence where one is not there. */
async function readContents(
  { tree }: OutboundMessage,
  { blobs }: Partner<FormJsonOptions>,
): Promise<Map<string, Uint8Array> | string> {
  const contents = new Map<string, Uint8Array>()
  for (const { $file } of listFileSlots(tree)) {
    const bytes = contents.get($file.sha256) ?? (await blobs.read($file.sha256))
    if (!bytes) return `材料“${$file.name}”的文件不在本地,请重新上传`
    contents.set($file.sha256, bytes)
  }
  return contents
}

type DropOf = ReturnType<Partner<FormJsonOptions>['links']['drop']>

/** Lays the archive, then its seal. One that an earlier attempt laid stays, unless the region says that it has none (`layAgain`). */
async function layArchive(
  drop: DropOf,
  directory: string,
  file: NamedFile,
  memo: JsonObject,
): Promise<Pick<Exchange, 'operation' | 'request'> | null> {
  const [name, archive] = file
  const seal = writeSeal([file])
  const lying = memo['layAgain'] === true ? null : await drop.read(`${directory}/${name}.ok`, seal.length)
  const isThere = lying instanceof Uint8Array && lying.length === seal.length
  if (isThere && lying.every((byte, at) => byte === seal[at])) return null
  await drop.write(`${directory}/${name}`, archive)
  await drop.write(`${directory}/${name}.ok`, seal)
  return { operation: `SFTP ${directory}/${name}`, request: seal }
}

function withdraw(message: OutboundMessage, partner: Partner<FormJsonOptions>): Promise<SendResult> {
  return ask(message, partner, { operation: 'ch', body: message.tree, memo: {} }, [])
}

interface Asking {
  readonly operation: Operation
  readonly body: JsonObject
  /** what is remembered once it is taken */
  readonly memo: JsonObject
}

async function ask(
  message: OutboundMessage,
  partner: Partner<FormJsonOptions>,
  { operation, body, memo }: Asking,
  exchanges: Exchange[],
): Promise<SendResult> {
  const bytes = toJsonBytes(body)
  if (bytes.length > partner.options.maxBodyBytes) return refusedHere('too-large', '报文超过对方的上限')
  const verdict = await call(partner, operation, bytes, exchanges)
  return toResult(verdict, message, memo, exchanges)
}

function toResult(
  verdict: Verdict,
  { caseNo, tree }: OutboundMessage,
  memo: JsonObject,
  exchanges: readonly Exchange[],
): SendResult {
  switch (verdict.verdict) {
    case 'done':
    case 'already': {
      const { lsh, slh } = verdict.data
      if (namesAnother(lsh, [caseNo])) return later(OF_ANOTHER, null, exchanges)
      const partnerCaseNo = typeof slh === 'string' && slh !== '' ? slh : null
      const level = partnerCaseNo === null ? 'A1' : 'A2'
      return { outcome: 'accepted', level, partnerCaseNo, duplicate: verdict.verdict === 'already', memo, exchanges }
    }
    case 'later': {
      const { reason, afterMs, unknown } = verdict
      const next = afterMs === null ? {} : { memo: { layAgain: true } }
      return { ...later(reason, afterMs, exchanges), unknown, ...next }
    }
    case 'refused': {
      const faults = verdict.faults.map((fault) => ({ ...fault, path: fromWirePath(fault.path, tree) }))
      const [first] = faults
      const message = faults.map((fault) => fault.message).join(';')
      return first
        ? { outcome: 'rejected', code: first.code, message: message.slice(0, 500), faults, exchanges }
        : { outcome: 'rejected', code: verdict.code, message: verdict.message, faults, exchanges }
    }
    case 'renew':
      return later(verdict.reason, null, exchanges)
  }
}

function later(reason: string, retryAfterMs: number | null, exchanges: readonly Exchange[]) {
  return { outcome: 'later', reason, unknown: true, retryAfterMs, exchanges } as const
}

function refusedHere(code: string, message: string): SendResult {
  return { outcome: 'rejected', code, message, faults: [], exchanges: [] }
}
