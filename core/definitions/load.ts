import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { DefinitionVersion } from '../store/definitions.ts'
import { insertActivation, insertMappingVersions, insertTexts, insertVersion } from '../store/definitions.ts'
import { KeyTaken, type Statement } from '../store/driver.ts'
import type { Store } from '../store/store.ts'
import { type CompiledRegion, type Config, compileRegion, type Definitions } from './config.ts'
import { assemble, type Part, readSubject, type Shipped } from './parts.ts'
import { addressTexts, digestOf, type SubjectFiles, splitSubjects } from './subjects.ts'

/** The author of what comes with the program. */
export const SHIPPED = 'files'

const TRIES = 3

/**
 * Puts what came with the program into the store: as the version in force where the one in force came with the program too (or there is none),
 * else beside it, for a person to compare. Safe to run by several processes at once. What `read` has of the same digest is not read again.
 */
export async function seedDefinitions(
  store: Store,
  shipped: Readonly<Record<string, string>>,
  now: number,
  read: Shipped = {},
): Promise<void> {
  const current = new Map((await store.definitions.inForce()).map(({ subject, digest }) => [subject, digest]))
  for (const subject of splitSubjects(shipped)) {
    if (current.get(subject.subject) === digestOf(subject.files)) continue
    for (let attempt = 1; ; attempt += 1) {
      const statements = await seedStatements(store, subject, now, read)
      if (statements.length === 0) break
      try {
        await store.commit(statements)
        break
      } catch (error) {
        if (!(error instanceof KeyTaken) || attempt === TRIES) throw error
      }
    }
  }
}

async function seedStatements(
  store: Store,
  { subject, files }: SubjectFiles,
  now: number,
  read: Shipped,
): Promise<Statement[]> {
  const versions = await store.definitions.versions(subject)
  const digest = digestOf(files)
  const activations = await store.definitions.activations(subject)
  const current = versions.find(({ number }) => number === activations.at(-1)?.number)
  const known = versions.find((version) => version.digest === digest)
  const takesOver = current === undefined || (current.author === SHIPPED && current.digest !== digest)
  if (known && (!takesOver || known.number === current?.number)) return []
  const partOf = () => (read[subject]?.digest === digest ? accepted(read[subject].part) : readSubject(subject, files))
  const { paths, texts } = addressTexts(files)
  const number = known?.number ?? (versions[0]?.number ?? 0) + 1
  const version = { subject, number, digest, files: paths, author: SHIPPED, note: '随程序发布', createdAt: now }
  const activation = { subject, seq: (activations.at(-1)?.seq ?? 0) + 1, number, actor: SHIPPED, at: now }
  return [
    ...(known ? [] : [...insertTexts(texts), insertVersion(version)]),
    ...(takesOver ? [insertActivation(activation), ...mappingStatements(subject, number, partOf())] : []),
  ]
}

/** Which mappings a version of a region holds; nothing for what cannot be read. */
export function mappingStatements(subject: string, number: number, read: Checked<Part>): Statement[] {
  const sets = read.ok && read.value.kind === 'region' ? read.value.region.sets : []
  return insertMappingVersions(sets.map(({ matter, version }) => ({ region: subject, matter, version, number })))
}

/** Everything in force. What came with the program is taken as it is where it is the same, so that only what differs is fetched and read. */
export async function loadDefinitions(store: Store, shipped: Shipped): Promise<Checked<Definitions>> {
  const parts = new Map(Object.entries(shipped).map(([subject, { part }]) => [subject, part]))
  const faults: Fault[] = []
  for (const { subject, number, digest } of await store.definitions.inForce()) {
    if (shipped[subject]?.digest === digest) continue
    const version = await store.definitions.version(subject, number)
    const read = version ? readSubject(subject, await runningTexts(store, version)) : null
    if (read?.ok) parts.set(subject, read.value)
    else if (read) faults.push(...read.faults)
  }
  return faults.length > 0 ? faulty(faults) : accepted(assemble([...parts.values()]))
}

async function runningTexts(store: Store, { files }: DefinitionVersion): Promise<Record<string, string>> {
  return store.definitions.texts({
    files: Object.fromEntries(Object.entries(files).filter(([path]) => path.endsWith('.yaml'))),
  })
}

/** One version of a region, to be compiled against the matters in force; null where it is gone or cannot be read any more. */
export async function loadRegionVersion(
  store: Store,
  region: string,
  number: number,
  config: Config,
): Promise<CompiledRegion | null> {
  const version = await store.definitions.version(region, number)
  if (!version) return null
  const read = readSubject(region, await runningTexts(store, version))
  return read.ok && read.value.kind === 'region' ? compileRegion(read.value.region, config) : null
}
