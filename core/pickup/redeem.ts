import type { Case } from '../case/case.ts'
import { changeCase } from '../case/commit.ts'
import { mayMove } from '../case/moves.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { tryLimited } from '../limited-tries.ts'
import type { StoredFile } from '../store/files.ts'
import type { Staff } from '../store/people.ts'
import { usePickupCode } from '../store/pickups.ts'
import { hashOfPickup } from './make-code.ts'
import { type PickupCode, type PickupPlace, pickupState } from './pickup.ts'

/** So long a machine may fetch what it prints. */
const FETCH_MS = 10 * 60_000

/** A result that is handed out: of which case, and what of it can be printed. */
export interface RedeemedPickup {
  readonly pickup: PickupCode
  readonly value: Case
  readonly files: readonly StoredFile[]
}

/** Uses a code, once: of two who use it at once one gets the result. One refusal whatever is wrong, five tries in a quarter of an hour for each window and machine. */
export async function redeemPickup(
  gateway: Gateway,
  code: string,
  place: PickupPlace,
  by: Pick<Staff, 'id'>,
): Promise<RedeemedPickup> {
  const name = `pickup:${by.id}`
  await tryLimited(gateway, name)
  const found = await requireOpen(gateway, code)
  const { answer } = await changeCase(
    gateway,
    () => gateway.store.cases.byId(found.caseId),
    async (value) => {
      // whoever was first has used it
      const open = await requireOpen(gateway, code)
      const now = gateway.clock.now()
      const pickup: PickupCode = { ...open, codeHash: null, usedAt: now, usedBy: `staff:${by.id}`, place }
      const status =
        value.status === 'COMPLETED' && mayMove(value.status, 'DELIVERED_RESULT') ? 'DELIVERED_RESULT' : value.status
      const data = {
        code: pickup.seq,
        print: pickup.print,
        place,
        ...(open.reason === '' ? {} : { reason: open.reason }),
      }
      return {
        events: [{ type: 'picked-up', status, at: now, actor: pickup.usedBy, data }],
        value: { ...value, status },
        statements: [usePickupCode(pickup)],
        answer: { pickup, value },
      }
    },
  )
  await gateway.store.signInTries.forget(name)
  return { ...answer, files: await printable(gateway, answer.value.id) }
}

/** A file of a result for whoever has just used its code, and for nobody else. */
export async function fileOfPickup(
  gateway: Gateway,
  { pickup: id, file: fileId }: { readonly pickup: string; readonly file: string },
  by: Pick<Staff, 'id'>,
): Promise<{ readonly file: StoredFile; readonly bytes: Uint8Array }> {
  const pickup = await gateway.store.pickups.byId(id)
  const isTheirs = pickup?.usedBy === `staff:${by.id}` && gateway.clock.now() < pickup.usedAt + FETCH_MS
  const file =
    pickup && isTheirs ? (await printable(gateway, pickup.caseId)).find((one) => one.id === fileId) : undefined
  const bytes = file ? await gateway.blobs.read(file.sha256) : null
  if (!file || !bytes) throw new GatewayError('not-found', '没有这份可打印的文件,或已过了打印的时间')
  return { file, bytes }
}

/** What the region sent of the case: licence, notices, decision. */
async function printable({ store }: Pick<Gateway, 'store'>, caseId: string): Promise<StoredFile[]> {
  return (await store.files.ofCase(caseId)).filter(({ region, sha256 }) => region !== '' && sha256 !== '')
}

async function requireOpen({ store, clock }: Gateway, code: string): Promise<PickupCode> {
  const found = await store.pickups.byHash(hashOfPickup(code))
  if (found && pickupState(found, clock.now()) === 'open') return found
  throw new GatewayError('not-found', '这个码不对、已经用过或已过期')
}
