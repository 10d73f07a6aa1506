import type { WrongAnswers } from '../misbehave.ts'
import { inner } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(ApplyNo: string): WrongAnswers {
  const error = { Path: 'ApplyerPageCode', ErrCode: 'Checksum', ErrMsg: '公民身份号码校验位错误' }
  return {
    contentType: 'application/json; charset=utf-8',
    registered: JSON.stringify(inner('1000', '登记成功', { ApplyNo })),
    busy: JSON.stringify(inner('3001', '系统繁忙,请稍后', { ApplyNo })),
    otherCase: JSON.stringify(
      inner('1000', '登记成功', { ApplyNo: 'WH51010720260101000001', CaseNo: 'SH31010100010100001' }),
    ),
    invalid: JSON.stringify(inner('2001', '字段校验未通过', { ApplyNo }, [error])),
  }
}
