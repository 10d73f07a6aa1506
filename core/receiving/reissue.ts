import type { Case } from '../case/case.ts'
import type { EventFacts } from '../case/event.ts'
import { mappingInput } from '../case/input.ts'
import { mustWait, newDelivery } from '../case/new-delivery.ts'
import type { Fault } from '../fault.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { newId } from '../ids.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { InboundMessage, InboundOutcome } from '../message.ts'
import type { Progress } from '../progress.ts'
import type { Statement } from '../store/driver.ts'
import { aboutCase } from './about-case.ts'
import { fetchDelivery } from './take-files.ts'

/** The region could not take files of ours: it gets new addresses for those that are the case's. The case does not move. */
export async function renewAddresses(
  gateway: Gateway,
  region: Region,
  value: Case,
  asked: NonNullable<Progress['readdress']>,
  actor: string,
): Promise<{ event: EventFacts; value: Case; statements: Statement[] }> {
  const wanted = new Set(asked.files.map(withoutHyphens))
  const files = value.materials.flatMap(({ file }) => (file && wanted.has(withoutHyphens(file.id)) ? [file] : []))
  const data = { reason: asked.reason, files: files.map(({ id }) => id), unknown: asked.files.length - files.length }
  const at = gateway.clock.now()
  const event: EventFacts = { type: 'files-asked', status: value.status, at, actor, data }
  const mapping = await gateway.mappingOf(value)
  if (files.length === 0 || !mapping || !region.carries.includes('reissue')) return { event, value, statements: [] }
  const changed: Case = { ...value, orderNo: value.orderNo + 1 }
  const message = { id: newId(gateway.clock, gateway.random), seq: changed.orderNo }
  const readdress = { files: files.map((file) => ({ file: { ...file } })), reason: asked.reason }
  const mapped = mapping.mapForm('reissue', mappingInput(gateway, changed, message, { readdress }), [])
  if (mapped.faults.length > 0) throw new GatewayError('form-invalid', '换材料地址的报文有问题', mapped.faults)
  const statements = newDelivery(
    changed,
    { ...message, kind: 'reissue', orderNo: changed.orderNo },
    { tree: mapped.tree, files: mapped.files },
    at,
    mustWait(await gateway.store.deliveries.ofCase(value.id), 'reissue'),
  )
  return { event, value: changed, statements }
}

/** Regions whose ids are plain hex name our files so. */
function withoutHyphens(id: string): string {
  return id.replaceAll('-', '').toLowerCase()
}

/** The region gives new addresses of files that it holds: each that has not come yet is fetched from there. */
export function receiveReissue(gateway: Gateway, region: Region, message: InboundMessage): Promise<InboundOutcome> {
  return aboutCase(gateway, region, message, ['in'], async (value, now) => {
    const named = listNamed(message.tree)
    const earlier = (await gateway.store.deliveries.ofCase(value.id)).filter(({ kind }) => kind === 'fetch')
    const fetches: Statement[][] = []
    const faults: Fault[] = []
    for (const [index, { ref, at }] of named.entries()) {
      const file = await gateway.store.files.byRef(region.code, ref, value.id)
      const before = file && earlier.find(({ payload }) => payload.tree['fileId'] === file.id)
      if (!file || !before) {
        const path = `files[${index}].fileId`
        faults.push({ path, code: 'file-unknown', message: '本件没有这份材料', fix: '请核对材料编号' })
      } else if (file.sha256 === '') {
        const sha256 = String(before.payload.tree['sha256'] ?? '')
        fetches.push(fetchDelivery(gateway, file, { at, sha256 }, value.orderNo + fetches.length + 1))
      }
    }
    if (faults.length > 0) throw new GatewayError('form-invalid', '换地址的材料有问题', faults)
    const event: EventFacts = {
      type: 'files-readdressed',
      status: value.status,
      at: now,
      actor: `region:${region.code}`,
      data: { message: message.key, files: fetches.length },
    }
    return {
      event,
      value: { ...value, orderNo: value.orderNo + fetches.length },
      statements: fetches.flat(),
      outcome: { outcome: 'processed', caseNo: value.no, at: now, duplicate: false },
    }
  })
}

function listNamed({ files }: JsonObject): { ref: string; at: string }[] {
  if (!Array.isArray(files)) return []
  return files
    .filter(isObject)
    .map((file: Record<string, Json>) => ({ ref: String(file['ref']), at: String(file['at']) }))
}
