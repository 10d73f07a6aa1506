import { hasLicenceCheck, isIdNumber, isUscc } from '../check-digits.ts'
import { MATTERS, type Matter } from './matters.ts'
import type { Body } from './wire.ts'

export interface WireError {
  readonly Path: string
  readonly ErrCode: string
  readonly ErrMsg: string
}

const words = (text: string): string[] => text.split(' ')
const ENVELOPE = words(
  'MessageId ApplyNo itemCode BaseCode ItemName FormVersion AreaCode HandleMode PromiseType ApplyTime targetType Username IdType ApplyerPageCode IdValidTo Gender Nation Country Birthday Mobile Address AgentName AgentIdType AgentIdNo AgentMobile AgentScope AgentUntil GetWay Receiver VerifyWay VerifyResult VerifyTime Consent PledgeTime UsePurpose ReceiptDepartCode ReceiptDepartName OperatorName ApplyForm Attachments',
)
const OPTIONAL = new Set(
  words(
    'IdValidTo Gender Nation Country Birthday Address AgentName AgentIdType AgentIdNo AgentMobile AgentScope AgentUntil Receiver',
  ),
)
const OF_PERSON = words('Gender Nation Country Birthday')
const OF_AGENT = words('AgentIdType AgentIdNo AgentMobile AgentScope AgentUntil')
const OF_FILE = words('FileId FileName FileType FileSize Sha256 PullUrl PullExpire StuffForm Copies CheckedOriginal')
const ATTACHMENT = words(
  'FileId StuffCode StuffName FileName FileType FileSize Sha256 PullUrl PullExpire StuffForm Copies CheckedOriginal ExemptType LicenceUse ExemptSource ExemptTime',
)
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/

const error = (Path: string, ErrCode: string, ErrMsg: string): WireError => ({ Path, ErrCode, ErrMsg })

/** What of an application breaks the document, all at once, with the inner code it is refused by; null where nothing does. */
export function checkApplication(body: Body): { code: string; errors: WireError[] } | null {
  const matter = MATTERS[String(body['BaseCode'])]
  if (!matter || body['FormVersion'] !== matter.version || body['itemCode'] !== matter.itemCode)
    return { code: '2002', errors: [error('BaseCode', 'Code', '事项或表单版本不符')] }
  const form = body['ApplyForm'] as Body
  const attachments = (body['Attachments'] as Body[] | null) ?? []
  const errors = [
    ...checkKeys(body, ENVELOPE, ''),
    ...checkPresent(
      body,
      ENVELOPE.filter((key) => !OPTIONAL.has(key)),
      '',
    ),
    ...checkEnvelope(body, matter),
    ...checkKeys(form, matter.form, 'ApplyForm.'),
    ...checkPresent(form, matter.must, 'ApplyForm.'),
    ...attachments.flatMap((attachment, index) => checkAttachment(attachment, `Attachments[${index}].`, body)),
  ]
  if (errors.length > 0) return { code: '2001', errors }
  const lacking = matter.materials.filter((code) => attachments.every(({ StuffCode }) => StuffCode !== code))
  const files = lacking.map((code) => error('Attachments', 'FileMissing', `缺少材料 ${code}`))
  return files.length > 0 ? { code: '2005', errors: files } : null
}

/** The attachments that come as files. */
export function filesOf(body: Body): Body[] {
  return ((body['Attachments'] as Body[] | null) ?? []).filter(({ ExemptType }) => ExemptType === '0')
}

function checkKeys(value: Body | null, keys: readonly string[], prefix: string): WireError[] {
  const given = Object.keys(value ?? {})
  return [
    ...keys.filter((key) => !given.includes(key)).map((key) => error(prefix + key, 'Required', '缺少键')),
    ...given.filter((key) => !keys.includes(key)).map((key) => error(prefix + key, 'NotAllowed', '表外键')),
    ...given.filter((key) => value?.[key] === '').map((key) => error(prefix + key, 'Format', '不得用空串表示无值')),
  ]
}

function checkPresent(value: Body | null, keys: readonly string[], prefix: string): WireError[] {
  return keys.filter((key) => (value?.[key] ?? null) === null).map((key) => error(prefix + key, 'Required', '没有填写'))
}

function checkEnvelope(body: Body, matter: Matter): WireError[] {
  const isPerson = body['targetType'] === 'P'
  const no = String(body['ApplyerPageCode'])
  const isRight = isPerson ? body['IdType'] !== '1' || isIdNumber(no) : isUscc(no)
  const times = ['ApplyTime', 'VerifyTime', 'PledgeTime'].filter((key) => !TIME.test(String(body[key])))
  return [
    ...(isPerson ? checkPresent(body, OF_PERSON, '') : []),
    ...(body['AgentName'] === null ? [] : checkPresent(body, OF_AGENT, '')),
    ...(body['GetWay'] === 'YJ' ? checkPresent(body, ['Receiver', 'Address'], '') : []),
    ...(isRight ? [] : [error('ApplyerPageCode', 'Checksum', '证件号码校验位错误')]),
    ...(matter.modes.includes(String(body['HandleMode'])) ? [] : [error('HandleMode', 'Code', '本事项不用此方式')]),
    ...(body['VerifyResult'] === '是' ? [] : [error('VerifyResult', 'Code', '只收 是')]),
    ...(body['UsePurpose'] === `办理${matter.name}` ? [] : [error('UsePurpose', 'Conflict', '与事项名称不一致')]),
    ...times.map((key) => error(key, 'Format', '不是约定的时间')),
  ]
}

function checkAttachment(attachment: Body, prefix: string, body: Body): WireError[] {
  const keys = checkKeys(attachment, ATTACHMENT, prefix)
  if (attachment['ExemptType'] === '0') return [...keys, ...checkPresent(attachment, OF_FILE, prefix)]
  const kept = OF_FILE.filter((key) => attachment[key] !== null)
  return [
    ...keys,
    ...kept.map((key) => error(prefix + key, 'NotAllowed', '免交条目须为 null')),
    ...checkPresent(attachment, ['ExemptSource', 'ExemptTime'], prefix),
    ...(attachment['ExemptType'] === '1' ? checkLicenceUse(attachment['LicenceUse'] as Body | null, prefix, body) : []),
  ]
}

/** §8-11: the five elements agree with the envelope. */
function checkLicenceUse(use: Body | null, prefix: string, body: Body): WireError[] {
  const same: readonly (readonly [string, string])[] = [
    ['OrgName', 'ReceiptDepartName'],
    ['UserName', 'OperatorName'],
    ['ItemName', 'ItemName'],
    ['ItemCode', 'itemCode'],
    ['BusinessCode', 'ApplyNo'],
  ]
  const wrong = same.filter(([key, envelope]) => use?.[key] !== body[envelope])
  return [
    ...wrong.map(([key]) => error(`${prefix}LicenceUse.${key}`, 'Conflict', '用证要素与信封不一致')),
    ...(hasLicenceCheck(String(use?.['CertificateID']))
      ? []
      : [error(`${prefix}LicenceUse.CertificateID`, 'Checksum', '证照标识校验位错误')]),
  ]
}

const LOOSE = new Set(['MessageId', 'PullUrl', 'PullExpire'])

/** The paths at which two messages differ, those aside that may (§3.1). */
export function differences(first: unknown, second: unknown, path = ''): string[] {
  if (JSON.stringify(first) === JSON.stringify(second)) return []
  if (typeof first !== 'object' || typeof second !== 'object' || !first || !second) return [path]
  const inList = Array.isArray(first)
  return [...new Set([...Object.keys(first), ...Object.keys(second)])]
    .filter((key) => !LOOSE.has(key))
    .flatMap((key) => {
      const inner = inList ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`
      return differences((first as Body)[key], (second as Body)[key], inner)
    })
}
