import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { MiddlewareHandler } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { GatewayError } from '../core/gateway-error.ts'
import type { Staff } from '../core/store/operations.ts'

/** What a signed-in request carries. */
export interface Signed {
  Variables: { staff: Staff }
}

/** How a staff token is stored: its SHA-256, hex. Tokens are 32 random bytes, so no salt or slow hash is needed. */
export function hashToken(token: string): string {
  return bytesToHex(sha256(utf8ToBytes(token)))
}

/** Finds who sends a request by its bearer token; nobody gets past without one. */
export function signIn(gateway: Gateway): MiddlewareHandler<Signed> {
  return async (c, next) => {
    const token = c.req.header('authorization')?.match(/^Bearer ([\w-]{20,200})$/)?.[1]
    const staff = token ? await gateway.store.operations.staffByTokenHash(hashToken(token)) : null
    if (!staff) throw new GatewayError('unauthorized')
    c.set('staff', staff)
    await next()
  }
}

/** Lets only these roles on. */
export function allow(...roles: readonly Staff['role'][]): MiddlewareHandler<Signed> {
  return async (c, next) => {
    if (!roles.includes(c.get('staff').role)) throw new GatewayError('forbidden')
    await next()
  }
}
