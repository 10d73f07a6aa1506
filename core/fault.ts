/** One thing wrong with what somebody gave us. Sentences are Chinese and written for the person who must mend it. */
export interface Fault {
  /** dotted canonical path of the field, `materials.MT009` of a material, or file:line:column of a definition */
  readonly path: string
  /** stable machine word: required, unexpected, too-long, format, code, checksum, conflict, … */
  readonly code: string
  /** what is wrong */
  readonly message: string
  /** what to do about it */
  readonly fix?: string
}

/** The outcome of reading something from outside: the value, or every fault found. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] }

export function accepted<T>(value: T): Checked<T> {
  return { ok: true, value }
}

export function faulty(faults: readonly Fault[]): { ok: false; faults: readonly Fault[] } {
  return { ok: false, faults }
}
