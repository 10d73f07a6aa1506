import type { Gateway } from '../gateway.ts'
import { type Draw, drawHandler } from './draw.ts'

/** Draws a handler for a case of the matter among those who may decide it, lighter loads weighing more; null where nobody may. */
export async function assign(gateway: Gateway, matter: string): Promise<Draw | null> {
  const { people, cases } = gateway.store
  const eligible = (await people.handlers()).filter(({ matters }) => matters.length === 0 || matters.includes(matter))
  const loads = await cases.loads()
  return drawHandler(
    eligible.map(({ id }) => ({ id, load: loads.get(id) ?? 0 })),
    gateway.random.bytes(32),
  )
}
