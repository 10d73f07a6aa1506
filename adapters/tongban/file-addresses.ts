import type { Fault } from '../../core/fault.ts'
import { isObject, type Json, type JsonObject } from '../../core/json.ts'
import { isTheirAddress } from './fetch-file.ts'
import type { Options } from './options.ts'

/** Where an event names a file. */
const EVENT_GROUPS = ['document', 'licence'] as const

/** Files are fetched only from the partner itself: any other address is a fault. */
export function addressFaults(body: JsonObject, options: Options): Fault[] {
  const listed: [string, Json][] = Array.isArray(body['files'])
    ? body['files'].map((file, index) => [`files[${index}]`, file])
    : []
  const single = EVENT_GROUPS.map((group): [string, Json] => [`${group}.file`, fileIn(body[group])])
  return [...listed, ...single].flatMap(([path, file]) => {
    if (!isObject(file) || typeof file['url'] !== 'string' || typeof file['fileId'] !== 'string') return []
    const fits = isTheirAddress(file['url'], file['fileId'], options)
    return fits ? [] : [{ path: `${path}.url`, code: 'format', message: '不是贵方本文件的一次性地址' }]
  })
}

function fileIn(group: Json | undefined): Json {
  return isObject(group) ? (group['file'] ?? null) : null
}

/** A case or an event without its files' addresses, which change from message to message (3.1, 8.10). */
export function withoutAddresses(body: JsonObject): JsonObject {
  const groups = EVENT_GROUPS.flatMap((name) => {
    const group = body[name]
    return isObject(group) && isObject(group['file']) ? [[name, { ...group, file: withoutAddress(group['file']) }]] : []
  })
  const files = Array.isArray(body['files']) ? { files: filesOf(body).map(withoutAddress) } : {}
  return { ...body, ...Object.fromEntries(groups), ...files }
}

function withoutAddress({ url: _url, urlExpiresAt: _end, ...file }: JsonObject): JsonObject {
  return file
}

/** The entries of a body's list of files. */
export function filesOf(body: JsonObject): JsonObject[] {
  return Array.isArray(body['files']) ? body['files'].filter(isObject) : []
}
