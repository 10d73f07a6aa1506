import type { PushedCase, PushVariant } from '../contract.ts'
import { checkProgress, filesIn } from './check-progress.ts'
import type { FileStore } from './file-store.ts'
import { codeOf, innerOf, postJson, type Tampering, upload } from './gateway-client.ts'
import { type Brought, sampleOf } from './samples.ts'
import { answer, type Body, beijingDay, parse, sm3 } from './wire.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
  readonly files: FileStore
}

/** 收件方: uploads, pushes cases to the gateway and takes its events, noting every breach of the document. */
export function createCollecting({ gatewayUrl, now, pushed, files }: Setting) {
  const bodies = new Map<string, Body>()
  const call = (place: string, body: Body, tampering?: Tampering) => postJson(gatewayUrl, place, body, now(), tampering)

  /** §3.4: an attachment, its file uploaded first (§1.3). */
  async function attach(businessCode: string, { code, name, file }: Brought, words = code): Promise<Body> {
    const head = { attach_code: code, attach_name: name, material_form: '3' }
    if (!file) return { ...head, exempt_by: 'D', count: 1, exempt_proof: 'ZJHY-20260306-000009', files: [] }
    const bytes = Buffer.from(`%PDF-1.4\n%${words} ${businessCode}\n%%EOF\n`)
    const texts = { form_business_code: businessCode, attach_code: code, file_name: file, file_sm3: sm3(bytes) }
    const file_id = await upload(gatewayUrl, texts, bytes, now())
    const described = { file_name: file, file_type: 'pdf', file_size: bytes.length, file_sm3: sm3(bytes) }
    return { ...head, exempt_by: 'N', count: 1, files: [{ file_id, ...described }] }
  }

  async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
    const partnerCaseNo = `ZJ330106${beijingDay(now()).slice(2)}${String(bodies.size + 1).padStart(6, '0')}`
    const { body, attachments } = sampleOf(matter, partnerCaseNo, now())
    const attach_list: Body[] = []
    for (const one of attachments) attach_list.push(await attach(partnerCaseNo, one))
    const wrong = variant === 'bad-id' ? { apply_card_number: '330106190001010026' } : {}
    const whole = { ...body, attach_list, ...wrong }
    bodies.set(partnerCaseNo, whole)
    pushed.set(partnerCaseNo, { partnerCaseNo, gatewayCaseNo: '', status: '10', events: [], faults: [] })
    return { partnerCaseNo, reply: await submit(partnerCaseNo, whole, variant) }
  }

  async function submit(businessCode: string, body: Body, variant: PushVariant): Promise<unknown> {
    if (variant === 'bad-signature') return call('apply', body, { signature: '0'.repeat(32) })
    if (variant === 'stale') return call('apply', body, { time: now() - 3_600_000 })
    const reply = await call('apply', body)
    const entry = pushed.get(businessCode)
    if (entry) entry.gatewayCaseNo = String(innerOf(reply)['apply_no'] ?? '')
    if (variant === 'duplicate') return call('apply', { ...body, form_created: now() })
    if (variant === 'conflict') return call('apply', withContent(body, { reissue_reason: '副本遗失', memo: '探亲' }))
    return reply
  }

  /** Takes an event (§3.3 O8); a number left out is told (§6.3). */
  function takeProgress(event: Body): Body {
    const { event_id } = event
    const entry = pushed.get(String(event['form_business_code']))
    if (!entry) return answer('3001', '办件不存在')
    const seq = Number(event['event_seq'])
    const expected = entry.events.length + 1
    if (seq < expected) return answer('0002', '事件已收', { event_id })
    if (seq > expected)
      return answer('3002', '缺号', { event_id, errors: [{ path: 'event_seq', code: 'F103', msg: String(expected) }] })
    entry.faults.push(...checkProgress(event, entry))
    entry.status = String(event['apply_status'])
    entry.events.push({ seq, status: entry.status })
    const content = parse(event['event_content']) ?? {}
    checkFiles(entry, content)
    if (event['event_type'] === 'CORRECT') void correct(entry, content).catch(() => entry.faults.push('补正没有送达'))
    return answer('0000', '成功', { event_id })
  }

  function checkFiles(entry: PushedCase, content: Body): void {
    for (const { file_id, file_size, file_sm3, cert_no } of filesIn(content)) {
      const bytes = files.read(String(file_id))
      if (!bytes || !files.has(String(file_id), file_size, file_sm3)) entry.faults.push('文件没有上传,或与所述不符')
      else if (cert_no) entry.licence = { no: String(cert_no), sha256: '', bytes: bytes.length }
    }
  }

  /** §3.6: the whole form once more, what was asked for changed; of the materials only those that were asked for. */
  async function correct(entry: PushedCase, notice: Body): Promise<void> {
    const businessCode = entry.partnerCaseNo
    const before = bodies.get(businessCode) ?? {}
    const asked = (notice['field_results'] as Body[]).map(({ path }) => String(path).replace('biz.', ''))
    const codes = (notice['material_results'] as Body[]).map(({ attach_code }) => attach_code)
    const old = (before['attach_list'] as Body[]).filter(({ attach_code }) => codes.includes(attach_code))
    const attach_list: Body[] = []
    for (const { attach_code, attach_name } of old) {
      const brought = { code: String(attach_code), name: String(attach_name), file: '补正材料.pdf' }
      attach_list.push(await attach(businessCode, brought, '补正'))
    }
    const changes = Object.fromEntries(asked.map((key) => [key, '已补充说明']))
    const { form_digest, form_content } = withContent(before, changes)
    const reply = await call('supplement', {
      form_business_code: businessCode,
      apply_no: entry.gatewayCaseNo,
      correct_no: notice['correct_no'],
      supplement_time: now(),
      form_version: before['form_version'],
      form_digest,
      form_content,
      attach_list,
      explain: '',
    })
    if (codeOf(reply) !== '0000') entry.faults.push(`补正没有登记:${JSON.stringify(reply).slice(0, 300)}`)
  }

  return { push, takeProgress }
}

/** The message with other values in its form, and the digest that goes with them. */
function withContent(body: Body, changes: Body): Body {
  const content = parse(body['form_content']) ?? {}
  const form_content = JSON.stringify({ ...content, biz: { ...(content['biz'] as Body), ...changes } })
  return { ...body, form_digest: sm3(form_content), form_content }
}
