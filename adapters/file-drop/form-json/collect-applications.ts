import { isObject, type Json, type JsonObject } from '../../../core/json.ts'
import { readJsonObject } from '../../../core/json-text.ts'
import type { Drop } from '../../../core/links.ts'
import type { Collected, InboundMessage } from '../../../core/message.ts'
import type { Partner } from '../../../core/protocol.ts'
import type { FormJsonOptions } from '../options.ts'
import { bindFiles, readArchive } from './check-archive.ts'
import { DIRECTORIES } from './names.ts'
import { decodeForm } from './payload.ts'
import type { ReceiptRow } from './quoted-csv.ts'
import { type LaidSeal, receiptRow, refusedRow, type Subject, withoutReceipt, writeReceipt } from './receipt-book.ts'
import { type Broken, digestOf, readSealed, type SealedFiles } from './seal.ts'

const DAY = /^\d{8}$/
/** `X_1.json` and `X_1.zip`, or `X_1.ch.json` for a withdrawal */
const DOCUMENT = /^([A-Za-z0-9-]{1,50})_([1-9]\d?)(\.ch)?\.json$/

/** The region's own cases, its corrections and withdrawals: what a seal vouches for, by day and name; each gets a receipt of its own. */
export async function* collectApplications(partner: Partner<FormJsonOptions>): AsyncGenerator<Collected> {
  const drop = partner.links.drop(partner.options.drop)
  for (const day of await drop.directories(DIRECTORIES.theirApplications)) {
    if (!DAY.test(day)) continue
    const directory = `${DIRECTORIES.theirApplications}/${day}`
    const seals = (await drop.list(directory))
      .filter(({ name }) => name.endsWith('.ok'))
      .map(({ name, modifiedAt }) => ({ path: `${directory}/${name}`, modifiedAt }))
    for (const seal of await withoutReceipt(seals, partner)) yield await toCollected(drop, seal, partner)
  }
}

const WORDS: Readonly<Partial<Record<Broken['reason'], string>>> = {
  'signature-wrong': '材料包、清单或摘要不符',
  'too-large': '文件太大',
  malformed: '报文或材料包不可解析',
}

/** What was laid, as far as it was read. */
interface Laid {
  readonly subject: Subject
  readonly message: InboundMessage
}

async function toCollected(drop: Drop, seal: LaidSeal, partner: Partner<FormJsonOptions>): Promise<Collected> {
  const { options } = partner
  const name = seal.path.slice(seal.path.lastIndexOf('/') + 1)
  const write = (row: ReceiptRow | null) => (row ? writeReceipt(drop, seal, [row], partner) : Promise.resolve())
  const refuse = ({ reason, detail }: Broken, json: Uint8Array | null, subject: Subject): Collected => ({
    received: {
      kind: 'refused',
      refusal: { reason, detail: `${name} ${detail}` },
      ...(json ? { exchange: exchangeOf(name, json, partner) } : {}),
    },
    settle: () => write(refusedRow(subject, reason, WORDS[reason] ?? '不能收下', options)),
  })
  const document = name.replace(/(\.json)?\.ok$/, '.json')
  const named = { wjm: document, sjid: '', lsh: DOCUMENT.exec(document)?.[1] ?? '', slh: '' }
  const sealed = await readSealed(drop, seal.path, (file) => mostBytes(file, document, options))
  if (!(sealed instanceof Map)) return refuse(sealed as Broken, null, named)
  const json: Uint8Array | null = sealed.get(document) ?? null
  if (!json) return refuse({ reason: 'malformed', detail: '.ok 没有写报文' }, null, named)
  const read = await readLaid(document, json, sealed, partner)
  if (!('message' in read)) return refuse(read, json, named)
  const { message, subject } = read
  return {
    received: { kind: 'message', message },
    settle: (outcome) => write(receiptRow(subject, outcome, message.tree, options)),
  }
}

function mostBytes(file: string, document: string, options: FormJsonOptions): number | null {
  if (file === document) return options.maxBodyBytes
  return file === document.replace(/\.json$/, '.zip') ? options.maxArchiveBytes : null
}

function exchangeOf(name: string, request: Uint8Array, { clock }: Partner<FormJsonOptions>) {
  const now = clock.now()
  return { operation: `SFTP ${name}`, sentAt: now, receivedAt: now, request, response: null, status: null }
}

async function readLaid(
  document: string,
  json: Uint8Array,
  sealed: SealedFiles,
  partner: Partner<FormJsonOptions>,
): Promise<Laid | Broken> {
  const { options } = partner
  const malformed = (detail: string): Broken => ({ reason: 'malformed', detail })
  const [, lsh = '', cs = '', withdraws] = DOCUMENT.exec(document) ?? []
  if (lsh === '') return malformed('文件名不是约定的名称')
  const body = readJsonObject(json, { maxBytes: options.maxBodyBytes, maxDepth: 6 })
  if (typeof body === 'string') return malformed(`不是可读的 JSON 对象(${body})`)
  if (!isTexts(body)) return malformed('值不都是字符串')
  if (hasControl(body)) return malformed('值里有控制字符')
  if (body['lsh'] !== lsh || (withdraws === undefined && body['cs'] !== cs)) return malformed('文件名与报文不符')
  const subject = { wjm: document, sjid: '', lsh, slh: '' }
  const common = {
    digest: digestOf(json),
    partnerCaseNo: lsh,
    correlation: null,
    matterCode: null,
    seq: Number(cs),
    memo: {},
    exchange: exchangeOf(document, json, partner),
    reply: {},
  }
  if (withdraws !== undefined) {
    const slh = String(body['slh'] ?? '')
    const message = { ...common, kind: 'withdraw', key: `${lsh}_${cs}.ch`, caseNo: slh, tree: body, files: [] } as const
    return { subject: { ...subject, slh }, message }
  }
  const entries = await readArchive(body, sealed.get(document.replace(/\.json$/, '.zip')) ?? null, options)
  if (!Array.isArray(entries)) return entries as Broken
  const tree = decodeForm(json, 'apply', options)
  if (!tree.ok) return malformed(tree.faults[0]?.message ?? '')
  const isFirst = cs === '1'
  const message: InboundMessage = {
    ...common,
    kind: isFirst ? 'apply' : 'supplement',
    key: `${lsh}_${cs}`,
    caseNo: null,
    ...(isFirst ? {} : { baseRevision: Number(cs) - 1 }),
    ...bindFiles(tree.value, entries),
  }
  return { subject, message }
}

/** Every leaf is a text (610000 document 3.1). */
function isTexts(value: Json): boolean {
  if (Array.isArray(value)) return value.every(isTexts)
  return isObject(value) ? Object.values(value).every(isTexts) : typeof value === 'string'
}

const CONTROL = /[\p{Cc}]/u

function hasControl(value: Json): boolean {
  if (typeof value === 'string') return CONTROL.test(value.replaceAll('\n', ''))
  return Object.values(value as JsonObject).some(hasControl)
}
