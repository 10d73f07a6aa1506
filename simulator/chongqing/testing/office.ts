import { randomUUID } from 'node:crypto'
import type { Simulator } from '../../contract.ts'
import type { JsonObject } from '../json.ts'
import { type Answer, digest } from './gateway-parcel.ts'
import { post, type ThinGateway } from './thin-gateway.ts'

const MOMENT = '2026-03-02T09:15:00+08:00'

/** An office behind the thin gateway that tells the simulator of progress on one of its cases. */
export function createOffice(gateway: ThinGateway, simulator: Simulator, bizNo: string) {
  let lastSeq = 0

  /** A file the gateway holds from now on, as an event describes it. */
  function hold(fileId: string, text: string): JsonObject {
    const bytes = Buffer.from(text)
    gateway.files.set(`/tb/v1/files/${fileId}`, { bytes, type: 'application/ofd' })
    const url = `${gateway.url}/tb/v1/files/${fileId}?t=${'a'.repeat(24)}`
    const about = { name: '文件.ofd', mediaType: 'application/ofd', sizeBytes: bytes.length, digest: digest(bytes) }
    return { fileId, ...about, url, urlExpiresAt: '2026-03-03T09:15:00+08:00' }
  }

  function documentOf(type: string): JsonObject {
    const file = hold(`f_${type}`, `PK ${type}`)
    return { type, no: '武行审〔2026〕1号', title: '文书', date: '2026-03-02', file }
  }

  function tell(state: string, groups: JsonObject = {}, seq = lastSeq + 1): Promise<Answer> {
    lastSeq = seq
    const eventId = randomUUID()
    const officer = { orgCode: '11510107000000000U', orgName: '武侯区', name: '审查示例' }
    const numbers = { specVersion: '1.4', eventId, type: 'case.state', bizNo, caseNo: 'WH1', seq }
    const event = { ...numbers, occurredAt: MOMENT, state, officer, ...groups }
    return post(simulator, event, { target: '/tb/v1/events', messageId: eventId })
  }

  const accept = (): Promise<Answer> =>
    tell('accepted', { sla: { hours: 24, basis: 'work', dueAt: MOMENT }, document: documentOf('acceptance_notice') })

  const approve = (): Promise<Answer> =>
    tell('approved', { decision: { result: 'approve', decidedAt: MOMENT }, document: documentOf('decision_letter') })

  /** Asks to correct the named fields and materials. */
  function askFor(pointers: string[], materialCodes: string[]): Promise<Answer> {
    const asked = { label: '补正项', reason: '不符', requirement: '补正' }
    const items: JsonObject[] = [
      ...pointers.map((pointer) => ({ target: 'field', pointer, ...asked })),
      ...materialCodes.map((materialCode) => ({ target: 'material', materialCode, ...asked })),
    ]
    const correction = {
      no: 'BZ1',
      issuedAt: MOMENT,
      dueAt: '2026-03-16T18:00:00+08:00',
      round: 1,
      baseRevision: 1,
      items,
    }
    return tell('need_correction', { correction, document: documentOf('correction_notice') })
  }

  function issue(no: string, text: string): Promise<Answer> {
    const licence = {
      typeCode: '11100000000013338W001',
      name: '营业执照',
      no,
      licenceId: '1.2.156.3005.2.11100000000013338W001.11510107000000000U.20260000000000000021.001.K',
      holderName: '成都示例企业管理有限公司',
      holderCode: no,
      issuerName: '武侯区',
      issuerCode: '11510107000000000U',
      issuedOn: '2026-03-02',
      validFrom: '2026-03-02',
      openEnded: true,
      file: hold('f_licence_1', text),
    }
    return tell('done', { licence })
  }

  return {
    tell,
    accept,
    approve,
    askFor,
    issue,
    view: () => simulator.pushed().find((own) => own.partnerCaseNo === bizNo)!,
  }
}
