import type { WrongAnswers } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { answerText, CONTENT_TYPE, refused, taken } from './answers.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(caseNo: string, now: number): WrongAnswers {
  const error = { code: 'SD2006', path: 'SPSHENQIN/ApplyerPageCode', msg: '公民身份号码校验码错误' }
  const code = { code: 'SD2004', path: 'SPSHENQIN/ApplyerPageType', msg: '码值不在现行码表' }
  const field = { code: 'SD2003', path: `XML_DATA/${NEW_FIELD}`, msg: '新版表单必填' }
  return {
    contentType: CONTENT_TYPE,
    registered: answerText('200', now, taken(caseNo, '37010226010100001')),
    busy: answerText('503', now),
    otherCase: answerText('200', now, taken('WH51010720260101000001', '37010226010100001')),
    invalid: answerText('200', now, refused(caseNo, '字段校验失败', [error])),
    newCodes: answerText('200', now, refused(caseNo, '字段校验失败', [code])),
    newForm: answerText('200', now, refused(caseNo, '字段校验失败', [field])),
  }
}
