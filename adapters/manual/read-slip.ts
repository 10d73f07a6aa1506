import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { accepted, type Checked, type Fault, faulty } from '../../core/fault.ts'
import { canonicalJson, type Json, type JsonObject } from '../../core/json.ts'
import type { Slip, SlipForm } from '../../core/manual/slip.ts'
import type { FileRef, InboundMessage, InlineFile } from '../../core/message.ts'
import type { Partner } from '../../core/protocol.ts'
import { upperSm3 } from '../layers/csv-package/assist.ts'
import { normal } from '../layers/csv-package/columns.ts'
import { fromDefects } from '../layers/csv-package/defects.ts'
import { sm3Hex } from '../layers/csv-package/seal.ts'
import { fillTemplate } from '../layers/template.ts'
import type { Options } from './options.ts'

const COUNTED: Readonly<Record<string, true>> = { 办件编号: true }

/** What a form for slips asks, as the options say it. */
export function slipForm(matter: string, { slip, files, progress }: Options): SlipForm {
  const columnsOf = (key: string, without: readonly string[]) =>
    (files[key]?.columns['all']?.names ?? []).filter((name) => !COUNTED[name] && !without.includes(name))
  return {
    statuses: Object.entries(slip.statuses).map(([word, { notByTelephone, ...needs }]) => ({
      word,
      ...needs,
      byTelephone: !notByTelephone.includes(matter),
    })),
    fields: slip.fields,
    defectColumns: columnsOf(progress.defects.key, []),
    licenceColumns: columnsOf(progress.licence.key, [progress.licence.file, progress.licence.digest]),
    checkLetters: slip.check.letters,
  }
}

/** A slip as the message that its region would have sent: what it says under the region's own columns, its papers as files. Everything wrong with it at once. */
export async function readSlip(slip: Slip, partner: Partner<Options>): Promise<Checked<InboundMessage>> {
  const { options, blobs } = partner
  const faults = checkSlip(slip, options)
  if (faults.length > 0) return faulty(faults)
  const files: InlineFile[] = []
  const read = async (file: FileRef | null): Promise<InlineFile | null> => {
    const bytes = file && (await blobs.read(file.sha256))
    return file && bytes ? { ref: `${slip.id}/${file.id}`, name: file.name, bytes } : null
  }
  const [document, licence] = [await read(slip.document), await read(slip.licenceFile)]
  for (const file of [document, licence]) if (file) files.push(file)
  const tree = toTree(slip, document, licence, options)
  const said = { ...slip, tree } as unknown as JsonObject
  const now = partner.clock.now()
  return accepted({
    kind: 'progress',
    key: `slip:${slip.id}`,
    digest: bytesToHex(sha256(utf8ToBytes(canonicalJson(said)))),
    caseNo: slip.caseNo,
    partnerCaseNo: slip.partnerNo || null,
    correlation: null,
    matterCode: null,
    seq: 0,
    unnumbered: 'beside',
    tree,
    files,
    memo: {},
    exchange: {
      operation: '回告单',
      sentAt: slip.enteredAt,
      receivedAt: now,
      request: utf8ToBytes(JSON.stringify(slip)),
      response: null,
      status: null,
    },
    reply: {},
  })
}

function checkSlip(slip: Slip, { slip: { check, fields, statuses } }: Options): Fault[] {
  const faults: Fault[] = []
  const fault = (path: string, code: string, message: string, fix: string) => faults.push({ path, code, message, fix })
  const word = normal(slip.status)
  const known = Object.hasOwn(statuses, word) ? statuses[word] : undefined
  const named: Readonly<Record<string, string>> = {
    caseNo: slip.caseNo,
    partnerNo: slip.partnerNo,
    status: word,
    day: slip.day.replaceAll('-', ''),
  }
  const right = upperSm3(String(fillTemplate(check.text, (name) => named[name]) ?? ''), check.letters)
  if (slip.check.toUpperCase() !== right)
    fault('check', 'checksum', '回告核对码不符', '请与对方逐项核对受理号、办理状态、日期和核对码;不符不得入库')
  if (!known) {
    fault('status', 'code', `办理状态“${slip.status.slice(0, 20)}”不在约定的表内`, '请照约定的文字填写,不要猜')
    return faults
  }
  for (const name of Object.keys(slip.fields))
    if (!Object.hasOwn(fields, name)) fault(`fields.${name}`, 'unexpected', `没有“${name}”这一栏`, '请删去')
  for (const name of known.needs)
    if ((slip.fields[name] ?? '') === '') fault(`fields.${name}`, 'required', `“${word}”要有${name}`, `请问明${name}`)
  if (known.defects !== slip.defects.length > 0)
    fault(
      'defects',
      known.defects ? 'required' : 'unexpected',
      known.defects ? '没有写要补正什么' : `“${word}”没有要补正的内容`,
      known.defects ? '请逐条写明列名或材料代码' : '请删去',
    )
  if (slip.licence && !known.licence) fault('licence', 'unexpected', `“${word}”不带证照`, '请删去')
  if (slip.licence && !slip.licenceFile) fault('licenceFile', 'required', '没有证照文件', '请扫描证照后上传')
  if (slip.licenceFile && !slip.licence) fault('licence', 'required', '有证照文件,没有证照内容', '请照证照填写')
  return [...faults, ...checkWay(slip, word, known)]
}

/** A telephone brings no paper, and is not enough for everything; what came on paper is kept as a picture. */
function checkWay(slip: Slip, word: string, known: Options['slip']['statuses'][string]): Fault[] {
  if (slip.way === 'telephone') {
    if (known.notByTelephone.includes(slip.matter))
      return [
        {
          path: 'way',
          code: 'rule',
          message: `这个事项的“${word}”不得仅凭电话入库`,
          fix: '请等对方的材料包,或盖章的回告单',
        },
      ]
    return slip.document || slip.licenceFile
      ? [{ path: 'document', code: 'unexpected', message: '电话带不来文书', fix: '收到传真或信函后另行登记' }]
      : []
  }
  const scan: Fault[] = slip.scan
    ? []
    : [{ path: 'scan', code: 'required', message: '没有回告单的影像', fix: '请扫描盖章的回告单后上传' }]
  const paper: Fault[] =
    known.paper === '' || slip.document
      ? []
      : [{ path: 'document', code: 'required', message: `“${word}”要附${known.paper}`, fix: '请扫描后上传' }]
  return [...scan, ...paper]
}

function toTree(slip: Slip, document: InlineFile | null, licence: InlineFile | null, options: Options): JsonObject {
  const { columns, constants, statuses } = options.slip
  const { progress } = options
  const word = normal(slip.status)
  const paper = statuses[word]?.paper ?? ''
  const status: Record<string, Json> = {
    [columns.caseNo]: slip.caseNo,
    [columns.partnerNo]: slip.partnerNo,
    ...constants,
    ...slip.fields,
    [columns.status]: word,
    [columns.at]: inWords(slip.day, slip.time),
  }
  if (document) {
    status[columns.documentType] = paper
    status[columns.documentFile] = document.ref
  }
  const tree: JsonObject = { [progress.key]: status }
  const same = { [columns.caseNo]: slip.caseNo }
  if (slip.defects.length > 0) tree[progress.defects.key] = slip.defects.map((line) => ({ ...same, ...line }))
  if (slip.licence && licence)
    tree[progress.licence.key] = {
      ...same,
      ...slip.licence,
      [progress.licence.file]: licence.ref,
      [progress.licence.digest]: sm3Hex(licence.bytes),
    }
  return fromDefects(tree, options)
}

/** `2026年3月12日 09:30:00` */
function inWords(day: string, time: string): string {
  const [year = '', month = '', date = ''] = day.split('-')
  return `${year}年${Number(month)}月${Number(date)}日 ${time === '' ? '00:00' : time}:00`
}
