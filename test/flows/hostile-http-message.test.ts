import { randomBytes, randomUUID } from 'node:crypto'
import { callGateway as callGuizhou, codeOf as codeOfGuizhou } from '../../simulator/guizhou/gateway-client.ts'
import { beijingTime } from '../../simulator/guizhou/wire.ts'
import { callGateway as callShanghai, codeOf as codeOfShanghai } from '../../simulator/shanghai/gateway-client.ts'
import { shanghaiTime } from '../../simulator/shanghai/wire.ts'
import { codeOf as codeOfZhejiang, postJson } from '../../simulator/zhejiang/gateway-client.ts'
import { newId } from '../../simulator/zhejiang/wire.ts'
import { type HostileRegion, hostilePartner } from './hostile-partner.ts'

const shanghai: HostileRegion = {
  code: '310000',
  name: '上海',
  timeoutMs: 500,
  operation: 'apply',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: true,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /3001/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH51010720260101000001/ }, duplicates: 0 },
  ],
  busy: /3001/,
  refusal: { code: '2001', faults: [{ path: 'applicant.idNo' }] },
  word: '联审中',
  replies: ['1000', '1000', '1000', '1000'],
  unknownCase: '2007',
  async foreignStep({ url }, mine, theirs) {
    const now = Date.now()
    const step = {
      MessageId: randomUUID(),
      EventType: 'STATUS',
      ApplyNo: mine['no'],
      CaseNo: theirs,
      EventSeq: 1,
      EventTime: shanghaiTime(now),
      Status: '已签收',
      FieldResults: [],
      StuffResults: [],
      FileIds: [],
    }
    return codeOfShanghai(await callShanghai(url, '/sh/callback', step, now))
  },
}

const zhejiang: HostileRegion = {
  code: '330000',
  name: '浙江',
  timeoutMs: 500,
  operation: 'apply',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: false,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /9001/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH51010720260101000001/ }, duplicates: 0 },
  ],
  busy: /9001/,
  refusal: { code: '2003', faults: [{ path: 'applicant.idNo' }] },
  word: 'NODE',
  replies: ['0000', '0000', '0000'],
  unknownCase: '3001',
  async foreignStep({ url }, mine, theirs) {
    const now = Date.now()
    const step = {
      event_id: newId(),
      event_type: 'SIGN',
      event_seq: 1,
      form_business_code: mine['no'],
      apply_no: theirs,
      item_code: '11330106MB000003504002036004001',
      apply_status: '11',
      event_time: now,
      operator_name: '经办一号',
      operator_org_name: '示例',
      operator_org_code: '11330106MB00000350',
      event_content: JSON.stringify({ sign_time: now }),
    }
    return codeOfZhejiang(await postJson(url, 'event', step, now))
  },
}

const guizhou: HostileRegion = {
  code: '520000',
  name: '贵州',
  timeoutMs: 500,
  operation: 'apply',
  messages: 1,
  statuses: ['SIGNED', 'ACCEPTED', 'APPROVED', 'COMPLETED'],
  skips: true,
  once: [
    { behaviour: 'html', answer: { httpStatus: 200, response: /^<html>/ }, duplicates: 0 },
    { behaviour: 'gbk', answer: { httpStatus: 200, response: /^base64:/ }, duplicates: 0 },
    { behaviour: 'busy', answer: { httpStatus: 200, response: /9001/ }, duplicates: 0 },
    { behaviour: 'other-case-answer', answer: { httpStatus: 200, response: /WH51010720260101000001/ }, duplicates: 0 },
  ],
  busy: /9001/,
  refusal: { code: '2008', faults: [{ path: 'applicant.idNo' }] },
  word: '7',
  replies: ['0000', '0000', '0000'],
  unknownCase: '9003',
  async foreignStep({ url }, mine, theirs) {
    const now = Date.now()
    const step = {
      EXE_ID: String(mine['no']),
      GZ_NO: theirs,
      EVENT_NO: randomBytes(16).toString('hex'),
      EVENT_SEQ: '1',
      PROC_STATE: '1',
      PROC_RESULT: 'S',
      STATE_TIME: beijingTime(now),
      HANDLE_ORG: '示例',
      SIGN_TIME: beijingTime(now),
    }
    return codeOfGuizhou(await callGuizhou(url, 'status', step, now))
  },
}

hostilePartner(shanghai, zhejiang, guizhou)
