const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法:',
  'Arguments:': '参数:',
  'Options:': '选项:',
  'Global Options:': '通用选项:',
  'Commands:': '命令:',
}

/** A heading of commander's help. */
export function translateTitle(title: string): string {
  return TITLES[title] ?? title
}

const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/^error: unknown command '(.*?)'/, '没有命令“$1”'],
  [/^error: unknown option '(.*?)'/, '没有选项“$1”'],
  [/^error: missing required argument '(.*?)'/, '缺少参数 <$1>'],
  [/^error: required option '(.*?)' not specified/, '缺少选项 $1'],
  [/^error: option '(.*?)' argument missing/, '选项 $1 后面缺少它的值'],
  [/^error: too many arguments.*/, '参数太多'],
]

/** What commander has to say against a command line. */
export function toChinese(text: string): string {
  const found = ERRORS.find(([pattern]) => pattern.test(text))
  return found ? text.replace(found[0], found[1]).replace(/\(Did you mean (.*?)\?\)/, '(是不是 $1?)') : text
}
