import type { WrongAnswers } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { answer, CONTENT_TYPE } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(EXE_ID: string): WrongAnswers {
  const error = { KEY: 'LEGAL_IDNO', ERRCODE: '2008', ERRMSG: '校验位错误' }
  const code = { KEY: 'LEGAL_IDTYPE', ERRCODE: '2005', ERRMSG: '码值不在现行码表' }
  const field = { KEY: NEW_FIELD, ERRCODE: '2004', ERRMSG: '新版表单必填' }
  return {
    contentType: CONTENT_TYPE,
    registered: JSON.stringify(answer('0000', '成功', { EXE_ID })),
    busy: JSON.stringify(answer('9001', '系统繁忙')),
    otherCase: JSON.stringify(
      answer('0000', '成功', { EXE_ID: 'WH51010720260101000001', GZ_NO: 'GZ2026010100000001' }),
    ),
    invalid: JSON.stringify(answer('2008', '证件号码校验不通过', {}, [error])),
    newCodes: JSON.stringify(answer('2005', '码值不存在', {}, [code])),
    newForm: JSON.stringify(answer('2007', '表单版本停用', {}, [field])),
  }
}
