import type { JsonObject } from '../../core/json.ts'
import type { InlineFile } from '../../core/message.ts'
import { checkRecords, mainSidOf, type PackageKind, type RecordFault } from './check-records.ts'
import { feedbackTree } from './feedback.ts'
import { readFiles } from './inbound-files.ts'
import type { MatterOptions, Options } from './options.ts'
import { type PackageRecord, SIDS } from './package.ts'

/** A package taken apart: the tree that the mapping reads, the files that travelled inside, and everything wrong with its records. */
export interface ReadRecords {
  readonly tree: JsonObject
  readonly inline: readonly InlineFile[]
  readonly faults: readonly RecordFault[]
}

/** Reads the records of a package of that kind; `key` names the message. */
export function readRecords(
  records: readonly PackageRecord[],
  kind: PackageKind,
  matter: MatterOptions,
  options: Pick<Options, 'maxFileBytes'>,
  key: string,
): ReadRecords {
  const { files, inline, faults } = readFiles(records, kind, matter, options, key)
  const filled = records.map((record) => ({ ...record, fields: record.fields.filter(([, value]) => value !== '') }))
  return {
    tree: toTree(filled, kind, matter, files),
    inline,
    faults: [...checkRecords(records, kind, matter), ...faults],
  }
}

function toTree(
  records: readonly PackageRecord[],
  kind: PackageKind,
  matter: MatterOptions,
  files: readonly JsonObject[],
): JsonObject {
  const of = (sid: string) =>
    records.filter((one) => one.sid === sid).map(({ fields }): JsonObject => Object.fromEntries(fields))
  const main = of(mainSidOf(kind, matter))
  const given = matter.lists.filter((sid) => records.some((one) => one.sid === sid))
  const lists = given.length > 0 ? { records: Object.fromEntries(given.map((sid) => [sid, of(sid)])) } : {}
  switch (kind) {
    case 'apply':
      return { main: matter.repeats ? main : (main[0] ?? {}), ...lists, files: [...files] }
    case 'supplement': {
      const changes = of(SIDS.change).map(({ JLSID: _, ...change }): JsonObject => change)
      return { supplement: main[0] ?? {}, changes, ...lists, files: [...files] }
    }
    case 'progress':
      return feedbackTree(records, matter, files)
    case 'withdraw':
    case 'query':
      return { main: main[0] ?? {} }
  }
}
