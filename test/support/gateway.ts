import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Gateway } from '../../core/gateway.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { startServer } from '../../runtime/node/server.ts'
import type { Settings } from '../../runtime/node/settings.ts'
import { showSettings } from '../../runtime/node/show-settings.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { freePort } from '../../simulator/free-port.ts'
import { MASTER_KEY, prepareFolder } from './data-folder.ts'
import { TOKENS } from './people.ts'
import { startSimulators } from './simulators.ts'
import { createTestClient } from './test-client.ts'

export interface TestGateway {
  readonly url: string
  /** the simulator of a region, by its code */
  simulator(code: string): Simulator
  call(
    role: keyof typeof TOKENS,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: Record<string, never> & { [key: string]: unknown } }>
  upload(role: keyof typeof TOKENS, name: string, bytes: Uint8Array | string): Promise<string>
  /** Waits until the case's status is one of these; throws after 10 s with what it was. */
  until(no: string, ...statuses: string[]): Promise<Record<string, unknown>>
  stop(): Promise<void>
}

/** A gateway whose rows and files can be looked at. */
export interface NodeGateway extends TestGateway {
  /** the data folder: `tongban.sqlite`, `blobs/` */
  readonly folder: string
  readonly gateway: Gateway
}

/** Regions that lay things out are looked at this often, so that tests need not wait for the minutes of their documents. */
const POLL_MS = 50

/** How a gateway under test differs from what people start. */
export interface Changes {
  /** definition files by path, made of the project's own */
  readonly definitions?: (files: Record<string, string>) => Record<string, string>
  /** a card reader's program, and the port that it answers pages of */
  readonly reader?: { readonly url: string; readonly port: number }
  /** address of the district's data-sharing platform */
  readonly sharedDataUrl?: string
  /** text messages are laid into the data folder's `sms/` */
  readonly sms?: true
  /** how long a simulator takes that is slow */
  readonly slowMs?: number
  /** regions with a profile in which every message is signed speak it */
  readonly signed?: true
  /** regions that are reached by more than HTTP, started with the others */
  readonly beside?: readonly string[]
}

function writeDefinitions(folder: string, change: NonNullable<Changes['definitions']>): string {
  const root = join(folder, 'definitions')
  for (const [path, text] of Object.entries(change(readDefinitionFiles()))) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A whole gateway in this process with the region simulators beside it, over a prepared folder of its own. */
export async function startGateway(changes: Changes = {}): Promise<NodeGateway> {
  const folder = await prepareFolder()
  const port = changes.reader?.port ?? (await freePort())
  const url = `http://127.0.0.1:${port}`
  const simulators = await startSimulators(url, changes)
  const settings: Settings = {
    host: '127.0.0.1',
    port,
    dataFolder: folder,
    ...(changes.definitions ? { definitionsFolder: writeDefinitions(folder, changes.definitions) } : {}),
    databaseUrl: '',
    publicUrl: url,
    masterKey: Buffer.from(MASTER_KEY, 'hex'),
    logLevel: process.env['TONGBAN_TEST_LOG'] ?? 'silent',
    allowedPrivateHosts: new Set(['127.0.0.1']),
    shown: showSettings({
      TONGBAN_PORT: String(port),
      TONGBAN_MASTER_KEY: MASTER_KEY,
      TONGBAN_SMS: 'https://name:password@sms.example/send?token=secret',
    }),
    regionUrls: simulators.urls,
    pollAtMostMs: POLL_MS,
    ...(changes.sharedDataUrl ? { sharedDataUrl: changes.sharedDataUrl } : {}),
    ...(changes.sms ? { sms: `folder:${join(folder, 'sms')}` } : {}),
    ...(changes.reader ? { readerUrl: changes.reader.url } : {}),
  }
  const server = await startServer(settings)
  return {
    ...createTestClient(url, (role) => TOKENS[role]),
    url,
    folder,
    gateway: server.gateway,
    simulator: simulators.of,
    async stop() {
      await server.stop()
      await simulators.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
