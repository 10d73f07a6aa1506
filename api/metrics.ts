import type { Gateway } from '../core/gateway.ts'
import { DURATION_BOUNDS_S, type Durations } from '../core/meter.ts'

type Labels = Readonly<Record<string, string>>
type Sample = readonly [labels: Labels, value: number]

/** The gateway's figures in Prometheus text: what rows tell is counted from the rows, the row being the truth in every runtime; the rest since the process began. */
export async function gatewayMetrics(gateway: Gateway): Promise<string> {
  const now = gateway.clock.now()
  const { meter, store } = gateway
  const [cases, clocks, deliveries, due, states] = await Promise.all([
    store.cases.counts(),
    store.clocks.counts(),
    store.deliveries.counts(),
    store.deliveries.due(now),
    store.operations.regionStates(),
  ])
  const counted = <Row extends { readonly count: number }>(rows: readonly Row[]): Sample[] =>
    rows.map(({ count, ...labels }) => [labels as unknown as Labels, count])
  const regions = [...states.values()]
  return [
    metric('gauge', 'tongban_cases', 'Cases by direction, region and status', counted(cases)),
    metric(
      'gauge',
      'tongban_clocks',
      'Cases that wait for their answer, by the colour of their clocks',
      counted(clocks),
    ),
    metric('gauge', 'tongban_deliveries', 'Deliveries by region and state', counted(deliveries)),
    metric(
      'gauge',
      'tongban_oldest_due_seconds',
      'Age of the oldest delivery that is due, by region',
      due.map(({ region, oldestAt }) => [{ region }, (now - oldestAt) / 1000]),
    ),
    metric(
      'gauge',
      'tongban_breaker_open',
      '1 where the breaker of a region is open',
      regions.map(({ region, openUntil }) => [{ region }, openUntil > now ? 1 : 0]),
    ),
    metric(
      'gauge',
      'tongban_failures_in_a_row',
      'Deliveries in a row that could not be made, by region',
      regions.map(({ region, failures }) => [{ region }, failures]),
    ),
    metric(
      'gauge',
      'tongban_paused',
      '1 where delivery to a region is paused',
      regions.map(({ region, paused }) => [{ region }, paused ? 1 : 0]),
    ),
    metric('counter', 'tongban_attempts_total', 'Attempts by region and outcome', counted(meter.attempts())),
    metric('counter', 'tongban_inbound_total', 'Requests of regions by region and outcome', counted(meter.inbounds())),
    metric('histogram', 'tongban_attempt_seconds', 'How long attempts took, by region', []),
    ...meter.durations().map(histogramLines),
  ].join('')
}

function metric(
  type: 'gauge' | 'counter' | 'histogram',
  name: string,
  help: string,
  samples: readonly Sample[],
): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${samples.map((sample) => line(name, sample)).join('')}`
}

function histogramLines({ region, within, count, sumS }: Durations): string {
  const name = 'tongban_attempt_seconds'
  const buckets = [...DURATION_BOUNDS_S.map(String), '+Inf'].map((le, index) =>
    line(`${name}_bucket`, [{ region, le }, within[index] ?? count]),
  )
  return [...buckets, line(`${name}_sum`, [{ region }, sumS]), line(`${name}_count`, [{ region }, count])].join('')
}

function line(name: string, [labels, value]: Sample): string {
  const text = Object.entries(labels).map(([key, label]) => `${key}="${label.replaceAll(/["\\\n]/g, '_')}"`)
  return `${name}{${text.join(',')}} ${value}\n`
}
