import { type Body, dayStart, sm3, WITHOUT_END } from './wire.ts'

/** An attachment before its files are uploaded; without a file it is checked against data. */
export interface Brought {
  readonly code: string
  readonly name: string
  readonly file?: string
}

/** An application towards the gateway with nothing attached yet: M02 is the document's 9.5. */
export interface Sample {
  readonly body: Body
  readonly attachments: readonly Brought[]
}

const NAMES = { M02: '营业执照遗失补领、换发', M07: '跨省异地就医直接结算备案' } as const
const BASIC_CODES = { M02: '000131127009', M07: '002036004001' } as const

export function sampleOf(matter: 'M02' | 'M07', businessCode: string, now: number): Sample {
  const isPerson = matter === 'M07'
  const type = isPerson ? '31' : '49'
  const no = isPerson ? '330106190001010025' : '91510107MA0000007C'
  const content = JSON.stringify(isPerson ? personContent(now) : companyContent(now))
  const body: Body = {
    form_business_code: businessCode,
    item_code: `11510107000000000U4${BASIC_CODES[matter]}`,
    item_name: NAMES[matter],
    form_code: `KS${BASIC_CODES[matter]}`,
    form_version: '1.0',
    apply_scena: isPerson ? 'KS01' : 'KS02',
    area_code: '510107',
    dept_code: '11510107000000000U',
    dept_id: '510107001',
    applicant_uid: sm3(`${type}:${no}`).slice(0, 32),
    applicant_type: isPerson ? '0' : '1',
    apply_name: isPerson ? '阿依古丽·买买提' : '成都示例商贸有限公司',
    apply_card_type: type,
    apply_card_number: no,
    apply_mobile: '13800000005',
    apply_date: now,
    form_created: now - 600_000,
    formCreator: '西湖窗口三号',
    APPLY_SOURCE: '9',
    form_digest: sm3(content),
    form_content: content,
    attach_list: [],
    receive_info: receipt(now),
  }
  return { body, attachments: isPerson ? OF_PERSON : OF_COMPANY }
}

const OF_COMPANY: readonly Brought[] = [
  { code: 'C009', name: '申请书(表)', file: '营业执照补领申请书.pdf' },
  { code: 'C014', name: '遗失公示证明', file: '遗失公示.pdf' },
  { code: 'C006', name: '授权委托书及代理人身份证', file: '授权委托书.pdf' },
  { code: 'C001', name: '居民身份证' },
]
const OF_PERSON: readonly Brought[] = [
  { code: 'C009', name: '申请书(表)', file: '异地就医备案申请表.pdf' },
  { code: 'C013', name: '个人承诺书', file: '个人承诺书.pdf' },
  { code: 'C001', name: '居民身份证' },
]

function receipt(now: number): Body {
  return {
    receive_org_name: '杭州市西湖区政务服务中心(示例)',
    receive_org_code: '11330106MB000006XD',
    receive_area_code: '330106',
    receive_user_name: '西湖窗口三号',
    receive_time: now,
    verify_method: '11',
    verify_result: '1',
    verify_time: now - 300_000,
    consent_version: 'CT-2026-01',
    consent_time: now - 240_000,
    pledge_time: now - 180_000,
  }
}

function address(area: string, detail: string, upper: string): Body {
  return { area, town: '示例街道', detail, full: `${upper}示例街道${detail}` }
}

function companyContent(now: number): Body {
  return {
    sqr: { dz: address('510107', '示例路9号', '四川省成都市武侯区') },
    dlr: {
      xm: '王样例',
      zjlx: '31',
      zjhm: '330106190001030034',
      sj: '13800000004',
      wtsx: '代为办理营业执照遗失补领',
      wtqx: dayStart(now + 90 * 86_400_000),
    },
    lq: { fs: '04' },
    biz: {
      entity_name: '成都示例商贸有限公司',
      entity_uscc: '91510107MA0000007C',
      entity_type: '1130',
      rep_name: '李样例',
      reissue_kind: '01',
      zb_num: 1,
      fb_num: 1,
      loss_type: 'A',
      loss_no: 'GS20260301000001',
      loss_date: dayStart(now - 6 * 86_400_000),
      e_license_hold: '1',
      reissue_reason: '正副本遗失',
    },
  }
}

const BORN = -2_209_017_600_000

function personContent(now: number): Body {
  return {
    sqr: {
      zjyxqz: WITHOUT_END,
      xb: '1',
      mz: '5',
      gj: '156',
      csrq: BORN,
      dz: address('330106', '示例社区1幢101室', '浙江省杭州市西湖区'),
    },
    dlr: null,
    lq: { fs: '04' },
    biz: {
      psn_cert_type: '01',
      certno: '330106190001010025',
      psn_name: '阿依古丽·买买提',
      gend: '2',
      naty: '05',
      brdy: BORN,
      tel: '13800000005',
      insutype: '310',
      insu_admdvs: '510107',
      emp_no: '510107DEMO01',
      emp_name: '成都示例纺织有限公司',
      rloc_admdvs: '330106',
      rloc_coty_type: '120',
      rloc_rea: '02',
      out_onln_way: '1',
      resout_addr: '浙江省杭州市西湖区示例街道示例社区1幢101室',
      begndate: dayStart(now),
      enddate: WITHOUT_END,
      cancel_auto: '0',
    },
  }
}
