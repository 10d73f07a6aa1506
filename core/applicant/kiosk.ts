import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { tryLimited } from '../limited-tries.ts'
import { messageId } from '../messages/message.ts'
import { phoneOf } from '../notifications/case-news.ts'
import { insertStaffMessage } from '../store/staff-messages.ts'
import { type OpenedSession, startSession } from './session.ts'

/** One call for help at one kiosk in so long is one message. */
const CALL_MS = 5 * 60_000

/** Opens the case of who holds a printed document of it, by the code in its picture (26 letters that nobody guesses), and knows the end of its telephone number; one refusal for whatever is wrong, five tries in a quarter of an hour. */
export async function openByPaper(
  gateway: Gateway,
  { code, tail }: { readonly code: string; readonly tail: string },
): Promise<OpenedSession> {
  const { store } = gateway
  const paper = code.toUpperCase()
  const tries = `kiosk:${paper}`
  await tryLimited(gateway, tries)
  const document = await store.issuedDocuments.byCode(paper)
  const found = document ? await store.cases.byId(document.caseId) : null
  if (!found || found.status === 'DRAFT' || phoneOf(found).slice(-4) !== tail || tail.length !== 4)
    throw new GatewayError('not-found', '没有查到,请核对凭证与手机尾号')
  await store.signInTries.forget(tries)
  return startSession(gateway, found.id)
}

/** Calls a person of the window to a kiosk; the call's id, by which the kiosk asks whether somebody comes. */
export async function callForHelp(gateway: Gateway, kiosk: number, address: string): Promise<string> {
  await tryLimited(gateway, `kiosk-help:${address}`)
  const now = gateway.clock.now()
  const id = messageId(`help:${kiosk}:${Math.floor(now / CALL_MS)}`)
  const data = { place: `${kiosk} 号自助机` }
  const message = { id, audience: 'role:window', kind: 'help', caseNo: '', data, at: now } as const
  await gateway.store.commit([insertStaffMessage(message)])
  return id
}
