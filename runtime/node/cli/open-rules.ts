import { readFileSync } from 'node:fs'
import { PROTOCOLS } from '../../../adapters/index.ts'
import { openCodec } from '../../../core/definitions/bind-protocol.ts'
import { type CompiledRegion, type Config, compileRegion } from '../../../core/definitions/config.ts'
import type { PayloadCodec } from '../../../core/gateway.ts'
import { GatewayError } from '../../../core/gateway-error.ts'
import { isObject, type JsonObject } from '../../../core/json.ts'
import type { Mapping } from '../../../core/mapping/compile.ts'
import { readRegion } from '../../../core/mapping/read-region.ts'
import { findRegionFolder } from '../region-files.ts'
import { projectConfig } from './config.ts'

/** A region from its folder (a code of the project's, or a path), ready to be compiled matter by matter, with the project's config and the folder's files. */
export function openRegion(wanted: string): {
  config: Config
  region: CompiledRegion
  files: Readonly<Record<string, string>>
} {
  const config = projectConfig()
  const { folder, files } = findRegionFolder(wanted)
  const read = readRegion(folder, files)
  if (!read.ok) throw invalid(`${folder} 有 ${read.faults.length} 处问题`, read.faults)
  return { config, region: compileRegion(read.value, config), files }
}

/** The same, with the mapping of one matter ready to run. */
export function openRules(
  wanted: string,
  matter: string,
): { region: CompiledRegion; mapping: Mapping; codec: PayloadCodec } {
  const { config, region } = openRegion(wanted)
  const mapping = region.mappings.get(matter)
  if (!mapping)
    throw new GatewayError(
      'matter-unknown',
      `${region.name}没有事项 ${matter} 的映射,有:${[...region.mappings.keys()].join('、')}`,
    )
  const codec = openCodec(region, config.home, PROTOCOLS)
  if (!codec.ok) throw invalid(`${region.name}的协议设置有问题`, codec.faults)
  return { region, mapping, codec: codec.value }
}

function invalid(title: string, faults: readonly { path: string; message: string }[]): GatewayError {
  return new GatewayError(
    'definition-invalid',
    `${title}:\n${faults.map(({ path, message }) => `  ${path} ${message}`).join('\n')}`,
  )
}

/** A JSON object from a file; says which file where it is none. */
export function readJsonFile(path: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    throw new GatewayError('not-found', `读不到 ${path},或它不是 JSON`)
  }
  if (!isObject(value)) throw new GatewayError('body-invalid', `${path} 里应是一个 JSON 对象`)
  return value
}
