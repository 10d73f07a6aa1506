import { Hono } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { createLiveFeed, type News } from '../core/live/feed.ts'
import { toTime } from '../core/time.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'
import { boardAnswer } from './live-answers.ts'

const TAG = '监控'
/** A stream ends after so long and the page asks again: whoever has lost the right to see meanwhile sees no more. */
const STREAM_MS = 300_000
/** How long a browser waits before it asks again, ms. */
const AGAIN_MS = 2_000

/** What goes on, as it goes on. `stopping` ends every stream. */
export function liveRoutes(gateway: Gateway, stopping?: AbortSignal) {
  const feed = createLiveFeed(gateway)
  return new Hono<Signed>()
    .get(
      '/board',
      describe(TAG, '监控:各地区现状、今天的件数、等人办的;最多迟 2 秒', {
        answers: { 200: ['现状', boardAnswer] },
        roles: true,
      }),
      allow('board.read'),
      async (c) => c.json(await feed.board()),
    )
    .get(
      '/live',
      describe(TAG, '实时变化(SSE):cases 有变化的办件,regions 变了样的地区,reload 请重取;每 2 秒一次心跳', {
        answers: { 200: ['事件流', 'events'] },
        roles: true,
      }),
      allow('board.read'),
      (c) => {
        const last = Number(c.req.header('last-event-id') ?? Number.NaN)
        const { signal, end } = linked(stopping)
        const news = feed.follow(signal, Number.isInteger(last) && last > 0 ? last : null)
        return c.body(toStream(gateway, news, end), 200, {
          'content-type': 'text/event-stream; charset=utf-8',
          // a proxy in between must not gather it up
          'x-accel-buffering': 'no',
        })
      },
    )
}

function linked(stopping: AbortSignal | undefined): { signal: AbortSignal; end: () => void } {
  const own = new AbortController()
  return { signal: stopping ? AbortSignal.any([stopping, own.signal]) : own.signal, end: () => own.abort() }
}

function toStream({ clock }: Gateway, news: AsyncGenerator<News>, end: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const endsAt = clock.now() + STREAM_MS
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`retry: ${AGAIN_MS}\n\n`)),
    async pull(controller) {
      const { done, value } = await news.next()
      if (!done) controller.enqueue(encoder.encode(toEvents(value)))
      if (!done && clock.now() < endsAt) return
      end()
      controller.close()
    },
    cancel: end,
  })
}

/** One look at the store as server-sent events; the last says when, so that a page that comes back is told what it missed. */
function toEvents({ at, cases, regions, reload }: News): string {
  const events: [name: string, data: object][] = []
  if (reload) events.push(['reload', {}])
  if (cases.length > 0)
    events.push(['cases', { cases: cases.map(({ caseId: _, ...one }) => ({ ...one, at: toTime(one.at) })) }])
  if (regions.length > 0) events.push(['regions', { regions }])
  events.push(['beat', { at: toTime(at) }])
  return events.map(([name, data]) => `event: ${name}\nid: ${at}\ndata: ${JSON.stringify(data)}\n\n`).join('')
}
