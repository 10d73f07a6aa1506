import type { XmlElement } from '../xml-reader.ts'
import { checkField, type FieldRule, readRules, type WireError } from './field-rules.ts'
import { textOf } from './stage.ts'

const PERSON = `
  XM s50 M
  XB c:XB M
  MZ c:MZ M
  GJ c:GJ M
  CSRQ day M
  ZJLX c:ZJLX M
  ZJHM s50 M id@ZJLX=111
  ZJYXQ day M
  LXDH s11 M mobile
  ADDRESS_QH area M
  ADDRESS s200 M
  POSTALCODE s6 W
  EMAIL s60 W
`
const COMPANY = `
  ORGNAME s200 M
  ORGCODE s18 W uscc
  ORGTYPE c:ORGTYPE W
  ORGACTUALITY s20 W
  LEGALPERSON s50 W
  LEGALPERSONTYPE c:ZJLX W
  CERTIFICATENAME s50 W
  CERTIFICATENO s18 W uscc
  RESPONSIBLEPERSON s50 W
  RESPONSIBLEPERSONID s50 W id@LEGALPERSONTYPE=111
  INAREACODE area W
  INAREA s50 W
  CHARGEDEPARTMENT s100 W
  REGISTERADDRESS s200 W
  PRODUCEADDRESS s200 W
  MAILINGADDRESS s200 W
  POSTALCODE s6 W
  LINKMAN s50 W
  CONTACTPHONE s20 W phone
  FAX s20 W
  LINKMANEMAIL s60 W
  COMPANYLICENSE s50 W
`
const SHAREHOLDER = `
  GDXM s120 M
  ZJLX c:ZJLX M
  ZJHM s50 M id@ZJLX=111
  GDLX c:GDLX M
  GB c:GJ M
  CZE y M
  CZFS s20 M
  CZJE s200 M
  CZSJ day M
`
const APPLICATION = `
  SBLSH_SHORT s32 M
  SBLSH s32 M
  SXBM s31 M
  SXBM_SHORT s12 M
  SXMC s100 M
  SXLX c:SXLX M
  SXQXBM c:QX M
  APPLYERTYPE c:SQRLX M
  SQRMC s200 M
  ApplyerPageType c:ZJLX M
  ApplyerPageCode s50 M id@ApplyerPageType=111
  Applicanttel s11 M mobile
  LXRXM s50 M
  LXRSJ s11 M mobile
  SBXMMC s400 M
  ACCEPTLIST s4000 M
  TJFS =06 M
  SBHZH s32 M
  SBSJ dt M
  XZQHDM area M
  Region_id area M
  YSBLSH s32 W
  EXPRESSTYPE c:LQ M
  Approvaltype =2 M
  Promisetimelimit =0 M
  projpwd =111111 M
  REC_FLAG =1 M
  VERSION i3 M
  BLRXM s50 M
  SJDWMC s100 M
  SJDWDM s18 M
  XML_DATA rows M
  D_ZZJGDM s18 M
`
const RECORD = `
  SEQ s32 M
  SBLSH_SHORT s32 M
  SBLSH s32 M
  WJLX c:WJLX M
  CLLX c:CLLX M
  CLSL =1 M
  UPLOAD_TIME dt M
  ATTACH_NAME s200 W
  ATTACH_ID s32 W
  REMARK s200 W
  ATTACH_BODY file W
  SAVE_TYPE =3 M
  ATTACH_SIGN s32 W
  ATTACH_TYPE s10 W
  ATTACH_PATH s10 W
  STUFF_SEQ i2 M
  CLMC s100 M
  SLBMZZJDDM s18 M
  XZQHDM area M
  VERSION i3 M
  REC_FLAG =1 M
`
const AMENDMENT = `
  PROJECT_CODE s40 M
  BZSLBLRXM s50 M
  BZCLQD s2000 W
  BZSJ dt M
  VERSION i3 M
  XZQHDM area M
  XML_DATA rows M
`
const WITHDRAWAL = `
  CXYY s500 M
  CXSJ dt M
  CXRXM s50 M
`

/** §3.4–3.8: the elements of the sections that a case is sent with, in their order. */
export const SECTION_RULES = {
  SPRENYUAN: readRules(PERSON),
  SPQIYE: readRules(COMPANY),
  R: readRules(SHAREHOLDER),
  SPSHENQIN: readRules(APPLICATION),
  RECORD: readRules(RECORD),
  SPBUZHENGSHOULI: readRules(AMENDMENT),
  SPCHEXIAO: readRules(WITHDRAWAL),
} as const

/** Every breach of a section's rules: elements that are missing, too many or out of order, and what they hold. `also` may follow the last. */
export function checkSection(
  section: XmlElement | undefined,
  rules: readonly FieldRule[],
  path = section?.name ?? '',
  also: readonly string[] = [],
): WireError[] {
  const names = (section?.children ?? []).map(({ name }) => name).filter((name) => !also.includes(name))
  const wanted = rules.map(({ name }) => name)
  if (names.join() !== wanted.join()) {
    const missing = wanted.filter((name) => !names.includes(name))
    const strange = names.filter((name) => !wanted.includes(name))
    return [{ code: 'SD2003', path, msg: `元素或其次序不符:缺 ${missing.join()},多 ${strange.join()}` }]
  }
  return rules.flatMap((rule) => {
    // lines and files have checks of their own
    if (rule.form === 'rows' || rule.form === 'file') return []
    const text = section?.children.find(({ name }) => name === rule.name)?.text
    const wrong = checkField(rule, text, (name) => textOf(section, name))
    return wrong ? [{ code: wrong[0], path: `${path}/${rule.name}`, msg: wrong[1] }] : []
  })
}
