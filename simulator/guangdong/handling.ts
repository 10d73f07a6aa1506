import type { ServerResponse } from 'node:http'
import { beijingDigits } from '../beijing-time.ts'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { ACTS } from './case-acts.ts'
import { checkApplication } from './check-application.ts'
import { answer, type Desk, refusal, refusedFor, repeated, takenBy } from './desk.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import { MATTERS } from './matters.ts'
import { scriptOf } from './progress.ts'
import { createProgressPusher } from './push-progress.ts'
import { registerCase } from './registered.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

/** 属地方: registers, checks, decides and tells. */
export function createHandling(setting: Setting) {
  const { now } = setting
  const desk: Desk = { now, cases: new Map(), progress: createProgressPusher(setting) }
  return {
    stop: desk.progress.stop,
    repeat: desk.progress.repeat,
    caseOf: (short: string) => desk.cases.get(short),
    /** An application or a material of a case that this region handles. */
    async take(info: ExInfo, response: ServerResponse): Promise<void> {
      const registered = desk.cases.get(fieldOf(info, 'SBLSH_SHORT'))
      const kind = info.table === 'EX_GDBS_SBCL' ? 'material' : fieldOf(info, 'CZLX')
      if (!registered && kind === 'I') return apply(desk, setting, info, response)
      if (!registered) return answer(desk, info, response, refusal('G114', 'SB/SBLSH_SHORT', '办件不存在'))
      const known = repeated(registered, info)
      if (known) return answer(desk, info, response, known)
      const act = ACTS[kind]
      if (act) return act(desk, registered, info, response)
      answer(desk, info, response, refusal('G103', 'SB/VERSION', '已登记'))
    },
  }
}

async function apply(desk: Desk, setting: Setting, info: ExInfo, response: ServerResponse): Promise<void> {
  const short = fieldOf(info, 'SBLSH_SHORT')
  const behaviour = setting.takeBehaviour()
  if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
  // whoever waits may be overtaken by the same message
  const meanwhile = desk.cases.get(short)
  if (meanwhile) return answer(desk, info, response, repeated(meanwhile, info) ?? takenBy(meanwhile))
  if (misbehave(behaviour, response, wrongAnswers(info, desk.now()))) return
  const matter = MATTERS[fieldOf(info, 'SXBM_SHORT')]
  if (!matter) return answer(desk, info, response, refusal('G102', 'SB/SXBM_SHORT', '事项未开通'))
  if (fieldOf(info, 'VERSION') !== '1') return answer(desk, info, response, refusal('G103', 'SB/VERSION', '首报为 1'))
  const errors = behaviour === 'quiet' ? [] : checkApplication(info, matter)
  if (errors.length > 0) return answer(desk, info, response, refusedFor(errors))
  const number = `${matter.code}${beijingDigits(desk.now()).slice(0, 8)}${String(desk.cases.size + 1).padStart(4, '0')}`
  const registered = registerCase(info, matter, behaviour, number)
  desk.cases.set(short, registered)
  setting.received.set(short, registered.entry)
  if (behaviour === 'callback-first')
    await desk.progress.tell(registered, scriptOf(behaviour, matter).first.slice(0, 1))
  if (behaviour === 'reset') response.destroy()
  else answer(desk, info, response, takenBy(registered))
}
