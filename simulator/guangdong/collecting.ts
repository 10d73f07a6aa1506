import { createHash } from 'node:crypto'
import { beijingDigits } from '../beijing-time.ts'
import type { PushedCase, PushVariant } from '../contract.ts'
import type { Result } from './answers.ts'
import { checkStep, nameOf, takeStep } from './check-step.ts'
import { refusal, refusedFor } from './desk.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { type Collected, createPushing } from './pushing.ts'
import { differences, keyOf } from './registered.ts'
import type { Sample } from './samples.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
}

/** 发起方: pushes cases to the gateway and takes what it tells, refusing and noting every breach of the document. */
export function createCollecting({ gatewayUrl, now, pushed }: Setting) {
  const cases = new Map<string, Collected>()
  const { submit, correct } = createPushing(gatewayUrl, now)
  return {
    async push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
      const short = `440106${beijingDigits(now()).slice(0, 8)}${String(cases.size + 1).padStart(6, '0')}`
      const idNo = variant === 'bad-id' ? '440106190002030016' : '440106190002030015'
      const sample: Sample = { matter, caseNo: `GDKS${short.slice(6)}`, short, idNo }
      const entry: PushedCase = { partnerCaseNo: sample.caseNo, gatewayCaseNo: '', status: '', events: [], faults: [] }
      const course = { steps: [], at: '', versions: new Map<string, number>() }
      const collected = { sample, entry, course, messages: new Map<string, ExInfo>() }
      cases.set(short, collected)
      pushed.set(short, entry)
      return { partnerCaseNo: sample.caseNo, reply: await submit(collected, variant) }
    },
    takeStep(info: ExInfo): Result {
      const collected = cases.get(fieldOf(info, 'SBLSH_SHORT'))
      if (!collected) return refusal('G114', 'SBLSH_SHORT', '办件不存在')
      const result = takeOnce(info, collected)
      if (info.table === 'EX_GDBS_BJGZ' && result.flag === '1')
        void correct(collected, info).catch(() => collected.entry.faults.push('补正没有送达'))
      return result
    },
  }
}

function takeOnce(info: ExInfo, { entry, course, sample, messages }: Collected): Result {
  const projectCode = entry.gatewayCaseNo
  const first = messages.get(keyOf(info))
  if (first) {
    const [name] = differences(first, info)
    if (name !== undefined) return refusal('G104', name, '同键内容不一致')
    return { flag: '2', message: '此前已接收', projectCode }
  }
  const errors = checkStep(info, course, { SBLSH: sample.caseNo, PROJECT_CODE: projectCode, XZQHDM: '510107' })
  if (errors.length > 0) {
    entry.faults.push(...errors.map(({ code, field, msg }) => `${code} ${field} ${msg}`))
    return refusedFor(errors)
  }
  messages.set(keyOf(info), info)
  takeStep(info, course)
  entry.status = nameOf(info)
  entry.events.push({ seq: course.steps.length, status: entry.status })
  if (fieldOf(info, 'ZZ_ATTACH_DATA')) entry.licence = licenceOf(info)
  return { flag: '1', message: '接收成功', projectCode }
}

function licenceOf(info: ExInfo): NonNullable<PushedCase['licence']> {
  const bytes = Buffer.from(fieldOf(info, 'ZZ_ATTACH_DATA'), 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { no: fieldOf(info, 'ZJBH'), sha256, bytes: bytes.length }
}
