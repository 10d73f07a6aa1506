import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { Exchange, InboundMessage, Received, Refusal } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { type About, answer, answerFaults } from './answer.ts'
import { callParts, maskCode } from './call.ts'
import { mainSidOf, type PackageKind, type RecordFault } from './check-records.ts'
import { plainEnvelope } from './envelope.ts'
import type { MatterOptions, Options } from './options.ts'
import { type Package, type PackageRecord, SIDS, writePackage } from './package.ts'
import { readRecords } from './records-tree.ts'

/** A call whose sender is known and whose head is right. */
export interface VerifiedCall {
  readonly operation: string
  readonly sqzcm: string
  readonly package: Package
  readonly kind: PackageKind
  readonly matter: MatterOptions
  /** digits of the head, good to be repeated */
  readonly about: About
}

/** The call as a message for core, or the answer that says what is wrong with its records. */
export async function toInboundMessage(call: VerifiedCall, partner: Partner<Options>): Promise<Received> {
  const { kind, matter } = call
  const { records, data } = call.package
  const sid = mainSidOf(kind, matter)
  const main: Readonly<Record<string, string>> = Object.fromEntries(
    records.find((record) => record.sid === sid)?.fields ?? [],
  )
  const about = { ...call.about, sid, requestSid: matter.requestSid, since: main['FKXH'] ?? '0' }
  const { ywxtbh } = about
  const key = toKey(kind, ywxtbh, main)
  const { tree, inline, faults } = readRecords(records, kind, matter, partner.options, key)
  const exchange = await toExchange(call, partner)
  const refuse = (reason: Refusal['reason'], detail: string, response: Response): Received => {
    const refusal = { reason, detail: `${call.operation} ${detail}`.slice(0, 200) }
    return { kind: 'refused', refusal, response, exchange }
  }
  if (faults.length > 0) return refuse('malformed', wordsOf(faults), await answerFaults(about, faults, partner))
  const initiates = kind === 'apply'
  if (initiates && (main['SXJBBM'] !== matter.basicCode || ywxtbh.slice(0, 2) !== partner.region.slice(0, 2)))
    return refuse('not-for-us', '-72', await answer(about, { code: '-72' }, [], partner))
  const theirs = initiates || kind === 'progress'
  const message: InboundMessage = {
    kind,
    key,
    digest: bytesToHex(sha256(utf8ToBytes(data))),
    caseNo: theirs ? null : (main['YWLSH'] ?? null),
    partnerCaseNo: theirs ? (main['YWLSH'] ?? null) : null,
    correlation: ywxtbh,
    matterCode: null,
    seq: Number(main['FKXH'] ?? main['BZCS'] ?? 0),
    tree,
    files: inline,
    memo: initiates ? { ywxtbh } : {},
    exchange,
    reply: about,
  }
  return { kind: 'message', message }
}

/** What names a message for ever. The applicant's number is part of an application's key: its hash stands for it, because keys are written down. */
function toKey(kind: PackageKind, ywxtbh: string, main: Readonly<Record<string, string>>): string {
  const applicant = main['SQR_GMSFHM'] ?? main['SQR_TYSHXYDM'] ?? ''
  const own = {
    apply: bytesToHex(sha256(utf8ToBytes(`${ywxtbh}/${applicant}`))).slice(0, 16),
    progress: main['FKXH'] ?? '',
    supplement: main['BZCS'] ?? '',
    withdraw: '',
    query: '',
  }[kind]
  return own === '' ? `${kind}:${ywxtbh}` : `${kind}:${ywxtbh}:${own}`
}

/** The call as the evidence keeps it: the registration code masked, files by their digest. */
function toExchange(call: VerifiedCall, { options, clock }: Partner<Options>): Exchange {
  const { operation, package: read } = call
  const now = clock.now()
  const shown = callParts(maskCode(call.sqzcm), writePackage(read.head, read.records.map(withoutContent)))
  const request = new TextEncoder().encode(plainEnvelope(options, operation, shown))
  return { operation, sentAt: now, receivedAt: now, request, response: null, status: 200 }
}

function withoutContent(record: PackageRecord): PackageRecord {
  if (record.sid !== SIDS.file) return record
  const fields = record.fields.map(([name, value]): readonly [string, string] =>
    name === 'CLNR'
      ? [name, `(Base64 ${value.length} 字符,sha256 ${bytesToHex(sha256(utf8ToBytes(value)))})`]
      : [name, value],
  )
  return { ...record, fields }
}

function wordsOf(faults: readonly RecordFault[]): string {
  return `-41:${faults.map(({ sid, field, code }) => `${sid}.${field} ${code}`).join(' ')}`
}
