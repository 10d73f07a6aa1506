import type { WrongAnswers } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { answer, CONTENT_TYPE } from './wire.ts'

/** What the region answers about an application when it misbehaves. */
export function wrongAnswers(form_business_code: string): WrongAnswers {
  const error = { path: 'apply_card_number', code: 'F104', msg: '公民身份号码校验码错误' }
  const code = { path: 'apply_card_type', code: 'F103', msg: '码值不在现行码表' }
  const field = { path: `biz.${NEW_FIELD}`, code: 'F101', msg: '新版表单必填' }
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
    newCodes: JSON.stringify(answer('2006', '码值非法', { form_business_code, errors: [code] })),
    newForm: JSON.stringify(
      answer('2002', '表单版本不符', { form_business_code, current_version: '2.0', errors: [field] }),
    ),
  }
}
