import { toCompactDate } from '../time.ts'

/** Takes a block of numbers of a named counter and gives the first. */
type TakeNumbers = (counter: string, size: number) => Promise<number>

const BLOCK = 50

/**
 * Case numbers: `WH510107` + yyyyMMdd + six digits for cases taken here, `WH510107IN…` for cases that come in; the digits restart every day.
 * Numbers are taken in blocks so that a case costs no write of its own: a restart leaves a gap, two processes never give the same number.
 */
export function createCaseNumbers(prefix: string, take: TakeNumbers) {
  const blocks = new Map<string, Promise<{ next: number; end: number }>>()
  return async (direction: 'out' | 'in', now: number): Promise<string> => {
    const head = `${prefix}${direction === 'in' ? 'IN' : ''}${toCompactDate(now)}`
    for (;;) {
      const pending = blocks.get(head) ?? take(`case-${head}`, BLOCK).then((next) => ({ next, end: next + BLOCK }))
      blocks.set(head, pending)
      const block = await pending
      if (block.next < block.end) {
        const number = block.next
        block.next += 1
        return `${head}${String(number).padStart(6, '0')}`
      }
      if (blocks.get(head) === pending) blocks.delete(head)
    }
  }
}
