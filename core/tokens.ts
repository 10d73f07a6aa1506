import type { Clock, Token, TokenCache } from './ports.ts'
import { createSingleFlight } from './single-flight.ts'
import type { Store } from './store/store.ts'

/** Tokens held in memory and shared through the store; one caller at a time fetches, the others wait for it. */
export function createTokenCache(store: Store, clock: Clock, sharesFlights: boolean): TokenCache {
  const held = new Map<string, Token>()
  const once = createSingleFlight<Token>(sharesFlights)

  async function renew(key: string, fetchToken: () => Promise<Token>): Promise<Token> {
    const shared = await store.operations.heldToken(key)
    if (shared && shared.endsAt > clock.now()) return shared
    const fresh = await fetchToken()
    await store.operations.holdToken(key, fresh.value, fresh.endsAt)
    return fresh
  }

  return {
    async get(key, fetchToken) {
      const known = held.get(key)
      if (known && known.endsAt > clock.now()) return known.value
      const token = await once(key, () => renew(key, fetchToken))
      held.set(key, token)
      return token.value
    },
    async drop(key, value) {
      if (held.get(key)?.value === value) held.delete(key)
      await store.operations.dropToken(key, value)
    },
  }
}
