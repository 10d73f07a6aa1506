import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkIdNumber, readIdNumber } from '../../core/form/id-number.ts'
import { checkLicenceId } from '../../core/form/licence-id.ts'
import { checkFoodLicenceNo, mod1110CheckDigit } from '../../core/form/permits.ts'
import { checkUscc, innerCodeAgrees } from '../../core/form/uscc.ts'

const TODAY = '2026-03-02'

describe('a citizen’s identity number (GB 11643)', () => {
  it.each([
    '510107190001010017',
    '510107190001010025',
    '130100190012310036',
    '130102190003050028',
    '420106190002030011',
  ])('%s is valid', (number) => {
    expect(checkIdNumber(number, TODAY)).toBeNull()
  })

  it('tells birth date and gender', () => {
    expect(readIdNumber('510107190001010017')).toEqual({ birthDate: '1900-01-01', gender: '1' })
    expect(readIdNumber('510107190001010025')).toEqual({ birthDate: '1900-01-01', gender: '2' })
  })

  it('with a right check digit but a day that never was is refused for the day', () => {
    expect(checkIdNumber('310101190002290019', TODAY)?.code).toBe('date')
  })

  /** ISO 7064 MOD 11-2 as a recurrence over all 18 characters, X = 10: valid exactly where the remainder is 1. */
  const passes = (number: string): boolean => {
    let remainder = 0
    for (const character of number) remainder = (remainder * 2 + (character === 'X' ? 10 : Number(character))) % 11
    return remainder === 1
  }

  it('has exactly one right check character, the one of ISO 7064 MOD 11-2', () => {
    const first17 = fc
      .tuple(
        fc.constantFrom('110101', '310101', '510107', '650102'),
        fc.date({ min: new Date('1900-01-01'), max: new Date('2026-03-01'), noInvalidDate: true }),
        fc.integer({ min: 0, max: 999 }),
      )
      .map(
        ([place, day, order]) =>
          place + day.toISOString().slice(0, 10).replaceAll('-', '') + String(order).padStart(3, '0'),
      )
    fc.assert(
      fc.property(first17, fc.constantFrom(...'0123456789X'), (digits, last) => {
        expect(checkIdNumber(digits + last, TODAY) === null).toBe(passes(digits + last))
      }),
      { numRuns: 500 },
    )
  })

  it('is never accepted with one digit changed or two neighbours swapped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
        const number = '510107190001010017'
        const digit = String((Number(number[at]) + by) % 10)
        expect(checkIdNumber(number.slice(0, at) + digit + number.slice(at + 1), TODAY)).not.toBeNull()
        const [a, b] = [number[at], number[at + 1]]
        if (a !== b) expect(checkIdNumber(number.slice(0, at) + b + a + number.slice(at + 2), TODAY)).not.toBeNull()
      }),
    )
  })
})

describe('a unified social credit code (GB 32100)', () => {
  it.each([
    '91510107MA0000007C',
    '92510107MA00000154',
    '11510107000000000U',
    '11130102MB0000107H',
    '11420106MB00001231',
  ])('%s is valid, and so is the organisation code inside', (code) => {
    expect(checkUscc(code)).toBeNull()
    expect(innerCodeAgrees(code)).toBe(true)
  })

  it('is valid though the organisation code inside is not, which is only worth a warning', () => {
    const odd = '91510107MA00000069'
    expect(checkUscc(odd)).toBeNull()
    expect(innerCodeAgrees(odd)).toBe(false)
  })

  /** The check character by the sum over all 18: Σ value·3^(i mod 30) must be 0 modulo 31. */
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const passes = (code: string): boolean =>
    [...code].reduce((sum, character, index) => {
      const weight = index === 17 ? 1n : 3n ** BigInt(index)
      return (sum + BigInt(alphabet.indexOf(character)) * weight) % 31n
    }, 0n) === 0n

  function withCheck(first17: string): string {
    return [...alphabet].map((last) => first17 + last).find(passes) ?? ''
  }

  it('has exactly one right check character', () => {
    const character = fc.constantFrom(...alphabet)
    const code = fc
      .tuple(
        character,
        character,
        fc.stringMatching(/^\d{6}$/),
        fc.array(character, { minLength: 9, maxLength: 9 }),
        character,
      )
      .map(([a, b, place, rest, last]) => a + b + place + rest.join('') + last)
    fc.assert(
      fc.property(code, (one) => {
        expect(checkUscc(one) === null).toBe(passes(one))
        expect(checkUscc(withCheck(one.slice(0, 17)))).toBeNull()
      }),
      { numRuns: 500 },
    )
  })
})

describe('an e-licence identifier (GB/T 36904)', () => {
  it.each([
    '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.A',
    '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000011.001.J',
    '1.2.156.3005.2.11100000000013338W011.11510107000000000U.20260000000000000012.001.3',
  ])('%s is valid', (identifier) => {
    expect(checkLicenceId(identifier)).toBeNull()
  })

  it('is refused with another last character, and without a part', () => {
    const identifier = '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000001.001.'
    const accepted = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'].filter(
      (last) => checkLicenceId(identifier + last) === null,
    )
    expect(accepted).toEqual(['A'])
    expect(checkLicenceId('1.2.156.3005.2.11100000000013338W001.11510107000000000U.001.A')?.code).toBe('format')
  })
})

describe('the number of a food trade licence', () => {
  it.each(['JY26101130000013', 'JY24201060000016', 'JY24401060000012', 'JY23701020000024', 'JY21301020000015'])(
    '%s is valid',
    (number) => {
      expect(checkFoodLicenceNo(number)).toBeNull()
      expect(mod1110CheckDigit(number.slice(2, -1))).toBe(number.at(-1))
    },
  )

  it('has one right check digit, and no other prefix or length', () => {
    const right = [...'0123456789'].filter((digit) => checkFoodLicenceNo(`JY2130102000001${digit}`) === null)
    expect(right).toEqual(['5'])
    for (const wrong of ['SC21301020000015', 'JY2130102000001', 'JY41301020000015', 'jy21301020000015']) {
      expect(checkFoodLicenceNo(wrong)?.code).toBe('format')
    }
  })
})
