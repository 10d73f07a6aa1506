/** Words of filing a case, and of what happens to it beside its course. */
export const archiveZh = {
  'event.custody-recorded': '登记了一手交接',
  'event.document-issued': '出具了文书',
  'event.deemed-accepted': '{region}五个工作日没有告知,依法视为受理',
  'event.clock-warned': '环节将到或已到时限',
  'event.clock-moved': '日历或时限变了,到期时间重新算过',
  'event.reminded': '已提醒申请人',
  'event.rated': '申请人作了评价',
  'event.archived': '已归档',
  'closing.title': '归档',
  'closing.there': '已具备',
  'closing.archive': '归档',
  'closing.lead': '归档后办件不再变化,全部资料做成一个信息包。',
  'closing.evidence': '下载存证包',
  'closing.evidenceLead': '含表单、材料、文书、往来原文和流转记录,可离线核验;下载记入审计。',
  'closing.package': '归档信息包',
} as const
