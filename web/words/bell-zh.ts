/** Words of what staff are told in the frame of every page. */
export const bellZh = {
  'bell.title': '消息',
  'bell.unread': '消息 {n} 条未读',
  'bell.none': '没有消息。',
  'bell.failed': '没有取到消息。',
  'bell.allRead': '全部标为已读',
  'bell.isRead': '已读',
  'bell.isNew': '未读',
  'bell.due': '最迟 {time}',
  'bell.clock.yellow': '“{stage}”时限将到(黄牌)',
  'bell.clock.red': '“{stage}”时限马上到(红牌)',
  'bell.clock.overdue': '“{stage}”已超期',
  'bell.clock.unknown': '“{stage}”算不出时限:缺日历',
  'bell.help': '{place}有人要人工帮助',
  'bell.coming': '我去',
} as const
