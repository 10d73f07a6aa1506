import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { openAPIRouteHandler } from 'hono-openapi'
import type { Gateway, Region } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import { newId } from '../core/ids.ts'
import { receive } from '../core/receiving/receive.ts'
import { type Signed, signIn } from './access.ts'
import { caseRoutes } from './case-routes.ts'
import { definitionRoutes } from './definition-routes.ts'
import { healthRoutes, type Probes } from './health-routes.ts'
import { problemResponse, toProblem } from './problem.ts'
import { REFERENCE_PAGE } from './reference-page.ts'
import { deliveryRoutes, fileRoutes, handlingRoutes, matterRoutes, regionRoutes } from './staff-routes.ts'

/** A JSON body of ours; files have their own way and limit. */
const MOST_JSON_BYTES = 2 * 1024 * 1024
/** All definitions of a gateway in one bundle, golden pairs with it. */
const MOST_BUNDLE_BYTES = 30 * 1024 * 1024
/** The largest message a region's document allows (湖北 30 MB) with its envelope. */
const MOST_INBOUND_BYTES = 42 * 1024 * 1024

/** The whole HTTP surface: staff under /api, the regions' own paths, health, the OpenAPI description and its page. */
export function createApi(gateway: Gateway, probes: Probes) {
  const app = new Hono()
  app.onError((error, c) => {
    if (error instanceof GatewayError) return problemResponse(c, toProblem(error, '/form'))
    const instance = newId(gateway.clock, gateway.random)
    gateway.log.error('unexpected', { instance, path: c.req.path, error: error.name, where: firstFrame(error) })
    const problem = toProblem(new GatewayError('internal', `网关内部错误,编号 ${instance}`))
    return problemResponse(c, { ...problem, instance })
  })
  app.notFound((c) =>
    problemResponse(c, toProblem(new GatewayError('not-found', `没有 ${c.req.path.slice(0, 200)} 这个地址`))),
  )
  app.route('/', healthRoutes(gateway, probes))
  app.get(
    '/openapi.json',
    openAPIRouteHandler(app, {
      documentation: {
        info: { title: '通办网关', version: '0.1.0' },
        security: [{ bearer: [] }],
        components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
      },
    }),
  )
  app.get('/reference', (c) => c.html(REFERENCE_PAGE))
  mountRegions(app, gateway)
  return app.route('/api', staffApi(gateway))
}

function staffApi(gateway: Gateway) {
  const tooLarge = () => {
    throw new GatewayError('body-too-large')
  }
  const json = bodyLimit({ maxSize: MOST_JSON_BYTES, onError: tooLarge })
  const api = new Hono<Signed>()
  api.use('*', signIn(gateway))
  for (const path of ['/cases', '/cases/*', '/deliveries/*', '/regions/*']) api.use(path, json)
  api.use('/definitions/*', bodyLimit({ maxSize: MOST_BUNDLE_BYTES, onError: tooLarge }))
  return api
    .route('/cases', caseRoutes(gateway))
    .route('/cases', handlingRoutes(gateway))
    .route('/files', fileRoutes(gateway))
    .route('/matters', matterRoutes(gateway))
    .route('/deliveries', deliveryRoutes(gateway))
    .route('/regions', regionRoutes(gateway))
    .route('/definitions', definitionRoutes(gateway))
}

/** The paths under which regions call us, as they are declared now; the region whose prefix is longest takes the request. */
function mountRegions(app: Hono, gateway: Gateway): void {
  const limit = bodyLimit({ maxSize: MOST_INBOUND_BYTES, onError: (c) => c.text('too large', 413) })
  app.all('*', async (c, next) => {
    const region = regionOf(gateway, c.req.path)
    if (!region) return next()
    await limit(c, async () => {
      c.res = await receive(gateway, region, c.req.raw, c.req.path)
    })
    return c.res
  })
}

function regionOf(gateway: Gateway, path: string): Region | null {
  let best: { region: Region; prefix: string } | null = null
  for (const region of gateway.regions.values())
    for (const prefix of region.inbound) {
      const fits = path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`)
      if (fits && prefix.length > (best?.prefix.length ?? 0)) best = { region, prefix }
    }
  return best?.region ?? null
}

/** Where in our code a surprise came from; never its message, which may hold personal data. */
function firstFrame(error: Error): string {
  return (
    error.stack
      ?.split('\n')
      .find((line) => line.includes('at ') && !line.includes('node_modules'))
      ?.trim()
      .slice(0, 200) ?? ''
  )
}

export type Api = ReturnType<typeof createApi>
