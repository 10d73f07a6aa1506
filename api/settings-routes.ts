import { Hono } from 'hono'
import { z } from 'zod'
import type { Gateway } from '../core/gateway.ts'
import { allow, type Signed } from './access.ts'
import { describe } from './describe.ts'

/** A setting as it is in force. */
export interface ShownSetting {
  readonly name: string
  /** what it means, in Chinese */
  readonly text: string
  /** '' where it is a secret, or nothing is set */
  readonly value: string
  readonly source: 'environment' | 'default'
  readonly secret: boolean
}

export const settingsAnswer = z.strictObject({
  settings: z
    .array(
      z.strictObject({
        name: z.string(),
        text: z.string().meta({ description: '含义' }),
        value: z.string().meta({ description: '现在的值;密钥与没有设置的为空' }),
        source: z.enum(['environment', 'default']).meta({ description: '来自环境变量,或没有设置' }),
        secret: z.boolean(),
      }),
    )
    .meta({ description: '本进程的设置;运行环境没有说明的为空' }),
  home: z.strictObject({
    name: z.string(),
    orgName: z.string(),
    orgCode: z.string(),
    division: z.string(),
    phone: z.string(),
  }),
  publicUrl: z.string(),
  sms: z.boolean().meta({ description: '接了短信' }),
  sharedData: z.boolean().meta({ description: '接了数据共享平台' }),
})

/** What is configured and where it comes from; no secrets. */
export function settingsRoutes(gateway: Gateway, settings: readonly ShownSetting[]) {
  return new Hono<Signed>().get(
    '/',
    describe('设置', '设置了什么、来自哪里,不含密钥', {
      answers: { 200: ['现在的设置', settingsAnswer] },
      roles: true,
    }),
    allow('settings.read'),
    (c) => {
      const { name, orgName, orgCode, division, phone } = gateway.home
      return c.json({
        settings: [...settings],
        home: { name, orgName, orgCode, division, phone },
        publicUrl: gateway.publicUrl,
        sms: gateway.sms !== null,
        sharedData: gateway.sharedData !== null,
      })
    },
  )
}
