import { readFileSync } from 'node:fs'
import { decodeText } from '../../../core/charset.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import type { JsonObject } from '../../../core/json.ts'
import { tryBack, tryForward } from '../../../core/mapping/try-mapping.ts'
import type { CaseMaterial } from '../../../core/matter.ts'
import type { MessageKind } from '../../../core/message.ts'
import { openRules, readJsonFile } from './open-rules.ts'
import { colour, print } from './print.ts'
import { printLoss } from './print-loss.ts'

/** Writes a form out as the region's payload with its loss report, without sending; exit code 1 where it may not go. The file is a golden pair or `{ input, materials }`. */
export function tryCommand(
  region: string,
  matter: string,
  file: string,
  options: { kind: string; json?: boolean },
  nowMs: number,
): number {
  const { mapping, codec } = openRules(region, matter)
  const given = readJsonFile(file)
  const input = (given['input'] ?? given['form'] ?? given) as JsonObject
  const materials = (given['materials'] ?? []) as unknown as CaseMaterial[]
  const { payload, faults, loss } = tryForward(mapping, codec, options.kind as MessageKind, { input, materials }, nowMs)
  const text = textOf(payload)
  print(options.json, { payload: text, sizeBytes: payload.length, faults, loss }, () => {
    process.stdout.write(`${text}\n\n`)
    printLoss(loss)
    for (const { path, message, fix } of faults)
      process.stdout.write(`${colour('red', '不能送出')} ${path} ${message}${fix ? `;${fix}` : ''}\n`)
  })
  return faults.length > 0 ? 1 : 0
}

/** Reads a region's payload back to the canonical form; exit code 1 where it has faults. */
export function backCommand(
  region: string,
  matter: string,
  file: string,
  options: { kind: string; json?: boolean },
): number {
  const { mapping, codec } = openRules(region, matter)
  let payload: Uint8Array
  try {
    payload = readFileSync(file)
  } catch {
    throw new GatewayError('not-found', `读不到 ${file}`)
  }
  const read = tryBack(mapping, codec, options.kind as MessageKind, payload)
  print(options.json, read, () => {
    process.stdout.write(
      `${JSON.stringify('form' in read ? read.form : 'progress' in read ? read.progress : {}, null, 2)}\n`,
    )
    for (const { path, message, fix } of read.faults)
      process.stdout.write(`${colour('red', '读不懂')} ${path} ${message}${fix ? `;${fix}` : ''}\n`)
  })
  return read.faults.length > 0 ? 1 : 0
}

function textOf(payload: Uint8Array): string {
  return decodeText(payload, 'utf-8') ?? decodeText(payload, 'gb18030') ?? `(${payload.length} 字节,不是文本)`
}
