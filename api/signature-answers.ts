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
