import { type JsonObject, valueAt } from '../../core/json.ts'
import type { Exchange, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import type { Verdict } from '../layers/answer-rule.ts'
import { namesAnother, OF_ANOTHER } from '../layers/named-case.ts'
import { bodyOf, forMatter } from './body.ts'
import { call } from './call.ts'
import { CredentialUnavailable } from './credentials/credential.ts'
import { withFileLinks } from './file-links.ts'
import { toTreePath } from './form-body.ts'
import type { Options } from './options.ts'
import { withUploads } from './upload.ts'

/** Sends one message to the operation that takes its kind. */
export async function send(message: OutboundMessage, sender: Partner<Options>): Promise<SendResult> {
  const options = forMatter(sender.options, message.matter)
  const partner = { ...sender, options }
  const operation = options.calls.operations[message.kind]
  const exchanges: Exchange[] = []
  if (!operation) {
    const said = `本协议没有约定怎样发送“${message.kind}”`
    return { outcome: 'rejected', code: 'no-operation', message: said, faults: [], exchanges }
  }
  try {
    const files = await placeFiles(message, partner, exchanges)
    if ('failed' in files) return toResult(files.failed, message, options, exchanges, files.memo)
    const request = {
      operation: message.kind,
      path: operation.path,
      body: bodyOf(files.tree, options),
      values: {
        'message.id': message.id,
        'request.hex': message.id.replaceAll('-', ''),
        caseNo: message.caseNo,
        partnerCaseNo: message.partnerCaseNo ?? '',
      },
    }
    return toResult(await call(partner, request, exchanges), message, options, exchanges, files.memo)
  } catch (error) {
    if (!(error instanceof CredentialUnavailable)) throw error
    return { outcome: 'later', reason: error.message, unknown: true, retryAfterMs: null, exchanges }
  }
}

/** Whatever the region is told of our files stands in the tree: addresses at which it fetches them, or its names for what was uploaded first. */
async function placeFiles(message: OutboundMessage, partner: Partner<Options>, exchanges: Exchange[]) {
  const { files, correlation } = partner.options
  if (files.send.as === 'upload') return withUploads(message, files.send, partner, exchanges)
  const named = correlation === undefined ? undefined : valueAt(message.tree, correlation)
  const memo: JsonObject = typeof named === 'string' ? { correlation: named } : {}
  return { tree: await withFileLinks(message.tree, partner), memo }
}

function toResult(
  verdict: Verdict,
  message: OutboundMessage,
  { answer, body }: Options,
  exchanges: readonly Exchange[],
  memo: JsonObject,
): SendResult {
  const { kind } = message
  if ('data' in verdict && isOfAnother(verdict.data, message, answer, memo))
    return { outcome: 'later', reason: OF_ANOTHER, unknown: true, retryAfterMs: null, memo, exchanges }
  switch (verdict.verdict) {
    case 'done':
    case 'already': {
      const no = kind === 'apply' ? valueAt(verdict.data, answer.caseNo) : undefined
      const given = typeof no === 'string' && no !== '' ? no.slice(0, 64) : null
      const level = kind === 'apply' && given === null ? 'A1' : 'A2'
      return {
        outcome: 'accepted',
        level,
        partnerCaseNo: given,
        duplicate: verdict.verdict === 'already',
        memo,
        exchanges,
      }
    }
    case 'refused': {
      const { code, message: said } = verdict
      const faults = verdict.faults.map((fault) =>
        body.format === 'form' ? { ...fault, path: toTreePath(fault.path, body) } : fault,
      )
      return { outcome: 'rejected', code, message: said, faults, exchanges }
    }
    case 'renew':
      return { outcome: 'later', reason: verdict.reason, unknown: false, retryAfterMs: null, memo, exchanges }
    case 'later': {
      const { reason, unknown, afterMs } = verdict
      return { outcome: 'later', reason, unknown, retryAfterMs: afterMs, memo, exchanges }
    }
  }
}

/** The number that an application is given is new to us; every other is ours, or the answer is another case's. */
function isOfAnother(
  data: JsonObject,
  { kind, caseNo, partnerCaseNo }: OutboundMessage,
  { named, caseNo: given }: Options['answer'],
  memo: JsonObject,
): boolean {
  const ours = [caseNo, partnerCaseNo, memo['correlation']]
  const names = named.filter((path) => kind !== 'apply' || path !== given)
  return names.some((path) => namesAnother(valueAt(data, path), ours))
}
