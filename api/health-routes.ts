import { Hono } from 'hono'
import type { Gateway } from '../core/gateway.ts'
import { SCHEMA_NUMBER } from '../core/store/migrate.ts'
import { aliveAnswer, readyAnswer } from './answers.ts'
import { describe } from './describe.ts'
import { gatewayMetrics } from './metrics.ts'

const TAG = '运行'

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
    .get('/healthz', describe(TAG, '进程活着', { answers: { 200: ['活着', aliveAnswer] }, open: true }), (c) =>
      c.json({ status: 'ok' }),
    )
    .get(
      '/readyz',
      describe(TAG, '可以接办件:数据库版本相符', {
        answers: { 200: ['可以', readyAnswer], 503: ['不可以', readyAnswer] },
        open: true,
      }),
      async (c) => {
        const found = await probes.schemaNumber().catch(() => -1)
        const ready = found === SCHEMA_NUMBER
        return c.json(
          { status: ready ? 'ready' : 'not-ready', schema: { found, needed: SCHEMA_NUMBER } },
          ready ? 200 : 503,
        )
      },
    )
    .get(
      '/metrics',
      describe(TAG, '指标,Prometheus 文本', { answers: { 200: ['指标', 'text'] }, open: true }),
      async (c) =>
        c.text((await gatewayMetrics(gateway)) + (await probes.processMetrics()), 200, {
          'content-type': 'text/plain; version=0.0.4; charset=utf-8',
        }),
    )
}
