/** The first character of each initial in the order of pinyin; there are none for I, U and V. */
const FIRSTS = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'
/** Characters of places and matters that are read in another way too. */
const SECOND_READINGS: Readonly<Record<string, string>> = { 重: 'c', 长: 'z', 厦: 'x', 行: 'x', 会: 'k', 单: 's' }
const collator = new Intl.Collator('zh-CN')
const known = new Map<string, readonly string[]>()

/** The pinyin initials of a text, one entry a character with every initial it may have, as the browser orders Chinese: 重庆 is `zc`, `q`. Signs and blanks have none. */
export function initialsOf(text: string): readonly string[] {
  const had = known.get(text)
  if (had !== undefined) return had
  const initials = [...text].map((one) => initialOf(one) + (SECOND_READINGS[one] ?? '')).filter((one) => one !== '')
  known.set(text, initials)
  return initials
}

/** Where in the initials what was typed stands in one piece; -1 where it does not. */
export function placeOfInitials(initials: readonly string[], typed: string): number {
  const letters = [...typed]
  for (let start = 0; start + letters.length <= initials.length; start += 1)
    if (letters.every((letter, at) => initials[start + at]?.includes(letter))) return start
  return -1
}

/** In how few pieces what was typed can be found in the initials, in order, the first piece at their beginning; null where it cannot. */
export function piecesOfInitials(initials: readonly string[], typed: string): number | null {
  const from = (place: number, at: number, isFirst: boolean): number | null => {
    if (at === typed.length) return 0
    let best: number | null = null
    for (let start = place; start < (isFirst ? 1 : initials.length); start += 1)
      for (let length = 1; initials[start + length - 1]?.includes(typed[at + length - 1] ?? ' '); length += 1) {
        const rest = from(start + length, at + length, false)
        if (rest !== null && (best === null || rest + 1 < best)) best = rest + 1
      }
    return best
  }
  return typed === '' ? null : from(0, 0, true)
}

function initialOf(character: string): string {
  if (/[a-z0-9]/i.test(character)) return character.toLowerCase()
  if (!/\p{Script=Han}/u.test(character)) return ''
  let found = ''
  for (const [index, first] of [...FIRSTS].entries()) {
    if (collator.compare(character, first) < 0) break
    found = LETTERS[index] ?? ''
  }
  return found
}
