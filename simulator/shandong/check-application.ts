import { isTrue, type LookUp } from '../field-needs.ts'
import type { XmlElement } from '../xml-reader.ts'
import { checkRows, type Row, readRowsOf, valuesOf } from './check-rows.ts'
import type { WireError } from './field-rules.ts'
import { checkMatter } from './matter-checks.ts'
import { MATERIALS, type Matter } from './matters.ts'
import { checkSection, SECTION_RULES } from './section-rules.ts'
import { type Stage, sectionOf, textOf } from './stage.ts'

const fault = (code: string, path: string, msg: string): WireError => ({ code, path, msg })
const LEGAL = '2'

/** Every breach of the document in an application. */
export function checkApplication(stage: Stage, matter: Matter): WireError[] {
  const application = sectionOf(stage, 'SPSHENQIN')
  const shape = checkSection(application, SECTION_RULES.SPSHENQIN)
  const rows = readRowsOf(application)
  if (!rows) return [...shape, fault('SD2003', 'XML_DATA', '业务行写法不符')]
  const of = (name: string) => textOf(application, name)
  return [
    ...shape,
    ...checkParties(stage, matter, of),
    ...checkFacts(stage, matter, of, valuesOf(rows)),
    ...checkLines(stage, matter, rows),
    ...checkListed(matter, of, valuesOf(rows)),
  ]
}

/** The lines alone: of an application, or of one as it stands after a correction. */
export function checkLines(
  stage: Stage,
  matter: Matter,
  rows: readonly Row[],
  company = companyOf(stage),
): WireError[] {
  const application = sectionOf(stage, 'SPSHENQIN')
  const row = valuesOf(rows)
  const view = { caseNo: stage.caseNo, rows, row, person: sectionOf(stage, 'SPRENYUAN'), company }
  return [
    ...checkRows(rows, matter.rows, (name) => textOf(application, name)),
    ...checkMatter(matter.id, view),
    ...(matter.nameRow && row(matter.nameRow) !== textOf(company, 'ORGNAME')
      ? [fault('SD2007', `XML_DATA/${matter.nameRow}`, '与 ORGNAME 不一致')]
      : []),
  ]
}

const companyOf = (stage: Stage): XmlElement | undefined => sectionOf(stage, 'SPQIYE')

/** §3.5: who applies, in the section for their kind; the other is empty. */
function checkParties(stage: Stage, matter: Matter, of: LookUp): WireError[] {
  const person = sectionOf(stage, 'SPRENYUAN')
  const company = companyOf(stage)
  const isLegal = of('APPLYERTYPE') === LEGAL
  const isEmpty = (section: XmlElement | undefined) => section?.children.length === 0 && section.text === ''
  const same = (isSame: boolean, path: string) => (isSame ? [] : [fault('SD2007', path, '与 SPSHENQIN 不一致')])
  return [
    ...(isEmpty(sectionOf(stage, 'SPXIANGMU')) ? [] : [fault('SD2007', 'SPXIANGMU', '应为空段')]),
    ...(isLegal
      ? isEmpty(person)
        ? []
        : [fault('SD2007', 'SPRENYUAN', '法人申请人时为空段')]
      : [
          ...checkSection(person, SECTION_RULES.SPRENYUAN),
          ...same(textOf(person, 'XM') === of('SQRMC'), 'SPRENYUAN/XM'),
          ...same(textOf(person, 'ZJHM') === of('ApplyerPageCode'), 'SPRENYUAN/ZJHM'),
        ]),
    ...(isLegal || matter.id === 'M01'
      ? checkSection(company, SECTION_RULES.SPQIYE, 'SPQIYE', matter.id === 'M01' ? ['GD'] : [])
      : isEmpty(company)
        ? []
        : [fault('SD2007', 'SPQIYE', '应为空段')]),
    ...(isLegal && of('ApplyerPageType') !== '01' && of('ApplyerPageType') !== '02'
      ? [fault('SD2004', 'SPSHENQIN/ApplyerPageType', '法人的证件类型应为 01 或 02')]
      : []),
  ]
}

/** §3.4: what follows from the matter, the case and other elements. */
function checkFacts(stage: Stage, matter: Matter, of: LookUp, row: LookUp): WireError[] {
  const wanted: Readonly<Record<string, string>> = {
    SBLSH_SHORT: stage.caseNo,
    SBLSH: stage.caseNo,
    SBHZH: stage.caseNo,
    SXBM: matter.code,
    SXBM_SHORT: matter.basicCode,
    SXMC: matter.name,
    SXLX: matter.kind,
    D_ZZJGDM: matter.office.code,
    Region_id: matter.office.area,
    SBXMMC: `关于${of('SQRMC')}申请${matter.name}`,
    LXRXM: row('DLR_XM') || of('SQRMC'),
    LXRSJ: row('DLR_SJ') || of('Applicanttel'),
    VERSION: '1',
  }
  const wrong = Object.entries(wanted).filter(([name, value]) => of(name) !== value)
  return [
    ...wrong.map(([name, value]) => fault('SD2007', `SPSHENQIN/${name}`, `应为 ${value}`)),
    ...(matter.modes.includes(of('SXQXBM')) ? [] : [fault('SD2002', 'SPSHENQIN/SXQXBM', '本事项不开放此情形')]),
  ]
}

/** The names of ACCEPTLIST; null where it is written otherwise. */
export function listedNames(list: string): string[] | null {
  if (!/^(\[(纸质|电子|免交)\][^;]+;)+$/.test(list)) return null
  return list
    .slice(0, -1)
    .split(';')
    .map((item) => item.replace(/^\[..\]/, ''))
}

function checkListed(matter: Matter, of: LookUp, row: LookUp): WireError[] {
  const path = 'SPSHENQIN/ACCEPTLIST'
  const names = listedNames(of('ACCEPTLIST'))
  if (!names) return [fault('SD2007', path, '应逐项写作 [纸质/电子/免交]材料名称;')]
  const known = Object.values(MATERIALS).map(([name]) => name)
  const lacking = matter.materials.filter((rule) => {
    const [kinds = '', condition] = rule.split(' ')
    const isWanted = condition === undefined || isTrue(condition, row)
    return isWanted && !kinds.split('/').some((kind) => names.includes(MATERIALS[kind]?.[0] ?? ''))
  })
  return [
    ...names.filter((name) => !known.includes(name)).map((name) => fault('SD2008', path, `没有材料“${name}”`)),
    ...lacking.map((rule) => fault('SD2008', path, `缺材料 ${rule}`)),
  ]
}
