import type { WrongAnswers } from '../misbehave.ts'
import { answer, CONTENT_TYPE } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(lsh: string, cs: string): WrongAnswers {
  const taken = (no: string) =>
    answer(200, '操作成功', { jg: '1', lsh: no, cs, slh: 'SN6101132026010100001', cwlb: [] })
  const cwlb = [{ zd: 'jbxx/wbk3', dm: 'E203', ms: '校验位错误' }]
  return {
    contentType: CONTENT_TYPE,
    registered: JSON.stringify(taken(lsh)),
    busy: JSON.stringify(answer(50301, '维护中')),
    otherCase: JSON.stringify(taken('WH202601010001')),
    invalid: JSON.stringify(answer(200, '操作成功', { jg: '0', lsh, cs, slh: '', cwlb })),
  }
}
