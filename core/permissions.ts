/** The roles a person may have, and their Chinese names. */
export const ROLES = {
  window: '窗口',
  handler: '经办',
  supervisor: '负责人',
  admin: '管理员',
  auditor: '审计员',
  /** a machine, by its token */
  kiosk: '自助机',
  screen: '大屏',
} as const

export type Role = keyof typeof ROLES

/** The permission matrix: what may be done, and by which roles. The one place that says so; every staff route asks for a row of it. */
export const PERMISSIONS = {
  'case.read': { text: '查看办件', roles: ['window', 'handler', 'supervisor', 'admin', 'auditor'] },
  'case.export': { text: '导出办件清单', roles: ['supervisor', 'auditor'] },
  'case.collect': { text: '收件、补正、撤回、寄送原件', roles: ['window'] },
  'case.query': { text: '向对方查询进度', roles: ['window', 'supervisor', 'admin'] },
  'case.handle': { text: '办理分给自己的办件', roles: ['handler'] },
  'case.reassign': { text: '改派', roles: ['supervisor'] },
  'case.custody': { text: '登记材料、证照的交接与送达', roles: ['window', 'handler'] },
  'document.issue': { text: '出具、打印文书', roles: ['window', 'handler'] },
  'case.archive': { text: '归档办结的办件', roles: ['window', 'handler', 'supervisor'] },
  'case.evidence': { text: '下载办件的存证包', roles: ['supervisor', 'auditor'] },
  'file.upload': { text: '上传文件', roles: ['window', 'handler'] },
  'task.read': { text: '查看人工任务', roles: ['window', 'handler', 'supervisor', 'admin', 'auditor'] },
  'task.work': { text: '打印、送出人工任务的卷宗', roles: ['window'] },
  'slip.enter': { text: '录入回告单', roles: ['window', 'handler'] },
  'slip.confirm': { text: '复核别人录入的回告单', roles: ['window', 'handler', 'supervisor'] },
  'ticket.read': { text: '查看留言举报、整改工单', roles: ['window', 'handler', 'supervisor', 'auditor'] },
  'ticket.answer': { text: '认领、答复留言举报与整改工单', roles: ['window', 'supervisor'] },
  'licence.read': { text: '查看证照、综合许可证', roles: ['window', 'handler', 'supervisor', 'auditor'] },
  'licence.compose': { text: '制发、更改综合许可证', roles: ['window', 'supervisor'] },
  'licence.revoke': { text: '登记证照的撤销、注销', roles: ['supervisor'] },
  'pickup.make': { text: '发取件码、打印码', roles: ['window', 'supervisor'] },
  'pickup.redeem': { text: '凭码领取、打印结果', roles: ['window', 'kiosk'] },
  'rating.read': { text: '查看评价', roles: ['window', 'handler', 'supervisor', 'admin', 'auditor'] },
  'rating.record': { text: '代申请人录入评价', roles: ['window', 'supervisor'] },
  'notification.read': { text: '查看发给申请人的短信', roles: ['window', 'handler', 'supervisor', 'admin', 'auditor'] },
  'relocation.read': { text: '查看企业迁出预警', roles: ['supervisor'] },
  'message.read': { text: '查看往来报文原文', roles: ['admin', 'auditor'] },
  'matter.read': { text: '查看事项', roles: ['window', 'handler', 'supervisor', 'admin', 'auditor'] },
  'delivery.read': { text: '查看投递', roles: ['window', 'supervisor', 'admin', 'auditor'] },
  'delivery.redrive': { text: '重投死信', roles: ['admin'] },
  'region.read': { text: '查看地区', roles: ['window', 'handler', 'supervisor', 'admin', 'auditor'] },
  'board.read': {
    text: '查看监控与实时变化',
    roles: ['window', 'handler', 'supervisor', 'admin', 'auditor', 'screen'],
  },
  'indicator.read': { text: '查看指标', roles: ['supervisor', 'admin', 'auditor'] },
  'indicator.fill': { text: '填报登记表里手工填报的指标', roles: ['supervisor', 'admin'] },
  'indicator.import': { text: '导入指标登记表', roles: ['admin'] },
  'region.pause': { text: '暂停、恢复向地区投递', roles: ['admin'] },
  'region.conform': { text: '对地区做联调检查', roles: ['admin'] },
  'definition.read': { text: '查看定义的版本', roles: ['admin', 'auditor'] },
  'definition.publish': { text: '编写、检查、审核、启用定义', roles: ['admin'] },
  'signature.explain': { text: '核对签名,查看密钥与证书的名字和期限', roles: ['admin'] },
  'audit.read': { text: '查看审计记录', roles: ['admin', 'auditor'] },
  'health.read': { text: '查看网关自身的健康', roles: ['supervisor', 'admin', 'auditor'] },
  'settings.read': { text: '查看设置', roles: ['admin', 'auditor'] },
  'people.read': { text: '查看用户与权限表', roles: ['admin', 'auditor'] },
  'people.manage': { text: '添加用户、授予岗位、停用、解锁、重置密码', roles: ['admin'] },
} as const satisfies Record<string, { text: string; roles: readonly Role[] }>

export type Permission = keyof typeof PERMISSIONS

/** Permissions that nobody may hold together: whoever publishes a mapping handles no case by it. */
export const CONFLICTS: readonly (readonly [Permission, Permission])[] = [['definition.publish', 'case.handle']]

const byRole = new Map(
  (Object.keys(ROLES) as Role[]).map((role) => [
    role,
    (Object.keys(PERMISSIONS) as Permission[]).filter((permission) => grants(permission, role)),
  ]),
)

function grants(permission: Permission, role: Role): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission].roles
  return roles.includes(role)
}

/** The union of what the roles grant, in the order of the matrix. */
export function permissionsOf(roles: readonly Role[]): ReadonlySet<Permission> {
  const [only, ...others] = roles
  if (only !== undefined && others.length === 0) return new Set(byRole.get(only))
  const granted = new Set(roles.flatMap((role) => byRole.get(role) ?? []))
  return new Set((Object.keys(PERMISSIONS) as Permission[]).filter((permission) => granted.has(permission)))
}

/** Why nobody may have these roles together, in Chinese; null where they may. */
export function conflictOf(roles: readonly Role[]): string | null {
  const granted = permissionsOf(roles)
  const found = CONFLICTS.find(([one, other]) => granted.has(one) && granted.has(other))
  return found ? `“${PERMISSIONS[found[0]].text}”与“${PERMISSIONS[found[1]].text}”不能由同一人担任` : null
}

export function isRole(text: string): text is Role {
  return Object.hasOwn(ROLES, text)
}
