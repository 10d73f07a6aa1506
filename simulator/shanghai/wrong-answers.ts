import type { WrongAnswers } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { inner } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(ApplyNo: string): WrongAnswers {
  const error = { Path: 'ApplyerPageCode', ErrCode: 'Checksum', ErrMsg: '公民身份号码校验位错误' }
  const code = { Path: 'IdType', ErrCode: 'Code', ErrMsg: '码值不在现行码表' }
  const field = { Path: `ApplyForm.${NEW_FIELD}`, ErrCode: 'Required', ErrMsg: '新版表单必填' }
  return {
    contentType: 'application/json; charset=utf-8',
    registered: JSON.stringify(inner('1000', '登记成功', { ApplyNo })),
    busy: JSON.stringify(inner('3001', '系统繁忙,请稍后', { ApplyNo })),
    otherCase: JSON.stringify(
      inner('1000', '登记成功', { ApplyNo: 'WH51010720260101000001', CaseNo: 'SH31010100010100001' }),
    ),
    invalid: JSON.stringify(inner('2001', '字段校验未通过', { ApplyNo }, [error])),
    newCodes: JSON.stringify(inner('2001', '字段校验未通过', { ApplyNo }, [code])),
    newForm: JSON.stringify(inner('2002', '事项或表单版本不符', { ApplyNo }, [field])),
  }
}
