import { randomUUID } from 'node:crypto'
import { beijingTime } from './wire.ts'

const pdf = (title: string) => Buffer.from(`%PDF-1.4\n%${title}\n%%EOF\n`)

/** The files of a pushed case: material code, file name, bytes. */
export function sampleFiles(matter: 'M02' | 'M07'): [string, string, Buffer][] {
  return matter === 'M02'
    ? [
        ['HE0201', '申请书.pdf', pdf('HE0201')],
        ['HE9901', '同意书.pdf', pdf('HE9901')],
        ['HE9902', '委托书.pdf', pdf('HE9902')],
      ]
    : [
        ['HE0701', '备案表.pdf', pdf('HE0701')],
        ['HE9901', '同意书.pdf', pdf('HE9901')],
      ]
}

interface Listed {
  readonly id: string
  readonly url: string
  readonly name: string
}

/** A 3102 message towards the gateway; M02 is the document's 9.6, M07 the same person visiting 石家庄. */
export function samplePush(
  matter: 'M02' | 'M07',
  projectNo: string,
  files: ReadonlyMap<string, Listed>,
  now: number,
): Record<string, unknown> {
  const at = (minutesBefore: number) => beijingTime(now - minutesBefore * 60_000)
  const organisation = matter === 'M02'
  const basic = organisation ? '000131127009' : '002036004001'
  const task = `11510107000000000U4${basic}`
  const taskName = organisation ? '营业执照遗失补领、换发' : '跨省异地就医直接结算备案'
  const name = organisation ? '成都示例企业管理有限公司' : '甄样例'
  return {
    messageId: randomUUID(),
    version: '3.1',
    dataVersion: '1',
    Region: '510107',
    projectNo,
    projectName: `${name}——${taskName}`,
    catalogCode: basic,
    taskCode: task,
    taskHandleItem: `${task}01`,
    taskName,
    taskVersion: organisation ? '2' : '3',
    projectType: organisation ? '2' : '1',
    applyType: '3',
    handleMode: organisation ? '2' : '1',
    applyDate: at(1),
    applyerType: organisation ? '2' : '1',
    applyerName: name,
    applyerPageType: organisation ? '001' : '111',
    applyerPageCode: organisation ? '91510107MA0000007C' : '130102190003050028',
    applyerPageEndDate: '',
    applyerCountry: organisation ? '' : 'CHN',
    address: organisation ? '四川省成都市武侯区示例路9号' : '',
    entrustFlag: organisation ? '1' : '0',
    contactName: '甄样例',
    contactPageType: '111',
    contactPageCode: '130102190003050028',
    contactMobile: '13800000005',
    contactPhone2: organisation ? '13800000004' : '',
    deliverType: organisation ? '2' : '4',
    deliverName: organisation ? '甄样例' : '',
    deliverMobile: organisation ? '13800000004' : '',
    deliverAddress: organisation ? '河北省石家庄市长安区示例大街8号501室' : '',
    verifyType: '01',
    verifyResult: '1',
    verifyTime: at(10),
    consentTime: at(9),
    consentVersion: '2026-01',
    consentFileId: files.get('HE9901')?.id ?? '',
    pledgeTime: at(3),
    collectOrgCode: '11130102MB0000107H',
    collectOrgName: '石家庄市长安区行政审批局(示例)',
    collectUserName: '窗口示例三',
    formData: organisation ? m02Form() : m07Form(now),
    materialData: organisation
      ? [
          submitted('HE0201', '补换申请书', files),
          checked('HE0202', '遗失公示证明', '国家企业信用信息公示系统', at(8)),
          checked('HE0203', '法定代表人身份证', '公安人口库核验', at(8)),
          submitted('HE9901', '跨省通办同意书', files),
          submitted('HE9902', '授权委托书及代理人身份证', files),
        ]
      : [
          submitted('HE0701', '异地就医备案表', files),
          checked('HE0707', '居民身份证', '公安人口库核验', at(8)),
          submitted('HE9901', '跨省通办同意书', files),
        ],
  }
}

function m02Form(): object {
  return {
    entName: '成都示例企业管理有限公司',
    uniscid: '91510107MA0000007C',
    entType: '1130',
    leRep: '欧阳明',
    reissueType: '01',
    origNum: '1',
    copyNum: '2',
    lossWay: '1',
    lossNo: 'SC20260228000451',
    lossDate: '2026-02-28',
    apprDate: '2024-05-20',
    regOrg: '11510107000000000U',
  }
}

function m07Form(now: number): object {
  const blank = Object.fromEntries(
    'psn_no emp_no rloc_rea rloc_hsorg_name rloc_hsorg_coner rloc_hsorg_tel agnter_name agnter_cert_type agnter_certno agnter_tel agnter_addr agnter_rlts bankacct bankcode acctname memo out_fil_upld_stas'
      .split(' ')
      .map((key) => [key, '']),
  )
  return {
    ...blank,
    psn_cert_type: '01',
    certno: '130102190003050028',
    psn_name: '甄样例',
    gend: '2',
    naty: '01',
    brdy: '1900-03-05',
    tel: '13800000005',
    insutype: '390',
    insu_admdvs: '510107',
    emp_name: '',
    rloc_admdvs: '130102',
    rloc_coty_type: '9',
    out_onln_way: '1',
    resout_addr: '',
    begndate: beijingTime(now).slice(0, 10),
    enddate: beijingTime(now + 30 * 86_400_000).slice(0, 10),
    att_cnt: '2',
    commit_flag: '0',
  }
}

function submitted(code: string, name: string, files: ReadonlyMap<string, Listed>): object {
  const file = files.get(code)
  return {
    materialCode: code,
    materialName: name,
    id: file?.id ?? '',
    name: file?.name ?? '',
    url: file?.url ?? '',
    num: '1',
    form: '2',
    verifyOrig: '1',
    exemptType: '0',
    certIdentifier: '',
    exemptSource: '',
    exemptTime: '',
  }
}

function checked(code: string, name: string, source: string, at: string): object {
  return {
    materialCode: code,
    materialName: name,
    id: '',
    name: '',
    url: '',
    num: '1',
    form: '2',
    verifyOrig: '0',
    exemptType: '2',
    certIdentifier: '',
    exemptSource: source,
    exemptTime: at,
  }
}
