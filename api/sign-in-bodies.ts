import { z } from 'zod'
import { PERMISSIONS, type Permission, ROLES, type Role } from '../core/permissions.ts'
import { PASSWORD_LENGTH } from '../core/sign-in/account.ts'
import { text } from './bodies.ts'

/* What the sign-in and people routes take and answer. */

/** Passwords come as they are typed; a longer one is not even hashed. */
const password = z
  .string()
  .min(1)
  .max(PASSWORD_LENGTH.most * 4)
const username = z.string().min(1).max(60)
const role = z.enum(Object.keys(ROLES) as [Role, ...Role[]])
const roles = z.array(role).max(Object.keys(ROLES).length)
const permission = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]])
const time = z.string().meta({ description: '北京时间,RFC 3339', example: '2026-03-02T09:15:00+08:00' })
const windowName = text(40).nullable().meta({ description: '哪个窗口,如“03 号窗”' })
const matters = z.array(z.string().regex(/^[\w-]{1,20}$/)).max(200)

export const signInBody = z.strictObject({ username, password })
export const setUpBody = z.strictObject({
  code: z.string().min(1).max(40).meta({ description: '启动时显示在控制台上的一次性设置码' }),
  username,
  name: text(40),
  password,
})
export const passwordChangeBody = z.strictObject({ currentPassword: password, newPassword: password })
export const personBody = z.strictObject({
  username,
  name: text(40),
  roles,
  matters: matters.default([]).meta({ description: '经办人可办的事项;空为全部' }),
  window: windowName.default(null),
  password,
})
export const personChangeBody = z.strictObject({
  name: text(40).exactOptional(),
  roles: roles.exactOptional(),
  matters: matters.exactOptional(),
  window: windowName.exactOptional(),
  active: z.boolean().exactOptional(),
})
export const passwordBody = z.strictObject({ password })

export const signInStateAnswer = z.strictObject({
  setUp: z.enum(['needed', 'done']).meta({ description: '是否还没有首位管理员' }),
  provider: z.string().nullable().meta({ description: '可用单位账号登录时,其名称' }),
  passwordLength: z.strictObject({ least: z.int(), most: z.int() }),
})
export const meAnswer = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    username: z.string().nullable(),
    roles,
    window: windowName,
    permissions: z.array(permission),
    sessionEndsAt: time.nullable().meta({ description: '不再操作时会话结束的时刻;以令牌访问的为 null' }),
    readerUrl: z.string().meta({ description: '本机读卡程序的地址;空为没有' }),
  })
  .meta({ id: 'Me', description: '我是谁、能做什么' })
export const providerAnswer = z.strictObject({ url: z.string().meta({ description: '让浏览器前往的地址' }) })

export const personAnswer = z
  .strictObject({
    id: z.string(),
    username: z.string().nullable(),
    name: z.string(),
    roles,
    matters,
    window: windowName,
    active: z.boolean(),
    hasToken: z.boolean().meta({ description: '有供程序使用的令牌' }),
    lockedUntil: time.nullable().meta({ description: '因密码多次不对而锁定至' }),
    createdAt: time,
  })
  .meta({ id: 'Person', description: '人员' })
export const peopleAnswer = z.strictObject({
  people: z.array(personAnswer),
  roles: z.array(z.strictObject({ id: role, name: z.string() })),
  permissions: z
    .array(z.strictObject({ id: permission, text: z.string(), roles: z.array(role) }))
    .meta({ description: '权限表:行是动作,roles 是有权的岗位' }),
  conflicts: z.array(z.array(permission)).meta({ description: '不能由同一人担任的动作' }),
})
