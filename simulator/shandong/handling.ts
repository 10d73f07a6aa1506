import type { ServerResponse } from 'node:http'
import { beijingDigits } from '../beijing-time.ts'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { checkAmendment, takeAmendment } from './amendment.ts'
import { already, answerText, gap, type Inner, refused, send, taken } from './answers.ts'
import { checkApplication } from './check-application.ts'
import { checkMaterials, readMaterials } from './check-materials.ts'
import { lookUp } from './look-up.ts'
import { MATTERS } from './matters.ts'
import { type Step, scriptOf } from './progress.ts'
import { createProgressPusher } from './push-progress.ts'
import { type Registered, registerCase, takeMaterials } from './registered.ts'
import { checkSection, SECTION_RULES } from './section-rules.ts'
import { type Stage, sectionOf } from './stage.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

const DECIDED = ['GDBSSPCL 3', 'SPBANJIE', 'SPSHENPIJIEGUO', 'SHOULI 2']

/** 办理方: registers, checks, decides and calls back. */
export function createHandling(setting: Setting) {
  const { now } = setting
  const cases = new Map<string, Registered>()
  const progress = createProgressPusher(setting)
  const answer = (response: ServerResponse, inner: Inner) => send(response, answerText('200', now(), inner))
  const takenBy = ({ entry }: Registered) => taken(entry.caseNo, entry.partnerCaseNo)
  const invalid = (caseNo: string, errors: Parameters<typeof refused>[2], desc = '字段校验失败') =>
    refused(caseNo, desc, errors)

  /** §1.4, §6.6: a number that was taken, or one that has to wait; null where it is the next. */
  function checkNumber(registered: Registered, { no, text, operation, caseNo }: Stage): Inner | null {
    const { entry, messages } = registered
    const first = messages.get(no)
    if (first !== undefined) {
      entry.duplicates += 1
      if (first !== text) entry.faults?.push(`XH ${no} 重报而内容不同`)
      const desc = operation === 'receiveOnlineApply' ? '当前业务已申报' : '当前业务已处理'
      return already(caseNo, entry.partnerCaseNo, desc)
    }
    return no === messages.size + 1 ? null : gap(caseNo, messages.size + 1)
  }

  function remember(registered: Registered, { no, text }: Stage): void {
    registered.messages.set(no, text)
    registered.entry.messages = registered.messages.size
  }

  async function apply(stage: Stage, response: ServerResponse): Promise<void> {
    const known = cases.get(stage.caseNo)
    if (known) return answer(response, checkNumber(known, { ...stage, no: 1 }) ?? takenBy(known))
    if (stage.no !== 1) return answer(response, gap(stage.caseNo, 1))
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(stage.caseNo)
    if (meanwhile) return answer(response, checkNumber(meanwhile, stage) ?? takenBy(meanwhile))
    if (misbehave(behaviour, response, wrongAnswers(stage.caseNo, now()))) return
    const matter = MATTERS[stage.matterCode]
    if (!matter)
      return answer(
        response,
        invalid(stage.caseNo, [{ code: 'SD2001', path: 'SXBM', msg: '事项未开放' }], '事项未开放'),
      )
    const errors = behaviour === 'quiet' ? [] : checkApplication(stage, matter)
    if (errors.length > 0) return answer(response, invalid(stage.caseNo, errors))
    const number = `370102${beijingDigits(now()).slice(2, 8)}${String(cases.size + 1).padStart(5, '0')}`
    const registered = registerCase(stage, matter, behaviour, number)
    cases.set(stage.caseNo, registered)
    setting.received.set(stage.caseNo, registered.entry)
    await acknowledge(registered, response)
  }

  async function acknowledge(registered: Registered, response: ServerResponse): Promise<void> {
    const { behaviour } = registered
    if (behaviour === 'callback-first')
      await progress.tell(registered, scriptOf(behaviour, registered.matter).first.slice(0, 1))
    if (behaviour === 'reset') response.destroy()
    else answer(response, takenBy(registered))
  }

  async function materials(registered: Registered, stage: Stage, response: ServerResponse): Promise<void> {
    const { matter, behaviour, version, projectCode } = registered
    const errors = checkMaterials(stage, matter, projectCode === '' ? version : version + 1)
    if (errors.length > 0) return answer(response, invalid(stage.caseNo, errors, '材料缺失或摘要不符'))
    const waited = registered.awaited.length > 0
    takeMaterials(registered, readMaterials(stage))
    remember(registered, stage)
    answer(response, takenBy(registered))
    if (!waited || registered.awaited.length > 0) return
    const { first } = scriptOf(behaviour, matter)
    await progress.tell(registered, behaviour === 'callback-first' ? first.slice(1) : first)
    if (behaviour === 'unknown-case') await progress.tellOfStranger(registered)
  }

  async function amend(registered: Registered, stage: Stage, response: ServerResponse): Promise<void> {
    const errors = checkAmendment(registered, stage)
    if (errors.length > 0) return answer(response, invalid(stage.caseNo, errors))
    takeAmendment(registered, stage)
    remember(registered, stage)
    answer(response, takenBy(registered))
    await progress.tell(registered, scriptOf(registered.behaviour, registered.matter).afterCorrection)
  }

  async function withdraw(registered: Registered, stage: Stage, response: ServerResponse): Promise<void> {
    const errors = checkSection(sectionOf(stage, 'SPCHEXIAO'), SECTION_RULES.SPCHEXIAO)
    if (errors.length > 0) return answer(response, invalid(stage.caseNo, errors))
    if (DECIDED.some((step) => registered.entry.status.startsWith(step)))
      return answer(
        response,
        invalid(stage.caseNo, [{ code: 'SD2014', path: 'SPCHEXIAO', msg: '批准后不能撤回' }], '当前状态不允许'),
      )
    remember(registered, stage)
    answer(response, takenBy(registered))
    await progress.tell(registered, ['SPBANJIE 3' satisfies Step])
  }

  const OTHERS: Readonly<Record<string, typeof materials>> = {
    receiveApplyMaterial: materials,
    receiveCorrectResult: amend,
    receiveWithdraw: withdraw,
  }

  return {
    stop: progress.stop,
    /** What a collecting party sends; false for an operation that is none of theirs. */
    async take(stage: Stage, response: ServerResponse): Promise<boolean> {
      const { operation, caseNo } = stage
      if (operation === 'receiveOnlineApply') {
        await apply(stage, response)
        return true
      }
      const act = OTHERS[operation]
      if (!act && operation !== 'getApplyInfo') return false
      const registered = cases.get(caseNo)
      if (!registered)
        answer(response, invalid(caseNo, [{ code: 'SD2013', path: 'SBLSH_SHORT', msg: '办件不存在' }], '办件不存在'))
      else if (!act) answer(response, lookUp(registered))
      else {
        const other = checkNumber(registered, stage)
        if (other) answer(response, other)
        else await act(registered, stage, response)
      }
      return true
    },
  }
}
