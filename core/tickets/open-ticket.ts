import type { Case } from '../case/case.ts'
import { documentKind, isDocumentName } from '../documents/kinds.ts'
import type { Gateway } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { compositeByCode } from '../licences/work-composite.ts'
import { tryLimited } from '../limited-tries.ts'
import { hashOfCode, newLetters } from '../short-codes.ts'
import type { Statement } from '../store/driver.ts'
import { insertTicket } from '../store/tickets.ts'
import type { Ticket, TicketEntry, TicketKind, TicketSubject } from './ticket.ts'

/** So many of one subject may wait for their answer; who floods a licence with complaints gets no further. */
const MOST_OPEN = 20
const CODE_LETTERS = 10

/** A ticket that was opened: what is written, and what its opener reads the answer with, said once. */
export interface OpenedTicket {
  readonly ticket: Ticket
  readonly code: string
}

interface NewTicket {
  readonly kind: TicketKind
  readonly subject: TicketSubject
  readonly caseId: string
  readonly text: string
  readonly contact: string
}

/** A ticket and the statements that write it, for a batch that does more; `code` is for whoever opened it and kept nowhere. */
export async function newTicket(
  gateway: Gateway,
  { text, ...facts }: NewTicket,
): Promise<OpenedTicket & { readonly statements: Statement[] }> {
  const { clock, random } = gateway
  const now = clock.now()
  const no = await gateway.nextCaseNo(facts.kind, now)
  const code = newLetters(random, CODE_LETTERS)
  const ticket: Ticket = {
    ...facts,
    id: newId(clock, random),
    no,
    state: 'open',
    codeHash: hashOfCode(no, code),
    seq: 1,
    takenBy: null,
    takenByName: null,
    firstWordAt: null,
    closedAt: null,
    createdAt: now,
    updatedAt: now,
  }
  const entry: TicketEntry = {
    ticketId: ticket.id,
    seq: 1,
    step: 'opened',
    at: now,
    actor: 'applicant',
    actorName: '',
    text,
  }
  return { ticket, code, statements: insertTicket(ticket, entry) }
}

/** Takes a complaint (留言举报) about a document, a licence or a case; throws where twenty about the same wait already. */
export async function openComplaint(
  gateway: Gateway,
  about: { readonly subject: TicketSubject; readonly caseId: string },
  given: { readonly text: string; readonly contact?: string | undefined },
): Promise<OpenedTicket> {
  if ((await gateway.store.tickets.openOf(about.subject.ref)) >= MOST_OPEN) throw new GatewayError('ticket-full')
  const { statements, ...opened } = await newTicket(gateway, {
    kind: 'complaint',
    subject: about.subject,
    caseId: about.caseId,
    text: given.text,
    contact: given.contact ?? '',
  })
  await gateway.store.commit(statements)
  return opened
}

/** What a complaint is about that names a document of ours by its printed code; null where none has it. */
export async function documentSubject(
  gateway: Gateway,
  code: string,
): Promise<{ subject: TicketSubject; caseId: string } | null> {
  const found = await gateway.store.issuedDocuments.byCode(code.toUpperCase())
  if (!found) return null
  const name = isDocumentName(found.kind) ? documentKind(found.kind).title : found.kind
  return { subject: { kind: 'document', ref: found.number, name }, caseId: found.caseId }
}

/** What a complaint is about that names a composite licence by its QR code: the whole, or the permit with that number; throws where there is none. */
export async function licenceSubject(
  gateway: Gateway,
  code: string,
  permitNo: string | undefined,
): Promise<{ subject: TicketSubject; caseId: string }> {
  const found = await compositeByCode(gateway, code)
  if (!found) throw new GatewayError('not-found', '本单位没有出具过这份文书或综合许可证')
  const { no, company } = found.composite
  if (permitNo === undefined)
    return { subject: { kind: 'licence', ref: no, name: `${company} 综合许可证` }, caseId: '' }
  const permit = found.permits.find((one) => one.no === permitNo)
  if (!permit) throw new GatewayError('not-found', '综合许可证里没有这份证照')
  return { subject: { kind: 'licence', ref: permit.no, name: `${company} ${permit.name}` }, caseId: permit.caseId }
}

/** What a complaint or rectification is about that concerns a case as a whole. */
export function caseSubject(gateway: Gateway, { no, matter }: Pick<Case, 'no' | 'matter'>): TicketSubject {
  return { kind: 'case', ref: no, name: gateway.matters.get(matter)?.name ?? matter }
}

/** The ticket of who has its number and code; one refusal for a wrong number and a wrong code, five tries in a quarter of an hour. */
export async function ticketByCode(gateway: Gateway, no: string, code: string): Promise<Ticket> {
  const name = `ticket:${no}`
  await tryLimited(gateway, name)
  const ticket = await gateway.store.tickets.byNo(no)
  if (!ticket || ticket.codeHash !== hashOfCode(no, code))
    throw new GatewayError('not-found', '没有查到,请核对回执编号与查询码')
  await gateway.store.signInTries.forget(name)
  return ticket
}
