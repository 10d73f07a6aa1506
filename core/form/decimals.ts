/** Digits that a JSON number carries without loss. */
const MOST_DIGITS = 15

/** Decimal places of a number as it is written, or null where it has more digits than a JSON number carries. */
export function decimalPlaces(value: number): number | null {
  const [whole = '', fraction = ''] = String(Math.abs(value)).split('.')
  if (/e/.test(whole + fraction)) return null
  return whole.replace(/^0/, '').length + fraction.length > MOST_DIGITS ? null : fraction.length
}

/** A decimal as a whole number of its smallest unit (`places` 2: yuan as fen), so that sums are exact; it must have no more places. */
export function toUnits(value: number, places: number): bigint {
  return BigInt(Math.round(value * 10 ** places))
}

/** The decimal text of so many smallest units, without trailing zeros: `1500000` with 6 places is `1.5`. */
export function unitsText(units: bigint, places: number): string {
  const digits = String(units).padStart(places + 1, '0')
  const fraction = places === 0 ? '' : digits.slice(-places).replace(/0+$/, '')
  const whole = places === 0 ? digits : digits.slice(0, -places)
  return fraction === '' ? whole : `${whole}.${fraction}`
}
