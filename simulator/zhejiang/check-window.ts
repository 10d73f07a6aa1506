import type { XmlElement } from '../xml-reader.ts'
import { checkRules } from './business-rules.ts'
import { missingMaterials } from './check-application.ts'
import { checkConditions, checkFields } from './check-fields.ts'
import { FIELDS } from './fields.ts'
import { MATTERS, type Matter } from './matters.ts'
import { childrenOf, membersOf, textOf } from './window-form.ts'
import type { WireError } from './wire.ts'

/** §3.8, in their order: every one is there, with or without a value. */
const BASE =
  'CALLINFO PROJID PROJPWD IS_MANUBRIUM SERVICECODE SERVICECODE_ID SERVICE_DEPTID BUS_MODE BUS_MODE_DESC SERVICEVERSION SERVICENAME PROJECTNAME INFOTYPE BUS_TYPE REL_BUS_ID APPLYNAME APPLY_CARDTYPE APPLY_CARDNUMBER CONTACTMAN CONTACTMAN_CARDTYPE CONTACTMAN_CARDNUMBER TELPHONE MOBILE APPLY_TYPE POSTCODE ADDRESS LEGALMAN DEPTID DEPTNAME SS_ORGCODE RECEIVE_USEID RECEIVE_NAME APPLYFROM APPROVE_TYPE APPLY_PROPERTY RECEIVETIME BELONGTO AREACODE DATASTATE BELONGSYSTEM EXTEND DATAVERSION SYNC_STATUS CREATE_TIME MEMO APPLYCOUNT BASE_CODE IMPLEMENT_CODE TASKHANDLEITEM'
const ATTACHMENT =
  'UNID PROJID ATTRNAME ATTRID SORTID TAKETYPE ISTAKE AMOUNT TAKETIME MEMO AREACODE BELONGSYSTEM EXTEND CREATE_TIME SYNC_STATUS DATAVERSION FILES'
const MAY_BE_EMPTY = 'TELPHONE POSTCODE LEGALMAN BELONGTO MEMO'.split(' ')
const CARDS = '身份证 护照 军官证 港澳通行证 台湾通行证 外国人永久居留证 其他'.split(' ')

/** The three documents of a push. */
export interface Push {
  readonly base: XmlElement
  readonly attachments: readonly XmlElement[]
  readonly form: XmlElement
}

export const matterOf = ({ base }: Push): Matter | undefined => MATTERS.get(textOf(base, 'SERVICECODE_ID'))

/** Everything in a push that breaks the document. */
export function checkPush(push: Push): WireError[] {
  const matter = matterOf(push)
  if (matter?.version !== '') return [{ path: 'SERVICECODE_ID', code: '2001', msg: '事项未开放' }]
  const form = membersOf(push.form)
  const brought = push.attachments.map((one) => ({ attach_code: textOf(one, 'ATTRID') }))
  const missing = missingMaterials(matter, form, false, brought)
  return [
    ...checkBase(push, matter),
    ...push.attachments.flatMap((one) => checkAttachment(one, push)),
    ...checkFields(form, FIELDS[matter.id], 'formXml'),
    ...checkConditions(form, matter.conditions, 'formXml'),
    ...checkRules(matter.id, form, {}, 'formXml'),
    ...missing.map((code) => ({ path: 'attrXml', code: '2004', msg: `缺少材料 ${code}` })),
  ]
}

const wrong = (path: string, msg = '与约定不符'): WireError => ({ path, code: '2003', msg })
const namesOf = ({ children }: XmlElement): string => children.map(({ name }) => name).join(' ')

function checkBase({ base }: Push, matter: Matter): WireError[] {
  const of = (name: string) => textOf(base, name)
  const version = of('DATAVERSION')
  const same: readonly (readonly [name: string, value: string])[] = [
    ['PROJPWD', '111111'],
    ['IS_MANUBRIUM', '0'],
    ['SERVICECODE', matter.basicCode],
    ['SERVICE_DEPTID', matter.office.id],
    ['BUS_MODE', '00'],
    ['BUS_MODE_DESC', '无'],
    ['SERVICEVERSION', '1'],
    ['SERVICENAME', matter.name],
    ['PROJECTNAME', `关于${of('APPLYNAME')}申请${matter.name}`],
    ['INFOTYPE', '承诺件'],
    ['BUS_TYPE', '0'],
    ['DEPTID', matter.office.id],
    ['DEPTNAME', matter.office.name],
    ['SS_ORGCODE', matter.office.code],
    ['APPLYFROM', '9'],
    ['APPROVE_TYPE', '01'],
    ['APPLY_PROPERTY', '99'],
    ['AREACODE', matter.area],
    ['DATASTATE', '1'],
    ['BELONGSYSTEM', '51010799001'],
    ['SYNC_STATUS', version === '1' ? 'I' : 'U'],
    ['APPLYCOUNT', '1'],
    ['BASE_CODE', matter.basicCode],
    ['IMPLEMENT_CODE', matter.itemCode],
    ['TASKHANDLEITEM', `${matter.itemCode}01`],
  ]
  const empty = base.children.filter(
    ({ name, text, children }) => text === '' && children.length === 0 && !MAY_BE_EMPTY.includes(name),
  )
  return [
    ...(namesOf(base) === BASE ? [] : [wrong('baseInfoXml', '元素或次序不符')]),
    ...empty.map(({ name }) => wrong(name, '没有填写')),
    ...same.filter(([name, value]) => of(name) !== value).map(([name]) => wrong(name)),
    ...(/^33010051\d{13}$/.test(of('PROJID')) ? [] : [wrong('PROJID')]),
    ...['APPLY_CARDTYPE', 'CONTACTMAN_CARDTYPE'].filter((name) => !CARDS.includes(of(name))).map((name) => wrong(name)),
    ...(of('EXTEND').split(';').length === 7 ? [] : [wrong('EXTEND')]),
  ]
}

function checkAttachment(one: XmlElement, { base }: Push): WireError[] {
  const of = (name: string) => textOf(one, name)
  const files = filesOf(one)
  const isFile = of('TAKETYPE') === '附件上传'
  const whole = files.every((file) => namesOf(file) === 'FILENAME FILEURL FILEPWD' && textOf(file, 'FILEPWD') !== '')
  return [
    ...(namesOf(one) === ATTACHMENT ? [] : [wrong('attrXml', '元素或次序不符')]),
    ...(of('PROJID') === textOf(base, 'PROJID') ? [] : [wrong('attrXml.PROJID')]),
    ...(isFile === files.length > 0 && whole ? [] : [wrong('attrXml.FILES')]),
    ...(of('TAKETYPE') === '免提交' && of('MEMO') === '' ? [wrong('attrXml.MEMO', '免提交要写依据')] : []),
  ]
}

/** The files that an attachment names. */
export const filesOf = (one: XmlElement): XmlElement[] => childrenOf(childrenOf(one, 'FILES')[0], 'FILEINFO')
