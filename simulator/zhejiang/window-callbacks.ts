import type { Behaviour } from '../contract.ts'
import type { Matter } from './matters.ts'
import { type Charset, writeDocument, writeForm, type Xml } from './window-form.ts'
import { beijingTime } from './wire.ts'

/** A case of the old channel. */
export interface WindowCase {
  readonly projid: string
  readonly matter: Matter
  readonly charset: Charset
  /** as it stands: 1, and one more for each repetition after a correction */
  version: number
}

/** The operations that follow a registration, in order; the part after a correction waits for it. */
export function scriptOf(behaviour: Behaviour): { first: string[]; afterCorrection: string[] } {
  switch (behaviour) {
    case 'correction':
      return { first: ['patchApply'], afterCorrection: ['accept', 'transact'] }
    case 'refuse':
      return { first: ['refuse'], afterCorrection: [] }
    case 'deny':
      return { first: ['accept', 'deny'], afterCorrection: [] }
    case 'unknown-status':
      return { first: ['accept', 'forwarded'], afterCorrection: [] }
    case 'quiet':
      return { first: [], afterCorrection: [] }
    default:
      return { first: ['accept', 'nodeinfo', 'transact'], afterCorrection: [] }
  }
}

/** By step: the operation of §3.8, its document, and what that says beside the number of the case. */
const STEPS: Readonly<Record<string, readonly [op: string, field: string, say: (one: WindowCase, at: string) => Xml]>> =
  {
    accept: ['accept', 'acceptXml', (one, at) => acceptance(one, at, '受理')],
    refuse: ['accept', 'acceptXml', (one, at) => acceptance(one, at, '不予受理')],
    patchApply: ['patchApply', 'patchXml', correction],
    nodeinfo: [
      'nodeinfo',
      'nodeXml',
      (_, at) => ({ NODE_NAME: '审查', NODE_MAN: '经办五号', NODE_TIME: at, NODE_RESULT: '进行中' }),
    ],
    transact: ['transact', 'transactXml', (one, at) => transaction(one, at, '办结', '准予许可')],
    deny: ['transact', 'transactXml', (one, at) => transaction(one, at, '办结', '不予许可')],
    forwarded: ['transact', 'transactXml', (one, at) => transaction(one, at, '转报办结', '')],
  }

/** The next callback about a case: its place at the gateway and the body. */
export function callbackOf(one: WindowCase, step: string, now: number): { op: string; body: string } {
  const [op, field, say] = STEPS[step] ?? ['nodeinfo', 'nodeXml', () => ({})]
  const tree: Xml = { PROJID: one.projid, ...say(one, beijingTime(now)), DATAVERSION: String(one.version) }
  const documents: Record<string, string> = { [field]: writeDocument('RECORD', tree, one.charset) }
  if (op === 'transact') documents['attrXml'] = writeDocument('RECORDS', {}, one.charset)
  return { op, body: writeForm(documents, one.charset) }
}

function acceptance({ matter }: WindowCase, at: string, result: string): Xml {
  const isTaken = result === '受理'
  return {
    ACCEPT_MAN: '经办五号',
    HANDER_DEPTNAME: matter.office.name,
    HANDER_DEPTID: matter.office.id,
    AREACODE: matter.area,
    ACCEPT_TIME: at,
    PROMISEVALUE: isTaken ? String(matter.promise[0]) : '',
    PROMISETYPE: isTaken ? matter.promise[1] : '',
    PROMISE_ETIME: '',
    ACCEPT_RESULT: result,
    REMARK: isTaken ? '' : '不符合条件(示例)',
    BELONGSYSTEM: '33010099001',
    CREATE_TIME: at,
    SYNC_STATUS: 'I',
  }
}

function correction({ matter, projid, version }: WindowCase, at: string): Xml {
  return {
    PATCH_NO: `BZ${projid.slice(8)}${version}`,
    PATCH_MAN: '经办五号',
    PATCH_TIME: at,
    PATCH_REASON: '账号不符',
    PATCH_LIMIT: '10',
    PATCH_LIMIT_TYPE: 'G',
    FIELDS: { FIELD: [{ KEY: matter.asked.key, DESC: `${matter.asked.label}与登记不符` }] },
    ATTRS: { ATTR: [{ ATTRID: 'C009', DESC: '申请人没有签名' }] },
  }
}

function transaction({ matter, version }: WindowCase, at: string, result: string, describe: string): Xml {
  return {
    TRANSACT_USER: '经办五号',
    HANDER_DEPTNAME: matter.office.name,
    HANDER_DEPTID: matter.office.id,
    AREACODE: matter.area,
    TRANSACT_TIME: at,
    TRANSACT_RESULT: result,
    TRANSACT_DESCRIBE: describe,
    RESULT_CODE: `ZY330100${version}`,
    REMARK: describe === '不予许可' ? '账户不符' : '',
    BELONGSYSTEM: '33010099001',
    SYNC_STATUS: 'I',
    CREATE_TIME: at,
    EXTEND: matter.id === 'M08' ? 'ZYBJ=12345.67;ZYLX=89.01;JZNY=202602' : '',
  }
}
