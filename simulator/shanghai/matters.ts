/** §4.1, §4.3, §4.8, §4.12: what the region knows of a matter. */
export interface Matter {
  readonly id: 'M02' | 'M07'
  readonly name: string
  readonly itemCode: string
  readonly version: string
  readonly modes: readonly string[]
  readonly form: readonly string[]
  readonly must: readonly string[]
  readonly materials: readonly string[]
  readonly depart: { readonly DepartCode: string; readonly DepartName: string }
  /** a field that a correction asks for */
  readonly asked: { readonly key: string; readonly label: string }
}

const words = (text: string): string[] => text.split(' ')

/** By BaseCode. */
export const MATTERS: Readonly<Record<string, Matter>> = {
  '000131127009': {
    id: 'M02',
    name: '营业执照遗失补领、换发',
    itemCode: '11310101MB000011534000131127009',
    version: '3.0',
    modes: ['A', 'B', 'E'],
    form: words(
      'EntName Uscc EntType LegalName ReissueKind OriginalNum CopyNum LossWay LossNo LossDate LastApproveDate CopySerials',
    ),
    must: words('EntName Uscc EntType LegalName ReissueKind OriginalNum CopyNum'),
    materials: ['SH0201', 'SH0203', 'SH9901'],
    depart: { DepartCode: '11310101MB00001153', DepartName: '上海市黄浦区市场监督管理局' },
    asked: { key: 'LossNo', label: '遗失声明编号' },
  },
  '002036004001': {
    id: 'M07',
    name: '跨省异地就医直接结算备案',
    itemCode: '11310101MB0000131Q4002036004001',
    version: '3.2',
    modes: ['A'],
    form: words(
      'InsureNo InsureKind InsuredArea VisitArea EmployerNo EmployerName FilingType FilingReason VisitAgency LinkMode AwayAddress BeginDate EndDate AgentAddress AgentRelation Bank Remark Emergency Linked',
    ),
    must: words('InsureKind InsuredArea VisitArea FilingType BeginDate EndDate Emergency'),
    materials: ['SH0701', 'SH0706', 'SH9901'],
    depart: { DepartCode: '11310101MB0000131Q', DepartName: '上海市黄浦区医疗保障局' },
    asked: { key: 'Remark', label: '备注' },
  },
}
