import type { ServerResponse } from 'node:http'
import { beijingDigits } from '../beijing-time.ts'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { gap } from './answers.ts'
import { ACTS } from './case-acts.ts'
import { checkApplication } from './check-application.ts'
import { answer, checkNumber, type Desk, invalid, takenBy } from './desk.ts'
import { lookUp } from './look-up.ts'
import { MATTERS } from './matters.ts'
import { scriptOf } from './progress.ts'
import { createProgressPusher } from './push-progress.ts'
import { type Registered, registerCase } from './registered.ts'
import type { Stage } from './stage.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

/** 办理方: registers, checks, decides and calls back. */
export function createHandling(setting: Setting) {
  const { now } = setting
  const desk: Desk = { now, cases: new Map(), progress: createProgressPusher(setting) }
  return {
    stop: desk.progress.stop,
    /** What a collecting party sends; false for an operation that is none of theirs. */
    async take(stage: Stage, response: ServerResponse): Promise<boolean> {
      const { operation, caseNo } = stage
      const act = ACTS[operation]
      const registered = desk.cases.get(caseNo)
      if (operation === 'receiveOnlineApply') await apply(desk, setting, stage, response)
      else if (!act && operation !== 'getApplyInfo') return false
      else if (!registered) answer(desk, response, invalid(caseNo, UNKNOWN_CASE, '办件不存在'))
      else if (!act) answer(desk, response, lookUp(registered))
      else {
        const other = checkNumber(registered, stage)
        if (other) answer(desk, response, other)
        else await act(desk, registered, stage, response)
      }
      return true
    },
  }
}

const UNKNOWN_CASE = [{ code: 'SD2013', path: 'SBLSH_SHORT', msg: '办件不存在' }]
const UNKNOWN_MATTER = [{ code: 'SD2001', path: 'SXBM', msg: '事项未开放' }]

async function apply(desk: Desk, setting: Setting, stage: Stage, response: ServerResponse): Promise<void> {
  const { caseNo, matterCode } = stage
  const repeated = (known: Registered) =>
    answer(desk, response, checkNumber(known, { ...stage, no: 1 }) ?? takenBy(known))
  const known = desk.cases.get(caseNo)
  if (known) return repeated(known)
  if (stage.no !== 1) return answer(desk, response, gap(caseNo, 1))
  const behaviour = setting.takeBehaviour()
  if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
  // whoever waits may be overtaken by the same message
  const meanwhile = desk.cases.get(caseNo)
  if (meanwhile) return repeated(meanwhile)
  if (misbehave(behaviour, response, wrongAnswers(caseNo, desk.now()))) return
  const matter = MATTERS[matterCode]
  if (!matter) return answer(desk, response, invalid(caseNo, UNKNOWN_MATTER, '事项未开放'))
  const errors = behaviour === 'quiet' ? [] : checkApplication(stage, matter)
  if (errors.length > 0) return answer(desk, response, invalid(caseNo, errors))
  const number = `370102${beijingDigits(desk.now()).slice(2, 8)}${String(desk.cases.size + 1).padStart(5, '0')}`
  const registered = registerCase(stage, matter, behaviour, number)
  desk.cases.set(caseNo, registered)
  setting.received.set(caseNo, registered.entry)
  if (behaviour === 'callback-first')
    await desk.progress.tell(registered, scriptOf(behaviour, matter).first.slice(0, 1))
  if (behaviour === 'reset') response.destroy()
  else answer(desk, response, takenBy(registered))
}
