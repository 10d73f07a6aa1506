import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { toBase64 } from '../../core/base64.ts'
import { STATUSES } from '../../core/case/status.ts'
import type { Fault } from '../../core/fault.ts'
import type { Json, JsonObject } from '../../core/json.ts'
import type { InboundMessage, InboundOutcome } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { toTime } from '../../core/time.ts'
import type { Options } from './options.ts'

const OUTER_MESSAGES: Readonly<Record<string, string>> = {
  '10001': '缺认证头',
  '10002': 'rid 未登记或停用',
  '10003': '签名错误',
  '10004': '时间超窗',
  '10005': '服务未授权',
  '10006': '重放',
  '10010': '体非 JSON 或超长',
}

const UNITS: Readonly<Record<string, string>> = { G: '2', Z: '1' }

/** An answer of the exchange layer alone: the message was not passed on. */
export function outerAnswer(code: string): Response {
  return json({ code, message: OUTER_MESSAGES[code] ?? '平台内部错误', data: {} })
}

/** The region's own acknowledgement, two layers deep. */
export async function reply(
  outcome: InboundOutcome,
  message: InboundMessage,
  partner: Partner<Options>,
): Promise<Response> {
  const projectNo = String(message.reply['projectNo'] ?? '')
  switch (outcome.outcome) {
    case 'registered':
      return inner(outcome.duplicate ? '201' : '200', outcome.duplicate ? '重复报件,内容一致' : '登记成功', {
        projectNo,
        acceptNo: outcome.caseNo,
        receiveTime: toTime(outcome.at).slice(0, 19).replace('T', ' '),
        promiseDay: outcome.promise ? String(outcome.promise.value) : '',
        promiseDayUnit: outcome.promise ? (UNITS[outcome.promise.unit] ?? '2') : '',
      })
    case 'processed':
      return inner(
        outcome.duplicate ? '201' : '200',
        outcome.duplicate ? '重复' : '已处理',
        message.kind === 'progress' || message.kind === 'shipment'
          ? { projectNo }
          : { projectNo, acceptNo: outcome.caseNo, projectStatus: '80' },
      )
    case 'conflict':
      return inner(
        '306',
        '幂等键冲突',
        { projectNo },
        outcome.differences.map(({ path }) => ({ path, code: 'E06', message: '与已登记的内容不同' })),
      )
    case 'invalid':
      return inner('301', '字段校验未通过', { projectNo }, outcome.faults.map(toError))
    case 'unknown-case':
      return inner('304', '查无此件', {})
    case 'not-allowed':
      return inner(
        outcome.code === 'matter-unknown' ? '303' : outcome.code === 'state-conflict' ? '305' : '308',
        outcome.message,
        { projectNo },
      )
    case 'gap':
    case 'busy':
      return inner('500', '系统繁忙,请稍后重推', {})
    case 'stored':
      return inner(outcome.duplicate ? '201' : '200', '上传成功', {
        fileId: outcome.fileId,
        url: `${partner.publicUrl}/file/${outcome.fileId}`,
      })
    case 'file': {
      const { bytes, file } = outcome
      return inner('200', '成功', {
        fileId: String(message.tree['fileId'] ?? ''),
        fileName: file.name,
        fileFormat: file.name.split('.').at(-1) ?? '',
        fileSize: String(bytes.length),
        fileSha256: bytesToHex(sha256(bytes)),
        fileContent: toBase64(bytes),
      })
    }
    case 'state':
      return inner('200', STATUSES[outcome.status], {
        projectNo,
        acceptNo: outcome.caseNo,
        seq: String(outcome.seq),
        events: [...outcome.events],
      })
  }
}

const ERROR_CODES: Readonly<Record<string, string>> = {
  required: 'E01',
  'too-long': 'E02',
  format: 'E03',
  code: 'E04',
  checksum: 'E05',
  conflict: 'E06',
  unexpected: 'E07',
  'file-unknown': 'E08',
  'file-type': 'E09',
  'file-size': 'E09',
}

function toError({ path, code, message }: Fault): JsonObject {
  return { path, code: ERROR_CODES[code] ?? 'E03', message }
}

function inner(code: string, message: string, data: JsonObject, errors: readonly JsonObject[] = []): Response {
  return json({ code: '0', message: 'success', data: { code, message, data, errors: [...errors] } })
}

function json(value: Json): Response {
  return new Response(JSON.stringify(value), {
    status: 200,
    headers: { 'content-type': 'application/json;charset=UTF-8' },
  })
}
