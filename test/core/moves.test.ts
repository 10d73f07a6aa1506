import { describe, expect, it } from 'vitest'
import { isOver, mayMove } from '../../core/case/moves.ts'
import { STATUSES, type Status } from '../../core/case/status.ts'

const all = Object.keys(STATUSES) as Status[]

describe('the table of allowed moves', () => {
  it('lets a case run through the whole main line', () => {
    const line: Status[] = [
      'DRAFT',
      'QUEUED',
      'DELIVERED',
      'SIGNED',
      'ACCEPTED',
      'REVIEWING',
      'APPROVED',
      'CERTIFYING',
      'COMPLETED',
      'SHIPPED',
      'DELIVERED_RESULT',
      'ARCHIVED',
    ]
    expect(line.slice(1).every((to, index) => mayMove(line[index] as Status, to))).toBe(true)
  })

  it('goes back only through correction', () => {
    expect(
      mayMove('SIGNED', 'CORRECTION') && mayMove('CORRECTION', 'CORRECTED') && mayMove('CORRECTED', 'ACCEPTED'),
    ).toBe(true)
    expect(mayMove('ACCEPTED', 'SIGNED') || mayMove('COMPLETED', 'REVIEWING') || mayMove('REFUSED', 'ACCEPTED')).toBe(
      false,
    )
  })

  it('never lets a case that has its answer be withdrawn, refused or accepted', () => {
    for (const status of all.filter(isOver)) {
      expect([
        status,
        mayMove(status, 'ACCEPTED'),
        mayMove(status, 'REFUSED'),
        status !== 'WITHDRAWN' && mayMove(status, 'WITHDRAWN'),
      ]).toEqual([status, false, false, false])
    }
  })

  it('can reach an end from every status that is not one', () => {
    for (const status of all.filter((one) => !isOver(one) && one !== 'UNKNOWN')) {
      const seen = new Set<Status>([status])
      for (const one of seen) for (const next of all) if (mayMove(one, next)) seen.add(next)
      expect([...seen].some(isOver), status).toBe(true)
    }
  })
})
