import { randomUUID } from 'node:crypto'
import type { FileObject, FileShelf } from './file-shelf.ts'
import { type Body, shanghaiDay, shanghaiTime } from './wire.ts'

const pdf = (title: string) => Buffer.from(`%PDF-1.4\n%${title}\n%%EOF\n`)

const NAMES = { M02: '营业执照遗失补领、换发', M07: '跨省异地就医直接结算备案' } as const
const BASE_CODES = { M02: '000131127009', M07: '002036004001' } as const

/** An application towards the gateway after the document's 9.7, brought by the applicant in person. */
export function samplePush(matter: 'M02' | 'M07', applyNo: string, shelf: FileShelf, now: number): Body {
  const at = (minutesBefore: number) => shanghaiTime(now - minutesBefore * 60_000)
  const isPerson = matter === 'M07'
  const consent = shelf.offer('同意书.pdf', pdf(`SH9901 ${applyNo}`))
  const itemCode = `11510107000000000U4${BASE_CODES[matter]}`
  return {
    MessageId: randomUUID(),
    ApplyNo: applyNo,
    itemCode,
    BaseCode: BASE_CODES[matter],
    ItemName: NAMES[matter],
    FormVersion: isPerson ? '3.2' : '3.0',
    AreaCode: '510107',
    HandleMode: 'A',
    PromiseType: '2',
    ApplyTime: at(1),
    targetType: isPerson ? 'P' : 'E',
    Username: isPerson ? '於示范' : '成都示例企业管理有限公司',
    IdType: isPerson ? '1' : 'E1',
    ApplyerPageCode: isPerson ? '310101190003050025' : '91510107MA0000007C',
    IdValidTo: isPerson ? '2041-05-20' : null,
    Gender: isPerson ? '1' : null,
    Nation: isPerson ? '汉族' : null,
    Country: isPerson ? '156' : null,
    Birthday: isPerson ? '1900-03-05' : null,
    Mobile: '13800000007',
    Address: null,
    AgentName: null,
    AgentIdType: null,
    AgentIdNo: null,
    AgentMobile: null,
    AgentScope: null,
    AgentUntil: null,
    GetWay: 'DZ',
    Receiver: null,
    VerifyWay: '4',
    VerifyResult: '是',
    VerifyTime: at(10),
    Consent: { SignTime: at(9), Version: '2026-01', FileId: consent.FileId },
    PledgeTime: at(3),
    UsePurpose: `办理${NAMES[matter]}`,
    ReceiptDepartCode: '11310101MB00001078',
    ReceiptDepartName: '上海市黄浦区行政服务中心(示例)',
    OperatorName: '窗口示例戊',
    ApplyForm: isPerson ? m07Form(now) : m02Form(),
    Attachments: isPerson
      ? [
          submitted('SH0701', '异地就医备案表', shelf.offer('备案表.pdf', pdf(`SH0701 ${applyNo}`))),
          checked('SH0705', '转诊单', '医保转诊平台', at(8)),
          checked('SH0706', '居民身份证', '公安人口库', at(8)),
          submitted('SH9901', '跨省通办同意书', consent),
        ]
      : [
          submitted('SH0201', '补换申请书', shelf.offer('申请书.pdf', pdf(`SH0201 ${applyNo}`))),
          checked('SH0202', '遗失公示证明', '国家企业信用信息公示系统', at(8)),
          checked('SH0203', '法定代表人身份证', '公安人口库', at(8)),
          submitted('SH9901', '跨省通办同意书', consent),
        ],
  }
}

function m02Form(): Body {
  return {
    EntName: '成都示例企业管理有限公司',
    Uscc: '91510107MA0000007C',
    EntType: '有限责任公司（自然人投资或控股）',
    LegalName: '欧阳明',
    ReissueKind: 'YS',
    OriginalNum: 1,
    CopyNum: 2,
    LossWay: '公示系统',
    LossNo: 'GS20260228000451',
    LossDate: '2026-02-28',
    LastApproveDate: '2024-05-20',
    CopySerials: '1-1/1-2',
  }
}

function m07Form(now: number): Body {
  return {
    InsureNo: null,
    InsureKind: '居民医保',
    InsuredArea: '510107',
    VisitArea: '310101',
    EmployerNo: null,
    EmployerName: null,
    FilingType: 'B1',
    FilingReason: '本地无法诊治',
    VisitAgency: null,
    LinkMode: null,
    AwayAddress: null,
    BeginDate: shanghaiDay(now),
    EndDate: shanghaiDay(now + 60 * 86_400_000),
    AgentAddress: null,
    AgentRelation: null,
    Bank: null,
    Remark: null,
    Emergency: { Name: '卜真实', Mobile: '13800000008' },
    Linked: null,
  }
}

/** An attachment that is a file. */
export function submitted(StuffCode: string, StuffName: string, file: FileObject): Body {
  const { FileId, ...described } = file
  return {
    FileId,
    StuffCode,
    StuffName,
    ...described,
    StuffForm: 'D',
    Copies: 1,
    CheckedOriginal: '是',
    ExemptType: '0',
    LicenceUse: null,
    ExemptSource: null,
    ExemptTime: null,
  }
}

function checked(StuffCode: string, StuffName: string, ExemptSource: string, ExemptTime: string): Body {
  return {
    FileId: null,
    StuffCode,
    StuffName,
    FileName: null,
    FileType: null,
    FileSize: null,
    Sha256: null,
    PullUrl: null,
    PullExpire: null,
    StuffForm: null,
    Copies: null,
    CheckedOriginal: null,
    ExemptType: '2',
    LicenceUse: null,
    ExemptSource,
    ExemptTime,
  }
}
