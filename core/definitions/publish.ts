import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Finding } from '../mapping/lint/finding.ts'
import {
  type DefinitionActivation,
  type DefinitionStep,
  type DefinitionVersion,
  insertActivation,
  insertStep,
  insertTexts,
  insertVersion,
} from '../store/definitions.ts'
import { KeyTaken, type Statement } from '../store/driver.ts'
import { toDate } from '../time.ts'
import { checkRegion } from './check-region.ts'
import { readConfig } from './config.ts'
import { mappingStatements } from './load.ts'
import { readSubject } from './parts.ts'
import { addressTexts, digestOf, regionFolderOf, type SubjectName, subjectOf } from './subjects.ts'

/** How far a version has come. Of a subject's versions at most one is active; what was active before is retired and may come back. */
export type VersionState = 'draft' | 'checked' | 'approved' | 'active' | 'retired'

export interface VersionView extends Omit<DefinitionVersion, 'files'> {
  readonly state: VersionState
  readonly checkedAt: number | null
  readonly approvedBy: string | null
  readonly activatedAt: number | null
}

/** What the gates say of a version. */
export interface CheckReport {
  readonly findings: readonly Finding[]
  readonly sets: number
  readonly goldenPairs: number
  readonly errors: number
}

/** Every version of a subject with its state, newest first. */
export async function listVersions({ store }: Gateway, subject: SubjectName): Promise<VersionView[]> {
  const [versions, steps, activations] = await Promise.all([
    store.definitions.versions(subject),
    store.definitions.steps(subject),
    store.definitions.activations(subject),
  ])
  return versions.map((version) => toView(version, steps, activations))
}

function toView(
  { files: _, ...version }: DefinitionVersion,
  steps: readonly DefinitionStep[],
  activations: readonly DefinitionActivation[],
): VersionView {
  const own = steps.filter(({ number }) => number === version.number)
  const checked = own.find(({ step }) => step === 'checked')
  const approved = own.find(({ step }) => step === 'approved')
  const activated = activations.findLast(({ number }) => number === version.number)
  const active = activations.at(-1)?.number === version.number
  const state = active ? 'active' : activated ? 'retired' : approved ? 'approved' : checked ? 'checked' : 'draft'
  return {
    ...version,
    state,
    checkedAt: checked?.at ?? null,
    approvedBy: approved?.actor ?? null,
    activatedAt: activated?.at ?? null,
  }
}

/** Keeps files as a new draft; paths are those of the project (`regions/130000-hebei/M07.yaml`) and all belong to the subject. */
export async function saveDraft(
  gateway: Gateway,
  subject: SubjectName,
  draft: { readonly files: Readonly<Record<string, string>>; readonly note: string; readonly author: string },
): Promise<DefinitionVersion> {
  requireOwn(subject, draft.files)
  const { paths, texts } = addressTexts(draft.files)
  return retry(async () => {
    const [newest] = await gateway.store.definitions.versions(subject)
    const { note, author } = draft
    const version: DefinitionVersion = {
      subject,
      number: (newest?.number ?? 0) + 1,
      digest: digestOf(draft.files),
      files: paths,
      author,
      note,
      createdAt: gateway.clock.now(),
    }
    await gateway.store.commit([...insertTexts(texts), insertVersion(version)])
    return version
  })
}

/** Files of another subject, or none at all, are no version of this one. */
function requireOwn(subject: SubjectName, files: Readonly<Record<string, string>>): void {
  const foreign = Object.keys(files).filter((path) => subjectOf(path) !== subject)
  if (foreign.length === 0 && Object.keys(files).length > 0) return
  throw new GatewayError('definition-invalid', '文件与主体不符', [
    ...foreign.map((path) => ({
      path,
      code: 'unexpected',
      message: `“${path}”不是 ${subject} 的定义文件`,
      fix: '请核对路径',
    })),
  ])
}

/** Runs every gate on files that nobody has kept, as somebody writes them; nothing is written. */
export async function checkFiles(
  gateway: Gateway,
  subject: SubjectName,
  files: Readonly<Record<string, string>>,
): Promise<CheckReport> {
  requireOwn(subject, files)
  return runGates(gateway, subject, files)
}

/** What waits for somebody: versions newer than the one in force, or of a subject that never was, newest first. */
export async function listPending(gateway: Gateway): Promise<VersionView[]> {
  const [newest, inForce] = await Promise.all([gateway.store.definitions.newest(), gateway.store.definitions.inForce()])
  const active = new Map(inForce.map(({ subject, number }) => [subject, number]))
  const behind = newest.filter(({ subject, number }) => number > (active.get(subject) ?? 0))
  const views = await Promise.all(behind.map(({ subject }) => listVersions(gateway, subject)))
  return views
    .flatMap((versions) => versions.filter(({ state }) => state !== 'active' && state !== 'retired'))
    .filter(({ subject, number }) => number > (active.get(subject) ?? 0))
    .toSorted((one, two) => two.createdAt - one.createdAt)
}

/** Runs every gate on a version, against what is in force otherwise; without an error the version counts as checked. */
export async function checkVersion(
  gateway: Gateway,
  subject: SubjectName,
  number: number,
  actor: string,
): Promise<CheckReport> {
  const version = await requireVersion(gateway, subject, number)
  const report = await runGates(gateway, subject, await gateway.store.definitions.texts(version))
  if (report.errors > 0) return report
  const { sets, goldenPairs, errors } = report
  const counts = JSON.stringify({ sets, goldenPairs, errors, warnings: report.findings.length })
  await once(gateway, insertStep({ subject, number, step: 'checked', actor, at: gateway.clock.now(), report: counts }))
  return report
}

/** A second person says that the version may come into force. */
export async function approveVersion(
  gateway: Gateway,
  subject: SubjectName,
  number: number,
  actor: string,
): Promise<void> {
  const version = await requireVersion(gateway, subject, number)
  if (version.author === actor) throw new GatewayError('own-version', `第 ${number} 版是您自己写的,须由另一人审核`)
  await requireStep(gateway, version, 'checked', '还没有通过检查')
  await once(gateway, insertStep({ subject, number, step: 'approved', actor, at: gateway.clock.now(), report: '{}' }))
}

/** Puts an approved version in force; the gates run once more, because what is in force otherwise may have changed since. Going back to a retired version is the same act. */
export async function activateVersion(
  gateway: Gateway,
  subject: SubjectName,
  number: number,
  actor: string,
): Promise<CheckReport> {
  const version = await requireVersion(gateway, subject, number)
  const wasActive = (await gateway.store.definitions.activations(subject)).some((one) => one.number === number)
  if (!wasActive) await requireStep(gateway, version, 'approved', '还没有审核通过')
  const files = await gateway.store.definitions.texts(version)
  const report = await runGates(gateway, subject, files)
  if (report.errors > 0) return report
  await retry(async () => {
    const activations = await gateway.store.definitions.activations(subject)
    const seq = (activations.at(-1)?.seq ?? 0) + 1
    if (activations.at(-1)?.number === number) return
    await gateway.store.commit([
      insertActivation({ subject, seq, number, actor, at: gateway.clock.now() }),
      ...mappingStatements(subject, number, readSubject(subject, files)),
    ])
  })
  return report
}

/** The version's files with their texts, by path. */
export async function readVersion(gateway: Gateway, subject: SubjectName, number: number) {
  const version = await requireVersion(gateway, subject, number)
  return { version, texts: await gateway.store.definitions.texts(version) }
}

async function requireVersion({ store }: Gateway, subject: SubjectName, number: number): Promise<DefinitionVersion> {
  const version = await store.definitions.version(subject, number)
  if (!version) throw new GatewayError('not-found', `${subject} 没有第 ${number} 版`)
  return version
}

async function requireStep(
  { store }: Gateway,
  { subject, number }: DefinitionVersion,
  step: DefinitionStep['step'],
  message: string,
): Promise<void> {
  const done = (await store.definitions.steps(subject)).some((one) => one.number === number && one.step === step)
  if (!done) throw new GatewayError('state-conflict', `${subject} 第 ${number} 版${message}`)
}

/** The gates of one version: of a region its own, of the matters and codes those of every region that is in force. */
async function runGates(
  gateway: Gateway,
  subject: SubjectName,
  texts: Readonly<Record<string, string>>,
): Promise<CheckReport> {
  const today = toDate(gateway.clock.now())
  if (subject !== 'config') return checkOne(gateway, texts, gateway.config, today)
  const compiled = readConfig(texts)
  if (!compiled.ok)
    return toReport(
      compiled.faults.map(({ path, message, fix }) => unreadable(path, message, fix)),
      0,
      0,
    )
  const reports: CheckReport[] = []
  for (const one of await gateway.store.definitions.inForce()) {
    if (one.subject === 'config') continue
    const own = await readVersion(gateway, one.subject, one.number)
    reports.push(checkOne(gateway, own.texts, compiled.value, today))
  }
  return reports.reduce(
    (sum, one) => toReport([...sum.findings, ...one.findings], sum.sets + one.sets, sum.goldenPairs + one.goldenPairs),
    toReport([], 0, 0),
  )
}

function checkOne(
  gateway: Gateway,
  texts: Readonly<Record<string, string>>,
  config: Gateway['config'],
  today: string,
): CheckReport {
  const { folder, files } = regionFolderOf(texts)
  const { findings, sets, goldenPairs } = checkRegion(folder, files, config, gateway.protocols, today)
  return toReport(findings, sets.length, goldenPairs)
}

function toReport(findings: readonly Finding[], sets: number, goldenPairs: number): CheckReport {
  return { findings, sets, goldenPairs, errors: findings.filter(({ severity }) => severity === 'error').length }
}

function unreadable(path: string, message: string, fix?: string): Finding {
  return { path, rule: 'not-readable', severity: 'error', message, fix: fix ?? '请改正后再存为新版' }
}

const TRIES = 3

async function retry<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error
      if (attempt === TRIES) throw new GatewayError('busy')
    }
  }
}

/** A step that was done before stays as it was. */
async function once({ store }: Gateway, statement: Statement): Promise<void> {
  await store.commit([statement]).catch((error: unknown) => {
    if (!(error instanceof KeyTaken)) throw error
  })
}
