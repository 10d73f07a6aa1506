import { amendRows } from './amend-rows.ts'
import { checkLines } from './check-application.ts'
import { readRowsOf } from './check-rows.ts'
import type { WireError } from './field-rules.ts'
import { type Registered, withShares } from './registered.ts'
import { checkSection, SECTION_RULES } from './section-rules.ts'
import { type Stage, sectionOf, textOf } from './stage.ts'

const NAME = 'SPBUZHENGSHOULI'

/** The case with what a correction brings, not yet taken. */
function amended(registered: Registered, stage: Stage) {
  const section = sectionOf(stage, NAME)
  const rows = amendRows(registered.rows, readRowsOf(section) ?? [], registered.matter.rows)
  return { rows, company: withShares(registered.company, section) }
}

/** Every breach of §3.8 and §6.5 in the answer to a correction; what changed is checked as a part of the whole. */
export function checkAmendment(registered: Registered, stage: Stage): WireError[] {
  const { projectCode, version, matter, application } = registered
  const section = sectionOf(stage, NAME)
  const shape = checkSection(section, SECTION_RULES[NAME], NAME, ['GD'])
  const changed = readRowsOf(section)
  if (!changed || shape.length > 0) return [...shape, ...(changed ? [] : [wrong('SD2003', 'XML_DATA', '写法不符')])]
  const of = (name: string) => textOf(section, name)
  if (projectCode === '' || of('PROJECT_CODE') !== projectCode)
    return [wrong('SD2015', 'PROJECT_CODE', '没有这张补正单,或已收过')]
  const same = changed.filter((row) =>
    registered.rows.some(({ code, value }) => code === row.code && value === row.value),
  )
  const { rows, company } = amended(registered, stage)
  return [
    ...(of('VERSION') === String(version + 1) ? [] : [wrong('SD2007', 'VERSION', `应为 ${version + 1}`)]),
    ...(of('XZQHDM') === matter.office.area ? [] : [wrong('SD2007', 'XZQHDM', `应为 ${matter.office.area}`)]),
    ...(namesOf(of('BZCLQD')) === [...new Set(registered.renewed)].join()
      ? []
      : [wrong('SD2008', 'BZCLQD', '与补交的材料不符')]),
    ...same
      .filter(({ code }) => !code.includes('['))
      .map(({ code }) => wrong('SD2007', `XML_DATA/${code}`, '没有改动的行不报')),
    ...checkLines(application, matter, rows, company),
  ]
}

export function takeAmendment(registered: Registered, stage: Stage): void {
  Object.assign(registered, amended(registered, stage))
  registered.version += 1
  registered.projectCode = ''
  registered.entry.corrections += 1
}

/** `材料序号:名称;`… as the names alone. */
function namesOf(list: string): string {
  return list
    .split(';')
    .filter((item) => item !== '')
    .map((item) => item.slice(item.indexOf(':') + 1))
    .join()
}

function wrong(code: string, path: string, msg: string): WireError {
  return { code, path: path.startsWith('XML_DATA') ? path : `${NAME}/${path}`, msg }
}
