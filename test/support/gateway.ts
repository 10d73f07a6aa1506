import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { hashToken } from '../../api/access.ts'
import type { Gateway } from '../../core/gateway.ts'
import { readKeyText } from '../../core/key-text.ts'
import type { Staff } from '../../core/store/operations.ts'
import { readDefinitionFiles } from '../../runtime/node/definition-files.ts'
import { openFileKeyring } from '../../runtime/node/file-keyring.ts'
import { startServer } from '../../runtime/node/server.ts'
import type { Settings } from '../../runtime/node/settings.ts'
import type { Simulator } from '../../simulator/contract.ts'
import { GATEWAY_KEYS } from '../../simulator/registry.ts'
import { freePort } from './free-port.ts'
import { startSimulators } from './simulators.ts'
import { createTestClient } from './test-client.ts'

/** Tokens of the four roles in tests. */
export const TOKENS = {
  window: 'window-token-000000000000',
  handler: 'handler-token-00000000000',
  admin: 'admin-token-0000000000000',
  auditor: 'auditor-token-00000000000',
  /** a second admin */
  approver: 'approver-token-0000000000',
} as const

/** The role of whoever holds a token. */
export function roleOf(name: string): Staff['role'] {
  return name === 'approver' ? 'admin' : (name as Staff['role'])
}

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

/** How a gateway under test differs from what people start. */
export interface Changes {
  /** definition files by path, made of the project's own */
  readonly definitions?: (files: Record<string, string>) => Record<string, string>
  /** how long a simulator takes that is slow */
  readonly slowMs?: number
}

function writeDefinitions(folder: string, change: NonNullable<Changes['definitions']>): string {
  const root = join(folder, 'definitions')
  for (const [path, text] of Object.entries(change(readDefinitionFiles()))) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** A whole gateway in this process with the region simulators beside it, in a folder of its own. */
export async function startGateway(changes: Changes = {}): Promise<NodeGateway> {
  const folder = mkdtempSync(join(tmpdir(), 'tongban-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const simulators = await startSimulators(url, changes.slowMs)
  const settings: Settings = {
    host: '127.0.0.1',
    port,
    dataFolder: folder,
    ...(changes.definitions ? { definitionsFolder: writeDefinitions(folder, changes.definitions) } : {}),
    databaseUrl: '',
    publicUrl: url,
    masterKey: new Uint8Array(32).fill(7),
    logLevel: process.env['TONGBAN_TEST_LOG'] ?? 'silent',
    allowedPrivateHosts: new Set(['127.0.0.1']),
    regionUrls: simulators.urls,
  }
  const keyring = openFileKeyring(join(folder, 'keys.json'), settings.masterKey)
  for (const [name, text] of Object.entries(GATEWAY_KEYS)) keyring.set(name, readKeyText(text))
  const server = await startServer(settings)
  const { operations } = server.gateway.store
  for (const [name, token] of Object.entries(TOKENS))
    await operations.addStaff(
      { id: `${name}1`, name: `${name}示例`, role: roleOf(name), matters: [] },
      hashToken(token),
      Date.now(),
    )

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
