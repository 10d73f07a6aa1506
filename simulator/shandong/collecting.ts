import { createHash } from 'node:crypto'
import { beijingDigits, beijingTime } from '../beijing-time.ts'
import type { PushedCase, PushVariant } from '../contract.ts'
import { already, gap, type Inner, refused, taken } from './answers.ts'
import { type Course, checkProgress, stepsOf, takeCourse } from './check-progress.ts'
import { callGateway, type Reply, statusOf, type Tampering } from './gateway-client.ts'
import { materialsOf, type Sample } from './sample-records.ts'
import { applicationOf, rowsOf, sampleOf } from './samples.ts'
import { type Content, type Stage, sectionOf, textOf, writeStage } from './stage.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
}

interface Collected {
  readonly sample: Sample
  readonly entry: PushedCase
  readonly course: Course
  /** XH of the last message that was sent and taken, and of the last that came */
  sent: number
  told: number
}

/** 收件方: pushes cases to the gateway and takes what it tells, refusing and noting every breach of the document. */
export function createCollecting({ gatewayUrl, now, pushed }: Setting) {
  const cases = new Map<string, Collected>()

  const call = (
    operation: string,
    { caseNo, matterCode }: Sample,
    no: number,
    sections: Pairs,
    tampering?: Tampering,
  ) => callGateway(gatewayUrl, operation, writeStage({ caseNo, matterCode, no }, sections), now(), tampering)

  async function push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
    const partnerCaseNo = `370102${beijingDigits(now()).slice(2, 8)}${String(90_001 + cases.size)}`
    const sample = sampleOf(matter, partnerCaseNo, variant === 'bad-id' ? '510107190001020013' : undefined)
    const entry: PushedCase = { partnerCaseNo, gatewayCaseNo: '', status: '', events: [], faults: [] }
    const collected = { sample, entry, course: { steps: [], at: 0, dueOn: '' }, sent: 0, told: 0 }
    cases.set(partnerCaseNo, collected)
    pushed.set(partnerCaseNo, entry)
    return { partnerCaseNo, reply: await submit(collected, variant) }
  }

  async function submit(collected: Collected, variant: PushVariant): Promise<Reply> {
    const { sample, entry } = collected
    const at = now()
    const apply = (tampering?: Tampering, mobile?: string) =>
      call('receiveOnlineApply', sample, 1, applicationOf(sample, at, mobile), tampering)
    if (variant === 'bad-signature') return apply({ signature: '0'.repeat(64) })
    if (variant === 'stale') return apply({ timestamp: at - 3_600_000 })
    const nonce = 'c9f15cbf-f4ac-4a6c-b54d-f51abf4b5b44'
    if (variant === 'replayed') await apply({ nonce })
    if (variant === 'replayed') return apply({ nonce })
    const reply = await apply()
    entry.gatewayCaseNo = reply.inner?.YWLSH ?? ''
    if (statusOf(reply) !== '200') return reply
    collected.sent = 1
    if (variant === 'duplicate') return apply()
    if (variant === 'conflict') return apply(undefined, '13900000000')
    await next(collected, 'receiveApplyMaterial', materialsOf(sample, 1, at))
    return reply
  }

  /** The next message about a case; a fault where the gateway does not take it. */
  async function next(collected: Collected, operation: string, sections: Pairs): Promise<void> {
    const reply = await call(operation, collected.sample, collected.sent + 1, sections)
    if (statusOf(reply) === '200') collected.sent += 1
    else collected.entry.faults.push(`${operation} 没有收下:${JSON.stringify(reply).slice(0, 300)}`)
  }

  function takeStage(stage: Stage): Inner {
    const { caseNo, no } = stage
    const collected = cases.get(caseNo)
    if (!collected) return refused(caseNo, '办件不存在', [{ code: 'SD2013', path: 'SBLSH_SHORT', msg: '办件不存在' }])
    const { entry, course, sample } = collected
    if (no <= collected.told) return already(caseNo, '', '当前业务已处理')
    if (no > collected.told + 1) return gap(caseNo, collected.told + 1)
    const errors = checkProgress(stage, course)
    if (stage.matterCode !== sample.matterCode) errors.push({ code: 'SD2007', path: 'SXBM', msg: '与申办时不同' })
    if (errors.length > 0) {
      entry.faults.push(...errors.map(({ code, path, msg }) => `${code} ${path} ${msg}`))
      return refused(caseNo, errors[0]?.msg ?? '', errors)
    }
    takeCourse(stage, course)
    collected.told = no
    for (const { name, section } of stepsOf(stage)) {
      entry.events.push({ seq: no, status: name })
      if (!name.startsWith('SPSHENPIJIEGUO')) entry.status = name
      if (name === 'SPSHENPIJIEGUO LIC') entry.licence = licenceOf(section)
    }
    const notice = sectionOf(stage, 'SPBUZHENGGAOZHI')
    const asked = (name: string) => textOf(notice, name)
    if (notice) void correct(collected, asked).catch(() => entry.faults.push('补正没有送达'))
    return taken(caseNo, '')
  }

  /** §9.3: the materials first, then the answer with the changed lines alone. */
  async function correct(collected: Collected, asked: (name: string) => string): Promise<void> {
    const { sample } = collected
    const numbers = asked('BQBZCLBM').split(',')
    const named = asked('BZCLQD').split(';').filter(Boolean)
    const lines = asked('BZZDQD').split(';').filter(Boolean)
    const values = Object.fromEntries(lines.map((line) => [line.split(':')[0] ?? '', '已补充说明']))
    if (named.length > 0) await next(collected, 'receiveApplyMaterial', materialsOf(sample, 2, now(), numbers))
    const section: Content = [
      ['PROJECT_CODE', asked('PROJECT_CODE')],
      ['BZSLBLRXM', '历下窗口二号'],
      ['BZCLQD', named.map((one) => `${one.split(':').slice(0, 2).join(':')};`).join('') || '无'],
      ['BZSJ', beijingTime(now())],
      ['VERSION', '2'],
      ['XZQHDM', '510107000000'],
      ['XML_DATA', rowsOf(values)],
    ]
    await next(collected, 'receiveCorrectResult', [['SPBUZHENGSHOULI', section]])
  }

  return { push, takeStage }
}

type Pairs = Exclude<Content, string>

function licenceOf(file: NonNullable<ReturnType<typeof sectionOf>>): NonNullable<PushedCase['licence']> {
  const bytes = Buffer.from(textOf(file, 'ATTACH_BODY'), 'base64')
  return {
    no: textOf(file, 'ZZBM'),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length,
  }
}
