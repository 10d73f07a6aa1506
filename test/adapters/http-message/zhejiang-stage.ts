import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { HttpRequest, HttpResponse } from '../../../core/ports.ts'
import { bytes, openStage } from './stage.ts'

/* The document's own samples: 2.2, 2.5, 9.1, 9.3, 9.4, 9.5, 9.6. */

const KEYS = { 'zhejiang-app-secret': 'zjDemoAppSecret0001', 'zhejiang-callback-secret': 'zjDemoCallbackSecret1' }
/** The wire of one of the region's golden pairs. */
export const wireOf = (name: string): string =>
  JSON.parse(readFileSync(new URL(`../../../regions/330000-zhejiang/pairs/${name}.json`, import.meta.url), 'utf8')).wire
/** SM3 by Node's own crypto. */
export const sm3 = (data: string | Uint8Array) => createHash('sm3').update(data).digest('hex')
const at = (ms: number) => new Date(ms).toISOString()

const secrets = (n: number, end: number) => ({
  code: '00',
  datas: {
    refreshSecret: `zjDemoRefreshSecret0${n}`,
    refreshSecretEndTime: end + 172_800_000,
    requestSecret: `zjDemoRequestSecret0${n}`,
    requestSecretEndTime: end,
  },
})
/** An application taken, as the region answers it. */
export const registered = {
  code: '00',
  datas: JSON.stringify({
    result_code: '0000',
    result_msg: '成功',
    apply_no: '330106312603020000001',
    apply_status: '10',
  }),
}
/** Whether a request goes to one of the business services. */
export const business = (request: HttpRequest) => request.url.includes('/dataSharing/')

/** A network that gives secrets by turns, takes uploads, and answers messages as told. */
function answering(now: () => number, messages: (object | Partial<HttpResponse>)[]) {
  let secret = 0
  return (request: HttpRequest): Partial<HttpResponse> => {
    if (!business(request)) {
      secret += 1
      return { body: bytes(secrets(secret, now() + 900_000)) }
    }
    if (request.url.includes('fzUpA1b2C3'))
      return { body: bytes({ code: '00', datas: JSON.stringify({ result_code: '0000', file_id: 'a'.repeat(32) }) }) }
    const next = messages.shift() ?? registered
    return 'body' in next ? (next as Partial<HttpResponse>) : { body: bytes(next) }
  }
}

/** A stage at that moment, whose network answers messages by turns as told. */
export async function open(ms: number, ...messages: (object | Partial<HttpResponse>)[]) {
  const stage = await openStage('330000', KEYS, at(ms), (request) => answer(request))
  const answer = answering(() => stage.clock.now(), messages)
  return stage
}
