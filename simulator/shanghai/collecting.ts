import { randomUUID } from 'node:crypto'
import type { PushedCase, PushVariant } from '../contract.ts'
import { checkProgress } from './check-progress.ts'
import type { FileShelf } from './file-shelf.ts'
import { callGateway, codeOf, newNonce, type Tampering } from './gateway-client.ts'
import { samplePush, submitted } from './samples.ts'
import { type Body, inner, sha256, shanghaiDay, shanghaiTime } from './wire.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
  readonly shelf: FileShelf
}

/** 收件方: pushes cases to the gateway and takes its progress messages, noting every breach of the document. */
export function createCollecting(setting: Setting) {
  const { now, pushed, shelf } = setting
  const bodies = new Map<string, Body>()
  const call = (operation: string, body: Body, tampering?: Tampering) =>
    callGateway(setting.gatewayUrl, `/sh/apply/${operation}`, body, now(), tampering)

  async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
    const number = String(bodies.size + 1).padStart(3, '0')
    const partnerCaseNo = `SH310101${shanghaiDay(now()).slice(2).replaceAll('-', '')}00WC${number}`
    const body = samplePush(matter, partnerCaseNo, shelf, now())
    bodies.set(partnerCaseNo, body)
    pushed.set(partnerCaseNo, { partnerCaseNo, gatewayCaseNo: '', status: '已登记', events: [], faults: [] })
    return { partnerCaseNo, reply: await submit(body, variant) }
  }

  async function submit(body: Body, variant: PushVariant): Promise<unknown> {
    if (variant === 'bad-id') body['ApplyerPageCode'] = '310101190003050026'
    if (variant === 'worn-address') shelf.wearOut(String((body['Attachments'] as Body[])[0]?.['PullUrl']))
    if (variant === 'bad-signature') return call('submit', body, { signature: `v1=${'0'.repeat(64)}` })
    if (variant === 'stale') return call('submit', body, { time: now() - 3_600_000 })
    const nonce = newNonce()
    const reply = await call('submit', body, { nonce })
    const entry = pushed.get(String(body['ApplyNo']))
    const { Data } = (reply ?? {}) as { Data?: { CaseNo?: string } | null }
    if (entry) entry.gatewayCaseNo = Data?.CaseNo ?? ''
    if (variant === 'duplicate') return call('submit', { ...body, MessageId: randomUUID() })
    if (variant === 'conflict') return call('submit', { ...body, Mobile: '13900000000' })
    if (variant === 'replayed') return call('submit', body, { nonce })
    return reply
  }

  function takeProgress(body: Body): Body {
    const ApplyNo = String(body['ApplyNo'])
    const entry = pushed.get(ApplyNo)
    if (!entry) return inner('2007', '查无此件', { ApplyNo })
    const seq = Number(body['EventSeq'])
    if (entry.events.some((event) => event.seq === seq)) return inner('1001', '重复', { ApplyNo })
    entry.faults.push(...checkProgress(body, entry))
    const status = String(body['Status'] ?? body['EventType'])
    entry.events.push({ seq, status })
    if (body['Status']) entry.status = status
    follow(entry, ApplyNo, status, body).catch(() => entry.faults.push(`${status} 之后没有做到`))
    return inner('1000', '已处理', { ApplyNo })
  }

  async function follow(entry: PushedCase, ApplyNo: string, status: string, body: Body): Promise<void> {
    if (status === '待补正') return correct(entry, ApplyNo, body)
    if (status === 'FILE_REISSUE') {
      const Files = (body['FileIds'] as string[]).map((FileId) => ({ FileId, ...shelf.address(FileId) }))
      await call('files', { MessageId: randomUUID(), ApplyNo, Files })
    }
    if (status === '已办结' && body['Licence']) await fetchLicence(entry, body['Licence'] as Body)
  }

  /** Changes the fields that are asked for, and brings the materials (§3.4). */
  async function correct(entry: PushedCase, ApplyNo: string, notice: Body): Promise<void> {
    const before = bodies.get(ApplyNo) ?? {}
    const asked = notice['Supplement'] as { SupplementNo: string; Fields: { Path: string }[]; Stuffs: Body[] }
    const form = { ...(before['ApplyForm'] as Body) }
    for (const { Path } of asked.Fields) form[Path.slice('ApplyForm.'.length)] = '已补充说明'
    const old = (before['Attachments'] as Body[]).filter(({ StuffCode }) =>
      asked.Stuffs.some((stuff) => stuff['StuffCode'] === StuffCode),
    )
    const reply = await call('supplement', {
      MessageId: randomUUID(),
      ApplyNo,
      CaseNo: entry.gatewayCaseNo,
      SupplementNo: asked.SupplementNo,
      ApplyTime: shanghaiTime(now()),
      Patch: null,
      ApplyForm: form,
      Attachments: old.map(({ StuffCode, StuffName }) => {
        const bytes = Buffer.from(`%PDF-1.4\n%补正 ${ApplyNo}\n%%EOF\n`)
        return submitted(String(StuffCode), String(StuffName), shelf.offer('补正材料.pdf', bytes))
      }),
      RemoveFileIds: old.map(({ FileId }) => FileId),
    })
    if (codeOf(reply) !== '1000') entry.faults.push(`补正没有登记:${JSON.stringify(reply).slice(0, 300)}`)
  }

  async function fetchLicence(entry: PushedCase, licence: Body): Promise<void> {
    const file = licence['File'] as Body
    const response = await fetch(String(file['PullUrl']), { redirect: 'manual' })
    const bytes = Buffer.from(await response.arrayBuffer())
    if (sha256(bytes) !== file['Sha256']) entry.faults.push('证照文件摘要不符')
    entry.licence = { no: String(licence['No']), sha256: sha256(bytes), bytes: bytes.length }
  }

  return { push, takeProgress }
}
