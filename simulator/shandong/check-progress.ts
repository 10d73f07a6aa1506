import { createHash } from 'node:crypto'
import { beijingDay, readTime } from '../beijing-time.ts'
import { hasLicenceCheck } from '../check-digits.ts'
import type { XmlElement } from '../xml-reader.ts'
import type { WireError } from './field-rules.ts'
import { checkSection } from './section-rules.ts'
import { type Stage, textOf } from './stage.ts'
import { STAGE_RULES, STAGE_TIMES } from './stage-rules.ts'

/** What the gateway told about a case so far. */
export interface Course {
  /** section with its code, as `SHOULI 1`, in their order */
  readonly steps: string[]
  /** time of the last stage, in ms */
  at: number
  /** promised last day, '' where none was told */
  dueOn: string
}

/** The sections of a stage with the code by which each is known. */
export function stepsOf({ sections }: Stage): { name: string; section: XmlElement }[] {
  const codes: Readonly<Record<string, string>> = { SHOULI: 'YWSLZT', GDBSSPCL: 'SPHJDM', SPBANJIE: 'BJJGDM' }
  return sections
    .filter(({ name }) => name !== 'SUSPENDTYPE')
    .flatMap((section) => {
      if (section.name === 'SPSHENPIJIEGUODATA')
        return section.children.map((file) => ({ name: `SPSHENPIJIEGUO ${textOf(file, 'WSLX')}`, section: file }))
      const code = codes[section.name]
      return [{ name: code ? `${section.name} ${textOf(section, code)}` : section.name, section }]
    })
}

const fault = (code: string, path: string, msg: string): WireError => ({ code, path, msg })

/** Every breach of §3.8 and §6 in what the gateway tells. */
export function checkProgress(stage: Stage, course: Course): WireError[] {
  return stepsOf(stage).flatMap(({ name, section }) => {
    const rules = STAGE_RULES[section.name as keyof typeof STAGE_RULES]
    const shape = checkSection(section, rules)
    if (shape.length > 0) return shape
    return [...checkOrder(name, course), ...checkTime(section, course), ...checkContent(name, section)]
  })
}

const CLOSED = ['SHOULI 2', 'SHOULI 3', 'SPBANJIE 3']
const AFTER_ACCEPTANCE = ['GDBSSPCL', 'SPTEBIE', 'SPTEBIEJIEGUO', 'SPBANJIE 6', 'SPBANJIE 7']

function checkOrder(name: string, { steps }: Course): WireError[] {
  const section = name.split(' ')[0] ?? ''
  const has = (step: string) => steps.includes(step)
  const isEarly = AFTER_ACCEPTANCE.some((step) => name.startsWith(step)) && !has('SHOULI 1')
  const isSuspended = steps.filter((step) => step.startsWith('SPTEBIE')).at(-1) === 'SPTEBIE'
  const isWrong =
    CLOSED.some(has) ||
    isEarly ||
    (section === 'SPTEBIE' && has('GDBSSPCL 3')) ||
    (section === 'SPTEBIEJIEGUO' && !isSuspended) ||
    (section === 'SPBANJIE' && steps.some((step) => step.startsWith('SPBANJIE'))) ||
    (name === 'SPSHENPIJIEGUO LIC' && !has('SPBANJIE 6'))
  return isWrong ? [fault('SD2014', section, `${steps.at(-1) ?? '申办'} 之后不能是 ${name}`)] : []
}

function checkTime(section: XmlElement, course: Course): WireError[] {
  const element = STAGE_TIMES[section.name]
  if (!element) return []
  const path = `${section.name}/${element}`
  const at = readTime(textOf(section, element))
  const isLate = section.name === 'SPBANJIE' && course.dueOn !== '' && beijingDay(at) > course.dueOn
  return [
    ...(at >= course.at + 1_000 ? [] : [fault('SD2011', path, '须比前一环节晚 1 秒以上')]),
    ...(isLate && !course.steps.includes('SPTEBIE')
      ? [fault('SD2012', path, `承诺截止 ${course.dueOn},办结时间 ${beijingDay(at)}`)]
      : []),
  ]
}

function checkContent(name: string, section: XmlElement): WireError[] {
  const of = (element: string) => textOf(section, element)
  const lacks = (element: string) => (of(element) ? [] : [fault('SD2003', `${section.name}/${element}`, '必填缺失')])
  if (name === 'SHOULI 2' || name === 'SHOULI 3') return lacks('YWSLYJ')
  if (name === 'GDBSSPCL 5')
    return /^快递公司:.+;单号:.+$/.test(of('SPYJ')) ? [] : [fault('SD2004', 'GDBSSPCL/SPYJ', '应写快递公司与单号')]
  if (section.name !== 'SPSHENPIJIEGUO') return []
  const bytes = Buffer.from(of('ATTACH_BODY'), 'base64')
  const isDigest = bytes.length > 0 && createHash('md5').update(bytes).digest('hex') === of('ATTACH_SIGN')
  const isLicence = name.endsWith('LIC')
  return [
    ...(isDigest ? [] : [fault('SD2008', 'SPSHENPIJIEGUO/ATTACH_SIGN', '文件内容与 ATTACH_SIGN 不符')]),
    ...(isLicence ? [...lacks('ZZLXDM'), ...lacks('ZZBS')] : []),
    ...(of('ZZBS') === '' || hasLicenceCheck(of('ZZBS'))
      ? []
      : [fault('SD2006', 'SPSHENPIJIEGUO/ZZBS', '电子证照标识校验码错误')]),
  ]
}

/** What a stage that was taken leaves behind. */
export function takeCourse(stage: Stage, course: Course): void {
  for (const { name, section } of stepsOf(stage)) {
    course.steps.push(name)
    const at = readTime(textOf(section, STAGE_TIMES[section.name] ?? ''))
    if (!Number.isNaN(at)) course.at = at
    if (name === 'SHOULI 1') course.dueOn = textOf(section, 'CNJZRQ')
  }
}
