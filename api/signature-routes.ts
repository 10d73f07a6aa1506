import { Hono } from 'hono'
import { validator } from 'hono-openapi'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { listKeys } from '../core/key-list.ts'
import { allow, type Signed } from './access.ts'
import { explainBody } from './bodies.ts'
import { describe } from './describe.ts'
import { refuseBody } from './problem.ts'
import { explainedAnswer, keysAnswer, schemesAnswer } from './signature-answers.ts'

const TAG = '签名'

/** How a request is signed, step by step, by a key that is named and never shown. */
export function signatureRoutes(gateway: Gateway) {
  return new Hono<Signed>()
    .get(
      '/schemes',
      describe(TAG, '签名方案和各自要的字段', { answers: { 200: ['全部方案', schemesAnswer] }, roles: true }),
      allow('signature.explain'),
      (c) => c.json({ schemes: gateway.signatures.schemes }),
    )
    .get(
      '/keys',
      describe(TAG, '各地区用到的密钥(只有名字)与证书的期限', {
        answers: { 200: ['密钥与证书,证书先到期的在前', keysAnswer] },
        roles: true,
      }),
      allow('signature.explain'),
      async (c) => c.json(await listKeys(gateway)),
    )
    .post(
      '/explain',
      describe(TAG, '逐步算出一个请求的签名,密钥取自密钥库、处处遮住;可与对方的签名或待签串比对', {
        answers: { 200: ['算出的各步', explainedAnswer] },
        codes: ['key-missing'],
        roles: true,
        json: true,
      }),
      allow('signature.explain'),
      validator('json', explainBody, refuseBody),
      async (c) => {
        const { scheme, request, key: name, compare } = c.req.valid('json')
        const key = await gateway.keyring.secret(name)
        if (!key) throw new GatewayError('key-missing', `密钥库里没有“${name}”`)
        const explained = await gateway.signatures.explain({ scheme, request, key, theirs: compare })
        if (!explained.ok) throw new GatewayError('body-invalid', '算不出这个签名', explained.faults)
        return c.json(explained.value)
      },
    )
}
