import type { Fault } from '../fault.ts'
import { lintRegion } from '../mapping/lint/lint-region.ts'
import type { ProtocolAdapter } from '../protocol.ts'
import { protocolFindings } from './check-region.ts'
import { assemble, type Shipped } from './parts.ts'
import { digestOf, regionFolderOf, splitSubjects } from './subjects.ts'

/**
 * What keeps definitions that can be read from working: the errors of the gates and the options of the protocols, each at its file:line:column.
 * Regions whose digest is among `known` were checked before and are left out.
 */
export function checkShipped(
  files: Readonly<Record<string, string>>,
  shipped: Shipped,
  adapters: readonly ProtocolAdapter[],
  known: ReadonlySet<string>,
  today: string,
): Fault[] {
  const { matters, codes } = assemble(Object.values(shipped).map(({ part }) => part))
  return splitSubjects(files).flatMap(({ subject, files: own }) => {
    if (subject === 'config' || known.has(digestOf(own))) return []
    const { folder, files: named } = regionFolderOf(own)
    const findings = [
      ...lintRegion(folder, named, matters, codes, today).filter(({ severity }) => severity === 'error'),
      ...protocolFindings(folder, named, adapters),
    ]
    return findings.map(({ path, rule, message, fix }) => ({ path, code: rule, message, fix }))
  })
}
