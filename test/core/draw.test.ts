import { describe, expect, it } from 'vitest'
import { drawHandler, verifyDraw } from '../../core/handling/draw.ts'

const seedOf = (number: number) => new Uint8Array([number >> 16, (number >> 8) & 255, number & 255])

describe('the random draw of a handler', () => {
  it('is fair among equals: χ² over 1,000 draws stays below the 1 % bound for four degrees of freedom', () => {
    const candidates = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, load: 0 }))
    const counts = new Map<string, number>()
    for (let number = 0; number < 1_000; number += 1) {
      const chosen = drawHandler(candidates, seedOf(number))?.chosen ?? ''
      counts.set(chosen, (counts.get(chosen) ?? 0) + 1)
    }
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - 200) ** 2 / 200, 0)
    expect(counts.size).toBe(5)
    expect(chiSquare).toBeLessThan(13.277)
  })

  it('gives a handler with more open cases fewer new ones', () => {
    const counts = { busy: 0, free: 0 }
    for (let number = 0; number < 1_000; number += 1) {
      const chosen = drawHandler(
        [
          { id: 'busy', load: 5 },
          { id: 'free', load: 0 },
        ],
        seedOf(number),
      )?.chosen as 'busy' | 'free'
      counts[chosen] += 1
    }
    expect(counts.free).toBeGreaterThan(counts.busy * 4)
  })

  it('can be done again from its record, and a record that was altered does not give the same person', () => {
    const draw = drawHandler(
      [
        { id: 'a', load: 0 },
        { id: 'b', load: 1 },
        { id: 'c', load: 0 },
      ],
      seedOf(7),
    )
    if (!draw) throw new Error('nobody was drawn')
    expect(verifyDraw(draw)).toBe(true)
    const others = ['a', 'b', 'c'].filter((id) => id !== draw.chosen)
    expect(others.map((chosen) => verifyDraw({ ...draw, chosen }))).toEqual([false, false])
  })

  it('draws nobody where nobody is eligible', () => {
    expect(drawHandler([], seedOf(1))).toBeNull()
  })
})
