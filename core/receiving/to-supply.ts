import type { Fault } from '../fault.ts'
import type { ReadForm } from '../mapping/mapping.ts'

/** Canonical paths that the region's words leave open: a person of ours must fill them in. */
export function pathsToSupply({ loss }: Pick<ReadForm, 'loss'>): string[] {
  return loss.filter((entry) => entry.class === 'L3').map(({ path }) => path)
}

/** What is wrong but for what is to be supplied: what the region's code leaves open is not the region's omission. */
export function withoutSupplied(faults: readonly Fault[], toSupply: readonly string[]): Fault[] {
  return faults.filter(({ code, path }) => code !== 'required' || !toSupply.includes(path))
}
