/** What the audit trail records, and how it is told. */
export const AUDIT_ACTIONS = {
  'case.search': '按申请人、企业或编号查找办件',
  'case.export': '开始导出办件清单',
  'case.exported': '导出完毕',
  'applicant.lookup': '收件时查看申请人以前的办件',
  'licence.lookup': '查看申请人的证照',
  'relocation.read': '查看迁出预警',
  'indicator.import': '导入指标登记表',
  'indicator.fill': '填报指标的值',
  'case.evidence': '下载办件的存证包',
  'case.viewed': '查看办件的表单与材料',
  'region.pause': '暂停向地区投递',
  'region.resume': '恢复向地区投递',
  'region.conform': '对地区做联调检查',
  'definition.save': '存定义草稿',
  'definition.check': '检查定义',
  'definition.approve': '审核通过定义',
  'definition.activate': '启用定义',
  'delivery.redrive': '重投死信',
  'delivery.messages': '查看投递的报文',
  'person.add': '添加用户',
  'person.change': '更改用户',
  'person.password': '重置密码',
  'person.unlock': '解除锁定',
  'audit.export': '导出审计记录',
} as const

export type AuditAction = keyof typeof AUDIT_ACTIONS
