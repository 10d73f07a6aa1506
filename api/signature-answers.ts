import { z } from 'zod'
import { group } from './answers.ts'

export const schemesAnswer = z.strictObject({
  schemes: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      source: z.string(),
      request: group.meta({ description: '请求字段的 JSON Schema' }),
    }),
  ),
})
export const explainedAnswer = z.strictObject({
  scheme: z.string(),
  stringToSign: z.string().meta({ description: '待签串,密钥遮住;不是文本的字节以十六进制写在〔〕中' }),
  charset: z.string(),
  bytesHex: z.string(),
  sizeBytes: z.int(),
  algorithm: z.string(),
  digest: z.string(),
  signature: z.string(),
  headers: z.record(z.string(), z.string()),
  comparison: group.exactOptional().meta({ description: '与对方的签名或待签串比对的结果' }),
})
const ms = z.int().meta({ description: '毫秒时间戳' })
export const keysAnswer = z.strictObject({
  keys: z.array(
    z.strictObject({
      name: z.string().meta({ description: '密钥在密钥库中的名字' }),
      region: z.string(),
      place: z.string().meta({ description: '在 region.yaml 的哪里' }),
      stored: z.boolean().meta({ description: 'false 密钥库里没有' }),
    }),
  ),
  certificates: z.array(
    z.strictObject({
      fingerprint: z.string().meta({ description: 'SHA-256' }),
      kind: z.enum(['rsa', 'sm2']),
      notBefore: ms,
      notAfter: ms,
      region: z.string(),
      place: z.string(),
      daysLeft: z.int().meta({ description: '还有几天;已过期为负' }),
    }),
  ),
})
