import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { canonicalJson, isObject, type Json, type JsonObject } from '../../core/json.ts'

/** SHA-256 hex over what two messages under one key must share: the tree without the paths that may differ (`a.b`, `list[].c`). */
export function looseDigest(tree: JsonObject, loose: readonly string[]): string {
  const paths = loose.map((path) => path.replaceAll('[]', '.[]').split('.'))
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(without(tree, paths)))))
}

function without(value: Json, paths: readonly (readonly string[])[]): Json {
  if (paths.length === 0) return value
  if (Array.isArray(value)) {
    const inner = below(paths, '[]')
    return value.map((element) => without(element, inner))
  }
  if (!isObject(value)) return value
  const kept = Object.entries(value).filter(([key]) => !paths.some((path) => path.length === 1 && path[0] === key))
  return Object.fromEntries(kept.map(([key, member]) => [key, without(member, below(paths, key))]))
}

function below(paths: readonly (readonly string[])[], step: string): string[][] {
  return paths.filter((path) => path.length > 1 && path[0] === step).map((path) => path.slice(1))
}
