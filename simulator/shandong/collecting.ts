import { createHash } from 'node:crypto'
import { beijingDigits } from '../beijing-time.ts'
import type { PushedCase, PushVariant } from '../contract.ts'
import type { XmlElement } from '../xml-reader.ts'
import { already, gap, type Inner, refused, taken } from './answers.ts'
import { checkProgress, stepsOf, takeCourse } from './check-progress.ts'
import { type Collected, createPushing } from './pushing.ts'
import { sampleOf } from './samples.ts'
import { type Stage, sectionOf, textOf } from './stage.ts'

interface Setting {
  readonly gatewayUrl: string
  readonly now: () => number
  readonly pushed: Map<string, PushedCase>
}

/** 收件方: pushes cases to the gateway and takes what it tells, refusing and noting every breach of the document. */
export function createCollecting({ gatewayUrl, now, pushed }: Setting) {
  const cases = new Map<string, Collected>()
  const { submit, correct } = createPushing(gatewayUrl, now)
  return {
    async push(matter: 'M02' | 'M07', variant: PushVariant = 'ok') {
      const partnerCaseNo = `370102${beijingDigits(now()).slice(2, 8)}${String(90_001 + cases.size)}`
      const sample = sampleOf(matter, partnerCaseNo, variant === 'bad-id' ? '510107190001020013' : undefined)
      const entry: PushedCase = { partnerCaseNo, gatewayCaseNo: '', status: '', events: [], faults: [] }
      const collected = { sample, entry, course: { steps: [], at: 0, dueOn: '' }, sent: 0, told: 0 }
      cases.set(partnerCaseNo, collected)
      pushed.set(partnerCaseNo, entry)
      return { partnerCaseNo, reply: await submit(collected, variant) }
    },
    takeStage(stage: Stage): Inner {
      const collected = cases.get(stage.caseNo)
      if (!collected) return refused(stage.caseNo, '办件不存在', UNKNOWN_CASE)
      const answer = takeNext(stage, collected)
      const notice = sectionOf(stage, 'SPBUZHENGGAOZHI')
      if (notice && answer.status === '200')
        void correct(collected, (name) => textOf(notice, name)).catch(() => collected.entry.faults.push('补正没有送达'))
      return answer
    },
  }
}

const UNKNOWN_CASE = [{ code: 'SD2013', path: 'SBLSH_SHORT', msg: '办件不存在' }]

function takeNext(stage: Stage, collected: Collected): Inner {
  const { caseNo, no } = stage
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
  return taken(caseNo, '')
}

function licenceOf(file: XmlElement): NonNullable<PushedCase['licence']> {
  const bytes = Buffer.from(textOf(file, 'ATTACH_BODY'), 'base64')
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { no: textOf(file, 'ZZBM'), sha256, bytes: bytes.length }
}
