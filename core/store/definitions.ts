import type { SqlDriver, Statement } from './driver.ts'
import { and, desc, eq, inArray, sql } from './drizzle.ts'
import {
  definitionActivations,
  definitionSteps,
  definitionTexts,
  definitionVersions,
  mappingVersions,
} from './schema.ts'
import { build, selectRows, toStatement } from './statement.ts'

/** One version of a subject's files (`config`, or a region's code); never changed once it is written. */
export interface DefinitionVersion {
  readonly subject: string
  /** from 1 within the subject */
  readonly number: number
  /** SHA-256 hex of the YAML files: what runs. Two versions that differ in golden pairs alone share it. */
  readonly digest: string
  /** path from the project's root → SHA-256 hex of the text */
  readonly files: Readonly<Record<string, string>>
  /** a staff id, or `files` for what came with the program */
  readonly author: string
  readonly note: string
  readonly createdAt: number
}

/** What was done to a version on its way; each once. */
export interface DefinitionStep {
  readonly subject: string
  readonly number: number
  readonly step: 'checked' | 'approved'
  readonly actor: string
  readonly at: number
  /** JSON of the check's counts; '{}' for an approval */
  readonly report: string
}

/** A version came into force; the one with the highest `seq` of its subject is in force. */
export interface DefinitionActivation {
  readonly subject: string
  readonly seq: number
  readonly number: number
  readonly actor: string
  readonly at: number
}

/** D1 takes at most 100 bound values in a statement. */
const ROWS_AT_ONCE = 20

/** The texts of a version, kept by content: what is there already is not written again. */
export function insertTexts(texts: Readonly<Record<string, string>>): Statement[] {
  const rows = Object.entries(texts).map(([sha256, text]) => ({ sha256, text }))
  return chunksOf(rows).map((chunk) => toStatement(build.insert(definitionTexts).values(chunk).onConflictDoNothing()))
}

/** Throws `KeyTaken` at commit where another took the number. */
export function insertVersion(version: DefinitionVersion): Statement {
  return toStatement(build.insert(definitionVersions).values({ ...version, files: JSON.stringify(version.files) }))
}

/** Throws `KeyTaken` at commit where the step was done before. */
export function insertStep(step: DefinitionStep): Statement {
  return toStatement(build.insert(definitionSteps).values(step))
}

/** Throws `KeyTaken` at commit where another activation was first. */
export function insertActivation(activation: DefinitionActivation): Statement {
  return toStatement(build.insert(definitionActivations).values(activation))
}

/** Remembers which version of a region holds a mapping, for cases that were mapped by it. */
export function insertMappingVersions(
  rows: readonly { region: string; matter: string; version: string; number: number }[],
): Statement[] {
  return chunksOf(rows).map((chunk) => toStatement(build.insert(mappingVersions).values(chunk).onConflictDoNothing()))
}

function chunksOf<Row>(rows: readonly Row[]): Row[][] {
  const count = Math.ceil(rows.length / ROWS_AT_ONCE)
  return Array.from({ length: count }, (_, index) => rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE))
}

const versionColumns = ['subject', 'number', 'digest', 'files', 'author', 'note', 'createdAt'] as const
const stepColumns = ['subject', 'number', 'step', 'actor', 'at', 'report'] as const
const activationColumns = ['subject', 'seq', 'number', 'actor', 'at'] as const

type VersionRow = Omit<DefinitionVersion, 'files'> & { readonly files: string }

function pick<Table extends object, Name extends keyof Table & string>(table: Table, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, table[name]])) as Pick<Table, Name>
}

/** Reading versions, their steps and what is in force. */
export function createDefinitionReader(driver: SqlDriver) {
  const toVersion = (row: VersionRow): DefinitionVersion => ({
    ...row,
    files: JSON.parse(row.files) as Record<string, string>,
  })
  const selectVersions = () => build.select(pick(definitionVersions, versionColumns)).from(definitionVersions)
  return {
    /** Changes whenever a version comes into force; cheap enough to ask every second. */
    async epoch(): Promise<number> {
      const query = build.select({ count: sql<number>`count(*)` }).from(definitionActivations)
      return Number((await driver.run(toStatement(query)))[0]?.[0] ?? 0)
    },
    /** The version in force of every subject, with its digest. */
    async inForce(): Promise<{ subject: string; number: number; digest: string }[]> {
      const query = build
        .select({
          subject: definitionActivations.subject,
          number: definitionActivations.number,
          digest: definitionVersions.digest,
        })
        .from(definitionActivations)
        .innerJoin(
          definitionVersions,
          and(
            eq(definitionVersions.subject, definitionActivations.subject),
            eq(definitionVersions.number, definitionActivations.number),
          ),
        )
        .orderBy(definitionActivations.subject, definitionActivations.seq)
      type Row = { subject: string; number: number; digest: string }
      const rows = await selectRows<Row>(driver, ['subject', 'number', 'digest'], query)
      return [...new Map(rows.map((row) => [row.subject, row])).values()]
    },
    /** The highest number of every subject that has a version. */
    async newest(): Promise<{ subject: string; number: number }[]> {
      const query = build
        .select({ subject: definitionVersions.subject, number: sql<number>`max(${definitionVersions.number})` })
        .from(definitionVersions)
        .groupBy(definitionVersions.subject)
        .orderBy(definitionVersions.subject)
      return (await driver.run(toStatement(query))).map(([subject, number]) => ({
        subject: String(subject),
        number: Number(number),
      }))
    },
    /** Of one subject, newest first. */
    async versions(subject: string): Promise<DefinitionVersion[]> {
      const query = selectVersions()
        .where(eq(definitionVersions.subject, subject))
        .orderBy(desc(definitionVersions.number))
      return (await selectRows<VersionRow>(driver, versionColumns, query)).map(toVersion)
    },
    async version(subject: string, number: number): Promise<DefinitionVersion | null> {
      const query = selectVersions().where(
        and(eq(definitionVersions.subject, subject), eq(definitionVersions.number, number)),
      )
      const [row] = await selectRows<VersionRow>(driver, versionColumns, query)
      return row ? toVersion(row) : null
    },
    /** Of one subject, in the order they were done. */
    async steps(subject: string): Promise<DefinitionStep[]> {
      const query = build
        .select(pick(definitionSteps, stepColumns))
        .from(definitionSteps)
        .where(eq(definitionSteps.subject, subject))
        .orderBy(definitionSteps.number, definitionSteps.at)
      return selectRows<DefinitionStep>(driver, stepColumns, query)
    },
    /** Of one subject, oldest first. */
    async activations(subject: string): Promise<DefinitionActivation[]> {
      const query = build
        .select(pick(definitionActivations, activationColumns))
        .from(definitionActivations)
        .where(eq(definitionActivations.subject, subject))
        .orderBy(definitionActivations.seq)
      return selectRows<DefinitionActivation>(driver, activationColumns, query)
    },
    /** A version's files with their texts, by path. */
    async texts({ files }: Pick<DefinitionVersion, 'files'>): Promise<Record<string, string>> {
      const found = new Map<string, string>()
      for (const chunk of chunksOf([...new Set(Object.values(files))])) {
        const query = build
          .select({ sha256: definitionTexts.sha256, text: definitionTexts.text })
          .from(definitionTexts)
          .where(inArray(definitionTexts.sha256, chunk))
        for (const [sha256, text] of await driver.run(toStatement(query))) found.set(String(sha256), String(text))
      }
      return Object.fromEntries(Object.entries(files).map(([path, sha256]) => [path, found.get(sha256) ?? '']))
    },
    /** The number of the region's version that holds a mapping; null where none is known. */
    async holderOf(region: string, matter: string, version: string): Promise<number | null> {
      const query = build
        .select({ number: mappingVersions.number })
        .from(mappingVersions)
        .where(
          and(
            eq(mappingVersions.region, region),
            eq(mappingVersions.matter, matter),
            eq(mappingVersions.version, version),
          ),
        )
      const row = (await driver.run(toStatement(query)))[0]
      return row ? Number(row[0]) : null
    },
  }
}
