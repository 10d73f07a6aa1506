/** What a package is for (§3.1). */
export type PackageKind = 'SQ' | 'BZ' | 'CX' | 'HF' | 'TS'

export interface PackageName {
  readonly from: string
  readonly to: string
  /** yyyyMMdd */
  readonly day: string
  readonly kind: PackageKind
}

/** The parts of such a name; null where it is none. */
export function readName(name: string): PackageName | null {
  const parts = /^(\d{6})-(\d{6})-(\d{8})-\d{4}-(SQ|BZ|CX|HF|TS)$/.exec(name)
  if (!parts) return null
  const [, from = '', to = '', day = '', kind = ''] = parts
  return { from, to, day, kind: kind as PackageKind }
}

/** The next names of this region, numbered anew every day. */
export function createNames() {
  const counts = new Map<string, number>()
  return (day: string, kind: PackageKind): string => {
    const count = (counts.get(day) ?? 0) + 1
    counts.set(day, count)
    return `540000-510107-${day}-${String(count).padStart(4, '0')}-${kind}`
  }
}
