import { z } from 'zod'
import { type RetentionPlan, readRetentionPlan } from '../archive/retention.ts'
import { readTheme } from '../bundle/read-theme.ts'
import type { Theme } from '../bundle/theme.ts'
import { type Calendar, NO_CALENDAR, readCalendar } from '../clock/calendar.ts'
import { readStages, type StagePlan } from '../clock/stages.ts'
import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import { type Catalogue, checkAgainstCatalogue, readCatalogue } from '../form/catalogue.ts'
import { type CanonicalTable, type Codes, createCodes, readCodeTables } from '../form/codes.ts'
import { readMatter } from '../form/read-matter.ts'
import { pathSteps } from '../json.ts'
import { lazyMap } from '../lazy-map.ts'
import { compileMapping, type Mapping } from '../mapping/compile.ts'
import type { RegionDefinition } from '../mapping/read-region.ts'
import type { Matter } from '../matter.ts'
import { type NotificationPlan, readNotificationPlan } from '../notifications/plan.ts'
import type { Home } from '../protocol.ts'
import { type ReminderPlan, readReminderPlan } from '../reminders/plan.ts'
import { readYaml, type YamlSource } from './yaml-source.ts'
import { zodFaults } from './zod-faults.ts'

/** What does not depend on a region. */
export interface Config {
  readonly home: Home & { readonly casePrefix: string }
  readonly codes: Codes
  readonly calendar: Calendar
  /** null in versions from before the stages were declared: their cases have no clocks */
  readonly stages: StagePlan | null
  /** null in versions from before texts were declared: nobody is told by text message */
  readonly notifications: NotificationPlan | null
  /** null in versions from before: nobody is reminded or warned */
  readonly reminders: ReminderPlan | null
  /** null in versions from before: packages say nothing of how long they are kept */
  readonly retention: RetentionPlan | null
  readonly matters: readonly Matter[]
  readonly themes: readonly Theme[]
}

export type CompiledRegion = RegionDefinition & { readonly mappings: ReadonlyMap<string, Mapping> }

/** All that is declared, read and compiled once. */
export interface Definitions extends Config {
  readonly regions: readonly CompiledRegion[]
}

type Files = Readonly<Record<string, string>>

const homeShape = z.strictObject({
  name: z.string().min(1),
  division: z.string().regex(/^\d{6}$/),
  orgCode: z.string().length(18),
  orgName: z.string().min(1),
  phone: z.string().min(1),
  casePrefix: z.string().regex(/^[A-Z]{2}\d{6}$/),
})

/** A config as read and checked: JSON through and through. */
export interface ConfigPart extends Omit<Config, 'codes'> {
  readonly tables: readonly CanonicalTable[]
}

/** Reads `config/**.yaml` by path, ready to work with. */
export function readConfig(files: Files): Checked<Config> {
  const part = readConfigPart(files)
  return part.ok ? accepted(toConfig(part.value)) : part
}

/** A config ready to work with. */
export function toConfig({
  home,
  matters,
  themes,
  calendar,
  stages,
  notifications,
  reminders,
  retention,
  tables,
}: ConfigPart): Config {
  return { home, matters, themes, calendar, stages, notifications, reminders, retention, codes: createCodes(tables) }
}

const CALENDAR = 'config/calendar.yaml'
const STAGES = 'config/stages.yaml'
const NOTIFICATIONS = 'config/notifications.yaml'
const REMINDERS = 'config/reminders.yaml'
const RETENTION = 'config/retention.yaml'

/** Reads `config/**.yaml` by path; every fault of every file at its file:line:column, none of them fatal to finding the next. */
export function readConfigPart(files: Files): Checked<ConfigPart> {
  const faults: Fault[] = []
  const sources = (folder: string) =>
    Object.keys(files)
      .filter((path) => path.startsWith(folder))
      .sort()
      .flatMap((path) => open(files, path, faults))
  // versions from before a file was there have none
  const readLater = <T>(path: string, read: (raw: unknown) => Checked<T>): T | null =>
    Object.hasOwn(files, path) ? readWith(open(files, path, faults), read, faults) : null
  const codes = readCodes(sources('config/codes/'), faults)
  const catalogue = readWith(open(files, 'config/catalogue.yaml', faults), readCatalogue, faults)
  // versions from before there was a calendar have none
  const calendar = Object.hasOwn(files, CALENDAR)
    ? readWith(open(files, CALENDAR, faults), readCalendar, faults)
    : NO_CALENDAR
  const stages = readLater(STAGES, readStages)
  const notifications = readLater(NOTIFICATIONS, readNotificationPlan)
  const reminders = readLater(REMINDERS, readReminderPlan)
  const retention = readLater(RETENTION, readRetentionPlan)
  const home = readHome(open(files, 'config/home.yaml', faults), faults)
  if (!codes || !home || !catalogue || !calendar) return faulty(faults)
  const matters = sources('config/matters/').flatMap((source) => {
    const matter = readWith([source], (value) => readPublished(value, codes, catalogue), faults)
    return matter ? [matter] : []
  })
  // a theme is only as sound as the matters it names
  if (faults.length > 0) return faulty(faults)
  const themes = sources('config/themes/').flatMap((source) => {
    const theme = readWith([source], (value) => readTheme(value, matters, codes), faults)
    return theme ? [theme] : []
  })
  return faults.length > 0
    ? faulty(faults)
    : accepted({
        home,
        calendar,
        stages,
        notifications,
        reminders,
        retention,
        tables: [...codes.tables.values()],
        matters,
        themes,
      })
}

function readPublished(raw: unknown, codes: Codes, catalogue: Catalogue): Checked<Matter> {
  const read = readMatter(raw, codes)
  if (!read.ok) return read
  const faults = checkAgainstCatalogue(read.value, catalogue)
  return faults.length > 0 ? faulty(faults) : read
}

/** What the file holds, or null with every fault at its file:line:column. */
function readWith<T>([source]: readonly YamlSource[], read: (raw: unknown) => Checked<T>, faults: Fault[]): T | null {
  if (!source) return null
  const value = read(source.value)
  if (value.ok) return value.value
  faults.push(
    ...value.faults.map((fault) => ({ ...fault, path: `${source.locate(toSteps(fault.path))} ${fault.path}` })),
  )
  return null
}

function open(files: Files, path: string, faults: Fault[]): YamlSource[] {
  const source = readYaml(path, files[path] ?? '')
  if (!source.ok) faults.push(...source.faults)
  return source.ok ? [source.value] : []
}

function readCodes(sources: readonly YamlSource[], faults: Fault[]): Codes | null {
  const codes = readCodeTables(Object.fromEntries(sources.map(({ file, value }) => [file, value])))
  if (!codes.ok) faults.push(...codes.faults.map((fault) => ({ ...fault, path: locateIn(sources, fault.path) })))
  return codes.ok ? codes.value : null
}

/** `file:path` of one of several files as its file:line:column; anything else stays as it is. */
function locateIn(sources: readonly YamlSource[], path: string): string {
  const source = sources.find(({ file }) => path.startsWith(`${file}:`))
  const within = source ? path.slice(source.file.length + 1) : ''
  return source ? `${source.locate(toSteps(within))} ${within}` : path
}

function readHome([source]: readonly YamlSource[], faults: Fault[]): Definitions['home'] | null {
  if (!source) return null
  const home = homeShape.safeParse(source.value)
  if (!home.success) faults.push(...zodFaults(home.error, source))
  return home.success ? home.data : null
}

/** A region with the mapping of every matter that there is; each is compiled when it is first asked for. */
export function compileRegion(region: RegionDefinition, { matters, codes }: Config): CompiledRegion {
  const makers = region.sets.flatMap((set): [string, () => Mapping][] => {
    const matter = matters.find(({ id }) => id === set.matter)
    return matter ? [[set.matter, () => compileMapping(set, matter, codes, region.name)]] : []
  })
  return { ...region, mappings: lazyMap(makers) }
}

function toSteps(path: string): readonly (string | number)[] {
  return path === '' ? [] : pathSteps(path.replaceAll(/\.(\d+)/g, '[$1]')).filter((step) => step !== '')
}
