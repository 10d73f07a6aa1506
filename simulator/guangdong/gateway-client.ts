import { randomBytes } from 'node:crypto'
import { readXml } from '../xml-reader.ts'
import { type ExInfo, fieldOf, readWrapper, writeExInfo } from './ex-info.ts'
import type { WireError } from './field-rules.ts'
import { DEMO, identifyOf } from './identify.ts'
import { readReturn, writeCall } from './soap.ts'

/** How a call is spoilt on purpose. */
export interface Tampering {
  readonly key?: string
  /** in ms */
  readonly at?: number
  readonly nonce?: string
}

/** The gateway's answer (§3.5). */
export interface Reply {
  readonly code: string
  readonly flag: string
  readonly projectCode: string
  readonly counts: readonly [came: string, all: string]
  readonly errors: readonly WireError[]
}

/** Sends a message to the gateway; throws where no answer of §3.5 comes. */
export async function callGateway(
  gatewayUrl: string,
  info: ExInfo,
  now: number,
  tampering: Tampering = {},
): Promise<Reply> {
  const xml = writeExInfo(info)
  const ts = String(Math.floor((tampering.at ?? now) / 1_000))
  const about = { deptCode: DEMO.ours.deptCode, tableName: info.table, xml }
  const nonce = tampering.nonce ?? randomBytes(8).toString('hex')
  const identify = identifyOf(tampering.key ?? DEMO.ours.key, about, ts, nonce)
  const response = await fetch(`${gatewayUrl}/partner/440000/focus/services/FocusService`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '"urn:setDataXmlToFocus"' },
    body: writeCall({ ...about, identify }),
  })
  const returned = readReturn(await response.text())
  const reply = returned === null ? null : readReply(returned)
  if (!reply) throw new Error(`HTTP ${response.status} 没有约定的应答`)
  return reply
}

function readReply(text: string): Reply | null {
  const read = readWrapper(text, 'resultInfo')
  if (!read || 'fault' in readXml(text)) return null
  const of = (name: string) => fieldOf(read.info, name)
  const errors = read.element.children
    .filter(({ name }) => name === 'errInfo')
    .map(({ attributes }) => {
      const { ERRCODE = '', FIELD = '', MSG = '' } = Object.fromEntries(attributes) as Record<string, string>
      return { code: ERRCODE, field: FIELD, msg: MSG }
    })
  return {
    code: of('CODE'),
    flag: of('REC_FLAG'),
    projectCode: of('PROJECT_CODE'),
    counts: [of('CLYS'), of('CLZS')],
    errors,
  }
}

/** What the answer comes to: REC_FLAG, or the code of a refusal. */
export function outcomeOf({ code, flag, errors }: Reply): string {
  if (code !== '0') return code
  return flag === '0' ? (errors[0]?.code ?? '0') : flag
}

/** Technical, or not yet: the same goes again (§3.5). */
export function isLater(reply: Reply): boolean {
  const code = Number(reply.code)
  if (code !== 0) return code === 20 || code === 41 || code >= 100
  return reply.flag === '0' && reply.errors.every((error) => error.code === 'G124' || error.code === 'G199')
}
