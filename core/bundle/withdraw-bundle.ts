import { isOver } from '../case/moves.ts'
import { withdrawCase } from '../case/supplement.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import type { Staff } from '../store/people.ts'

/** What became of the cases of a bundle that somebody withdrew. */
export interface WithdrawnBundle {
  /** withdrawn, or asked to be where a region decides */
  readonly asked: readonly string[]
  /** those that may not be withdrawn now, and why */
  readonly left: readonly { readonly no: string; readonly why: string }[]
}

/** Withdraws every case of a bundle that waits for its answer, each as it would be by itself. What waits for one of them begins no more once that one is withdrawn. */
export async function withdrawBundle(
  gateway: Gateway,
  no: string,
  reason: string,
  clerk: Staff,
): Promise<WithdrawnBundle> {
  const bundle = await gateway.store.bundles.byNo(no)
  if (!bundle) throw new GatewayError('not-found', `没有编号为 ${no.slice(0, 60)} 的一件事`)
  const cases = (await gateway.store.bundles.casesOf(bundle.id)).filter(({ status }) => !isOver(status))
  if (cases.length === 0) throw new GatewayError('state-conflict', '这件事没有在办的事项,不用撤回')
  const asked: string[] = []
  const left: { no: string; why: string }[] = []
  for (const { no: own } of cases) {
    try {
      await withdrawCase(gateway, own, reason, clerk)
      asked.push(own)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      left.push({ no: own, why: error.detail })
    }
  }
  return { asked, left }
}
