import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { SCHEMES } from '../../adapters/layers/sign/schemes.ts'

/* docs/signatures.md is made of the schemes themselves. `npx vitest run test/house/signatures-page.test.ts -u` writes it anew. */

interface Member {
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly string[]
}

const cell = (text: string) => text.replaceAll('|', '\\|')

function section({ name, title, source, request, encoding }: (typeof SCHEMES)[number]): string {
  const shape = z.toJSONSchema(request as z.ZodType, { io: 'input', unrepresentable: 'any' })
  const members = Object.entries((shape.properties ?? {}) as Record<string, Member>)
  const must = new Set(shape.required)
  const rows = members.map(([member, { description = '', default: usual, enum: words }]) => {
    const said = [
      description,
      words ? words.join('、') : '',
      usual === undefined ? '' : `不写为 ${JSON.stringify(usual)}`,
    ]
    return `| \`${member}\` | ${must.has(member) ? '是' : ''} | ${cell(said.filter((one) => one !== '').join(';'))} |`
  })
  return `## ${name}\n\n${title}。出处:${source}。写法:${encoding}。\n\n| 请求中的成员 | 必填 | 说明 |\n|---|---|---|\n${rows.join('\n')}`
}

describe('the page of signatures', () => {
  it('is made of the schemes that sign explain knows', async () => {
    const head = `# 签名方案

\`tongban sign explain <方案> --request request.json --key-file k\` 逐步给出待签串、字节、摘要与签名,密钥只显示掩码;\`--compare\` 指出对方的串或签名从哪里起不同。管理员在接口 \`POST /api/signatures/explain\` 得到同样的结果。本页由代码生成,每个方案的向量在 \`test/adapters/scheme-vectors.ts\`。WS-Security 的证书签名、CMS 与报文加密不在此列,见 \`adapters/layers/wss/\`、\`cms/\`、\`protect/\`。

| 方案 | 用于 | 出处 |
|---|---|---|
${SCHEMES.map(({ name, title, source }) => `| [\`${name}\`](#${name}) | ${cell(title)} | ${cell(source)} |`).join('\n')}
`
    await expect(`${head}\n${SCHEMES.map(section).join('\n\n')}\n`).toMatchFileSnapshot('../../docs/signatures.md')
  })
})
