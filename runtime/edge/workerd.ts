import { setTimeout as sleep } from 'node:timers/promises'
import { Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readWranglerFile } from 'wrangler'
import { seedDefinitions } from '../../core/definitions/load.ts'
import { migrate } from '../../core/store/migrate.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { readDefinitionFiles } from '../node/definition-files.ts'
import { bundleWorker } from '../worker/bundle.ts'
import { openD1Driver } from '../worker/d1-driver.ts'

export interface WorkerdSetting {
  /** on 127.0.0.1 */
  readonly port: number
  /** base URLs of the regions that stand in for the real ones, by code */
  readonly regionUrls: Readonly<Record<string, string>>
  /** how often the cron trigger fires, which miniflare does not do by itself */
  readonly sweepEveryMs: number
  /** how long the queue gathers rings; as wrangler.toml says where it is left out */
  readonly gatherSeconds?: number
  /** what `bundleWorker` gave; bundled anew where it is left out */
  readonly bundle?: string
  /** where the D1 keeps its rows and finds those of an earlier start; in memory where it is left out */
  readonly d1Folder?: string
}

export interface Workerd {
  readonly url: string
  /** the Worker's own D1 */
  readonly store: Store
  stop(): Promise<void>
}

/** The Worker in a real workerd by the bindings of wrangler.toml, with D1, R2 and Queues of miniflare, empty at the start but for the rows in `d1Folder`: migrated, the definitions seeded, the demonstration keys as its secrets. */
export async function startWorkerd(setting: WorkerdSetting): Promise<Workerd> {
  const url = `http://127.0.0.1:${setting.port}`
  const miniflare = new Miniflare(await optionsOf(setting, url))
  const driver = openD1Driver((await miniflare.getD1Database('DB')) as never)
  await migrate(driver)
  const store = openStore(driver)
  await seedDefinitions(store, readDefinitionFiles(), Date.now())
  const stopping = new AbortController()
  const sweeping = fireCron(miniflare, setting.sweepEveryMs, stopping.signal)
  return {
    url,
    store,
    async stop() {
      stopping.abort()
      await sweeping
      await miniflare.dispose()
    },
  }
}

async function optionsOf({ port, regionUrls, gatherSeconds, bundle, d1Folder }: WorkerdSetting, url: string) {
  const { compatibilityDate, compatibilityFlags, d1Databases, r2Buckets, queueProducers, queueConsumers } =
    readWranglerFile('wrangler.toml').workerOptions
  const consumers = Object.entries(queueConsumers as Record<string, object>).map(([name, declared]) => [
    name,
    { ...declared, ...(gatherSeconds === undefined ? {} : { maxBatchTimeout: gatherSeconds }) },
  ])
  return {
    modules: [{ type: 'ESModule', path: 'worker.js', contents: bundle ?? (await bundleWorker()) }],
    host: '127.0.0.1',
    port,
    ...{ compatibilityDate, compatibilityFlags, d1Databases, r2Buckets, queueProducers },
    ...(d1Folder === undefined ? {} : { d1Persist: d1Folder }),
    queueConsumers: Object.fromEntries(consumers),
    bindings: {
      PUBLIC_URL: url,
      REGION_URLS: Object.entries(regionUrls)
        .map(([code, address]) => `${code}=${address}`)
        .join(','),
      ...Object.fromEntries(Object.entries(GATEWAY_KEYS).map(([name, secret]) => [secretNameOf(name), secret])),
    },
  } as unknown as ConstructorParameters<typeof Miniflare>[0]
}

const secretNameOf = (key: string): string => `KEY_${key.toUpperCase().replaceAll('-', '_')}`

/** Fires the cron trigger until told to stop; a sweep that fails is the next one's work. */
async function fireCron(miniflare: Miniflare, everyMs: number, stopping: AbortSignal): Promise<void> {
  const worker = await miniflare.getWorker()
  while (!stopping.aborted) {
    await sleep(everyMs, undefined, { signal: stopping }).catch(() => {})
    if (!stopping.aborted) await worker.scheduled({ cron: '* * * * *' }).catch(() => {})
  }
}
