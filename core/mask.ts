/* How personal data looks on paper and screens that others see. */

/** A name by its first character; each part of a name with 间隔号 by itself: `张*`, `阿***·买**`. */
export function maskName(name: string): string {
  return name
    .split('·')
    .map((part) => {
      const [first = '', ...rest] = part
      return `${first}${'*'.repeat(rest.length)}`
    })
    .join('·')
}

/** An 18-character number by its first three and last four, any other by its first and last two; short ones not at all. */
export function maskIdNo(number: string): string {
  const [head, tail] = number.length >= 15 ? [3, 4] : [1, 2]
  if (number.length <= head + tail) return '*'.repeat(number.length)
  return `${number.slice(0, head)}${'*'.repeat(number.length - head - tail)}${number.slice(-tail)}`
}

/** A telephone number by its first three and last four digits. */
export function maskPhone(phone: string): string {
  return phone.length < 8
    ? '*'.repeat(phone.length)
    : `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`
}
