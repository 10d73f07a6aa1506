import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const vectors = JSON.parse(
  readFileSync(new URL('../adapters/vectors/guangdong.json', import.meta.url), 'utf8'),
) as Record<string, string>

/** A sample of the 广东 document, by its section and what it is. */
export function gdVector(name: string): string {
  const text = vectors[name]
  if (text === undefined) throw new Error(`no vector ${name}`)
  return text
}

/** The keys of the document (2.1) under the names that the region's folder gives them. */
export const GD_KEYS = {
  'guangdong-out-key': 'gdDemoSystemKey0001',
  'guangdong-in-key': 'gdDemoSystemKey0002',
  'guangdong-rest-token': 'gdDemoPaasToken0001',
}

export const GD_MOUNT = '/partner/440000'

/** The message with these fields otherwise; one that is null is left out. */
export function changeFields(xml: string, fields: Readonly<Record<string, string | null>>): string {
  return Object.entries(fields).reduce((text, [name, value]) => {
    const field = new RegExp(`<Field FieldName="${name}">.*?</Field>`, 's')
    return text.replace(field, value === null ? '' : `<Field FieldName="${name}">${value}</Field>`)
  }, xml)
}

/** One field of a message; '' where it is not there. */
export function fieldOf(xml: string, name: string): string {
  return new RegExp(`<Field FieldName="${name}">(.*?)</Field>`, 's').exec(xml)?.[1] ?? ''
}

/** Which table a message is of. */
export function tableOf(xml: string): string {
  return /process="(EX_GDBS_\w+)"/.exec(xml)?.[1] ?? ''
}

const toXmlText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
const fromXmlText = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** What 广东 sends us: signed and wrapped as 2.1 and 3.1 say; `nonce` is one of its sixteen digits. */
export function gdRequest(xml: string, atMs: number, nonce: string): Request {
  const ts = String(Math.floor(atMs / 1_000))
  const [deptCode, table, key] = ['11440000MB00000199', tableOf(xml), GD_KEYS['guangdong-in-key']]
  const digest = hash(ts + key + nonce + deptCode + table + hash(xml) + ts)
  const parts = `<n:deptCode>${deptCode}</n:deptCode><n:xml>${toXmlText(xml)}</n:xml><n:tableName>${table}</n:tableName><n:identify>${ts}.${nonce}.${digest}</n:identify>`
  const body = `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><n:setDataXmlToFocus xmlns:n="http://focus.service.gdbs.example">${parts}</n:setDataXmlToFocus></s:Body></s:Envelope>`
  return new Request(`https://gateway.wuhou.example${GD_MOUNT}/focus/services/FocusService`, { method: 'POST', body })
}

/** The message that a request to 广东 carries. */
export function gdMessage(body: Uint8Array): string {
  return fromXmlText(/<ns:xml>(.*?)<\/ns:xml>/s.exec(new TextDecoder().decode(body))?.[1] ?? '')
}

/** The text of an answer's `return`. */
export function gdReturn(text: string): string {
  return fromXmlText(/<ns:return>(.*?)<\/ns:return>/s.exec(text)?.[1] ?? '')
}

/** 广东 has taken the message: its acknowledgement (3.5), with its own number of the case. */
export function gdTaken(xml: string, projectCode: string): Uint8Array {
  const table = tableOf(xml)
  const fields = Object.entries({
    CODE: '0',
    MSG: '接收成功',
    REC_FLAG: '1',
    SBLSH_SHORT: fieldOf(xml, 'SBLSH_SHORT'),
    ...(table === 'EX_GDBS_SBCL' ? { STUFF_SEQ: fieldOf(xml, 'STUFF_SEQ') } : {}),
    VERSION: fieldOf(xml, 'VERSION'),
    PROJECT_CODE: projectCode,
  })
  const inner = fields.map(([name, value]) => `<Field FieldName="${name}">${value}</Field>`).join('')
  const result = `<?xml version="1.0" encoding="UTF-8"?><ExInfo><resultInfo process="${table}">${inner}</resultInfo></ExInfo>`
  return new TextEncoder().encode(
    `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><n:setDataXmlToFocusResponse xmlns:n="http://focus.service.gdbs.example"><n:return>${toXmlText(result)}</n:return></n:setDataXmlToFocusResponse></s:Body></s:Envelope>`,
  )
}
