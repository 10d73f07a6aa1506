import { type Finding, findingsIn } from './finding.ts'
import type { Gate, Subject } from './gates.ts'

/** Gates 4 and 5: constants are declared, fillers say why, dates and amounts say how they are written. */
export const checkValues: Gate = (subject) => [...constants(subject), ...fillers(subject), ...formats(subject)]

function constants({ rules, file }: Subject): Finding[] {
  const used = rules.flatMap(({ rule, sources, file: at, steps }) => {
    const texts = [...String(rule.args?.['text'] ?? '').matchAll(/\{const\.([^}]+)\}/g)].map(([, name = '']) => name)
    const own = sources.filter((path) => path.startsWith('const.')).map((path) => path.slice('const.'.length))
    return [...own, ...texts].map((name) => ({ name, at, steps }))
  })
  const declared = Object.keys(file.data.constants)
  return [
    ...used
      .filter(({ name }) => !declared.includes(name))
      .map(({ name, at, steps }) =>
        findingsIn(at).error(
          steps,
          'undeclared-constant',
          `常量 const.${name} 没有在 ${file.name} 的 constants 中写明`,
          '请在 constants 中补上,或改正名称',
        ),
      ),
    ...declared
      .filter((name) => !used.some((one) => one.name === name))
      .map((name) =>
        findingsIn(file.source).warning(['constants', name], 'dead-declaration', `常量 ${name} 没有规则用到`, '请删去'),
      ),
  ]
}

function fillers({ rules }: Subject): Finding[] {
  return rules.flatMap(({ rule, target, file, steps }) =>
    rule.args?.['filler'] === true && !rule.why
      ? [
          findingsIn(file).error(
            steps,
            'filler-without-reason',
            `“${target}”填的是充数的值“${String(rule.args['value'])}”,没有写为什么`,
            '请写 why:自何时起、因何要求',
          ),
        ]
      : [],
  )
}

function formats({ rules, paths }: Subject): Finding[] {
  return rules.flatMap(({ rule, list, sources, file, steps }) => {
    if (list === 'progress' || list === 'material') return []
    const operation = rule.op ?? 'copy'
    if (operation !== 'copy' && operation !== 'coalesce') return []
    return sources.flatMap((path) => {
      const type = paths.field(path)?.type
      const isDate = type === 'date' || type === 'datetime' || type === 'expiry'
      if (isDate)
        return [
          findingsIn(file).error(steps, 'format-not-explicit', `日期“${path}”没有写明格式`, '请写 op: date 和 format'),
        ]
      if (type === 'decimal')
        return [
          findingsIn(file).error(
            steps,
            'format-not-explicit',
            `金额或小数“${path}”没有写明单位与小数位`,
            '请写 op: text 和 decimals,或 op: scale 和 by',
          ),
        ]
      return []
    })
  })
}
