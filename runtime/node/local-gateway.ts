import { join } from 'node:path'
import { PROTOCOLS } from '../../adapters/index.ts'
import { loadDefinitions, seedDefinitions } from '../../core/definitions/load.ts'
import type { Shipped } from '../../core/definitions/parts.ts'
import { digestOf, splitSubjects } from '../../core/definitions/subjects.ts'
import type { Fault } from '../../core/fault.ts'
import type { Gateway } from '../../core/gateway.ts'
import type { ClockFacts } from '../../core/health/health.ts'
import { createClockWatch } from '../../core/health/watch.ts'
import type { Sms } from '../../core/notifications/sms.ts'
import type { Doorbell, Http, Keyring, Log } from '../../core/ports.ts'
import type { SqlDriver } from '../../core/store/driver.ts'
import { openStore, type Store } from '../../core/store/store.ts'
import { toDate } from '../../core/time.ts'
import { composeGateway } from '../compose.ts'
import { createHttpSms } from '../http-sms.ts'
import { readApplicantIndexKey } from './applicant-index-key.ts'
import { systemClock } from './clock.ts'
import { readDefinitionFiles } from './definition-files.ts'
import { openDiskBlobs } from './disk-blobs.ts'
import { openFileKeyring } from './file-keyring.ts'
import { createHttp } from './http.ts'
import { createLinks } from './links.ts'
import { openPdfPrinter } from './pdf/open-printer.ts'
import { createSystemRandom } from './ports.ts'
import { prepareApart } from './prepare-apart.ts'
import { readShippedOnce } from './prepared-definitions.ts'
import { openSeals } from './seals.ts'
import type { Settings } from './settings.ts'
import { openSmsFolder } from './sms-folder.ts'

/** A gateway over a migrated database with this machine's disk, keys and network; `close` ends the network only. */
export interface LocalGateway {
  readonly gateway: Gateway
  readonly shipped: Shipped
  /** what the clocks of whoever answered say */
  readonly clocks: () => readonly ClockFacts[]
  close(): Promise<void>
}

/** Puts a gateway together in this process: what came with the program is seeded, what is in force is loaded. Throws, with file:line:column, where a definition is faulty. */
export async function openLocalGateway(
  driver: SqlDriver,
  settings: Settings,
  around: { readonly log: Log; readonly doorbell: Doorbell },
): Promise<LocalGateway> {
  const files = readDefinitionFiles(settings.definitionsFolder)
  const store = openStore(driver)
  const shipped = await readProgramFiles(files, store, join(settings.dataFolder, 'definitions.json'))
  await seedDefinitions(store, files, systemClock.now(), shipped)
  const definitions = await loadDefinitions(store, shipped)
  if (!definitions.ok) throw faultyDefinitions(definitions.faults)
  const keyring = openFileKeyring(join(settings.dataFolder, 'keys.json'), settings.masterKey)
  const clockWatch = createClockWatch(systemClock)
  const http = clockWatch.watching(createHttp(settings.allowedPrivateHosts, keyring))
  const links = createLinks(keyring, settings.allowedPrivateHosts)
  const gateway = composeGateway(definitions.value, PROTOCOLS, {
    runtime: 'node',
    driver,
    blobs: openDiskBlobs(join(settings.dataFolder, 'blobs')),
    http,
    links,
    keyring,
    applicantIndexKey: await readApplicantIndexKey(keyring, settings.masterKey),
    clock: systemClock,
    random: createSystemRandom(),
    ...around,
    publicUrl: settings.publicUrl,
    regionUrls: settings.regionUrls,
    ...(settings.sharedDataUrl === undefined ? {} : { sharedDataUrl: settings.sharedDataUrl }),
    sms: openSms(settings, http, keyring),
    seals: openSeals(settings.sealAuthorities),
    pdf: openPdfPrinter(),
    pollAtMostMs: settings.pollAtMostMs,
  })
  return {
    gateway,
    shipped,
    clocks: clockWatch.clocks,
    close: async () => void (await Promise.all([http.close(), links.close()])),
  }
}

/** What came with the program, read and, where it is new, checked by a process of its own; a fault in it stops the start, whatever the store has. */
async function readProgramFiles(
  files: Readonly<Record<string, string>>,
  store: Store,
  preparedPath: string,
): Promise<Shipped> {
  const known = new Set((await store.definitions.inForce()).map(({ digest }) => digest))
  const news = splitSubjects(files).filter((subject) => !known.has(digestOf(subject.files)))
  const faults =
    news.length > 0 ? await prepareApart({ files, preparedPath, known, today: toDate(systemClock.now()) }) : []
  if (faults.length > 0) throw faultyDefinitions(faults)
  const read = readShippedOnce(files, preparedPath)
  if (!read.ok) throw faultyDefinitions(read.faults)
  return read.value
}

function openSms({ sms }: Settings, http: Http, keyring: Keyring): Sms | null {
  if (sms === undefined) return null
  return sms.startsWith('folder:') ? openSmsFolder(sms.slice('folder:'.length)) : createHttpSms(http, keyring, sms)
}

function faultyDefinitions(faults: readonly Fault[]): Error {
  const lines = faults.map(({ path, message, fix }) => `  ${path} ${message}${fix ? `;${fix}` : ''}`)
  return new Error(`定义文件有 ${faults.length} 处问题:\n${lines.join('\n')}`)
}
