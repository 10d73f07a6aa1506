import type { WrongAnswers } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { busText, CONTENT_TYPE, resultText } from './answers.ts'
import type { ExInfo } from './ex-info.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(info: ExInfo, now: number): WrongAnswers {
  const other: ExInfo = {
    table: info.table,
    fields: [
      ['SBLSH_SHORT', '51010720260101999999'],
      ['VERSION', '1'],
    ],
  }
  const taken = { flag: '1', message: '接收成功', projectCode: '11440100MB0000318C3442036003001202601010001' } as const
  const invalid = (code: string, field: string, msg: string) =>
    resultText(info, { flag: '0', message: '业务校验未通过', errors: [{ code, field, msg }] }, now)
  return {
    contentType: CONTENT_TYPE,
    registered: resultText(info, taken, now),
    busy: busText(info.table, '101', now),
    otherCase: resultText(other, taken, now),
    invalid: invalid('G106', 'SB/SQRZJHM', '证件号码校验位错误'),
    newCodes: invalid('G108', 'SB/SQRZJLX', '码值不在现行码表'),
    newForm: invalid('G110', `FORM/${NEW_FIELD}`, '表单 VER 停用,新版必填'),
  }
}
