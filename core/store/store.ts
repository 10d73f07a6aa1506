import { createApplicantRows } from './applicants.ts'
import { createAuditReader } from './audit.ts'
import { createBundleReader } from './bundles.ts'
import { createClockRows } from './case-clocks.ts'
import { createCaseLists } from './case-lists.ts'
import { createCaseReader } from './cases.ts'
import { createComposites } from './composites.ts'
import { createConformanceRuns } from './conformance-runs.ts'
import { createDefinitionReader } from './definitions.ts'
import { createDeliveryReader } from './deliveries.ts'
import { createDrafts } from './drafts.ts'
import type { SqlDriver, Statement } from './driver.ts'
import { createDueDates } from './due-dates.ts'
import { createEvidenceReader } from './evidence.ts'
import { createFileReader } from './files.ts'
import { createFilledValues } from './filled-values.ts'
import { createHandTaskReader } from './hand-tasks.ts'
import { createInboxReader } from './inbox.ts'
import { createIndicatorRegistry } from './indicator-registry.ts'
import { createIndicators } from './indicators.ts'
import { createIssuedDocuments } from './issued-documents.ts'
import { createLeases } from './leases.ts'
import { createLicences } from './licences.ts'
import { createNews } from './news.ts'
import { createNotifications } from './notifications.ts'
import { createOperations } from './operations.ts'
import { createPeople } from './people.ts'
import { createPickups } from './pickups.ts'
import { createRatings } from './ratings.ts'
import { createRegionProbes } from './region-probes.ts'
import { createRelocationWarnings } from './relocation-warnings.ts'
import { createSavedFilters } from './saved-filters.ts'
import { createSignInRows } from './sign-in-rows.ts'
import { createSignInTries } from './sign-in-tries.ts'
import { createSlipReader } from './slips.ts'
import { createStaffMessages } from './staff-messages.ts'
import { createTicketReader } from './tickets.ts'
import { createUploads } from './uploads.ts'

/** One store over three engines. Reads are methods; a write is a list of statements made by the `insert…`/`update…` functions, given to `commit`. */
export function openStore(driver: SqlDriver) {
  return {
    engine: driver.engine,
    applicants: createApplicantRows(driver),
    bundles: createBundleReader(driver),
    cases: createCaseReader(driver),
    caseLists: createCaseLists(driver),
    audit: createAuditReader(driver),
    clocks: createClockRows(driver),
    deliveries: createDeliveryReader(driver),
    drafts: createDrafts(driver),
    dueDates: createDueDates(driver),
    handTasks: createHandTaskReader(driver),
    indicators: createIndicators(driver),
    indicatorRegistry: createIndicatorRegistry(driver),
    filledValues: createFilledValues(driver),
    inbox: createInboxReader(driver),
    files: createFileReader(driver),
    issuedDocuments: createIssuedDocuments(driver),
    composites: createComposites(driver),
    conformanceRuns: createConformanceRuns(driver),
    definitions: createDefinitionReader(driver),
    operations: createOperations(driver),
    news: createNews(driver),
    notifications: createNotifications(driver),
    licences: createLicences(driver),
    leases: createLeases(driver),
    messages: createStaffMessages(driver),
    people: createPeople(driver),
    pickups: createPickups(driver),
    ratings: createRatings(driver),
    regionProbes: createRegionProbes(driver),
    relocationWarnings: createRelocationWarnings(driver),
    signInRows: createSignInRows(driver),
    signInTries: createSignInTries(driver),
    slips: createSlipReader(driver),
    tickets: createTicketReader(driver),
    savedFilters: createSavedFilters(driver),
    uploads: createUploads(driver),
    evidence: createEvidenceReader(driver),
    /** All or nothing, durable when it resolves; throws `KeyTaken` where another was first. */
    commit: (statements: readonly Statement[]) => driver.batch(statements),
    close: () => driver.close(),
  }
}

export type Store = ReturnType<typeof openStore>
