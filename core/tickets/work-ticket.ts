import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { KeyTaken } from '../store/driver.ts'
import type { Staff } from '../store/people.ts'
import { insertTicketEntry, updateTicket } from '../store/tickets.ts'
import type { Ticket, TicketStep } from './ticket.ts'

/** What a clerk may do with a ticket. */
export const CLERK_STEPS = ['take', 'release', 'say', 'answer'] as const

export type ClerkStep = (typeof CLERK_STEPS)[number]

const BECOMES: Readonly<Record<ClerkStep, TicketStep>> = {
  take: 'taken',
  release: 'released',
  say: 'said',
  answer: 'answered',
}
const NEEDED_WORDS: Readonly<Record<Exclude<ClerkStep, 'take'>, string>> = {
  release: '退回的理由',
  say: '告知的内容',
  answer: '答复',
}
const TRIES = 3

/** The ticket with that number; throws where there is none. */
export async function requireTicket(gateway: Pick<Gateway, 'store'>, no: string): Promise<Ticket> {
  const ticket = await gateway.store.tickets.byNo(no)
  if (!ticket) throw new GatewayError('not-found', `没有编号为 ${no.slice(0, 60)} 的工单`)
  return ticket
}

/**
 * Takes a ticket, gives it back, says something to the person, or answers it for good. Of two clerks who take one at once the first has it and the other
 * is told who; only who has it may go on with it, and nobody has one about a case that they collected or decided.
 */
export async function workTicket(
  gateway: Gateway,
  no: string,
  { step, text }: { readonly step: ClerkStep; readonly text: string },
  by: Pick<Staff, 'id' | 'name'>,
): Promise<Ticket> {
  if (step !== 'take' && text.trim() === '')
    throw new GatewayError('step-invalid', `没有写${NEEDED_WORDS[step]}`, [
      { path: 'text', code: 'required', message: `没有写${NEEDED_WORDS[step]}`, fix: '请写明后再办' },
    ])
  for (let attempt = 1; ; attempt += 1) {
    const found = await requireTicket(gateway, no)
    await requireMay(gateway, found, step, by)
    const now = gateway.clock.now()
    const ticket = after(found, step, by, now)
    const actor = { actor: `staff:${by.id}`, actorName: by.name }
    const entry = { ticketId: found.id, seq: ticket.seq, step: BECOMES[step], at: now, ...actor, text }
    try {
      await gateway.store.commit([insertTicketEntry(entry), updateTicket(ticket)])
      return ticket
    } catch (error) {
      if (!(error instanceof KeyTaken)) throw error
      if (attempt >= TRIES) throw new GatewayError('busy')
    }
  }
}

async function requireMay(gateway: Gateway, found: Ticket, step: ClerkStep, by: Pick<Staff, 'id'>): Promise<void> {
  if (found.state === 'closed') throw new GatewayError('state-conflict', `工单 ${found.no} 已经办结`)
  const isMine = found.takenBy === by.id
  if (step !== 'take') {
    if (isMine) return
    throw found.takenBy === null ? new GatewayError('state-conflict', '请先认领工单') : taken(found)
  }
  if (found.takenBy !== null) throw isMine ? new GatewayError('state-conflict', '这件工单已在您手上') : taken(found)
  const value = found.caseId === '' ? null : await gateway.store.cases.byId(found.caseId)
  if (value && (value.clerkId === by.id || value.handler === by.id)) throw new GatewayError('ticket-own')
}

function taken({ no, takenByName }: Ticket): GatewayError {
  return new GatewayError('ticket-taken', `工单 ${no} 已由 ${takenByName ?? '别人'} 认领`)
}

function after(found: Ticket, step: ClerkStep, by: Pick<Staff, 'id' | 'name'>, now: number): Ticket {
  const next = { ...found, seq: found.seq + 1, updatedAt: now }
  const heard = { firstWordAt: found.firstWordAt ?? now }
  switch (step) {
    case 'take':
      return { ...next, state: 'taken', takenBy: by.id, takenByName: by.name }
    case 'release':
      return { ...next, state: 'open', takenBy: null, takenByName: null }
    case 'say':
      return { ...next, ...heard }
    case 'answer':
      return { ...next, ...heard, state: 'closed', closedAt: now }
  }
}
