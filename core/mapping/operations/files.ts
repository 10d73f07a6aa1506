import { mediaTypeOf } from '../../form/file-type.ts'
import { isObject, type Json, type JsonObject, putAt, valueAt } from '../../json.ts'
import { materialTypeNamed } from '../file-types.ts'
import { type Carried, type Operation, Problem, type Scope } from '../scope.ts'
import { flag, oneOf } from './arguments.ts'

/** A `FileSlot` for the adapter; `ownId` is our own id without hyphens, for files that stay with us until they are fetched. Backward the value becomes the file's reference, an address `at`, and the reference too where nothing else is. */
const file: Operation = {
  args: { as: oneOf('id', 'url', 'expires', 'base64', 'md5', 'sm3', 'secret', 'ownId') },
  needs: ['as'],
  source: true,
  make: ({ as }) => ({
    loss: 'L0',
    forward: (value, scope) => toFileSlot(value, String(as), scope),
    backward: (value, _scope, out, path) => {
      if (as === 'url') putAt(out, `${path}.at`, String(value))
      const known = as === 'url' && valueAt(out, `${path}.ref`) !== undefined
      if (!['expires', 'md5', 'sm3', 'secret'].includes(String(as)) && !known) putAt(out, `${path}.ref`, String(value))
      return undefined
    },
  }),
}

function toFileSlot(value: Json | undefined, as: string, { files, values }: Scope): Carried {
  if (!isObject(value)) return undefined
  const { id, sha256, name, mediaType, sizeBytes } = value as {
    id: string
    sha256: string
    name: string
    mediaType: string
    sizeBytes: number
  }
  if (!sha256) return undefined
  // a file that stays with us is named by our own id; the partner fetches it
  if (as === 'ownId') return id.replaceAll('-', '')
  if (!files.some((known) => known.id === id)) files.push({ id, sha256, name, mediaType, sizeBytes })
  const material = isObject(values['material']) ? values['material']['code'] : undefined
  return {
    $file: { id, sha256, name, mediaType, sizeBytes, material: typeof material === 'string' ? material : '' },
    as,
  } as JsonObject
}

const digest: Operation = {
  args: { as: oneOf('hex', 'rfc9530') },
  needs: ['as'],
  source: true,
  make: ({ as }) => ({
    loss: 'L0',
    forward: (value) =>
      typeof value === 'string' && value !== ''
        ? as === 'rfc9530'
          ? `sha-256=:${hexToBase64(value)}:`
          : value
        : undefined,
    backward: (value) => (as === 'rfc9530' ? base64ToHex(String(value)) : readHex(String(value))),
  }),
}

const mediaType: Operation = {
  args: { as: oneOf('extension', 'mime'), upper: flag },
  needs: ['as'],
  source: true,
  make: ({ as, upper }) => ({
    loss: 'L0',
    forward: (value) => {
      if (typeof value !== 'string' || value === '') return undefined
      if (as === 'mime') return value
      const type = materialTypeNamed(value)
      return upper ? type?.toUpperCase() : (type ?? undefined)
    },
    backward: (value) => {
      const type = materialTypeNamed(String(value))
      return type ? mediaTypeOf(type) : new Problem('file-type', '的格式不接收', '请用 PDF、JPG、PNG 或 OFD')
    },
  }),
}

function hexToBase64(hex: string): string {
  let bytes = ''
  for (let at = 0; at + 1 < hex.length; at += 2)
    bytes += String.fromCharCode(Number.parseInt(hex.slice(at, at + 2), 16))
  return btoa(bytes)
}

function readHex(text: string): Carried {
  const hex = text.toLowerCase()
  return /^[0-9a-f]{64}$/.test(hex) ? hex : new Problem('format', '的摘要写法不对', '应为 64 位十六进制的 SHA-256')
}

function base64ToHex(text: string): Carried {
  const match = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(text)
  if (!match?.[1]) return new Problem('format', '的摘要写法不对', '应为 sha-256=:…:')
  return [...atob(match[1])].map((character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('')
}

/** Operations on files. */
export const FILE_OPERATIONS = { file, digest, mediaType }
