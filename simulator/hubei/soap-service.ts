import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import iconv from 'iconv-lite'
import soap from 'soap'
import { flood } from '../flood.ts'
import type { MessageSecurity } from './message-security.ts'
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

const XML = { 'content-type': 'text/xml; charset=UTF-8' }

function give(
  answer: Answer,
  operation: string,
  done: Callback,
  response: ServerResponse,
  security: MessageSecurity | null,
): void {
  const after = 'after' in answer ? answer.after : undefined
  if (after && response.closed) after()
  else if (after) response.once('close', after)
  if (answer.kind === 'forged') {
    const sealed = security?.seal(envelope(operation, answer.text)) ?? ''
    response.writeHead(200, XML).end(sealed.replace('&lt;MSG&gt;', '&lt;MSG&gt;伪'))
  } else if (answer.kind === 'package' && security)
    response.writeHead(200, XML).end(security.seal(envelope(operation, answer.text)))
  else if (answer.kind === 'package') done?.({ return: answer.text })
  else if (answer.kind === 'gbk')
    response.writeHead(200, XML).end(iconv.encode(envelope(operation, answer.text), 'gbk'))
  else if (answer.kind === 'html')
    response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' }).end('<html><body>系统维护中</body></html>')
  else if (answer.kind === 'cut') response.destroy()
  else if (answer.kind === 'flood') flood(response, 'text/xml; charset=UTF-8')
}

const fault = (): object => ({
  Fault: { faultcode: 'soap:Server', faultstring: '模拟地区内部错误', statusCode: 500 },
})

const SECURITY_FAULT = `<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>soapenv:Client</faultcode><faultstring>security</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`

/** Reads each call ahead of the library, which takes the text from `body`, and refuses without a reason what §2.2 does not let in. */
function judgeFirst(server: Server, security: MessageSecurity): void {
  const [serve] = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[]
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage & { body?: string }, response: ServerResponse) => {
    if (request.method !== 'POST' || !request.url?.startsWith(SERVICE_PATH)) return serve?.(request, response)
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      request.body = Buffer.concat(chunks).toString('utf8')
      if (security.fault(request.body) === null) return serve?.(request, response)
      response.writeHead(500, XML).end(SECURITY_FAULT)
    })
  })
}

/** Publishes the service of §3.1 on a server, every message signed where there is `security`; resolves when it answers. */
export async function publishService(
  server: Server,
  location: string,
  operate: Operate,
  security: MessageSecurity | null,
): Promise<void> {
  const method =
    (operation: string) =>
    (args: Args, done: Callback, _headers: unknown, _request: unknown, response: ServerResponse) => {
      const text = (name: string): string => (typeof args?.[name] === 'string' ? args[name] : '')
      operate(operation, text('sqzcm'), text('information'))
        .then((answer) => give(answer, operation, done, response, security))
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
  if (security) judgeFirst(server, security)
}
