import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import type { JsonObject } from '../../core/json.ts'
import type { InlineFile } from '../../core/message.ts'
import type { Route } from './options/inbound.ts'

type Upload = NonNullable<Route['upload']>

const MOST_TEXT = 500

/** What a form with one file says: its texts with the name that we give the file under `ref`, and the file where it is what its digest says. */
export interface ReceivedUpload {
  readonly tree: JsonObject
  readonly files: readonly InlineFile[]
}

/** Reads a form of texts and one file; null where it is none. The same file for the same place again gets the same name. */
export async function readUpload(bytes: Uint8Array, type: string, upload: Upload): Promise<ReceivedUpload | null> {
  const form = await formOf(bytes, type)
  const file = form?.get(upload.part)
  if (!form || !(file instanceof Blob)) return null
  const texts = [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && name !== '__proto__' ? [[name, value.slice(0, MOST_TEXT)]] : [],
  )
  const tree: JsonObject = Object.fromEntries(texts)
  const content = new Uint8Array(await file.arrayBuffer())
  const place = upload.names.map((name) => String(tree[name] ?? '')).join('/')
  const ref = bytesToHex(sha256(utf8ToBytes(`${place}/${bytesToHex(sha256(content))}`))).slice(0, 32)
  const name = String(tree[upload.name] ?? '')
  const whole = content.length > 0 && name !== '' && tree[upload.digest] === sm3(content)
  return { tree: { ...tree, [upload.ref]: ref }, files: whole ? [{ ref, name, bytes: content }] : [] }
}

async function formOf(bytes: Uint8Array, type: string): Promise<FormData | null> {
  if (!type.startsWith('multipart/form-data;')) return null
  try {
    return await new Response(bytes.slice(), { headers: { 'content-type': type } }).formData()
  } catch {
    return null
  }
}
