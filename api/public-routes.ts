import { Hono } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { kioskRoutes } from './kiosk-routes.ts'
import { type AddressOf, myRoutes } from './my-routes.ts'
import { publicRatingRoutes } from './rating-routes.ts'
import { strictJson } from './strict-json.ts'
import { complaintRoutes } from './ticket-routes.ts'

/** Bodies of people who have not signed in are small. */
const MOST_BYTES = 64 * 1024

/** What anybody may ask without signing in. Nothing personal stands in an address. */
export function publicRoutes(gateway: Gateway, addressOf: AddressOf) {
  const api = new Hono()
  const json = strictJson(MOST_BYTES)
  // a file has its own way and limit
  api.use('*', (c, next) => (c.req.path === '/public/my/files' ? next() : json(c, next)))
  return api
    .route('/complaints', complaintRoutes(gateway))
    .route('/ratings', publicRatingRoutes(gateway))
    .route('/my', myRoutes(gateway, addressOf))
    .route('/kiosk', kioskRoutes(gateway, addressOf))
}
