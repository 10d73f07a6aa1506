import { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import type { Gateway } from '../core/gateway.ts'
import { describe } from './describe.ts'
import { newNonce, pageHeaders } from './page-headers.ts'
import { referencePage } from './reference-page.ts'

const TAG = '运行'

/** The description of every route, and a page that shows it without fetching anything from elsewhere. */
export function openapiRoutes(gateway: Gateway, app: Hono) {
  const document = createDocument(gateway, app)
  return new Hono()
    .get(
      '/openapi.json',
      describe(TAG, '接口说明,OpenAPI 3.1', { answers: { 200: ['说明', 'json'] }, open: true }),
      async (c) => c.json(await document()),
    )
    .get('/reference', describe(TAG, '接口说明的网页', { answers: { 200: ['网页', 'html'] }, open: true }), (c) => {
      const nonce = newNonce(gateway.random)
      const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; connect-src 'self'`
      return c.html(referencePage(nonce), 200, pageHeaders(gateway.publicUrl, policy))
    })
}

/** The routes are described once; which regions call us, and where, may change while we run. */
function createDocument(gateway: Gateway, app: Hono) {
  let routes: ReturnType<typeof generateSpecs> | null = null
  return async () => {
    routes ??= generateSpecs(app, {
      documentation: {
        info: {
          title: '通办网关',
          version: '0.1.0',
          description: '跨省通办办件网关。错误一律是 application/problem+json(RFC 9457)。',
        },
        security: [{ bearer: [] }, { session: [] }],
        components: {
          securitySchemes: {
            bearer: { type: 'http', scheme: 'bearer' },
            session: { type: 'apiKey', in: 'cookie', name: 'tongban.session_token' },
          },
        },
      },
      // a path with a dot in its last part is one of ours like any other
      excludeStaticFile: false,
    })
    const { paths, ...rest } = await routes
    return { ...rest, paths: { ...paths, ...regionPaths(gateway) } }
  }
}

/** Where regions call us; what they send and get is their own protocol. */
function regionPaths(gateway: Gateway) {
  const entries = [...gateway.regions.values()].flatMap(({ code, name, protocol, inbound }) =>
    inbound.map((mount) => [
      mount,
      {
        post: {
          operationId: `region${code}${mount.replaceAll(/[^A-Za-z0-9]/g, '_')}`,
          summary: `${name}按自己的协议(${protocol})来件、回告;以下各级地址同此`,
          tags: ['合作地区'],
          security: [],
          requestBody: { required: true, content: { '*/*': { schema: {} } } },
          responses: {
            200: { description: '该协议自己的应答;拒收的也在存证里', content: { '*/*': { schema: {} } } },
            413: { description: '来件太大' },
          },
        },
      },
    ]),
  )
  return Object.fromEntries(entries) as object
}
