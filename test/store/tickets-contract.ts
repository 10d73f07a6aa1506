import { describe, expect, it } from 'vitest'
import { KeyTaken, type SqlDriver } from '../../core/store/driver.ts'
import { openStore } from '../../core/store/store.ts'
import { insertTicket, insertTicketEntry, updateTicket } from '../../core/store/tickets.ts'
import type { Ticket, TicketEntry } from '../../core/tickets/ticket.ts'

const TICKET: Ticket = {
  id: 'ticket-1',
  no: 'WH510107TS20260302000001',
  kind: 'complaint',
  state: 'open',
  subject: { kind: 'document', ref: 'SJ-1', name: '收件凭证' },
  caseId: 'case-t',
  contact: '13800000001',
  codeHash: 'ab',
  seq: 1,
  takenBy: null,
  takenByName: null,
  firstWordAt: null,
  closedAt: null,
  createdAt: 5,
  updatedAt: 5,
}
const ENTRY: TicketEntry = {
  ticketId: TICKET.id,
  seq: 1,
  step: 'opened',
  at: 5,
  actor: 'applicant',
  actorName: '',
  text: '窗口说缺材料\n第二次又说不缺 𠮷 ? \'"',
}

/** What every engine must do with tickets. */
export function testTickets(open: () => SqlDriver): void {
  describe('tickets', () => {
    it('are given back as they were opened, oldest first, and found by number, state, case and who has them', async () => {
      const store = openStore(open())
      await store.commit(insertTicket(TICKET, ENTRY))
      const later = { ...TICKET, id: 'ticket-0', no: 'ZG-2', kind: 'rectification', createdAt: 9 } as const
      await store.commit(insertTicket(later, { ...ENTRY, ticketId: later.id }))
      expect(await store.tickets.byNo(TICKET.no)).toEqual(TICKET)
      expect(await store.tickets.byNo('none')).toBeNull()
      expect(await store.tickets.entries(TICKET.id)).toEqual([ENTRY])
      const ids = (found: readonly Ticket[]) => found.map(({ id }) => id)
      expect(ids(await store.tickets.list({}, undefined, 10))).toEqual(['ticket-1', 'ticket-0'])
      expect(ids(await store.tickets.list({}, { at: 5, id: 'ticket-1' }, 10))).toEqual(['ticket-0'])
      expect(ids(await store.tickets.list({ kind: 'rectification' }, undefined, 10))).toEqual(['ticket-0'])
      expect(ids(await store.tickets.list({ state: 'taken' }, undefined, 10))).toEqual([])
      expect(ids(await store.tickets.ofCase('case-t'))).toEqual(['ticket-1', 'ticket-0'])
      expect(await store.tickets.openOf('SJ-1')).toBe(2)
    })

    it('have each entry once: of two that come next, one is refused and changes nothing', async () => {
      const store = openStore(open())
      const next = (actor: string) => {
        const entry: TicketEntry = { ...ENTRY, seq: 2, step: 'taken', actor, actorName: actor, text: '' }
        const ticket: Ticket = { ...TICKET, state: 'taken', seq: 2, takenBy: actor, takenByName: actor }
        return store.commit([insertTicketEntry(entry), updateTicket(ticket)])
      }
      const done = await Promise.allSettled([next('ann'), next('bob')])
      const refused = done.filter((one) => one.status === 'rejected')
      expect(refused.map(({ reason }) => reason instanceof KeyTaken)).toEqual([true])
      const [, second] = await store.tickets.entries(TICKET.id)
      expect(await store.tickets.byNo(TICKET.no)).toMatchObject({ state: 'taken', takenBy: second?.actor })
      expect((await store.tickets.list({ takenBy: second?.actor }, undefined, 10)).length).toBe(1)
    })
  })
}
