import { Hono } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { SCHEMA_NUMBER } from '../core/store/migrate.ts'

/** What only a runtime can tell. */
export interface Probes {
  /** the schema number found in the database */
  schemaNumber(): Promise<number>
  /** metrics of the process in Prometheus text; empty where there is no process */
  processMetrics(): Promise<string>
}

/** Alive, ready, measured. */
export function healthRoutes(gateway: Gateway, probes: Probes) {
  return new Hono()
    .get('/healthz', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const found = await probes.schemaNumber().catch(() => -1)
      const ready = found === SCHEMA_NUMBER
      return c.json(
        { status: ready ? 'ready' : 'not-ready', schema: { found, needed: SCHEMA_NUMBER } },
        ready ? 200 : 503,
      )
    })
    .get('/metrics', async (c) =>
      c.text((await gatewayMetrics(gateway)) + (await probes.processMetrics()), 200, {
        'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      }),
    )
}

/** Cases and deliveries as gauges, counted from the rows: the row is the truth in every runtime. */
async function gatewayMetrics(gateway: Gateway): Promise<string> {
  const now = gateway.clock.now()
  const [cases, deliveries, due, states] = await Promise.all([
    gateway.store.cases.counts(),
    gateway.store.deliveries.counts(),
    gateway.store.deliveries.due(now),
    gateway.store.operations.regionStates(),
  ])
  return [
    gauge(
      'tongban_cases',
      'Cases by direction, region and status',
      cases.map(({ count, ...labels }) => [labels, count]),
    ),
    gauge(
      'tongban_deliveries',
      'Deliveries by region and state',
      deliveries.map(({ count, ...labels }) => [labels, count]),
    ),
    gauge(
      'tongban_oldest_due_seconds',
      'Age of the oldest delivery that is due, by region',
      due.map(({ region, oldestAt }) => [{ region }, (now - oldestAt) / 1000]),
    ),
    gauge(
      'tongban_breaker_open',
      '1 where the breaker of a region is open',
      [...states.values()].map(({ region, openUntil }) => [{ region }, openUntil > now ? 1 : 0]),
    ),
    gauge(
      'tongban_paused',
      '1 where delivery to a region is paused',
      [...states.values()].map(({ region, paused }) => [{ region }, paused ? 1 : 0]),
    ),
  ].join('')
}

function gauge(
  name: string,
  help: string,
  samples: readonly (readonly [Readonly<Record<string, string>>, number])[],
): string {
  const lines = samples.map(([labels, value]) => {
    const text = Object.entries(labels).map(([key, label]) => `${key}="${label.replaceAll(/["\\\n]/g, '_')}"`)
    return `${name}{${text.join(',')}} ${value}\n`
  })
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${lines.join('')}`
}
