import { randomUUID } from 'node:crypto'
import type { PushedCase, PushVariant } from '../contract.ts'
import { callGateway } from './gateway-client.ts'
import { sampleFiles, samplePush } from './samples.ts'
import { answer, sha256 } from './wire.ts'

type Body = Record<string, unknown>

const MUST_NAME: Record<string, string[]> = {
  '20': ['docData', 'correctData'],
  '30': ['docData'],
  '31': ['docData'],
  '41': ['docData', 'specialData'],
  '50': ['docData', 'resultData'],
  '51': ['docData', 'resultData'],
  '70': ['docData', 'resultData'],
  '71': ['expressData'],
}
const NEXT: Record<string, string[]> = {
  '': ['11', '30', '31', '32', '80'],
  '11': ['20', '30', '31', '32', '80', '81'],
  '20': ['21', '80', '81'],
  '21': ['20', '30', '31', '32', '80'],
  '30': ['40', '41', '50', '51', '80', '81'],
  '40': ['40', '41', '50', '51', '70', '80', '81'],
  '41': ['42'],
  '42': ['40', '50', '51'],
  '50': ['40', '70'],
  '51': ['70'],
  '70': ['71', '72', '90'],
}

/** 收件方: pushes cases to the gateway and takes its progress messages, noting every breach of the document. */
export function createCollecting(setting: { gatewayUrl: string; now: () => number; pushed: Map<string, PushedCase> }) {
  const bodies = new Map<string, Body>()
  const call = (service: string, body: Body, tamper?: { signature?: string; rtime?: string }) =>
    callGateway(setting.gatewayUrl, service, body, setting.now(), tamper)

  async function push(
    matter: 'M02' | 'M07',
    variant: PushVariant = 'ok',
  ): Promise<{ partnerCaseNo: string; reply: unknown }> {
    const projectNo = `HE130102${setting.now()}${String(bodies.size + 1).padStart(4, '0')}`
    const files = new Map<string, { id: string; url: string; name: string }>()
    for (const [code, name, bytes] of sampleFiles(matter)) {
      const reply = (await call('3101', {
        messageId: randomUUID(),
        projectNo,
        materialCode: code,
        fileName: name,
        fileFormat: 'pdf',
        fileSize: String(bytes.length),
        fileSha256: sha256(bytes),
        fileContent: bytes.toString('base64'),
      })) as { data?: { data?: { fileId?: string; url?: string } } }
      files.set(code, { id: reply.data?.data?.fileId ?? '', url: reply.data?.data?.url ?? '', name })
    }
    const body = samplePush(matter, projectNo, files, setting.now())
    if (variant === 'bad-id') body['applyerPageCode'] = '130102190003050029'
    bodies.set(projectNo, body)
    setting.pushed.set(projectNo, { partnerCaseNo: projectNo, gatewayCaseNo: '', status: '', events: [], faults: [] })
    if (variant === 'bad-signature')
      return { partnerCaseNo: projectNo, reply: await call('3102', body, { signature: 'AAAA' }) }
    if (variant === 'stale')
      return { partnerCaseNo: projectNo, reply: await call('3102', body, { rtime: String(setting.now() - 3_600_000) }) }
    const rtime = variant === 'replayed' ? String(setting.now() + 1_000) : undefined
    let reply = await call('3102', body, rtime ? { rtime } : undefined)
    const entry = setting.pushed.get(projectNo)
    if (entry)
      entry.gatewayCaseNo = ((reply as { data?: { data?: { acceptNo?: string } } }).data?.data?.acceptNo ?? '') || ''
    if (variant === 'duplicate') reply = await call('3102', { ...body, messageId: randomUUID() })
    if (variant === 'conflict') reply = await call('3102', { ...body, contactMobile: '13900000000' })
    if (variant === 'replayed' && rtime) reply = await call('3102', body, { rtime })
    return { partnerCaseNo: projectNo, reply }
  }

  async function takeProgress(body: Body): Promise<object> {
    const entry = setting.pushed.get(String(body['projectNo']))
    if (!entry) return answer('304', '查无此件')
    const [seq, status] = [Number(body['seq']), String(body['projectStatus'])]
    if (entry.events.some((event) => event.seq === seq)) return answer('201', '重复')
    if (seq !== entry.events.length + 1) entry.faults.push(`seq ${seq} 不连续`)
    if (!NEXT[entry.status]?.includes(status)) entry.faults.push(`状态 ${entry.status} 之后不能是 ${status}`)
    for (const group of MUST_NAME[status] ?? [])
      if (Object.keys((body[group] as object | undefined) ?? {}).length === 0)
        entry.faults.push(`状态 ${status} 缺少 ${group}`)
    if (String(body['acceptNo']) !== entry.gatewayCaseNo) entry.faults.push('acceptNo 与登记时不同')
    entry.events.push({ seq, status })
    entry.status = status
    if (status === '20') void correct(body).catch(() => entry.faults.push('补正没有送达'))
    const result = (body['resultData'] ?? {}) as Body
    if (status === '70' && result['fileId'])
      void fetchLicence(entry, String(body['projectNo']), result).catch(() => entry.faults.push('证照没有取到'))
    return answer('200', '已处理', {})
  }

  async function correct(notice: Body): Promise<void> {
    const projectNo = String(notice['projectNo'])
    const body = bodies.get(projectNo)
    if (!body) return
    const form = { ...(body['formData'] as Body) }
    if ('memo' in form) form['memo'] = '已补充说明'
    if ('lossNo' in form) form['lossNo'] = 'SC20260228000452'
    const correctData = notice['correctData'] as Body
    await call('3103', {
      messageId: randomUUID(),
      version: '3.1',
      dataVersion: '2',
      projectNo,
      acceptNo: notice['acceptNo'],
      correctNo: correctData['correctNo'],
      applyDate: body['applyDate'],
      formData: form,
      materialData: body['materialData'],
    })
  }

  async function fetchLicence(entry: PushedCase, projectNo: string, result: Body): Promise<void> {
    const reply = (await call('3106', { messageId: randomUUID(), projectNo, fileId: result['fileId'] })) as {
      data?: { data?: { fileContent?: string } }
    }
    const bytes = Buffer.from(reply.data?.data?.fileContent ?? '', 'base64')
    if (sha256(bytes) !== result['fileSha256']) entry.faults.push('证照文件摘要不符')
    entry.licence = { no: String(result['resultCetrNo']), sha256: sha256(bytes), bytes: bytes.length }
  }

  return { push, takeProgress }
}
