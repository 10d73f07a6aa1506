import type { WrongAnswers } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { answer, CONTENT_TYPE } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(lsh: string, cs: string): WrongAnswers {
  const taken = (no: string) =>
    answer(200, '操作成功', { jg: '1', lsh: no, cs, slh: 'SN6101132026010100001', cwlb: [] })
  const refused = (dm: string, zd: string, ms: string) =>
    JSON.stringify(answer(200, '操作成功', { jg: '0', lsh, cs, slh: '', cwlb: [{ zd, dm, ms }] }))
  return {
    contentType: CONTENT_TYPE,
    registered: JSON.stringify(taken(lsh)),
    busy: JSON.stringify(answer(50301, '维护中')),
    otherCase: JSON.stringify(taken('WH202601010001')),
    invalid: refused('E203', 'jbxx/wbk3', '校验位错误'),
    newCodes: refused('E202', 'jbxx/dxk2', '不在现行码表'),
    newForm: refused('E204', `bdsj/${NEW_FIELD}`, '表单版本已停用,新版必填'),
  }
}
