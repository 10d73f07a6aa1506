import { toBase64 } from '../../core/base64.ts'
import type { JsonObject } from '../../core/json.ts'
import type { OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { fillFileSlots } from '../layers/file-slots.ts'
import { readVerdict, unknown, type Verdict } from './answers.ts'
import { call } from './call.ts'
import { toHead, toYwxtbh } from './head.ts'
import type { MatterOptions, Options } from './options.ts'
import { type PackageRecord, SIDS, writePackage } from './package.ts'
import { applicationMemory, supplementChanges, supplementRecords } from './supplement.ts'
import { applicationRecords, elementsOf, faultPath, feedbackRecords, withdrawalRecords } from './tree-records.ts'

/** A message made ready: what to call, how its records are made from a tree whose files are filled in, what to remember of it. */
interface Plan {
  readonly operation: string
  readonly mainSid: string
  readonly tree: JsonObject
  readonly toRecords: (tree: JsonObject) => PackageRecord[]
  readonly memo: JsonObject
}

/** Sends one message as one package. Only FSSJ differs between attempts: the records, and with them the bytes the region compares, are the same. */
export async function send(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult> {
  const { options, clock } = partner
  const matter = options.matters[message.matter]
  if (!matter) throw new Error(`region ${partner.region} has no operations for ${message.matter}`)
  const plan = toPlan(message, matter, options)
  const contents = await readContents(plan.tree, partner)
  if (typeof contents === 'string') return refused('file', contents)
  const ywxtbh = ywxtbhOf(message, matter, partner)
  const head = toHead(options, { class: matter.class, ywxtbh }, clock.now())
  const filled = fillFileSlots(plan.tree, ({ $file }) => contents.get($file.sha256) ?? '')
  const records = plan.toRecords(filled)
  const { text } = writePackage(head, records)
  if (isLonger(text, options.maxPackageBytes))
    return refused(
      'too-large',
      `报文超过 ${Math.floor(options.maxPackageBytes / 1_048_576)} MB,对方不收;请压缩材料后再报`,
    )
  const shown = fillFileSlots(plan.tree, ({ $file }) => `(sha256 ${$file.sha256})`)
  const { answer, exchange } = await call(partner, plan.operation, text, writePackage(head, plan.toRecords(shown)).text)
  const verdict: Verdict =
    answer.kind === 'none'
      ? unknown(answer.reason)
      : readVerdict(answer.package, ywxtbh, (record, field) => faultPath(record, field, plan.mainSid, records))
  return toResult(verdict, message, { ...plan.memo, ywxtbh, correlation: ywxtbh }, exchange)
}

function toPlan(message: OutboundMessage, matter: MatterOptions, { general }: Options): Plan {
  const { tree, memo } = message
  switch (message.kind) {
    case 'apply': {
      const toRecords = (filled: JsonObject) => applicationRecords(filled, matter)
      const remembered = applicationMemory(tree)
      return { operation: matter.request, mainSid: matter.requestSid, tree, toRecords, memo: remembered }
    }
    case 'supplement': {
      const toRecords = (filled: JsonObject) => supplementRecords(filled, matter)
      const changes = supplementChanges(message, matter)
      return { operation: general.supplement, mainSid: SIDS.supplement, toRecords, ...changes }
    }
    case 'withdraw':
      return { operation: general.withdraw, mainSid: SIDS.withdraw, tree, toRecords: withdrawalRecords, memo: {} }
    case 'progress': {
      const listed = elementsOf(((memo['lastTree'] ?? {}) as JsonObject)['files'])
      const toRecords = (filled: JsonObject) => feedbackRecords(filled, matter, listed)
      return { operation: matter.feedback, mainSid: matter.feedbackSid, tree, toRecords, memo: {} }
    }
    case 'shipment':
    case 'reissue':
      throw new Error(`this protocol carries no ${message.kind}`)
  }
}

function ywxtbhOf(message: OutboundMessage, matter: MatterOptions, { home }: Partner<Options>): string {
  const known = message.memo['ywxtbh']
  if (typeof known === 'string' && known !== '') return known
  if (message.kind === 'progress') throw new Error('the case has no 业务协同编号')
  return toYwxtbh(home.division, matter.class, message.caseCreatedAt, message.caseNo)
}

/** Base64 of every file by SHA-256; a sentence where one is not there. */
async function readContents(tree: JsonObject, { blobs }: Partner<Options>): Promise<Map<string, string> | string> {
  const names = new Map<string, string>()
  fillFileSlots(tree, ({ $file }) => {
    names.set($file.sha256, $file.name)
    return ''
  })
  const contents = new Map<string, string>()
  for (const [sha256, name] of names) {
    const bytes = await blobs.read(sha256)
    if (!bytes) return `材料“${name}”的文件不在本地,请重新上传`
    contents.set(sha256, toBase64(bytes))
  }
  return contents
}

function isLonger(text: string, most: number): boolean {
  return text.length > most || (text.length * 3 > most && new TextEncoder().encode(text).length > most)
}

function refused(code: string, message: string): SendResult {
  return { outcome: 'rejected', code, message, faults: [], exchanges: [] }
}

function toResult(
  verdict: Verdict,
  { kind }: OutboundMessage,
  memo: JsonObject,
  exchange: SendResult['exchanges'][number],
): SendResult {
  const exchanges = [exchange]
  switch (verdict.verdict) {
    case 'done': {
      const { duplicate, partnerNo } = verdict
      // the answer to a progress message names the case by the number of who asked for it: not the handler's
      const partnerCaseNo = kind === 'progress' ? null : partnerNo
      const level = partnerNo === null ? 'A1' : 'A2'
      return { outcome: 'accepted', level, partnerCaseNo, duplicate, memo, exchanges }
    }
    case 'refused':
      return { outcome: 'rejected', code: verdict.code, message: verdict.message, faults: verdict.faults, exchanges }
    case 'later': {
      const { reason, unknown: mayHaveIt, afterMs } = verdict
      return { outcome: 'later', reason, unknown: mayHaveIt, retryAfterMs: afterMs, exchanges }
    }
  }
}
