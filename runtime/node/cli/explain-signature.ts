import { readFileSync } from 'node:fs'
import { signatureDesk } from '../../../adapters/layers/sign/explain.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { readKeyText } from '../../../core/key-text.ts'
import type { ExplainedSignature, SignatureComparison } from '../../../core/signature.ts'
import { readJsonFile } from './open-rules.ts'
import { colour, print } from './print.ts'

/** Lists the schemes with the fields that a request of each has. */
export function schemesCommand(options: { json?: boolean }): number {
  const { schemes } = signatureDesk
  print(options.json, schemes, () => {
    for (const { name, title, source, request } of schemes) {
      process.stdout.write(`${name}  ${title}  ${colour('dim', source)}\n`)
      const fields = request['properties'] as Record<string, { description?: string; default?: unknown }>
      for (const [field, { description, default: usual }] of Object.entries(fields))
        process.stdout.write(`    ${field}:${description ?? ''}${usual === undefined ? '' : '(可不写)'}\n`)
    }
  })
  return 0
}

/** Explains one signature; exit code 1 where what it was compared with is another. */
export async function explainCommand(
  scheme: string,
  options: { request: string; keyFile: string; compare?: string; json?: boolean },
): Promise<number> {
  const request = readJsonFile(options.request)
  const explained = await signatureDesk.explain({
    scheme,
    request,
    key: readKey(options.keyFile),
    theirs: options.compare,
  })
  if (!explained.ok) {
    const told = explained.faults.map(({ path, message, fix }) => `${path}:${message}${fix ? `;${fix}` : ''}`)
    throw new GatewayError('body-invalid', told.join('\n'))
  }
  print(options.json, explained.value, () => show(explained.value))
  const { comparison } = explained.value
  return comparison && comparison.verdict !== 'same' ? 1 : 0
}

function readKey(path: string): Uint8Array {
  try {
    return readKeyText(readFileSync(path, 'utf8').replace(/\r?\n$/, ''))
  } catch {
    throw new GatewayError('not-found', `读不到密钥文件 ${path}`)
  }
}

function show(explained: ExplainedSignature): void {
  const { stringToSign, charset, sizeBytes, bytesHex, algorithm, digest, signature, headers, comparison } = explained
  const rows: [string, string][] = [
    ['待签串', stringToSign.replaceAll('\n', '\n        ')],
    ['字节', `${charset},${sizeBytes} 字节`],
    ['十六进制', bytesHex],
    ['算法', algorithm],
    ['摘要', digest],
    ['签名', signature],
    ...Object.entries(headers).map(([name, value]): [string, string] => ['携带', `${name}: ${value}`]),
  ]
  for (const [title, value] of rows) process.stdout.write(`${colour('dim', title.padEnd(4, '　'))}${value}\n`)
  if (comparison) process.stdout.write(`${inWords(comparison)}\n`)
}

function inWords(comparison: SignatureComparison): string {
  switch (comparison.verdict) {
    case 'same':
      return colour('green', '与对方一致')
    case 'same-string':
      return colour('yellow', '待签串一致:若签名仍不同,差别在密钥、字符集或编码')
    case 'other-signature': {
      const causes =
        comparison.causes.length > 0 ? comparison.causes.join('、') : '常见的原因都试过,不是;请向对方要待签串来比'
      return colour('red', `签名不同:${causes}`)
    }
    case 'other-string': {
      const { at, line, ours, theirs } = comparison
      return colour('red', `待签串从第 ${at} 个字符(第 ${line} 行)起不同\n我方:${ours}\n对方:${theirs}`)
    }
  }
}
