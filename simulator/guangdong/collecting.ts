import { createHash } from 'node:crypto'
import { beijingDigits } from '../beijing-time.ts'
import type { PushedCase, PushVariant } from '../contract.ts'
import { readXml } from '../xml-reader.ts'
import type { Result } from './answers.ts'
import { type Course, checkStep, nameOf, takeStep } from './check-step.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { callGateway, outcomeOf, type Reply, type Tampering } from './gateway-client.ts'
import { differences, keyOf } from './registered.ts'
import { applicationOf, materialsOf, type Sample, type Turn } from './samples.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
}

interface Collected {
  readonly sample: Sample
  readonly entry: PushedCase
  readonly course: Course
  readonly messages: Map<string, ExInfo>
}

const FIRST: Turn = { version: 1, projectCode: '' }
/** The key of the other direction (§2.1). */
const WRONG_KEY = 'gdDemoSystemKey0001'

/** 发起方: pushes cases to the gateway and takes what it tells, refusing and noting every breach of the document. */
export function createCollecting({ gatewayUrl, now, pushed }: Setting) {
  const cases = new Map<string, Collected>()
  const call = (info: ExInfo, tampering?: Tampering) => callGateway(gatewayUrl, info, now(), tampering)

  async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
    const short = `440106${beijingDigits(now()).slice(0, 8)}${String(cases.size + 1).padStart(6, '0')}`
    const idNo = variant === 'bad-id' ? '440106190002030016' : '440106190002030015'
    const sample: Sample = { matter, caseNo: `GDKS${short.slice(6)}`, short, idNo }
    const entry: PushedCase = { partnerCaseNo: sample.caseNo, gatewayCaseNo: '', status: '', events: [], faults: [] }
    const collected = { sample, entry, course: { steps: [], at: '', versions: new Map() }, messages: new Map() }
    cases.set(short, collected)
    pushed.set(short, entry)
    return { partnerCaseNo: sample.caseNo, reply: await submit(collected, variant) }
  }

  async function submit(collected: Collected, variant: PushVariant): Promise<Reply> {
    const { sample, entry } = collected
    const at = now()
    const info = applicationOf(sample, at, FIRST)
    if (variant === 'bad-signature') return call(info, { key: WRONG_KEY })
    if (variant === 'stale') return call(info, { at: at - 3_600_000 })
    if (variant === 'replayed') await call(info, { at, nonce: '0a1b2c3d4e5f6071' })
    if (variant === 'replayed') return call(info, { at, nonce: '0a1b2c3d4e5f6071' })
    const reply = await call(info)
    entry.gatewayCaseNo = reply.projectCode
    if (outcomeOf(reply) !== '1') return reply
    if (variant === 'duplicate') return call(info)
    if (variant === 'conflict') return call(applicationOf(sample, at, { ...FIRST, mobile: '13900000000' }))
    await bring(collected, materialsOf(sample, at, 1))
    return reply
  }

  /** Materials, each after the one before; the last makes them complete. */
  async function bring({ entry }: Collected, materials: readonly ExInfo[]): Promise<void> {
    for (const [index, info] of materials.entries()) {
      const reply = await call(info)
      if (outcomeOf(reply) !== '1') entry.faults.push(`材料没有收下:${JSON.stringify(reply).slice(0, 300)}`)
      const [came, all] = reply.counts
      if (index === materials.length - 1 && came !== all) entry.faults.push(`收齐后 CLYS=${came} CLZS=${all}`)
    }
  }

  function takeStepOf(info: ExInfo): Result {
    const refuse = (code: string, field: string, msg: string): Result => ({
      flag: '0',
      message: '业务校验未通过',
      errors: [{ code, field, msg }],
    })
    const collected = cases.get(fieldOf(info, 'SBLSH_SHORT'))
    if (!collected) return refuse('G114', 'SBLSH_SHORT', '办件不存在')
    const { entry, course, sample, messages } = collected
    const projectCode = entry.gatewayCaseNo
    const first = messages.get(keyOf(info))
    if (first) {
      const names = differences(first, info)
      return names.length === 0
        ? { flag: '2', message: '此前已接收', projectCode }
        : refuse('G104', names[0] ?? '', '同键内容不一致')
    }
    const expected = { SBLSH: sample.caseNo, PROJECT_CODE: projectCode, XZQHDM: '510107' }
    const errors = checkStep(info, course, expected)
    if (errors.length > 0) {
      entry.faults.push(...errors.map(({ code, field, msg }) => `${code} ${field} ${msg}`))
      return { flag: '0', message: '业务校验未通过', errors }
    }
    messages.set(keyOf(info), info)
    takeStep(info, course)
    entry.status = nameOf(info)
    entry.events.push({ seq: course.steps.length, status: entry.status })
    if (fieldOf(info, 'ZZ_ATTACH_DATA')) entry.licence = licenceOf(info)
    if (entry.status === 'BJGZ') void correct(collected, info).catch(() => entry.faults.push('补正没有送达'))
    return { flag: '1', message: '接收成功', projectCode }
  }

  /** §6.2, 1: the whole form in its next version, and of the materials those that are asked for. */
  async function correct(collected: Collected, notice: ExInfo): Promise<void> {
    const { sample, entry } = collected
    const marks = readXml(fieldOf(notice, 'SHMX'))
    const wrong = 'fault' in marks ? [] : marks.children.map(({ attributes }) => Object.fromEntries(attributes))
    const asked = wrong.filter(({ JG }) => JG === '0')
    const names = asked.flatMap(({ PATH }) => (PATH ? [PATH.replace('FORM/', '')] : []))
    const numbers = asked.flatMap(({ STUFF_SEQ }) => (STUFF_SEQ ? [STUFF_SEQ] : []))
    const turn: Turn = {
      version: 2,
      projectCode: entry.gatewayCaseNo,
      changed: Object.fromEntries(names.map((name) => [name, '已补充说明'])),
    }
    const reply = await call(applicationOf(sample, now(), turn))
    if (outcomeOf(reply) !== '1') entry.faults.push(`补正没有登记:${JSON.stringify(reply).slice(0, 300)}`)
    await bring(collected, materialsOf(sample, now(), 2, numbers))
  }

  return { push, takeStep: takeStepOf }
}

function licenceOf(info: ExInfo): NonNullable<PushedCase['licence']> {
  const bytes = Buffer.from(fieldOf(info, 'ZZ_ATTACH_DATA'), 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { no: fieldOf(info, 'ZJBH'), sha256, bytes: bytes.length }
}
