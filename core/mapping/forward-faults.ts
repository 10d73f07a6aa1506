import type { Fault } from '../fault.ts'
import { hasMoreBytes, hasMoreGbkBytes, isLonger } from './lengths.ts'
import type { Rule } from './rule.ts'
import type { Problem, Scope } from './scope.ts'
import type { Wording } from './step.ts'

/* What keeps a value from going out, at its canonical path and in words for who must mend it. */

export function missing({ ask, why }: Rule, path: string, { setting }: Scope, labelOf: Wording['labelOf']): Fault {
  const label = ask?.label ?? labelOf(path)
  const message = `“${label}”没有填写,该项由${setting.region}要求${why ? `(${why})` : ''}`
  return { path, code: 'required', message, fix: `请填写${label}` }
}

/** An operation's problem with a value. */
export function refused({ code, message, fix }: Problem, path: string, label: string): Fault {
  return { path, code, message: `“${label}”${message}`, fix }
}

/** So many UTF-16 units has a text that keeps within all limits of a rule, whatever its characters. */
export function longestSafe({ max, maxBytes, maxGbkBytes }: Rule): number {
  const none = Number.POSITIVE_INFINITY
  return Math.min(max ?? none, (maxBytes ?? none) / 3, (maxGbkBytes ?? none) / 2)
}

/** The limit that a text goes beyond; null where it keeps within all. */
export function limitBeyond({ max, maxBytes, maxGbkBytes }: Rule, text: string): string | null {
  if (max !== undefined && isLonger(text, max)) return `${max} 个字`
  if (maxGbkBytes !== undefined && hasMoreGbkBytes(text, maxGbkBytes)) return `${maxGbkBytes} 字节(一个汉字 2 字节)`
  return maxBytes !== undefined && hasMoreBytes(text, maxBytes) ? `${maxBytes} 字节(一个汉字 3 字节)` : null
}

export function tooLong(path: string, label: string, region: string, most: string): Fault {
  return { path, code: 'too-long', message: `“${label}”${region}最多收 ${most}`, fix: `请缩短到 ${most}以内` }
}

export function tooMany(path: string, most: number, { setting }: Scope, labelOf: Wording['labelOf']): Fault {
  const message = `“${labelOf(path)}”按${setting.region}的写法超过 ${most} 条`
  return { path, code: 'too-many', message, fix: '请减少,或按说明另附' }
}

/** Characters without bytes in the region's charset would arrive as others: the message must not go. */
export function uncarried(
  lost: readonly string[],
  path: string,
  { setting }: Scope,
  labelOf: Wording['labelOf'],
): Fault {
  const words = lost.map(
    (character) => `“${character}”(U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()})`,
  )
  const message = `“${labelOf(path)}”里的${words.join('、')}${setting.region}的字符集装不下`
  return { path, code: 'charset', message, fix: '请与对方商定替代写法(如另附图片、改用同音字并备注)后再报' }
}
