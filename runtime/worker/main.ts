import type { D1Database, MessageBatch, Queue, R2Bucket } from '@cloudflare/workers-types'
import bundled from '../../.build/definitions.json' with { type: 'json' }
import { PROTOCOLS } from '../../adapters/index.ts'
import { createApi } from '../../api/app.ts'
import { sendCodes } from '../../core/applicant/codes.ts'
import { APPLICANT_INDEX_KEY } from '../../core/applicant-index.ts'
import { clockWatch } from '../../core/clock/watch.ts'
import { type Packed, unpackJson } from '../../core/definitions/pack.ts'
import { assemble, type Shipped } from '../../core/definitions/parts.ts'
import { createDefinitionWatch } from '../../core/definitions/watch.ts'
import { createDispatcher } from '../../core/delivery/dispatcher.ts'
import { handOver } from '../../core/handling/reassign.ts'
import { keepHouse } from '../../core/housekeeping.ts'
import { countIndicators } from '../../core/indicators/count.ts'
import { probeRegions } from '../../core/live/probe.ts'
import { sendWaiting } from '../../core/notifications/outbox.ts'
import { fillGaps } from '../../core/receiving/fill-gaps.ts'
import { remind } from '../../core/reminders/remind.ts'
import { schemaNumber } from '../../core/store/migrate.ts'
import { composeGateway } from '../compose.ts'
import { createHttpSms } from '../http-sms.ts'
import { openD1Driver } from './d1-driver.ts'
import {
  createSecretKeyring,
  openR2Blobs,
  workerClock,
  workerHttp,
  workerLinks,
  workerLog,
  workerRandom,
} from './ports.ts'

/** Read and checked when the bundle was made; the store has it too, put there by the deploy step. */
const shipped = unpackJson(bundled as unknown as Packed) as unknown as Shipped

/** The bindings of wrangler.toml. */
interface Env extends Readonly<Record<string, unknown>> {
  readonly DB: D1Database
  readonly BLOBS: R2Bucket
  readonly BELL: Queue<{ delivery: string }>
  readonly PUBLIC_URL: string
  /** `130000=https://…,…` in place of the region files' own addresses */
  readonly REGION_URLS?: string
  /** the text message gateway's address; left out: none is connected */
  readonly SMS_URL?: string
}

interface Work {
  waitUntil(promise: Promise<unknown>): void
}

/** How many passes a cron sweep makes at most; what is left waits for the next minute. */
const SWEEP_PASSES = 20

/** How many batches of each source a cron sweep counts at most. */
const COUNT_BATCHES = 4

const assembled = new WeakMap<D1Database, ReturnType<typeof openGateway>>()

/** One gateway an isolate: definitions are read once. */
function gatewayOf(env: Env): ReturnType<typeof openGateway> {
  const known = assembled.get(env.DB) ?? openGateway(env)
  assembled.set(env.DB, known)
  return known
}

async function openGateway(env: Env) {
  const definitions = assemble(Object.values(shipped).map(({ part }) => part))
  const driver = openD1Driver(env.DB)
  const keyring = createSecretKeyring(env)
  const gateway = composeGateway(definitions, PROTOCOLS, {
    runtime: 'workers',
    driver,
    blobs: openR2Blobs(env.BLOBS),
    http: workerHttp,
    links: workerLinks,
    pollAtMostMs: Number.POSITIVE_INFINITY,
    keyring,
    applicantIndexKey: await keyring.secret(APPLICANT_INDEX_KEY),
    clock: workerClock,
    random: workerRandom,
    log: workerLog,
    // the queue carries ids only; what it loses the sweep finds
    doorbell: {
      ring: async (ids) =>
        void (ids.length > 0 && (await env.BELL.sendBatch(ids.map((delivery) => ({ body: { delivery } }))))),
    },
    sms: env.SMS_URL ? createHttpSms(workerHttp, keyring, env.SMS_URL) : null,
    publicUrl: env.PUBLIC_URL.replace(/\/$/, ''),
    regionUrls: Object.fromEntries(
      (env.REGION_URLS ?? '')
        .split(',')
        .flatMap((pair) => (pair.includes('=') ? [pair.split('=', 2) as [string, string]] : [])),
    ),
  })
  const api = createApi(
    gateway,
    { schemaNumber: () => schemaNumber(driver), processMetrics: async () => '' },
    {
      addressOf: (c) => c.req.header('cf-connecting-ip') ?? '',
    },
  )
  const watch = createDefinitionWatch(gateway, shipped)
  const owner = `worker-${crypto.randomUUID()}`
  return {
    gateway,
    api,
    watch,
    owner,
    dispatcher: createDispatcher(gateway, owner),
    clocks: clockWatch(gateway, owner),
  }
}

export default {
  async fetch(request: Request, env: Env, work: Work): Promise<Response> {
    const { api, gateway, watch } = await gatewayOf(env)
    await watch.refresh()
    const answer = await api.fetch(request, env, work as never)
    // whoever asked for a code waits for it
    if (answer.status === 202 && new URL(request.url).pathname === '/public/my/codes')
      work.waitUntil(sendCodes(gateway))
    return answer
  },

  /** A ring: delivers the rows named, then whatever became free behind them. */
  async queue(batch: MessageBatch<{ delivery: string }>, env: Env): Promise<void> {
    const { dispatcher, watch } = await gatewayOf(env)
    await watch.refresh()
    await Promise.allSettled(batch.messages.map(({ body }) => dispatcher.deliver(body.delivery)))
    await dispatcher.sweep()
  },

  /** The backstop, every minute: finds what no ring announced, and forgets what has had its time. */
  async scheduled(_event: unknown, env: Env): Promise<void> {
    const { clocks, dispatcher, gateway, owner, watch } = await gatewayOf(env)
    await watch.refresh()
    for (let pass = 0; pass < SWEEP_PASSES; pass += 1) if ((await dispatcher.sweep()) === 0) break
    await probeRegions(gateway)
    await clocks.work()
    await remind(gateway)
    await sendCodes(gateway)
    await sendWaiting(gateway, owner)
    await handOver(gateway)
    await keepHouse(gateway)
    await fillGaps(gateway)
    await countIndicators(gateway, COUNT_BATCHES)
  },
}
