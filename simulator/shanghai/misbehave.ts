import type { ServerResponse } from 'node:http'
import iconv from 'iconv-lite'
import type { Behaviour } from '../contract.ts'
import { flood } from '../flood.ts'
import { inner, send } from './wire.ts'

/** Answers an application as no region should, without registering it; false where the behaviour answers as others do. */
export function misbehave(behaviour: Behaviour, applyNo: string, response: ServerResponse): boolean {
  switch (behaviour) {
    case 'down':
      response.destroy()
      return true
    case 'hang':
      return true
    case 'flood':
      flood(response, 'application/json; charset=utf-8')
      return true
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>系统维护中</body></html>')
      return true
    case 'gbk':
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
        .end(iconv.encode(JSON.stringify(inner('1000', '登记成功', { ApplyNo: applyNo })), 'gbk'))
      return true
    case 'busy':
      send(response, inner('3001', '系统繁忙,请稍后', { ApplyNo: applyNo }))
      return true
    case 'other-case-answer':
      send(response, inner('1000', '登记成功', { ApplyNo: 'WH51010720260101000001', CaseNo: 'SH31010100010100001' }))
      return true
    case 'error-in-200': {
      const error = { Path: 'ApplyerPageCode', ErrCode: 'Checksum', ErrMsg: '公民身份号码校验位错误' }
      send(response, inner('2001', '字段校验未通过', { ApplyNo: applyNo }, [error]))
      return true
    }
    default:
      return false
  }
}
