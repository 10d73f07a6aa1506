import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { licenceId } from './check-digits.ts'

/* A district's data-sharing platform (示例): registers that confirm, and a library of e-licences; everybody's synthetic. */

const RESIDENCE_PERMIT = licenceId('11100000000013338W011', '11510107000000000U', '20260000000000000011')
/** By the beginning of a material's code: which register confirms it. */
const REGISTERS: Readonly<Record<string, string>> = { MT001: '国家人口基础信息库(示例)', MT002: '户籍登记(示例)' }
const LICENCES: Readonly<Record<string, { licenceId: string; validTo: string; source: string }>> = {
  MT008: { licenceId: RESIDENCE_PERMIT, validTo: '2028-01-01', source: '电子证照库(示例)' },
}

interface Question {
  readonly slot?: string
  readonly holder?: { readonly idNo?: string }
}

function answerTo(path: string, { slot = '', holder }: Question): object | null {
  const known = /^\d{17}[\dX]$/.test(holder?.idNo ?? '')
  const [kind = ''] = slot.split('.')
  if (path === '/check') {
    const source = known ? REGISTERS[kind] : undefined
    return source ? { result: 'pass', source } : { result: 'unknown', source: '' }
  }
  const licence = known ? LICENCES[kind] : undefined
  return path === '/licences' ? { licences: licence ? [licence] : [] } : null
}

/** Starts the platform on a free port of this machine. */
export async function startSharedData(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await text(request)) || '{}') as Question
    const answer = answerTo(request.url ?? '', body)
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
