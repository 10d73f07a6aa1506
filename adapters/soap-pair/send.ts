import { toBase64 } from '../../core/base64.ts'
import { fillFileSlots } from '../../core/file-slots.ts'
import type { JsonObject } from '../../core/json.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { readVerdict, unknown, type Verdict } from './answers.ts'
import { call } from './call.ts'
import { faultPath } from './field-paths.ts'
import type { Options } from './options.ts'
import { planMessage, writePlan } from './outbound.ts'

/** Sends one message as one package; a retry repeats all of it but the time it is sent at. */
export async function send(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult> {
  const { options, clock } = partner
  const plan = planMessage(message, partner)
  const contents = await readContents(plan.tree, partner)
  if (typeof contents === 'string') return refused('file', contents)
  const now = clock.now()
  const records = plan.toRecords(fillFileSlots(plan.tree, ({ $file }) => contents.get($file.sha256) ?? ''))
  const text = writePlan(plan, records, options, now)
  if (isLonger(text, options.maxPackageBytes)) {
    const most = Math.floor(options.maxPackageBytes / 1_048_576)
    return refused('too-large', `报文超过 ${most} MB,对方不收;请压缩材料后再报`)
  }
  const shown = plan.toRecords(fillFileSlots(plan.tree, ({ $file }) => `(sha256 ${$file.sha256})`))
  const { answer, exchange } = await call(partner, plan.operation, text, writePlan(plan, shown, options, now))
  const about = { mainSid: plan.mainSid, requestSid: plan.matter.requestSid, repeats: plan.matter.repeats }
  const verdict =
    answer.kind === 'none'
      ? unknown(answer.reason)
      : readVerdict(answer.package, { ...about, ywxtbh: plan.ywxtbh }, (record, field) =>
          faultPath(record, field, about, records),
        )
  return toResult(verdict, message, plan.memo, exchange)
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

function toResult(verdict: Verdict, { kind }: OutboundMessage, memo: JsonObject, exchange: Exchange): SendResult {
  const exchanges = [exchange]
  switch (verdict.verdict) {
    case 'done': {
      const { duplicate, partnerNo } = verdict
      // the answer to a feedback names the case by the number of who asked for it: not the handler's
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
