/** Words of what a case came to: licences, codes to fetch them, ratings, and what people complain about. */
export const resultsZh = {
  'role.kiosk': '自助机',
  'event.custody-recorded': '登记了一手交接',
  'event.document-issued': '出具了文书',
  'event.deemed-accepted': '五个工作日没有告知,依法视为已受理',
  'event.clock-warned': '时限快到或已过,已提醒',
  'event.clock-moved': '时限按新的日历或约定重算',
  'event.reminded': '已提醒申请人快到期',
  'event.rated': '申请人作了评价',
  'event.licence-revoked': '登记了证照失效',
  'event.pickup-coded': '发了新的领取码',
  'event.picked-up': '凭码领取了结果',
} as const
