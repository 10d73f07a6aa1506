import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { sm3 } from 'sm-crypto-v2'
import { fillFileSlots } from '../../core/file-slots.ts'
import { newMessageId } from '../../core/ids.ts'
import { isObject, type JsonObject, valueAt } from '../../core/json.ts'
import type { Exchange, FileSlot, OutboundMessage } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import type { Verdict } from '../layers/answer-rule.ts'
import { derivedUuid } from '../layers/derived-uuid.ts'
import { fillTexts } from '../layers/template.ts'
import { call } from './call.ts'
import { filesNamed } from './file-links.ts'
import { writeMultipart } from './multipart.ts'
import type { Files } from './options/files.ts'
import type { Options } from './options.ts'

type Upload = Extract<Files['send'], { as: 'upload' }>

/** A file that the region holds: its name there, its digest, and until when the name is good. */
interface Uploaded extends JsonObject {
  id: string
  sm3: string
  until: number
}

/** The tree with every file uploaded and named, and what the case remembers of that; or why one could not be. Whoever sends the message again must remember it as well: under other names it is another message to the region. */
export async function withUploads(
  message: OutboundMessage,
  upload: Upload,
  partner: Partner<Options>,
  exchanges: Exchange[],
): Promise<{ readonly memo: JsonObject } & ({ readonly tree: JsonObject } | { readonly failed: Verdict })> {
  const before = isObject(message.memo['uploads']) ? message.memo['uploads'] : {}
  const uploads: Record<string, Uploaded> = {}
  const memo = () => (Object.keys(uploads).length > 0 ? { uploads: { ...before, ...uploads } } : {})
  for (const file of filesNamed(message.tree)) {
    const known = before[file.id] as Uploaded | undefined
    const kept = known && known.until > partner.clock.now() ? known : null
    const sent = kept ?? (await uploadOne(file, message, upload, partner, exchanges))
    if ('verdict' in sent) return { failed: sent as Verdict, memo: memo() }
    uploads[file.id] = sent
  }
  const tree = fillFileSlots(message.tree, ({ $file, as }) => {
    const { id = '', sm3: digest = '' } = uploads[$file.id] ?? {}
    return as === 'sm3' ? digest : id
  })
  return { tree, memo: memo() }
}

async function uploadOne(
  file: FileSlot['$file'],
  { id: messageId, kind, caseNo }: OutboundMessage,
  { path, texts, part, id, validMs }: Upload,
  partner: Partner<Options>,
  exchanges: Exchange[],
): Promise<Uploaded | Verdict> {
  const bytes = await partner.blobs.read(file.sha256)
  if (!bytes) return { verdict: 'refused', code: 'file', message: `材料“${file.name}”的文件不在本地`, faults: [] }
  const digest = sm3(bytes)
  const named: Readonly<Record<string, string>> = {
    caseNo,
    material: file.material || kind,
    name: file.name,
    sm3: digest,
    sha256: file.sha256,
    size: String(bytes.length),
    mediaType: file.mediaType,
  }
  const filled = fillTexts(texts, (name) => named[name])
  const requestNo = derivedUuid(sha256(utf8ToBytes(`${messageId}/${file.id}`))).replaceAll('-', '')
  const boundary = `----tongban${newMessageId(partner.random).replaceAll('-', '')}`
  const until = partner.clock.now() + validMs
  const verdict = await call(
    partner,
    {
      operation: 'upload',
      path,
      headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
      body: {
        fields: filled,
        write: (fields) =>
          writeMultipart(fields, { part, name: file.name, mediaType: file.mediaType, bytes }, boundary),
      },
      // the bytes are in the blob store; the evidence names them
      evidence: utf8ToBytes(JSON.stringify({ ...filled, [part]: `(见 sha256 ${file.sha256})` })),
      values: { caseNo, 'request.hex': requestNo },
    },
    exchanges,
  )
  if (verdict.verdict !== 'done' && verdict.verdict !== 'already') return verdict
  const name = valueAt(verdict.data, id)
  return typeof name === 'string' && name !== ''
    ? { id: name.slice(0, 64), sm3: digest, until }
    : { verdict: 'later', reason: '对方收了文件,没有给文件编号', afterMs: null, unknown: true }
}
