import type { Case } from '../case/case.ts'
import type { Fault } from '../fault.ts'
import type { Gateway, Region } from '../gateway.ts'
import { GatewayError } from '../gateway-error.ts'
import { mayBeTied } from '../housekeeping.ts'
import { newId } from '../ids.ts'
import type { FileRef, InboundMessage } from '../message.ts'
import type { Statement } from '../store/driver.ts'
import { type StoredFile, updateFile } from '../store/files.ts'
import type { Staff } from '../store/people.ts'
import { insertSlip } from '../store/slips.ts'
import { toDate } from '../time.ts'
import type { Slip, SlipFields, SlipWay } from './slip.ts'

/** A slip as somebody typed it; files by their ids. */
export interface SlipInput {
  readonly way: SlipWay
  readonly partnerNo: string
  readonly status: string
  readonly day: string
  readonly time: string
  readonly toldBy: string
  readonly check: string
  readonly fields: SlipFields
  readonly defects: readonly SlipFields[]
  readonly licence?: SlipFields | undefined
  readonly scanId?: string | undefined
  readonly documentId?: string | undefined
  readonly licenceFileId?: string | undefined
}

/** Keeps a slip that a second person has to confirm; throws every fault of it: its check, what its status needs, days, and what the region's own form cannot be read as. */
export async function enterSlip(
  gateway: Gateway,
  caseNo: string,
  input: SlipInput,
  by: Pick<Staff, 'id' | 'name'>,
): Promise<Slip> {
  const { value, region } = await requireSlipCase(gateway, caseNo)
  const { scanId, documentId, licenceFileId, licence, ...said } = input
  const bound: Statement[] = []
  const faults: Fault[] = []
  const find = (path: string, id: string | undefined) => fileOf(gateway, path, id, value, faults, bound)
  const slip: Slip = {
    ...said,
    id: newId(gateway.clock, gateway.random),
    region: value.region,
    caseNo: value.no,
    matter: value.matter,
    licence: licence ?? null,
    scan: await find('scan', scanId),
    document: await find('document', documentId),
    licenceFile: await find('licenceFile', licenceFileId),
    enteredBy: by.id,
    enteredByName: by.name,
    enteredAt: gateway.clock.now(),
  }
  const read = await readSlip(gateway, region, value, slip)
  const all = [...faults, ...checkDay(gateway, value, slip), ...('faults' in read ? read.faults : [])]
  if (all.length > 0) throw new GatewayError('slip-invalid', all[0]?.message, all)
  await gateway.store.commit([insertSlip(slip), ...bound])
  return slip
}

/** A case of ours whose region answers by slips; throws where it is none. */
export async function requireSlipCase(gateway: Gateway, caseNo: string): Promise<{ value: Case; region: Region }> {
  const value = await gateway.store.cases.byNo(caseNo)
  if (!value) throw new GatewayError('case-unknown', `没有编号为 ${caseNo.slice(0, 60)} 的办件`)
  const region = gateway.regions.get(value.region)
  if (value.direction !== 'out' || !region || region.link.slipForm(value.matter) === null)
    throw new GatewayError('slip-unknown', '这个办件的答复经网络来,没有回告单')
  return { value, region }
}

/** The message that a slip stands for, or what is wrong with it; what the region's form cannot be read as is told at its columns. */
export async function readSlip(
  gateway: Gateway,
  region: Region,
  value: Case,
  slip: Slip,
): Promise<{ message: InboundMessage } | { faults: readonly Fault[] }> {
  const read = await region.link.readSlip(slip)
  if (!read.ok) return { faults: read.faults }
  const mapping = await gateway.mappingOf(value)
  const progress = mapping?.readProgress(read.value.tree, value.form)
  const faults = (progress?.faults ?? []).map(({ path, code, message, fix }) => {
    const [, ...column] = path.split('.')
    return { path: `fields.${column.join('.') || path}`, code, message, fix: fix ?? '请照约定的格式填写' }
  })
  return faults.length > 0 ? { faults } : { message: read.value }
}

function checkDay({ clock }: Gateway, value: Case, { day }: Slip): Fault[] {
  if (day > toDate(clock.now()))
    return [{ path: 'day', code: 'range', message: '回告日期在今天之后', fix: '请核对日期' }]
  return day < toDate(value.createdAt)
    ? [{ path: 'day', code: 'range', message: '回告日期在收件之前', fix: '请核对日期' }]
    : []
}

async function fileOf(
  gateway: Gateway,
  path: string,
  id: string | undefined,
  value: Case,
  faults: Fault[],
  bound: Statement[],
): Promise<FileRef | null> {
  if (id === undefined) return null
  const file: StoredFile | null = await gateway.store.files.byId(id)
  const usable = file && file.sha256 !== '' && mayBeTied(file, gateway.clock.now())
  if (!usable || (file.caseId !== '' && file.caseId !== value.id)) {
    const message = '文件不存在、已属于别的办件,或上传后快满一天没有用'
    faults.push({ path, code: 'file-unknown', message, fix: '请重新上传' })
    return null
  }
  bound.push(updateFile(file.id, { caseId: value.id }))
  const { sha256, name, mediaType, sizeBytes } = file
  return { id, sha256, name, mediaType, sizeBytes }
}
