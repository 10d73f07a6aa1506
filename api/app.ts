import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import type { ConformanceDesk } from '../core/conformance/kit.ts'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import type { Health } from '../core/health/health.ts'
import { newId } from '../core/ids.ts'
import { createReceiver, type Entrance } from '../core/receiving/receive.ts'
import { allow, identify, type Signed } from './access.ts'
import { applicantRoutes } from './applicant-routes.ts'
import { archiveRoutes } from './archive-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { bundleRoutes, themeRoutes } from './bundle-routes.ts'
import { caseListRoutes } from './case-list-routes.ts'
import { caseRoutes } from './case-routes.ts'
import { caseClockRoutes, clockRoutes } from './clock-routes.ts'
import { compositeRoutes, scanRoutes } from './composite-routes.ts'
import { conformanceRoutes } from './conformance-routes.ts'
import { definitionRoutes } from './definition-routes.ts'
import { deliveryRoutes } from './delivery-routes.ts'
import { caseDocumentRoutes, checkRoutes, guideRoutes } from './document-routes.ts'
import { draftRoutes } from './draft-routes.ts'
import { exemptionRoutes } from './exemption-routes.ts'
import { fileRoutes } from './file-routes.ts'
import { caseSlipRoutes, slipRoutes, taskRoutes } from './hand-routes.ts'
import { healthRoutes, type Probes } from './health-routes.ts'
import { indicatorRoutes } from './indicator-routes.ts'
import { caseLicenceRoutes, licenceRoutes } from './licence-routes.ts'
import { limitRequest } from './limited-body.ts'
import { liveRoutes } from './live-routes.ts'
import { meRoutes } from './me-routes.ts'
import { messageRoutes } from './message-routes.ts'
import type { AddressOf } from './my-routes.ts'
import { caseNotificationRoutes, notificationRoutes } from './notification-routes.ts'
import { openapiRoutes } from './openapi.ts'
import { answerHeaders } from './page-headers.ts'
import { peopleRoutes } from './people-routes.ts'
import { casePickupRoutes, pickupRoutes } from './pickup-routes.ts'
import { problemResponse, toProblem } from './problem.ts'
import { publicRoutes } from './public-routes.ts'
import { caseRatingRoutes, ratingRoutes } from './rating-routes.ts'
import { regionDraftRoutes } from './region-draft-routes.ts'
import { regionRoutes } from './region-routes.ts'
import { relocationRoutes, reminderRoutes } from './reminder-routes.ts'
import { runtimeHealthRoutes } from './runtime-health-routes.ts'
import { savedFilterRoutes } from './saved-filter-routes.ts'
import { type ShownSetting, settingsRoutes } from './settings-routes.ts'
import type { SignInDesk } from './sign-in/desk.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { signatureRoutes } from './signature-routes.ts'
import { drawRoutes, evidenceRoutes, handlingRoutes, matterRoutes } from './staff-routes.ts'
import { strictJson } from './strict-json.ts'
import { ticketRoutes } from './ticket-routes.ts'
import { uploadRoutes } from './upload-routes.ts'
import { wordRoutes } from './word-routes.ts'
import { serveWorkbench, type WorkbenchFiles } from './workbench.ts'

/** All definitions of a gateway in one bundle, golden pairs with it. */
const MOST_BUNDLE_BYTES = 30 * 1024 * 1024
/** The largest message a region's document allows (湖北 30 MB) with its envelope. */
const MOST_INBOUND_BYTES = 42 * 1024 * 1024

/** What a runtime may have beside the gateway. */
export interface Parts {
  readonly desk?: SignInDesk | null
  /** what the runtime was set to, for the settings page */
  readonly settings?: readonly ShownSetting[]
  readonly workbench?: WorkbenchFiles | null
  /** origin of the card reader's program on every window's own machine, as `http://127.0.0.1:18120`; empty: none */
  readonly readerUrl?: string
  /** where a request came from, for limits on who asks too often; left out: everybody counts as one */
  readonly addressOf?: AddressOf
  /** checks of the regions' interfaces; null where the runtime cannot make them */
  readonly conformance?: ConformanceDesk | null
  /** how the gateway itself stands; null where the runtime cannot tell */
  readonly health?: (() => Promise<Health>) | null
  /** ends what would go on for ever: the streams of what happens */
  readonly stopping?: AbortSignal
}

/** Answers to people and programs; those to regions are their protocols'. */
const OWN_ANSWERS = ['/api/*', '/auth/*', '/public/*', '/healthz', '/readyz', '/metrics', '/openapi.json']

/** The whole HTTP surface: staff under /api, signing in under /auth where there is a desk for it, the workbench where it is kept, the regions' own paths, health, the OpenAPI description and its page. */
export function createApi(
  gateway: Gateway,
  probes: Probes,
  {
    desk = null,
    settings = [],
    workbench = null,
    readerUrl = '',
    addressOf = () => '',
    conformance = null,
    health = null,
    stopping,
  }: Parts = {},
) {
  const app = new Hono()
  for (const path of OWN_ANSWERS) app.use(path, answerHeaders(gateway.publicUrl))
  app.onError((error, c) => {
    const known = knownFault(error)
    if (known) {
      gateway.log.info('request-refused', { route: routePath(c, -1), code: known.code, faults: known.faults.length })
      return problemResponse(c, toProblem(known))
    }
    const instance = newId(gateway.clock, gateway.random)
    // the route, not the path: a path may hold a one-time secret
    gateway.log.error('unexpected', { instance, route: routePath(c, -1), error: error.name, where: firstFrame(error) })
    const problem = toProblem(new GatewayError('internal', `网关内部错误,编号 ${instance}`))
    return problemResponse(c, { ...problem, instance })
  })
  app.notFound((c) =>
    problemResponse(c, toProblem(new GatewayError('not-found', `没有 ${c.req.path.slice(0, 200)} 这个地址`))),
  )
  app.route('/', healthRoutes(gateway, probes))
  app.route('/', openapiRoutes(gateway, app))
  app.route('/v', checkRoutes(gateway))
  app.route('/l', scanRoutes(gateway))
  mountRegions(app, gateway)
  const typed = app
    .route('/auth', signInRoutes(gateway, desk))
    .route('/public', publicRoutes(gateway, addressOf))
    .route('/api', staffApi(gateway, { desk, settings, readerUrl, conformance, health, stopping }))
  if (workbench) app.use('*', serveWorkbench(gateway, workbench, readerUrl))
  return typed
}

interface StaffParts {
  readonly desk: SignInDesk | null
  readonly settings: readonly ShownSetting[]
  readonly readerUrl: string
  readonly conformance: ConformanceDesk | null
  readonly health: (() => Promise<Health>) | null
  readonly stopping: AbortSignal | undefined
}

/** Whoever has no role yet sees nothing. */
const READS = [
  ['/cases/*', 'case.read'],
  ['/files/*', 'case.read'],
  ['/bundles/*', 'case.read'],
  ['/matters/*', 'matter.read'],
  ['/themes/*', 'matter.read'],
  ['/regions/*', 'region.read'],
] as const

function staffApi(gateway: Gateway, { desk, settings, readerUrl, conformance, health, stopping }: StaffParts) {
  const api = new Hono<Signed>()
  api.use('*', identify(gateway, desk))
  for (const [path, permission] of READS) api.use(path, allow(permission))
  for (const path of [
    '/cases/*',
    '/bundles/*',
    '/drafts/*',
    '/applicants/*',
    '/deliveries/*',
    '/regions/*',
    '/signatures/*',
    '/people/*',
    '/tickets/*',
    '/tasks/*',
    '/slips/*',
    '/licences/*',
    '/pickups/*',
    '/composite-licences/*',
    '/me/messages/*',
    '/me/filters/*',
    '/indicators/*',
    '/conformance/*',
  ])
    api.use(path, strictJson())
  api.use('/definitions/*', strictJson(MOST_BUNDLE_BYTES))
  return api
    .route('/me', meRoutes(readerUrl))
    .route('/me/messages', messageRoutes(gateway))
    .route('/me/filters', savedFilterRoutes(gateway))
    .route('/people', peopleRoutes(gateway, desk))
    .route('/cases', caseListRoutes(gateway))
    .route('/cases', caseRoutes(gateway))
    .route('/audit', auditRoutes(gateway))
    .route('/settings', settingsRoutes(gateway, settings))
    .route('/health', runtimeHealthRoutes(health))
    .route('/cases', handlingRoutes(gateway))
    .route('/drafts', draftRoutes(gateway))
    .route('/applicants', applicantRoutes(gateway))
    .route('/cases', exemptionRoutes(gateway))
    .route('/cases', caseDocumentRoutes(gateway))
    .route('/cases', archiveRoutes(gateway))
    .route('/cases', drawRoutes(gateway))
    .route('/cases', caseClockRoutes(gateway))
    .route('/cases', caseSlipRoutes(gateway))
    .route('/tasks', taskRoutes(gateway))
    .route('/slips', slipRoutes(gateway))
    .route('/clocks', clockRoutes(gateway))
    .route('/cases', caseNotificationRoutes(gateway))
    .route('/cases', caseRatingRoutes(gateway))
    .route('/ratings', ratingRoutes(gateway))
    .route('/cases', caseLicenceRoutes(gateway))
    .route('/cases', casePickupRoutes(gateway))
    .route('/pickups', pickupRoutes(gateway))
    .route('/licences', licenceRoutes(gateway))
    .route('/composite-licences', compositeRoutes(gateway))
    .route('/notifications', notificationRoutes(gateway))
    .route('/reminders', reminderRoutes(gateway))
    .route('/relocation-warnings', relocationRoutes(gateway))
    .route('/files', fileRoutes(gateway))
    .route('/uploads', uploadRoutes(gateway))
    .route('/matters', matterRoutes(gateway))
    .route('/matters', guideRoutes(gateway))
    .route('/themes', themeRoutes(gateway))
    .route('/bundles', bundleRoutes(gateway))
    .route('/tickets', ticketRoutes(gateway))
    .route('/', wordRoutes(gateway))
    .route('/', liveRoutes(gateway, stopping))
    .route('/indicators', indicatorRoutes(gateway))
    .route('/deliveries', deliveryRoutes(gateway))
    .route('/regions', regionRoutes(gateway))
    .route('/definitions', definitionRoutes(gateway))
    .route('/conformance', conformanceRoutes(gateway, conformance))
    .route('/region-drafts', regionDraftRoutes(gateway))
    .route('/evidence', evidenceRoutes(gateway))
    .route('/signatures', signatureRoutes(gateway))
}

/** The paths under which regions call us, as they are declared now; the region whose prefix is longest takes the request. */
function mountRegions(app: Hono, gateway: Gateway): void {
  const { receive, refuse } = createReceiver(gateway)
  app.all('*', async (c, next) => {
    const entrance = entranceOf(gateway, c.req.path)
    if (!entrance) return next()
    const limited = limitRequest(c.req.raw, MOST_INBOUND_BYTES)
    const response = limited.isOver()
      ? null
      : await receive(limited.request, entrance).catch((error: unknown) => {
          if (!limited.isOver()) throw error
          return null
        })
    if (response) return response
    await refuse(c.req.raw, entrance, { reason: 'too-large', detail: `超过 ${MOST_INBOUND_BYTES} 字节` })
    return c.text('too large', 413, { connection: 'close' })
  })
}

function entranceOf(gateway: Gateway, path: string): Entrance | null {
  let best: Entrance | null = null
  for (const region of gateway.regions.values())
    for (const mount of region.inbound) {
      const fits = path === mount || path.startsWith(mount.endsWith('/') ? mount : `${mount}/`)
      if (fits && mount.length > (best?.mount.length ?? 0)) best = { region, mount, path }
    }
  return best
}

/** What the framework throws of itself is a body that it could not read, or that never came. */
function knownFault(error: Error): GatewayError | null {
  if (error instanceof GatewayError) return error
  if ('code' in error && error.code === 'ECONNRESET') return new GatewayError('request-malformed', '请求没有发完')
  return error instanceof HTTPException ? new GatewayError('body-invalid', '请求体是空的,或读不成 JSON') : null
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
