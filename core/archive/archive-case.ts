import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import type { EventFacts } from '../case/event.ts'
import { mayMove } from '../case/moves.ts'
import { STATUSES } from '../case/status.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { checkClosing } from './closing.ts'
import { packCase } from './pack-case.ts'

const MOST_PACKAGE_BYTES = 2 * 1024 ** 3

/** A filed case's package. */
export interface Filed {
  readonly sha256: string
  readonly sizeBytes: number
}

/** Files a case for good: only with all that has to be there, in one package whose hash stands in the last event. Throws with everything that is still to be done. */
export async function archiveCase(gateway: Gateway, no: string, by: { readonly id: string }): Promise<Filed> {
  const { store, clock, blobs } = gateway
  const { answer } = await changeCase(
    gateway,
    () => store.cases.byNo(no),
    async (value) => {
      if (!mayMove(value.status, 'ARCHIVED'))
        throw new GatewayError('state-conflict', `办件现在是“${STATUSES[value.status]}”,不能归档`)
      const missing = (await checkClosing(gateway, value)).filter(({ todo }) => todo !== null)
      if (missing.length > 0)
        throw new GatewayError(
          'closing-incomplete',
          `还差 ${missing.length} 项,不能归档`,
          missing.map(({ check, title, todo }) => ({
            path: check,
            code: 'missing',
            message: `${title}:${todo}`,
            fix: String(todo),
          })),
        )
      const actor = `staff:${by.id}`
      const stored = await blobs.put(packCase(gateway, value, 'archive', actor), MOST_PACKAGE_BYTES)
      if (stored === 'too-large') throw new GatewayError('file-too-large', '归档信息包超过 2 GB')
      const filed: Filed = { sha256: stored.sha256, sizeBytes: stored.sizeBytes }
      const event: EventFacts = {
        type: 'archived',
        status: 'ARCHIVED',
        at: clock.now(),
        actor,
        data: { ...filed },
      }
      return { events: [event], value: { ...value, status: 'ARCHIVED' }, statements: [], answer: filed }
    },
  )
  return answer
}

/** The package that a case was filed with, to the byte; null where it is not filed. It is no file of the case: whoever reads cases need not see what went over the wire. */
export async function filedPackage({ store, blobs }: Gateway, { id }: Pick<Case, 'id'>): Promise<Uint8Array | null> {
  const event = (await store.cases.events(id)).findLast(({ type }) => type === 'archived')
  if (!event) return null
  const bytes = await blobs.read(String(event.data['sha256']))
  if (!bytes) throw new Error('the package of a filed case is missing in the store')
  return bytes
}
