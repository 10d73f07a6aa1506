import { createSingleFlight } from '../single-flight.ts'
import { toCompactDate } from '../time.ts'

/** Takes a block of numbers of a named counter and gives the first. */
type TakeNumbers = (counter: string, size: number) => Promise<number>

const BLOCK = 50

const MARKS = { out: '', in: 'IN', bundle: 'YJ', complaint: 'TS', rectification: 'ZG', composite: 'ZH' } as const

/** The number that a case is tried with before it has one of its own; nobody ever gets it. */
export function triedNumber(prefix: string, now: number): string {
  return `${prefix}${toCompactDate(now)}000000`
}

/**
 * Case numbers: `WH510107` + yyyyMMdd + six digits for cases taken here, `WH510107IN…` for cases that come in, `WH510107YJ…` for bundles (一件事), `…TS…` and `…ZG…` for tickets, `…ZH…` for composite licences; the digits restart every day.
 * Numbers are taken in blocks so that a case costs no write of its own: a restart leaves a gap, two processes never give the same number.
 */
export function createCaseNumbers(prefix: string, take: TakeNumbers, sharesFlights: boolean) {
  const blocks = new Map<string, { next: number; end: number }>()
  const once = createSingleFlight<void>(sharesFlights)
  return async (kind: keyof typeof MARKS, now: number): Promise<string> => {
    const head = `${prefix}${MARKS[kind]}${toCompactDate(now)}`
    for (;;) {
      const block = blocks.get(head)
      if (block && block.next < block.end) {
        block.next += 1
        return `${head}${String(block.next - 1).padStart(6, '0')}`
      }
      await once(head, async () => {
        const next = await take(`case-${head}`, BLOCK)
        blocks.set(head, { next, end: next + BLOCK })
      })
    }
  }
}
