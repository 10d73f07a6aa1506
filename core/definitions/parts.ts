import { accepted, type Checked, type Fault, faulty } from '../fault.ts'
import type { RegionDefinition } from '../mapping/read-region.ts'
import { readRegion } from '../mapping/read-region.ts'
import { type ConfigPart, compileRegion, type Definitions, readConfigPart, toConfig } from './config.ts'
import { digestOf, regionFolderOf, type SubjectName, splitSubjects } from './subjects.ts'

/** A subject as read and checked: JSON through and through, so that it can be made ready ahead. */
export type Part =
  | { readonly kind: 'config'; readonly config: ConfigPart }
  | { readonly kind: 'region'; readonly region: RegionDefinition }

/** What comes with the program, by subject. A Worker's bundle holds it in this form: nothing is parsed or checked at its start. */
export type Shipped = Readonly<Record<SubjectName, { readonly digest: string; readonly part: Part }>>

/** Reads and checks one subject's files; every fault of every file. */
export function readSubject(subject: SubjectName, files: Readonly<Record<string, string>>): Checked<Part> {
  if (subject === 'config') {
    const config = readConfigPart(files)
    return config.ok ? accepted({ kind: 'config', config: config.value }) : config
  }
  const { folder, files: own } = regionFolderOf(files)
  const region = readRegion(folder, own)
  return region.ok ? accepted({ kind: 'region', region: region.value }) : region
}

/**
 * Reads and checks definition files by path (`config/**.yaml`, `regions/**.yaml`); every fault of every file at its file:line:column.
 * A subject whose digest `known` has is taken from there: it was read before, by the same program.
 */
export function readShipped(files: Readonly<Record<string, string>>, known: Shipped = {}): Checked<Shipped> {
  const faults: Fault[] = []
  const read = splitSubjects(files).flatMap(({ subject, files: own }) => {
    const digest = digestOf(own)
    const before = known[subject]
    if (before?.digest === digest) return [[subject, before] as const]
    const part = readSubject(subject, own)
    if (!part.ok) faults.push(...part.faults)
    return part.ok ? [[subject, { digest, part: part.value }] as const] : []
  })
  return faults.length > 0 ? faulty(faults) : accepted(Object.fromEntries(read))
}

/** Parts as one whole; the mappings are compiled when they are first asked for. There must be a `config` part. */
export function assemble(parts: readonly Part[]): Definitions {
  const found = parts.find((part) => part.kind === 'config')
  if (!found) throw new Error('there is no config among the definitions')
  const config = toConfig(found.config)
  const regions = parts.flatMap((part) => (part.kind === 'region' ? [compileRegion(part.region, config)] : []))
  return { ...config, regions }
}

/** Reads definition files as one whole, without a store. */
export function readDefinitions(files: Readonly<Record<string, string>>): Checked<Definitions> {
  const shipped = readShipped(files)
  return shipped.ok ? accepted(assemble(Object.values(shipped.value).map(({ part }) => part))) : shipped
}
