/** Words of the conditions that people keep. */
export const savedFiltersZh = {
  'filters.title': '我保存的筛选',
  'filters.name': '给这些条件起个名称',
  'filters.save': '保存筛选',
  'filters.hint': '只有自己看得见;不要写申请人的姓名、号码。',
  'filters.delete': '删去“{name}”',
  'filters.saved': '已保存为“{name}”',
  'filters.deleted': '已删去“{name}”',
} as const
