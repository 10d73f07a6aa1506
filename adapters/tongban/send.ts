import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { Fault } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import type { Exchange, MessageKind, OutboundMessage, SendResult } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { encodeJson } from '../layers/codec/json.ts'
import { derivedUuid } from '../layers/derived-uuid.ts'
import { readAnswer, type Verdict } from './answers.ts'
import { call } from './call.ts'
import { withFileLinks } from './file-links.ts'
import type { Options } from './options.ts'
import { fromPointer } from './pointer.ts'
import { UUID_V4 } from './signing.ts'
import { unaskedChanges, writeCorrection } from './write-correction.ts'

/** Where each kind of message goes; all but the first and the last below the case. */
const OPERATIONS: Readonly<Record<MessageKind, { name: string; below: string | null; path: string }>> = {
  apply: { name: '报件', below: null, path: '/tb/v1/cases' },
  supplement: { name: '补正', below: 'corrections', path: '/tb/v1/cases' },
  reissue: { name: '换材料地址', below: 'files', path: '/tb/v1/cases' },
  withdraw: { name: '撤回', below: 'withdrawal', path: '/tb/v1/cases' },
  shipment: { name: '寄递登记', below: 'shipments', path: '/tb/v1/cases' },
  progress: { name: '事件', below: null, path: '/tb/v1/events' },
}

/** The business payload: a correction tells what changed, every other message is its tree. */
export function writePayload(kind: MessageKind, tree: JsonObject, memo: JsonObject): JsonObject {
  return kind === 'supplement' ? writeCorrection(tree, memo) : tree
}

/** Sends one message under an id and with bytes that every attempt repeats. */
export async function send(message: OutboundMessage, partner: Partner<Options>): Promise<SendResult> {
  const { kind, memo } = message
  const { options } = partner
  const unasked = kind === 'supplement' ? unaskedChanges(message.tree, memo) : []
  if (unasked.length > 0) return toResult(refusedHere(unasked), kind, [])
  const messageId = UUID_V4.test(message.id) ? message.id : derivedUuid(sha256(utf8ToBytes(message.id)))
  const tree = await withFileLinks(message.tree, messageId, partner)
  const payload = writePayload(kind, tree, memo)
  const { name, below, path } = OPERATIONS[kind]
  const bizNo = String(payload['bizNo'] ?? '')
  const url = `${options.baseUrl}${path}${below === null ? '' : `/${encodeURIComponent(bizNo)}/${below}`}`
  const exchanges: Exchange[] = []
  const request = { operation: name, method: 'POST' as const, url, body: encodeJson(payload), messageId }
  const answer = await call(request, partner, exchanges)
  const names: Record<string, Json> =
    kind === 'progress' ? { eventId: payload['eventId'] ?? '', seq: payload['seq'] ?? 0 } : { bizNo }
  const verdict = readAnswer(answer, names, options.maxBodyBytes)
  return toResult(kind === 'supplement' ? placed(verdict, payload, tree) : verdict, kind, exchanges)
}

function refusedHere(faults: readonly Fault[]): Verdict {
  const message = `有 ${faults.length} 处改动不在补正通知的要求之内,没有发出`
  return { verdict: 'refused', code: 'change_not_allowed', message, faults }
}

/** Faults of a correction stand at places in its own body; ours are those of the whole case. */
function placed(verdict: Verdict, payload: JsonObject, tree: JsonObject): Verdict {
  if (verdict.verdict !== 'refused') return verdict
  return {
    ...verdict,
    faults: verdict.faults.map((fault) => ({ ...fault, path: placeInCase(fault.path, payload, tree) })),
  }
}

function placeInCase(path: string, payload: JsonObject, tree: JsonObject): string {
  const [, list, index] = /^(changes|files)\[(\d+)\]/.exec(path) ?? []
  const entries = list && Array.isArray(payload[list]) ? payload[list] : []
  const entry = entries[Number(index)]
  if (!isObject(entry)) return path
  if (list === 'changes') return fromPointer(String(entry['path']))
  const files = Array.isArray(tree['files']) ? tree['files'] : []
  const place = files.findIndex(
    (file) => isObject(file) && file['fileId'] === entry['fileId'] && file['materialCode'] === entry['materialCode'],
  )
  return place < 0 ? path : `files[${place}]`
}

function toResult(verdict: Verdict, kind: MessageKind, exchanges: readonly Exchange[]): SendResult {
  switch (verdict.verdict) {
    case 'done':
    case 'already': {
      const { caseNo, revision, sla } = verdict.data
      const partnerCaseNo = kind !== 'progress' && typeof caseNo === 'string' && caseNo !== '' ? caseNo : null
      return {
        outcome: 'accepted',
        level: kind === 'apply' && partnerCaseNo === null ? 'A1' : 'A2',
        partnerCaseNo,
        duplicate: verdict.verdict === 'already',
        memo: {
          ...(typeof revision === 'number' ? { revision } : {}),
          ...(isObject(sla) ? { sla } : {}),
        },
        exchanges,
      }
    }
    case 'refused':
      return { outcome: 'rejected', code: verdict.code, message: verdict.message, faults: verdict.faults, exchanges }
    case 'later': {
      const { reason, unknown, afterMs } = verdict
      return { outcome: 'later', reason, unknown, retryAfterMs: afterMs, exchanges }
    }
  }
}
