import type { WrongAnswers } from '../misbehave.ts'
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
  const errors = [{ code: 'G106', field: 'SB/SQRZJHM', msg: '证件号码校验位错误' }]
  return {
    contentType: CONTENT_TYPE,
    registered: resultText(info, taken, now),
    busy: busText(info.table, '101', now),
    otherCase: resultText(other, taken, now),
    invalid: resultText(info, { flag: '0', message: '业务校验未通过', errors }, now),
  }
}
