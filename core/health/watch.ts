import type { Clock, Http } from '../ports.ts'
import type { Chore } from '../repeat.ts'
import type { ChoreFacts, ClockFacts } from './health.ts'

/** Looks at chores as they are done, without changing what they do. */
export function createChoreWatch(clock: Clock) {
  const seen = new Map<string, ChoreFacts>()
  return {
    watched(chore: Chore): Chore {
      const { name, everyMs } = chore
      let facts: ChoreFacts = { name, everyMs, endedAt: null, tookMs: null, failures: 0 }
      const note = (change: Partial<ChoreFacts>) => {
        facts = { ...facts, ...change }
        seen.set(name, facts)
      }
      note({})
      return {
        ...chore,
        async work(stop) {
          const startedAt = clock.now()
          try {
            const done = await chore.work(stop)
            const endedAt = clock.now()
            note({ endedAt, tookMs: endedAt - startedAt, failures: 0 })
            return done
          } catch (error) {
            note({ failures: facts.failures + 1 })
            throw error
          }
        },
      }
    },
    chores: (): ChoreFacts[] => [...seen.values()],
  }
}

/** Hosts are told of for so long after they last answered. */
const KEPT_MS = 3_600_000
const MOST_HOSTS = 100

/** Compares our clock with those of whoever answers, by the `Date` of answers, which are whole seconds. */
export function createClockWatch(clock: Clock) {
  const seen = new Map<string, ClockFacts>()
  return {
    watching<Watched extends Http>(http: Watched): Watched {
      return {
        ...http,
        async send(request) {
          const before = clock.now()
          const answer = await http.send(request)
          const theirs = Date.parse(answer.headers['date'] ?? '')
          if (!Number.isNaN(theirs)) {
            const at = clock.now()
            // a date is cut to whole seconds: half of one is what it is late by on average
            const aheadSeconds = Math.round((theirs + 500 - (before + at) / 2) / 1_000)
            const { host } = new URL(request.url)
            seen.delete(host)
            seen.set(host, { host, aheadSeconds, at })
            const [oldest] = seen.keys()
            if (seen.size > MOST_HOSTS && oldest !== undefined) seen.delete(oldest)
          }
          return answer
        },
      }
    },
    clocks: (): ClockFacts[] => [...seen.values()].filter(({ at }) => clock.now() - at < KEPT_MS),
  }
}
