import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClientAsync } from 'soap'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { soapPair } from '../../adapters/soap-pair/index.ts'
import { reply } from '../../adapters/soap-pair/reply.ts'
import type { InboundMessage } from '../../core/message.ts'
import { CODES, hubeiPartner, hubeiVector } from '../support/hubei-partner.ts'

const AT = '2026-03-05T10:05:32+08:00'

/** Our side of the service on a real socket; what it takes is answered with our number of the case. */
function serve(taken: InboundMessage[]): Promise<{ server: Server; url: string }> {
  const { partner } = hubeiPartner(AT)
  const server = createServer(async (incoming, outgoing) => {
    const { port } = server.address() as AddressInfo
    const own = { ...partner, publicUrl: `http://127.0.0.1:${port}` }
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const { method = 'GET', url = '/' } = incoming
    const request = new Request(own.publicUrl + url, {
      method,
      ...(method === 'POST' ? { body: Buffer.concat(chunks) } : {}),
    })
    const received = await soapPair.receive(request, new URL(request.url).pathname, own)
    if (received.kind === 'message') taken.push(received.message)
    const response =
      received.kind === 'message'
        ? await reply(
            {
              outcome: 'registered',
              caseNo: 'WHRK202603050001',
              at: 0,
              duplicate: false,
              promise: null,
              files: [],
              revision: 1,
            },
            received.message,
            own,
          )
        : received.response
    outgoing
      .writeHead(response.status, Object.fromEntries(response.headers))
      .end(Buffer.from(await response.arrayBuffer()))
  })
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve({ server, url: `http://127.0.0.1:${port}/kstb/services/KSTBService?wsdl` })
    })
  })
}

describe('a SOAP client that knows nothing but our WSDL', () => {
  const taken: InboundMessage[] = []
  let served: Awaited<ReturnType<typeof serve>>
  beforeAll(async () => {
    served = await serve(taken)
  })
  afterAll(() => served.server.close())

  it('finds every operation of the service with its two texts', async () => {
    const client = await createClientAsync(served.url)
    const ports = client.describe()['KSTBService']['KSTBServicePort'] as Record<
      string,
      { input: object; output: object }
    >
    expect(Object.keys(ports)).toHaveLength(23)
    for (const { input, output } of Object.values(ports))
      expect([input, output]).toMatchObject([{ sqzcm: 'xs:string', information: 'xs:string' }, { return: 'xs:string' }])
  })

  it('calls one with the sample 9.5 and gets the document’s answer', async () => {
    const client = await createClientAsync(served.url)
    const information = hubeiVector('9.5-1-m07-pushed.xml')
    const [result] = await client['YLBZ_SQYDJYBAJSFWAsync']({ sqzcm: CODES.in, information })
    expect(result.return).toBe(hubeiVector('9.5-2-answer.xml'))
    expect(taken.at(-1)).toMatchObject({ kind: 'apply', correlation: '420106041020260305000001' })
  })

  it('is told of a wrong code in an answer, and of a call without meaning by a Fault', async () => {
    const client = await createClientAsync(served.url)
    const [refused] = await client['TYFW_JDCXFWAsync']({ sqzcm: 'x', information: hubeiVector('9.5-1-m07-pushed.xml') })
    expect(refused.return).toContain('<CODE>-50</CODE><MSG>授权注册码校验失败</MSG></PACKAGEHEAD><DATA></DATA>')
    client.addSoapHeader({ security: { attributes: { 'soap:mustUnderstand': '1' } } })
    await expect(client['TYFW_JDCXFWAsync']({ sqzcm: CODES.in, information: '' })).rejects.toThrow(/MustUnderstand/)
  })
})
