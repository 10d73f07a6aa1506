import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Case } from '../../core/case/case.ts'
import { type CaseEvent, type EventType, nextEvent } from '../../core/case/event.ts'
import { isOver } from '../../core/case/moves.ts'
import { STATUSES, type Status } from '../../core/case/status.ts'
import type { Calendar } from '../../core/clock/calendar.ts'
import { type CaseClocks, caseClocks } from '../../core/clock/case-clocks.ts'
import type { RegionClocks, StageKey } from '../../core/clock/stages.ts'
import type { Region } from '../../core/gateway.ts'
import { toTime } from '../../core/time.ts'
import { calendar, matterNamed, stages } from '../form/definitions.ts'
import { caseOf } from '../store/sample-rows.ts'
import { courseOf, type Line, msOf, OF_2026 } from './course.ts'

const matters = new Map(['M03', 'M06'].map((id) => [id, matterNamed(id)]))

function clocksOf(
  lines: readonly Line[],
  now: string,
  change: Partial<Case> = {},
  clocks?: RegionClocks,
  days: Calendar = calendar,
): CaseClocks {
  const region = { code: '130000', mappings: new Map(), ...(clocks ? { clocks } : {}) } as unknown as Region
  const gateway = {
    config: { calendar: days, stages },
    home: { division: '510107' },
    matters,
    regions: new Map([['130000', region]]),
  }
  const value = caseOf('c1', { matter: 'M03', ...change })
  const found = caseClocks(gateway as never, value, courseOf(lines), msOf(now))
  if (!found) throw new Error('no clocks')
  return found
}

const named = (found: CaseClocks, stage: StageKey) => found.clocks.find((clock) => clock.stage === stage)
const dueOf = (found: CaseClocks, stage: StageKey) => {
  const dueAt = named(found, stage)?.dueAt ?? null
  return dueAt === null ? null : toTime(dueAt).slice(5, 16)
}

const SENT: Line[] = [
  ['03-02 10:00', 'drafted', 'DRAFT'],
  ['03-02 10:20', 'submitted', 'QUEUED'],
  ['03-02 10:21', 'delivered', 'DELIVERED'],
]
const SIGNED: Line[] = [...SENT, ['03-03 09:00', 'progress', 'SIGNED']]
const ACCEPTED: Line[] = [...SIGNED, ['03-04 09:00', 'progress', 'ACCEPTED']]

describe('the clocks of a case', () => {
  it('run through the stages, the five days of the law from the delivery', () => {
    const found = clocksOf(SIGNED, '03-04 08:00')
    expect(found.clocks.map(({ stage, state }) => `${stage} ${state}`)).toEqual([
      'fill ended',
      'transmit ended',
      'sign ended',
      'accept running',
    ])
    expect(dueOf(found, 'sign')).toBe('03-03T23:59')
    expect(dueOf(found, 'accept')).toBe('03-09T23:59')
    expect([found.colour, found.dueAt && toTime(found.dueAt)]).toEqual(['normal', '2026-03-09T23:59:59+08:00'])
  })

  it('count as the agreement says: the five days from the signing, the first day with them', () => {
    const agreed: RegionClocks = { acceptFrom: 'signed', counting: { start: 'at-once', dayEnds: 'closing' } }
    expect(dueOf(clocksOf(SIGNED, '03-04 08:00', {}, agreed), 'accept')).toBe('03-09T18:00')
    const limits: RegionClocks = { limits: { sign: { promised: { value: 2, unit: 'G' } } } }
    expect(dueOf(clocksOf(SENT, '03-02 12:00', {}, limits), 'sign')).toBe('03-04T23:59')
  })

  it('have the promise and the law side by side, the region’s own word for the promise first', () => {
    expect(named(clocksOf(ACCEPTED, '03-04 10:00'), 'review')).toMatchObject({
      promised: { limit: { value: 5, unit: 'G' }, endsAt: msOf('03-12 00:00') - 1 },
      statutory: { limit: { value: 10, unit: 'G' }, endsAt: msOf('03-19 00:00') - 1 },
    })
    const told = [
      ...SIGNED,
      ['03-04 09:00', 'progress', 'ACCEPTED', { progress: { limit: { promised: { value: 2, unit: 'G' } } } }],
    ] as Line[]
    expect(dueOf(clocksOf(told, '03-04 10:00'), 'review')).toBe('03-06T23:59')
  })

  it('stop for a correction, which has a clock of its own, and go on after it', () => {
    const asked: Line[] = [
      ...ACCEPTED,
      ['03-05 10:00', 'progress', 'CORRECTION', { progress: { correction: { dueOn: '2026-03-20' } } }],
    ]
    const waiting = clocksOf(asked, '03-06 10:00')
    expect(named(waiting, 'review')).toMatchObject({ state: 'paused', dueAt: null, colour: 'none' })
    expect(dueOf(waiting, 'correct')).toBe('03-20T23:59')
    expect(waiting.ball).toMatchObject({
      with: 'applicant',
      since: msOf('03-05 10:00'),
      event: { seq: 6, type: 'progress' },
    })
    const answered: Line[] = [
      ...asked,
      ['03-10 15:00', 'supplemented', 'CORRECTED'],
      ['03-10 16:00', 'progress', 'REVIEWING'],
    ]
    // 5 and 6 March count; of 6 to 10 nothing but the 5th had run: two days from the 5th, the rest from the 11th
    expect(dueOf(clocksOf(answered, '03-10 17:00'), 'review')).toBe('03-16T23:59')
    expect(named(clocksOf(answered, '03-10 17:00'), 'review')?.state).toBe('running')
  })

  it('stop for a special procedure of so many days, which then is what runs', () => {
    const suspension = { kind: 'hearing', from: '2026-03-05', days: 3, unit: 'G', reason: '听证' }
    const found = clocksOf(
      [...ACCEPTED, ['03-05 10:00', 'progress', 'SUSPENDED', { progress: { suspension } }]],
      '03-06 10:00',
    )
    expect(found.clocks.filter(({ state }) => state === 'running').map(({ stage }) => stage)).toEqual(['special'])
    expect(dueOf(found, 'special')).toBe('03-10T23:59')
    expect(named(found, 'review')?.state).toBe('paused')
  })

  it('turn yellow, red and overdue as the limit runs out', () => {
    const colourAt = (now: string) => named(clocksOf(ACCEPTED, now), 'review')?.colour
    const times = ['03-04 10:00', '03-09 12:00', '03-11 09:00', '03-11 17:00', '03-12 00:01']
    expect(times.map(colourAt)).toEqual(['normal', 'normal', 'yellow', 'red', 'overdue'])
    const transmitAt = (now: string) => named(clocksOf(SENT.slice(0, 2), now), 'transmit')?.colour
    expect(['03-02 10:24', '03-02 10:26', '03-02 10:48', '03-02 10:51'].map(transmitAt)).toEqual([
      'normal',
      'yellow',
      'red',
      'overdue',
    ])
  })

  it('say unknown where the calendar ends before they do, and go on saying it', () => {
    const late: Line[] = [
      ['12-30 10:00', 'received', 'DELIVERED'],
      ['12-30 11:00', 'handled', 'ACCEPTED'],
    ]
    const found = clocksOf(late, '12-30 12:00', { direction: 'in', handler: 'h1' }, undefined, OF_2026)
    expect(named(found, 'review')).toMatchObject({ colour: 'unknown', dueAt: null, unknownYear: '2027' })
    expect([found.colour, found.dueAt]).toEqual(['unknown', null])
  })

  it('are counted and marked where they reach a year whose days off are not official yet', () => {
    const late: Line[] = [
      ['12-30 10:00', 'received', 'DELIVERED'],
      ['12-30 11:00', 'handled', 'ACCEPTED'],
    ]
    const ours = { direction: 'in', handler: 'h1' } as const
    // 31 December and 4 to 7 January: New Year's Day is off by law
    const review = named(clocksOf(late, '12-30 12:00', ours), 'review')
    expect(review).toMatchObject({ colour: 'normal', unknownYear: null, provisionalYear: '2027' })
    expect(toTime(review?.dueAt ?? 0)).toBe('2027-01-07T23:59:59+08:00')
    expect(named(clocksOf(ACCEPTED, '03-04 10:00'), 'review')?.provisionalYear).toBeNull()
    const noticed: Line[] = [...late, ['12-30 12:00', 'handled', 'CORRECTION', { correction: { dueOn: '2027-01-20' } }]]
    expect(named(clocksOf(noticed, '12-30 13:00', ours), 'correct')).toMatchObject({
      colour: 'normal',
      provisionalYear: null,
    })
  })

  it('count a leg’s own limit', () => {
    const leg = { matter: 'M06', mode: '3', parentId: 'p', leg: 'transfer' }
    expect(named(clocksOf(ACCEPTED, '03-04 10:00', leg), 'review')?.promised?.limit).toEqual({ value: 10, unit: 'G' })
  })

  it('of what has ended tell whether it kept its limit', () => {
    const late = clocksOf(
      [...SENT, ['03-05 09:00', 'progress', 'SIGNED'], ['03-05 10:00', 'progress', 'ACCEPTED']],
      '03-05 11:00',
    )
    expect(named(late, 'sign')).toMatchObject({ state: 'ended', colour: 'overdue', endedAt: msOf('03-05 09:00') })
    expect(named(late, 'accept')).toMatchObject({ state: 'ended', colour: 'normal' })
  })

  it('wait for the post while originals are under way', () => {
    const shipped: Line[] = [...SENT, ['03-02 15:00', 'shipped', 'DELIVERED']]
    const found = clocksOf(shipped, '03-03 10:00')
    expect(found.ball?.with).toBe('post')
    expect(dueOf(found, 'courier')).toBe('03-05T23:59')
    expect(clocksOf([...shipped, ['03-04 10:00', 'progress', 'SIGNED']], '03-04 11:00').ball?.with).toBe('region')
  })
})

describe('the ball is with', () => {
  const ball = (lines: Line[], change: Partial<Case> = {}) => clocksOf(lines, '03-20 10:00', change).ball

  it('the window, the gateway, the region, and nobody once there is an answer', () => {
    expect(ball(SENT.slice(0, 1))).toMatchObject({ with: 'window', who: 'w1', event: { seq: 1 } })
    expect(ball(SENT.slice(0, 2))).toMatchObject({ with: 'gateway', event: { seq: 2, type: 'submitted' } })
    expect(ball(SENT)).toMatchObject({ with: 'region', who: '130000', since: msOf('03-02 10:21') })
    expect(ball([...ACCEPTED, ['03-05 09:00', 'progress', 'COMPLETED']])).toBeNull()
  })
  it('an administrator while a delivery is dead, until it is sent again', () => {
    const dead: Line[] = [...SENT.slice(0, 2), ['03-02 12:00', 'delivery-dead', 'QUEUED']]
    expect(ball(dead)).toMatchObject({ with: 'admin', since: msOf('03-02 12:00'), event: { seq: 3 } })
    expect(ball([...dead, ['03-02 13:00', 'redriven', 'QUEUED']])).toMatchObject({ with: 'gateway' })
  })
  it('our handler, for what is handled here', () => {
    const received: Line[] = [['03-02 10:00', 'received', 'DELIVERED']]
    expect(ball(received, { direction: 'in', handler: 'h1' })).toMatchObject({ with: 'handler', who: 'h1' })
    expect(ball(received, { direction: 'in', handler: null })).toMatchObject({ with: 'handler', who: null })
  })
})

describe('环节用时之和', () => {
  const statuses = Object.keys(STATUSES) as Status[]
  const types: EventType[] = ['progress', 'handled', 'shipped', 'materials-received', 'supplemented', 'delivery-dead']
  const anyEvents = fc.array(
    fc.record({
      status: fc.constantFrom(...statuses),
      type: fc.constantFrom(...types),
      afterMs: fc.nat(20 * 86_400_000),
    }),
    { minLength: 1, maxLength: 25 },
  )

  it('等于办件用时(±1 秒),无论流转怎样曲折', () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(5 * 86_400_000), (steps, restMs) => {
        let at = msOf('01-02 09:00')
        const events: CaseEvent[] = []
        let spentMs = 0
        for (const { status, type, afterMs } of steps) {
          const before = events.at(-1)
          if (before && (!isOver(before.status) || before.status === 'SHIPPED')) spentMs += afterMs
          at += afterMs
          events.push(nextEvent('c', before ?? null, { type, status, at, actor: 'gateway', data: {} }))
        }
        const last = events.at(-1)?.status as Status
        if (!isOver(last) || last === 'SHIPPED') spentMs += restMs
        const gateway = { config: { calendar, stages }, home: { division: '510107' }, matters, regions: new Map() }
        const found = caseClocks(gateway as never, caseOf('c1', { matter: 'M03' }), events, at + restMs) as CaseClocks
        const sum = found.durations.reduce((total, one) => total + one.spentMs, 0)
        expect(Math.abs(sum - spentMs)).toBeLessThanOrEqual(1_000)
        expect(found.spentMs).toBe(sum)
        expect(found.clocks.filter(({ state }) => state === 'running').length > 0).toBe(found.ball !== null)
      }),
      { numRuns: 300 },
    )
  })
})
