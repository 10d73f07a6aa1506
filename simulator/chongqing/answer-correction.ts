import { randomUUID } from 'node:crypto'
import { momentText } from './china-time.ts'
import { callUntilAnswered } from './gateway-client.ts'
import { asArray, asText, isObject, type Json, type JsonObject, setAt, valueAt } from './json.ts'
import type { OwnCase, Region } from './region.ts'
import { newUpload } from './sample-cases.ts'

/** Better values for the fields an office may ask about; others are sent again as they are. */
const BETTER: Readonly<Record<string, Json>> = {
  '/form/employer/name': '重庆示例纺织有限公司',
  '/form/employer/no': '5000000000012345',
  '/form/reason': 'assignment',
  '/form/awayAddr': '重庆市九龙坡区示例街道示例大道18号501室',
  '/form/remark': '已按通知补正',
  '/form/agency/name': '重庆市九龙坡区医疗保障事务中心(示例)',
  '/form/agency/contact': '联系示例',
  '/form/agency/phone': '023-12345678',
  '/form/insuranceNo': '5101070000000012',
  '/form/linkMode': 'interprovincial',
  '/form/entity/repName': '贾示例',
  '/form/reissue/lossNotice/no': 'GS2026030200012',
  '/phone': '13800000007',
}

/** The change for one field: at its highest missing ancestor with the whole object, or at the field itself (§3.4). */
function changeFor(body: JsonObject, pointer: string): JsonObject | null {
  const before = valueAt(body, pointer)
  const value = BETTER[pointer] ?? before
  if (value === undefined) return null
  if (before !== undefined) return { op: 'replace', path: pointer, value }
  const keys = pointer.split('/').slice(1)
  const missing = keys.findIndex((_, i) => valueAt(body, `/${keys.slice(0, i + 1).join('/')}`) === undefined)
  const nested = keys.slice(missing + 1).reduceRight<Json>((inner, key) => ({ [key]: inner }), value)
  return { op: 'add', path: `/${keys.slice(0, missing + 1).join('/')}`, value: nested }
}

/** One change for each field item in order; fields under one missing ancestor share it. */
function changesFor(body: JsonObject, items: JsonObject[]): JsonObject[] {
  const corrected = structuredClone(body)
  const changes = new Map<string, JsonObject>()
  for (const item of items.filter((entry) => entry['target'] === 'field')) {
    const pointer = asText(item['pointer'])
    const change = changeFor(body, pointer)
    if (!change) continue
    const path = asText(change['path'])
    const isShared = changes.has(path)
    if (isShared) setAt(corrected, pointer, BETTER[pointer])
    else setAt(corrected, path, change['value'])
    changes.set(path, { ...change, value: structuredClone(valueAt(corrected, path) ?? null) })
  }
  return [...changes.values()]
}

function newFiles(region: Region, own: OwnCase, items: JsonObject[]): { files: JsonObject[]; removed: string[] } {
  const files: JsonObject[] = []
  const removed: string[] = []
  for (const item of items.filter((entry) => entry['target'] === 'material')) {
    const code = asText(item['materialCode'])
    const rule = own.matter.materials.find((material) => material.code === code)
    if (!rule) continue
    const mediaType = rule.formats[0] ?? 'application/pdf'
    const name = `${rule.name}-补.${mediaType === 'image/jpeg' ? 'jpg' : 'pdf'}`
    files.push(newUpload(region, own.view.partnerCaseNo, code, name, mediaType))
    const old = item['fileId'] ?? valueAt(fileOf(own, code), '/fileId')
    if (typeof old === 'string') removed.push(old)
  }
  return { files, removed }
}

function fileOf(own: OwnCase, materialCode: string): Json | undefined {
  return asArray(own.body['files']).find((file) => valueAt(file, '/materialCode') === materialCode)
}

/** The case as it stands once the gateway has taken the correction. */
function applyOwn(own: OwnCase, changes: JsonObject[], files: JsonObject[], removed: string[]): void {
  for (const change of changes) setAt(own.body, asText(change['path']), change['value'])
  const replaced = new Set(files.map((file) => file['materialCode']))
  const kept = asArray(own.body['files']).filter((file) => {
    if (removed.includes(asText(valueAt(file, '/fileId')))) return false
    return !(replaced.has(valueAt(file, '/materialCode') ?? null) && valueAt(file, '/exempt') !== undefined)
  })
  own.body['files'] = [...kept, ...files]
  own.revision += 1
}

/** Answers a correction the gateway asked for with what changed and nothing else (§3.4). */
export async function answerCorrection(region: Region, own: OwnCase, event: JsonObject): Promise<void> {
  const bizNo = own.view.partnerCaseNo
  const items = asArray(valueAt(event, '/correction/items')).filter(isObject)
  if (valueAt(event, '/correction/baseRevision') !== own.revision) {
    own.view.faults.push(`补正 baseRevision 应为 ${own.revision}`)
  }
  const changes = changesFor(own.body, items)
  const { files, removed } = newFiles(region, own, items)
  const body: JsonObject = {
    specVersion: '1.4',
    bizNo,
    caseNo: own.view.gatewayCaseNo,
    correctionNo: valueAt(event, '/correction/no') ?? '',
    baseRevision: own.revision,
    submittedAt: momentText(region.now()),
    ...(changes.length > 0 ? { changes } : {}),
    files,
    ...(removed.length > 0 ? { removeFileIds: removed } : {}),
  }
  const url = `${region.gatewayUrl}/tb/v1/cases/${bizNo}/corrections`
  const reply = await callUntilAnswered(region, { method: 'POST', url, body, messageId: randomUUID() })
  const isTaken = reply.status === 200 && ['registered', 'duplicate'].includes(asText(reply.json['outcome']))
  if (reply.fault) own.view.faults.push(`补正应答:${reply.fault}`)
  if (!isTaken) {
    own.view.faults.push(`补正未被接受:HTTP ${reply.status} ${JSON.stringify(reply.json).slice(0, 300)}`)
    return
  }
  applyOwn(own, changes, files, removed)
  if (reply.json['revision'] !== own.revision) own.view.faults.push(`补正应答 revision 应为 ${own.revision}`)
}

/** Sends new addresses of the files the gateway could not fetch (§1.3, 2). */
export async function sendNewAddresses(region: Region, own: OwnCase, event: JsonObject): Promise<void> {
  const bizNo = own.view.partnerCaseNo
  const files: JsonObject[] = []
  for (const fileId of asArray(valueAt(event, '/reissue/fileIds')).map(asText)) {
    const fresh = region.shelf.renew(fileId)
    if (fresh) files.push({ fileId, ...fresh })
    else own.view.faults.push(`要求重发的 ${fileId} 不是本件材料`)
  }
  const url = `${region.gatewayUrl}/tb/v1/cases/${bizNo}/files`
  const body: JsonObject = { bizNo, files }
  const reply = await callUntilAnswered(region, { method: 'POST', url, body, messageId: randomUUID() })
  if (reply.fault || reply.status !== 200) {
    own.view.faults.push(`换地址未被接受:HTTP ${reply.status} ${reply.fault ?? ''}`)
  }
}
