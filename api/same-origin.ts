import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses a change that another site's page makes a browser ask for (CSRF): where the cookie counts, the browser must say that our own page asks (Sec-Fetch-Site, Origin), and what says nothing is no browser of today. */
export function requireSameOrigin({ publicUrl }: Pick<Gateway, 'publicUrl'>, request: Request): void {
  if (SAFE.has(request.method)) return
  const site = request.headers.get('sec-fetch-site')
  const origin = request.headers.get('origin')
  const ours = new Set([hostOf(publicUrl), request.headers.get('host') ?? hostOf(request.url)])
  const fits = (site ?? 'same-origin') === 'same-origin' && (origin === null || ours.has(hostOf(origin)))
  if (!fits || (site === null && origin === null)) throw new GatewayError('cross-site')
}

function hostOf(url: string): string {
  return URL.parse(url)?.host ?? ''
}
