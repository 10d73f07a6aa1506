import { isIdNumber, isUscc } from '../check-digits.ts'
import { MATTERS, type Matter } from './matters.ts'
import { type Form, listOf, type WireError } from './wire.ts'

const words = (text: string): string[] => text.split(' ')
/** What every request carries beside its business (§3.1). */
export const COMMON = words('ACCOUNT KEY_NO REQ_NO REQ_TIME FORM_TOKEN SIGN')
const MUST = words(
  'EXE_ID VERSION_NO ITEM_CODE FORM_VER APPLY_WAY BLMS areaCode APPLY_DATE BSYHLX PERSON_NAME rMobile takeWay HY_WAY HY_RESULT HY_TIME TYS_TIME TYS_VER CN_TIME COLLECT_ORG COLLECT_CLERK MATERIAL_COUNT',
)
const MAY = words(
  'LEGAL_IDTYPE LEGAL_IDTYPE_QT LEGAL_IDNO UNISCID LEGAL_IDEXPIRE LEGAL_COUNTRY LEGAL_SEX LEGAL_NATION LEGAL_BIRTH rCity rAddress operatorApplyName operatorCertificateType operatorCertificateNo operatorMobile operatorScope operatorUntil takeName takePhone takeCity takeAddress GZ_NO CORRECT_NO',
)
const OF_AGENT = words(
  'operatorApplyName operatorCertificateType operatorCertificateNo operatorMobile operatorScope operatorUntil',
)
const OF_POST = words('takeName takePhone takeCity takeAddress')
const AREAS = ['520103', '520102', '520115', '520111', '520302', '520502']
const LISTED = /^(0|[1-9]\d?)(MATERIAL_CODE|MATERIAL_FORM|MATERIAL_EXEMPT|MATERIAL_NUM|FILE_IDS)$/

const error = (KEY: string, ERRCODE: string, ERRMSG: string): WireError => ({ KEY, ERRCODE, ERRMSG })
const lacking = (form: Form, keys: readonly string[]) =>
  keys.filter((key) => !form[key]).map((key) => error(key, '2004', '必填缺失'))

/** Everything in an application that breaks the document; its first error names the code of the answer. */
export function checkApplication(form: Form, hasFile: (id: string) => boolean): WireError[] {
  const matter = MATTERS[form['ITEM_CODE'] ?? '']
  if (!matter) return [error('ITEM_CODE', '3001', '事项未开放')]
  if (form['FORM_VER'] !== matter.version) return [error('FORM_VER', '2007', '表单版本停用')]
  if (!AREAS.includes(form['areaCode'] ?? '')) return [error('areaCode', '3002', '区划不在协议范围')]
  return [...checkKeys(form, matter), ...checkEnvelope(form, matter), ...checkMaterials(form, matter, hasFile)]
}

function checkKeys(form: Form, matter: Matter): WireError[] {
  const known = new Set([...COMMON, ...MUST, ...MAY, ...matter.must, ...matter.may])
  const count = Number(form['MATERIAL_COUNT'])
  const unknown = Object.keys(form).filter((key) => !known.has(key) && !LISTED.test(key))
  const beyond = Object.keys(form).filter((key) => Number(LISTED.exec(key)?.[1] ?? -1) >= count)
  return [
    ...unknown.map((key) => error(key, '2003', '未知键')),
    ...beyond.map((key) => error(key, '2009', '下标与条数不符')),
    ...lacking(form, [...MUST, ...matter.must]),
  ]
}

function checkEnvelope(form: Form, matter: Matter): WireError[] {
  const isPerson = form['BSYHLX'] === '0'
  const no = isPerson ? 'LEGAL_IDNO' : 'UNISCID'
  const isRight = isPerson
    ? form['LEGAL_IDTYPE'] !== 'SF' || isIdNumber(form[no] ?? '')
    : isUscc(form[no] ?? '') && !('LEGAL_IDNO' in form)
  return [
    ...(form['operatorApplyName'] ? lacking(form, OF_AGENT) : []),
    ...(form['takeWay'] === 'YJ' ? lacking(form, OF_POST) : []),
    ...(isRight ? [] : [error(no, '2008', '校验位错误')]),
    ...(matter.modes.includes(form['BLMS'] ?? '') ? [] : [error('BLMS', '2005', '本事项不用此模式')]),
    ...(form['HY_RESULT'] === 'TG' ? [] : [error('HY_RESULT', '2005', '只收 TG')]),
    ...(form['APPLY_WAY'] === '2' ? [] : [error('APPLY_WAY', '2005', '固定 2')]),
    ...(matter.id === 'M07' ? checkInsurance(form) : []),
  ]
}

function checkInsurance(form: Form): WireError[] {
  const isEmployed = form['XZLX'] === 'ZG'
  const files = Object.keys(form).filter((key) => /^\d+FILE_IDS$/.test(key))
  const count = files.flatMap((key) => (form[key] ?? '').split(',')).length
  return [
    ...(isEmployed ? lacking(form, ['INSURE_NO']) : []),
    ...(isEmployed && form['RYLB'] === 'ZZ' ? lacking(form, ['DW_NAME']) : []),
    ...(['YDAZ', 'CQJZ'].includes(form['BALX'] ?? '') ? lacking(form, ['AZYY', 'JW_ADDRESS']) : []),
    ...(form['PERSON_IDTYPE'] === form['LEGAL_IDTYPE'] ? [] : [error('PERSON_IDTYPE', '2005', '恒等于 LEGAL_IDTYPE')]),
    ...(Number(form['FJS']) === count ? [] : [error('FJS', '2006', '不等于文件总数')]),
  ]
}

function checkMaterials(form: Form, matter: Matter, hasFile: (id: string) => boolean): WireError[] {
  const codes = listOf(form, 'MATERIAL_COUNT', 'MATERIAL_CODE')
  const exempt = listOf(form, 'MATERIAL_COUNT', 'MATERIAL_EXEMPT')
  const ids = listOf(form, 'MATERIAL_COUNT', 'FILE_IDS')
  const missing = matter.materials.filter((code) => !codes.includes(code))
  return [
    ...missing.map((code) => error('MATERIAL_COUNT', '2011', `缺少材料 ${code}`)),
    ...exempt.flatMap((kind, index) =>
      kind === 'BM' && !(ids[index] ?? '').split(',').every(hasFile)
        ? [error(`${index}FILE_IDS`, '2010', 'FILE_ID 不存在')]
        : [],
    ),
  ]
}

/** The keys at which two messages differ, those aside that each call has anew. */
export function differences(first: Form, second: Form): string[] {
  const keys = new Set([...Object.keys(first), ...Object.keys(second)])
  return [...keys].filter((key) => !COMMON.includes(key) && first[key] !== second[key])
}
