import type { PushedCase, PushVariant } from '../contract.ts'
import { checkProgress } from './check-progress.ts'
import type { FileStore } from './file-store.ts'
import { callGateway, codeOf, type Tampering } from './gateway-client.ts'
import { samplePush } from './samples.ts'
import { answer, beijingDay, type Form, listOf, sm3 } from './wire.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
  readonly files: FileStore
}

/** 收件方: pushes cases to the gateway and takes its progress messages, noting every breach of the document. */
export function createCollecting({ gatewayUrl, now, pushed, files }: Setting) {
  const forms = new Map<string, Form>()
  const call = (operation: string, form: Form, tampering?: Tampering) =>
    callGateway(gatewayUrl, operation, form, now(), tampering)

  async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
    const partnerCaseNo = `GZ${beijingDay(now()).replaceAll('-', '')}9${String(forms.size + 1).padStart(7, '0')}`
    const sample = samplePush(matter, partnerCaseNo, files, now())
    const form = variant === 'bad-id' ? { ...sample, LEGAL_IDNO: '520103190001010022' } : sample
    forms.set(partnerCaseNo, form)
    pushed.set(partnerCaseNo, { partnerCaseNo, gatewayCaseNo: '', status: '', events: [], faults: [] })
    return { partnerCaseNo, reply: await submit(partnerCaseNo, form, variant) }
  }

  async function submit(gzNo: string, form: Form, variant: PushVariant): Promise<unknown> {
    if (variant === 'bad-signature') return call('apply', form, { signature: '0'.repeat(64) })
    if (variant === 'stale') return call('apply', form, { time: now() - 3_600_000 })
    const reply = await call('apply', form)
    const entry = pushed.get(gzNo)
    const { DATA } = (reply ?? {}) as { DATA?: { EXE_ID?: string } }
    if (entry) entry.gatewayCaseNo = DATA?.EXE_ID ?? ''
    if (variant === 'duplicate') return call('apply', form)
    if (variant === 'conflict') return call('apply', { ...form, rMobile: '13900000000' })
    return reply
  }

  function takeProgress(form: Form): object {
    const GZ_NO = form['GZ_NO'] ?? ''
    const entry = pushed.get(GZ_NO)
    if (!entry) return answer('3004', '办件不存在')
    const seq = Number(form['EVENT_SEQ'])
    const data = { GZ_NO, EVENT_NO: form['EVENT_NO'] ?? '' }
    if (entry.events.some((event) => event.seq === seq)) return answer('0001', '事件已收', data)
    entry.faults.push(...checkProgress(form, entry))
    entry.status = `${form['PROC_STATE']}${form['PROC_RESULT']}`
    entry.events.push({ seq, status: entry.status })
    if (entry.status === '9B') void correct(entry, form).catch(() => entry.faults.push('补正没有送达'))
    if (form['LIC_FILE_ID']) readLicence(entry, form)
    return answer('0000', '成功', data)
  }

  /** The whole form once more (§6.4): what was asked for anew, the other files under their numbers. */
  async function correct(entry: PushedCase, notice: Form): Promise<void> {
    const before = forms.get(entry.partnerCaseNo) ?? {}
    const asked = listOf(notice, 'ERR_COUNT', 'ERR_KEY').map((key) => [key, '已补充说明'])
    const codes = listOf(notice, 'CL_COUNT', 'CL_CODE')
    const anew = listOf(before, 'MATERIAL_COUNT', 'MATERIAL_CODE').flatMap((code, index) => {
      const bytes = Buffer.from(`%PDF-1.4\n%补正 ${code}\n%%EOF\n`)
      return codes.includes(code) ? [[`${index}FILE_IDS`, files.put(`${code}.pdf`, bytes)]] : []
    })
    const reply = await call('supplement', {
      ...before,
      ...Object.fromEntries([...asked, ...anew]),
      EXE_ID: entry.gatewayCaseNo,
      CORRECT_NO: notice['CORRECT_NO'] ?? '',
      VERSION_NO: '2',
    })
    if (codeOf(reply) !== '0000') entry.faults.push(`补正没有登记:${JSON.stringify(reply).slice(0, 300)}`)
  }

  function readLicence(entry: PushedCase, form: Form): void {
    const file = files.read(form['LIC_FILE_ID'] ?? '')
    if (!file) return void entry.faults.push('证照文件没有上传')
    if (sm3(file.bytes) !== form['LIC_FILE_SM3']) entry.faults.push('证照文件摘要不符')
    if (!file.bytes.subarray(0, 5).equals(Buffer.from('%PDF-'))) entry.faults.push('证照文件不是 PDF')
    entry.licence = { no: form['LIC_NO'] ?? '', sha256: '', bytes: file.bytes.length }
  }

  return { push, takeProgress }
}
