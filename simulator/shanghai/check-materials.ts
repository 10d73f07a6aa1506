import iconv from 'iconv-lite'
import { type LookUp, needOf } from '../field-needs.ts'
import { checkFields } from './check-fields.ts'
import { ATTACHMENT } from './fields.ts'
import type { MaterialRule, Matter } from './matters.ts'
import type { Body, WireError } from './wire.ts'

const MOST_FILES = 40
const error = (Path: string, ErrCode: string, ErrMsg: string): WireError => ({ Path, ErrCode, ErrMsg })

/** What of an attachment breaks §3.3, apart from whether the matter has such a material. */
export function checkAttachment(attachment: Body, path: string, body: Body): WireError[] {
  const errors = checkFields(attachment, ATTACHMENT, `${path}.`)
  const use = attachment['LicenceUse']
  if (typeof use !== 'object' || use === null) return errors
  const wrong = SAME.filter(([key, envelope]) => (use as Body)[key] !== body[envelope])
  return [...errors, ...wrong.map(([key]) => error(`${path}.LicenceUse.${key}`, 'Conflict', '用证要素与信封不一致'))]
}

/** §8-11: the five elements agree with the envelope. */
const SAME: readonly (readonly [string, string])[] = [
  ['OrgName', 'ReceiptDepartName'],
  ['UserName', 'OperatorName'],
  ['ItemName', 'ItemName'],
  ['ItemCode', 'itemCode'],
  ['BusinessCode', 'ApplyNo'],
]

/** What of the list of attachments is not as §4.12 has it. */
export function checkStuffs(stuffs: readonly Body[], rules: Matter['materials'], lookUp: LookUp): WireError[] {
  return [
    ...stuffs.flatMap((stuff, index) => {
      const rule = rules.find(({ code }) => code === stuff['StuffCode'])
      const path = `Attachments[${index}]`
      return rule ? checkStuff(stuff, rule, path) : [error(`${path}.StuffCode`, 'Code', '材料编码不在清单内')]
    }),
    ...rules.flatMap((rule) => checkPresence(rule, stuffs, lookUp)),
    ...(stuffs.length > MOST_FILES ? [error('Attachments', 'TooLong', `每件至多 ${MOST_FILES} 份`)] : []),
  ]
}

function checkPresence({ code, need }: MaterialRule, stuffs: readonly Body[], lookUp: LookUp): WireError[] {
  const at = stuffs.findIndex(({ StuffCode }) => StuffCode === code)
  const { isWanted, isAllowed } = needOf(need, lookUp)
  if (at < 0) return isWanted ? [error('Attachments', 'FileMissing', `缺少材料 ${code}`)] : []
  return isAllowed ? [] : [error(`Attachments[${at}].StuffCode`, 'NotAllowed', '条件不满足,不得出现')]
}

/** §8-6 */
const isGbk = (text: string) => iconv.decode(iconv.encode(text, 'gbk'), 'gbk') === text

function checkStuff(stuff: Body, rule: MaterialRule, path: string): WireError[] {
  const exempt = String(stuff['ExemptType'])
  const isFile = exempt === '0'
  const fileName = String(stuff['FileName'])
  const rows: readonly (readonly [holds: boolean, key: string, code: string, message: string])[] = [
    [stuff['StuffName'] === rule.name, 'StuffName', 'Conflict', '与材料编码不符'],
    [isFile || rule.exempt.includes(exempt), 'ExemptType', 'Code', '此材料不可这样免交'],
    [
      !isFile || rule.types.includes(String(stuff['FileType'])),
      'FileType',
      'FileType',
      `应为 ${rule.types.join('、')}`,
    ],
    [!isFile || isGbk(fileName), 'FileName', 'Format', '只含 GBK 字符'],
    [!isFile || Number(stuff['FileSize']) <= rule.maxKB * 1024, 'FileSize', 'FileSize', `至多 ${rule.maxKB} KB`],
  ]
  return rows.filter(([holds]) => !holds).map(([, key, code, message]) => error(`${path}.${key}`, code, message))
}
