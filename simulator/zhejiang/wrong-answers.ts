import type { WrongAnswers } from '../misbehave.ts'
import { answer, CONTENT_TYPE } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(form_business_code: string): WrongAnswers {
  const error = { path: 'apply_card_number', code: 'F104', msg: '公民身份号码校验码错误' }
  return {
    contentType: CONTENT_TYPE,
    registered: JSON.stringify(answer('0000', '成功', { form_business_code })),
    busy: JSON.stringify(answer('9001', '系统繁忙', { form_business_code })),
    otherCase: JSON.stringify(
      answer('0000', '成功', {
        form_business_code: 'WH51010720260101000001',
        apply_no: '330106312601010000001',
        apply_status: '10',
      }),
    ),
    invalid: JSON.stringify(answer('2003', '表单字段校验失败', { form_business_code, errors: [error] })),
  }
}
