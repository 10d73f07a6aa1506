const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const LEVELS = ['', '万', '亿']

/** One level of four digits: zeroes between are written once, those at its end not. */
function levelOf(value: number): string {
  let text = ''
  for (const [index, digit] of [...String(value)].entries()) {
    const place = PLACES[String(value).length - 1 - index]
    if (digit !== '0') text += `${DIGITS[Number(digit)]}${place}`
    else if (!text.endsWith('零')) text += '零'
  }
  return text.replace(/零$/, '')
}

/** Whole yuan as they are written out: 2005000 is 贰佰万伍仟元整. */
export function inCapitals(yuan: number): string {
  const levels: number[] = []
  for (let rest = yuan; rest > 0; rest = Math.floor(rest / 10_000)) levels.unshift(rest % 10_000)
  const text = levels
    .map((value, index) => {
      if (value === 0) return ''
      return `${index > 0 && value < 1000 ? '零' : ''}${levelOf(value)}${LEVELS[levels.length - 1 - index]}`
    })
    .join('')
  return `${text}元整`
}

/** The yuan of such a text; null where it is not written so (fractions of a yuan aside). */
export function yuanOf(text: string): number | null {
  const [, whole = '', fraction = ''] =
    /^(.+)元(整|[零壹贰叁肆伍陆柒捌玖]角([零壹贰叁肆伍陆柒捌玖]分)?|零[壹贰叁肆伍陆柒捌玖]分)$/.exec(text) ?? []
  if (fraction === '') return null
  let [total, level, digit] = [0, 0, 0]
  for (const character of whole) {
    const [value, place, step] = [DIGITS.indexOf(character), PLACES.indexOf(character), LEVELS.indexOf(character)]
    if (value >= 0) digit = value
    else if (place > 0) [level, digit] = [level + digit * 10 ** place, 0]
    else if (step > 0) [total, level, digit] = [total + (level + digit) * 10_000 ** step, 0, 0]
    else return null
  }
  const yuan = total + level + digit
  return inCapitals(yuan) === `${whole}元整` ? yuan : null
}
