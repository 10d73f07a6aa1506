import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CaseEvent, type EventFacts, firstBrokenEvent, nextEvent } from '../../core/case/event.ts'

const facts: EventFacts = {
  type: 'submitted',
  status: 'QUEUED',
  at: 1_772_414_100_000,
  actor: 'staff:w1',
  data: { b: 1, a: '次仁' },
}

function chain(length: number): CaseEvent[] {
  const events: CaseEvent[] = []
  for (let index = 0; index < length; index += 1)
    events.push(nextEvent('c1', events.at(-1) ?? null, { ...facts, at: facts.at + index }))
  return events
}

describe('the chain of a case’s events', () => {
  it('hashes an event over its canonical JSON, as node:crypto does', () => {
    const event = nextEvent('c1', null, facts)
    const text =
      '{"actor":"staff:w1","at":1772414100000,"caseId":"c1","data":{"a":"次仁","b":1},"prevHash":"","seq":1,"status":"QUEUED","type":"submitted"}'
    expect(event.hash).toBe(createHash('sha256').update(text).digest('hex'))
  })

  it('holds when nothing was touched, whatever the order of keys in the data', () => {
    const events = chain(4).map((event) => ({ ...event, data: { a: '次仁', b: 1 } }))
    expect(firstBrokenEvent(events)).toBeNull()
  })

  it('names the event of which any member was changed', () => {
    const members: (keyof CaseEvent)[] = ['type', 'status', 'at', 'actor', 'data', 'prevHash', 'hash']
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4 }), fc.constantFrom(...members), (index, member) => {
        const events = chain(5).map((event, at) =>
          at === index
            ? {
                ...event,
                [member]: member === 'at' ? event.at + 1 : member === 'data' ? { a: 'x' } : `${event[member]}x`,
              }
            : event,
        )
        expect(firstBrokenEvent(events as CaseEvent[])?.seq).toBe(index + 1)
      }),
    )
  })

  it('names the place of an event that was taken out', () => {
    expect(firstBrokenEvent(chain(4).filter(({ seq }) => seq !== 2))?.seq).toBe(2)
  })
})
