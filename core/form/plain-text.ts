/** What is wrong with one value: the machine word, the end of a sentence that begins with the field's label, and what to do. */
export interface Wrong {
  readonly code: string
  readonly message: string
  readonly fix: string
}

/** Length in code points, as every limit counts it: `𠅤` is one. */
export function codePoints(text: string): number {
  let count = text.length
  for (let at = 0; at < text.length - 1; at += 1) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) count -= 1
  }
  return count
}

/** Control characters, C1 included. */
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/u
/** Zero-width characters, soft hyphen, byte order mark. */
const ZERO_WIDTH = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/u
/** Characters that turn the direction of text. */
const BIDI = /[\u061c\u202a-\u202e\u2066-\u2069]/u
const REPLACED = /\ufffd/u

/** Any of these, or half of a surrogate pair without the other; one look tells that nothing is wrong with most texts. */
const SUSPECT =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffd\ud800-\udfff]/

/** Whether the text is fit to travel: nothing invisible, no broken character, no blank at either end. */
export function checkPlainText(text: string): Wrong | null {
  const suspect = SUSPECT.test(text) ? wrongCharacters(text) : null
  if (suspect) return suspect
  if (text.trim() !== text) return { code: 'spaces', message: '首尾有空格', fix: '请删去首尾的空格' }
  return null
}

function wrongCharacters(text: string): Wrong | null {
  if (!text.isWellFormed() || REPLACED.test(text)) {
    return { code: 'characters', message: '有损坏的字符', fix: '请删去后重新输入；生僻字请用支持四字节汉字的输入法' }
  }
  if (CONTROL.test(text))
    return { code: 'characters', message: '有换行、制表或控制字符', fix: '请删去后重新输入，写成一行' }
  if (ZERO_WIDTH.test(text))
    return { code: 'characters', message: '有看不见的零宽字符', fix: '请不要粘贴，重新用键盘输入' }
  if (BIDI.test(text))
    return { code: 'characters', message: '有改变文字方向的控制字符', fix: '请不要粘贴，重新用键盘输入' }
  return null
}
