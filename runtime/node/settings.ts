import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ShownSetting } from '../../api/settings-routes.ts'
import { zodIssues } from '../../core/definitions/zod-faults.ts'

const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== ''),
  )

const count = (error: string) => z.coerce.number<string>({ error }).int({ error })

/** The one table of settings: each from the environment, with what it is when nobody sets it. `docs/operate.md` explains them. */
export const settingShape = z.object({
  TONGBAN_HOST: z.string().default('127.0.0.1'),
  TONGBAN_PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  TONGBAN_DATA: z.string().default('data'),
  TONGBAN_DEFINITIONS: z.string().default(''),
  TONGBAN_DATABASE: z.string().default(''),
  TONGBAN_PUBLIC_URL: z.string().default(''),
  TONGBAN_MASTER_KEY: z
    .string()
    .regex(/^([0-9a-f]{64})?$/, '应为 64 位小写十六进制')
    .default(''),
  TONGBAN_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** hosts (or host:port) on private addresses that regions may be reached at */
  TONGBAN_ALLOW_PRIVATE: list,
  /** `130000=http://127.0.0.1:9101,…` in place of the region files' own addresses */
  TONGBAN_REGION_URLS: list,
  /** `130000=https://test.he.example,…`: the regions' test environments, for conformance checks from the workbench */
  TONGBAN_SANDBOX_URLS: list,
  /** the district's data-sharing platform; empty: none is connected */
  TONGBAN_SHARED_DATA_URL: z.union([z.literal(''), z.url()]).default(''),
  /** the text message gateway (https://…), or a folder that messages are laid in (folder:…); empty: none is connected */
  TONGBAN_SMS: z
    .string()
    .regex(/^(https?:\/\/\S+|folder:.+)?$/, 'TONGBAN_SMS 应是 https://… 或 folder:文件夹')
    .default(''),
  /** a PEM file with the certificates of whoever we trust to issue seals; empty: nobody */
  TONGBAN_SEAL_AUTHORITIES: z.string().default(''),
  /** the card reader's program on every window's own machine: scheme, host and port alone */
  TONGBAN_READER_URL: z
    .union([z.literal(''), z.url().regex(/^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?$/)], {
      error: 'TONGBAN_READER_URL 应像 http://127.0.0.1:18120,是窗口本机的地址',
    })
    .default(''),
  /** the header in which the proxy before the gateway names who asks, as X-Forwarded-For; empty: nothing stands before it */
  TONGBAN_ADDRESS_HEADER: z
    .string()
    .regex(/^([A-Za-z][\w-]*)?$/, 'TONGBAN_ADDRESS_HEADER 应是请求头的名称')
    .default(''),
  /** the longest wait, in ms, before a region that brings nothing by itself is looked at again; 0: its own options rule */
  TONGBAN_POLL_AT_MOST_MS: z.coerce
    .number<string>({ error: 'TONGBAN_POLL_AT_MOST_MS 应是毫秒数' })
    .int()
    .min(0)
    .default(0),
  /** a person's session ends so long after its last use, and so long after it began */
  TONGBAN_SESSION_IDLE_MINUTES: count('TONGBAN_SESSION_IDLE_MINUTES 应是 5 至 720 的分钟数')
    .min(5)
    .max(720)
    .default(30),
  TONGBAN_SESSION_HOURS: count('TONGBAN_SESSION_HOURS 应是 1 至 24 的小时数').min(1).max(24).default(12),
  /** an OpenID provider that people may sign in at: its name, its discovery address, our id there; the secret is the key `oidc-client-secret` */
  TONGBAN_OIDC_NAME: z.string().default('单位账号'),
  TONGBAN_OIDC_DISCOVERY: z.union([z.literal(''), z.url()]).default(''),
  TONGBAN_OIDC_CLIENT_ID: z.string().default(''),
})

export interface Settings {
  /** for the settings page; left out: it says that nothing is told */
  readonly shown?: readonly ShownSetting[]
  readonly host: string
  readonly port: number
  readonly dataFolder: string
  /** holds `config/` and `regions/`; left out: those that came with the program */
  readonly definitionsFolder?: string | undefined
  /** a postgres:// URL; empty: SQLite in the data folder */
  readonly databaseUrl: string
  readonly publicUrl: string
  readonly masterKey: Uint8Array
  readonly logLevel: string
  readonly allowedPrivateHosts: ReadonlySet<string>
  readonly regionUrls: Readonly<Record<string, string>>
  /** the regions' test environments, by code; left out: none is known */
  readonly sandboxUrls?: Readonly<Record<string, string>>
  /** the district's data-sharing platform, without a trailing slash; left out: none */
  readonly sharedDataUrl?: string
  /** the text message gateway's address, or `folder:` and a folder; left out: none */
  readonly sms?: string
  /** a PEM file with the certificates that seals must go back to; left out: nobody is trusted */
  readonly sealAuthorities?: string
  /** the card reader's program on every window's own machine; left out: none */
  readonly readerUrl?: string
  /** the header in which a proxy names who asks; left out: none stands before the gateway */
  readonly addressHeader?: string
  /** see `Gateway.pollAtMostMs` */
  readonly pollAtMostMs: number
  readonly signIn?: {
    readonly idleMs: number
    readonly longestMs: number
    /** null: names and passwords only */
    readonly provider: { readonly name: string; readonly discoveryUrl: string; readonly clientId: string } | null
  }
}

/** Reads the settings; every fault at once, in one sentence each. Makes a master key in the data folder where none is set. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = settingShape.safeParse(environment)
  if (!parsed.success)
    throw new Error(
      `设置有问题:${zodIssues(parsed.error)
        .map(({ message }) => message)
        .join(';')}`,
    )
  const set = parsed.data
  mkdirSync(set.TONGBAN_DATA, { recursive: true })
  return {
    host: set.TONGBAN_HOST,
    port: set.TONGBAN_PORT,
    dataFolder: set.TONGBAN_DATA,
    definitionsFolder: set.TONGBAN_DEFINITIONS || undefined,
    databaseUrl: set.TONGBAN_DATABASE,
    publicUrl: set.TONGBAN_PUBLIC_URL.replace(/\/$/, '') || `http://${set.TONGBAN_HOST}:${set.TONGBAN_PORT}`,
    masterKey:
      set.TONGBAN_MASTER_KEY === ''
        ? ownMasterKey(join(set.TONGBAN_DATA, 'master.key'))
        : Buffer.from(set.TONGBAN_MASTER_KEY, 'hex'),
    logLevel: set.TONGBAN_LOG,
    allowedPrivateHosts: new Set(set.TONGBAN_ALLOW_PRIVATE),
    signIn: {
      idleMs: set.TONGBAN_SESSION_IDLE_MINUTES * 60_000,
      longestMs: set.TONGBAN_SESSION_HOURS * 3_600_000,
      provider:
        set.TONGBAN_OIDC_DISCOVERY === ''
          ? null
          : {
              name: set.TONGBAN_OIDC_NAME,
              discoveryUrl: set.TONGBAN_OIDC_DISCOVERY,
              clientId: set.TONGBAN_OIDC_CLIENT_ID,
            },
    },
    regionUrls: byRegion(set.TONGBAN_REGION_URLS),
    sandboxUrls: byRegion(set.TONGBAN_SANDBOX_URLS),
    ...(set.TONGBAN_SHARED_DATA_URL === '' ? {} : { sharedDataUrl: set.TONGBAN_SHARED_DATA_URL.replace(/\/$/, '') }),
    ...(set.TONGBAN_SMS === '' ? {} : { sms: set.TONGBAN_SMS }),
    ...(set.TONGBAN_SEAL_AUTHORITIES === '' ? {} : { sealAuthorities: set.TONGBAN_SEAL_AUTHORITIES }),
    ...(set.TONGBAN_READER_URL === '' ? {} : { readerUrl: set.TONGBAN_READER_URL }),
    ...(set.TONGBAN_ADDRESS_HEADER === '' ? {} : { addressHeader: set.TONGBAN_ADDRESS_HEADER }),
    pollAtMostMs: set.TONGBAN_POLL_AT_MOST_MS || Number.POSITIVE_INFINITY,
  }
}

function byRegion(pairs: readonly string[]): Record<string, string> {
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]))
}

function ownMasterKey(path: string): Uint8Array {
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' })
    chmodSync(path, 0o600)
  }
  return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
}
