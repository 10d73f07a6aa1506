import { describe, expect, it } from 'vitest'
import { addDays, addYears, yearsBetween } from '../../core/form/calendar-date.ts'
import { decimalPlaces, toUnits, unitsText } from '../../core/form/decimals.ts'
import { shortPlaceName } from '../../core/form/divisions.ts'

describe('days and years', () => {
  it.each([
    ['2028-02-29', 5, '2033-02-28'],
    ['2024-02-29', 4, '2028-02-29'],
    ['1896-02-29', 4, '1900-02-28'],
    ['2026-03-02', 5, '2031-03-02'],
  ] as const)('%s and %i years later is %s', (date, years, later) => {
    expect(addYears(date, years)).toBe(later)
  })

  it.each([
    ['2026-03-01', -1, '2026-02-28'],
    ['2000-02-28', 1, '2000-02-29'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2026-12-31', 60, '2027-03-01'],
    ['0099-12-31', 1, '0100-01-01'],
  ] as const)('%s and %i days later is %s', (date, days, later) => {
    expect(addDays(date, days)).toBe(later)
  })

  it('count age to the day', () => {
    expect(yearsBetween('2008-03-02', '2026-03-02')).toBe(18)
    expect(yearsBetween('2008-03-03', '2026-03-02')).toBe(17)
  })
})

describe('sums of money', () => {
  it('are exact where binary fractions are not', () => {
    const sum = [0.1, 0.2, 0.07].reduce((total, number) => total + toUnits(number, 6), 0n)
    expect(sum).toBe(toUnits(0.37, 6))
    expect(unitsText(sum, 6)).toBe('0.37')
    expect(unitsText(toUnits(999999999.999999, 6), 6)).toBe('999999999.999999')
  })

  it.each([
    [100, 0],
    [0.000001, 6],
    [999999999.999999, 6],
    [0.0000001, null],
    [1e21, null],
    [1234567890123456, null],
  ] as const)('%d has %s decimal places', (value, places) => {
    expect(decimalPlaces(value)).toBe(places)
  })
})

describe('a place in the name of a firm', () => {
  it.each([
    ['四川省', '四川'],
    ['武侯区', '武侯'],
    ['内蒙古自治区', '内蒙古'],
    ['新疆维吾尔自治区', '新疆'],
    ['广西壮族自治区', '广西'],
    ['香港特别行政区', '香港'],
    ['郊区', '郊区'],
  ])('%s is written %s', (name, short) => {
    expect(shortPlaceName(name)).toBe(short)
  })
})
