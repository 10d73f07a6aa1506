/** The first character of each initial in the order of pinyin; there are none for I, U and V. */
const FIRSTS = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀'
const LETTERS = 'abcdefghjklmnopqrstwxyz'
const collator = new Intl.Collator('zh-CN')
const known = new Map<string, string>()

/** The pinyin initials of a text, as the browser orders Chinese: 重庆 is `cq` or `zq`, so a character of two readings counts by one of them. */
export function initialsOf(text: string): string {
  const had = known.get(text)
  if (had !== undefined) return had
  const initials = [...text].map(initialOf).join('')
  known.set(text, initials)
  return initials
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
