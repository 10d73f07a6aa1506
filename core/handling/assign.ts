import type { Gateway } from '../gateway.ts'
import type { Staff } from '../store/people.ts'
import { type Draw, drawHandler } from './draw.ts'

/** Whether a person may decide cases of the matter; an empty list of matters is all of them. */
export function mayDecide({ matters }: Staff, matter: string): boolean {
  return matters.length === 0 || matters.includes(matter)
}

/**
 * Draws a handler for a case of the matter among those who may decide it, lighter loads weighing more; null where nobody may. Left out are those
 * who have a part in the case: whoever collected it does not decide it.
 */
export async function assign(
  gateway: Pick<Gateway, 'store' | 'random'>,
  matter: string,
  leftOut: readonly (string | null)[] = [],
): Promise<Draw | null> {
  const { people, cases } = gateway.store
  const eligible = (await people.handlers()).filter((one) => mayDecide(one, matter) && !leftOut.includes(one.id))
  const loads = await cases.loads()
  return drawHandler(
    eligible.map(({ id }) => ({ id, load: loads.get(id) ?? 0 })),
    gateway.random.bytes(32),
  )
}
