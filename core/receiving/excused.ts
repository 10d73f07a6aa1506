import type { Fault } from '../fault.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { InboundMessage } from '../message.ts'

/** Without the materials whose absence is not the region's omission: those that come in messages of their own, and those that its list has no line for. */
export function withoutExcused(
  faults: readonly Fault[],
  { set }: Pick<Mapping, 'set'>,
  { materialsFollow = false }: Pick<InboundMessage, 'materialsFollow'>,
): Fault[] {
  const asked = (path: string) =>
    set.materials.some(({ slot }) => path === `materials.${slot}` || path.startsWith(`materials.${slot}.`))
  return faults.filter(
    ({ code, path }) => code !== 'required' || !path.startsWith('materials.') || (!materialsFollow && asked(path)),
  )
}
