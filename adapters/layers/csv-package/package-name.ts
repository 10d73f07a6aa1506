import type { MessageKind } from '../../../core/message.ts'

/** What a package is for: application, correction, withdrawal, how a case goes on, an application of the region's. */
export type PackageKind = 'SQ' | 'BZ' | 'CX' | 'HF' | 'TS'

export interface PackageName {
  readonly from: string
  readonly to: string
  /** yyyyMMdd */
  readonly day: string
  readonly number: number
  readonly kind: PackageKind
}

const NAME = /^(\d{6})-(\d{6})-(\d{8})-(\d{4})-(SQ|BZ|CX|HF|TS)$/
/** of one day */
export const MOST_PACKAGES = 9_999

/** The parts of such a name; null where it is none. */
export function readPackageName(name: string): PackageName | null {
  const parts = NAME.exec(name)
  if (!parts) return null
  const [, from = '', to = '', day = '', number = '', kind = ''] = parts
  return { from, to, day, number: Number(number), kind: kind as PackageKind }
}

export function writePackageName({ from, to, day, number, kind }: PackageName): string {
  return `${from}-${to}-${day}-${String(number).padStart(4, '0')}-${kind}`
}

/** What our messages travel as. */
export const KIND_OF: Readonly<Partial<Record<MessageKind, PackageKind>>> = {
  apply: 'SQ',
  supplement: 'BZ',
  withdraw: 'CX',
  progress: 'HF',
}
