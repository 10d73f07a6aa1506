import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import iconv from 'iconv-lite'
import soap from 'soap'
import { flood } from '../flood.ts'
import type { Answer } from './region.ts'
import { NAMESPACE, OPERATIONS, SERVICE_PATH, wsdlText } from './wsdl.ts'

/** A package of 30 MB as SOAP text (§1), with room for its escapes. */
const MAX_BODY_BYTES = 48 * 1024 * 1024

/** Answers one call: the operation, the registration code and the package text as they came. */
export type Operate = (operation: string, registrationCode: string, information: string) => Promise<Answer>

/** The library's callback: a result, or an object with a `Fault`. */
type Callback = ((result: object) => void) | undefined
type Args = Readonly<Record<string, unknown>> | null

function envelope(operation: string, text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const body = `<ser:${operation}Response><return>${escaped}</return></ser:${operation}Response>`
  return `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:ser="${NAMESPACE}"><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`
}

function give(answer: Answer, operation: string, done: Callback, response: ServerResponse): void {
  const after = 'after' in answer ? answer.after : undefined
  if (after && response.closed) after()
  else if (after) response.once('close', after)
  if (answer.kind === 'package') done?.({ return: answer.text })
  else if (answer.kind === 'gbk')
    response
      .writeHead(200, { 'content-type': 'text/xml; charset=UTF-8' })
      .end(iconv.encode(envelope(operation, answer.text), 'gbk'))
  else if (answer.kind === 'html')
    response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' }).end('<html><body>系统维护中</body></html>')
  else if (answer.kind === 'cut') response.destroy()
  else if (answer.kind === 'flood') flood(response, 'text/xml; charset=UTF-8')
}

const fault = (): object => ({
  Fault: { faultcode: 'soap:Server', faultstring: '模拟地区内部错误', statusCode: 500 },
})

/** Publishes the service of §3.1 on a server; resolves when it answers. */
export async function publishService(server: Server, location: string, operate: Operate): Promise<void> {
  const method =
    (operation: string) =>
    (args: Args, done: Callback, _headers: unknown, _request: unknown, response: ServerResponse) => {
      const text = (name: string): string => (typeof args?.[name] === 'string' ? args[name] : '')
      operate(operation, text('sqzcm'), text('information'))
        .then((answer) => give(answer, operation, done, response))
        .catch(() => done?.(fault()))
    }
  const port = Object.fromEntries(OPERATIONS.map((operation) => [operation, method(operation)]))
  await new Promise<void>((resolve, reject) => {
    const service = soap.listen(server, {
      path: SERVICE_PATH,
      services: { KSTBService: { KSTBServicePort: port } },
      xml: wsdlText(location),
      suppressStack: true,
      enableChunkedEncoding: false,
      callback: (error: unknown) => (error ? reject(error) : resolve()),
    })
    service.authorizeConnection = (request: IncomingMessage, response?: ServerResponse) => {
      const fits = Number(request.headers['content-length'] ?? 0) <= MAX_BODY_BYTES
      if (!fits && response) response.statusCode = 413
      return fits
    }
  })
}
