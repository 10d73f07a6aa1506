import type { ServerResponse } from 'node:http'
import { beijingDigits } from '../beijing-time.ts'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { type Result, resultText, send } from './answers.ts'
import { checkApplication, listedIn } from './check-application.ts'
import { checkMaterial } from './check-material.ts'
import { type ExInfo, fieldOf } from './ex-info.ts'
import type { WireError } from './field-rules.ts'
import { MATTERS } from './matters.ts'
import { scriptOf } from './progress.ts'
import { createProgressPusher } from './push-progress.ts'
import { countsOf, differences, keyOf, type Registered, registerCase } from './registered.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

const REFUSED = (errors: readonly WireError[]): Result => ({ flag: '0', message: '业务校验未通过', errors })
const refusal = (code: string, field: string, msg: string) => REFUSED([{ code, field, msg }])
const DECIDED = ['SPCL 3', 'BJ', 'SL 0']

/** 属地方: registers, checks, decides and tells. */
export function createHandling(setting: Setting) {
  const { now } = setting
  const cases = new Map<string, Registered>()
  const progress = createProgressPusher(setting)
  const answer = (response: ServerResponse, info: ExInfo, result: Result) =>
    send(response, resultText(info, result, now()))
  const taken = (registered: Registered, flag: '1' | '2' = '1'): Result => ({
    flag,
    message: flag === '1' ? '接收成功' : '此前已接收',
    projectCode: registered.entry.partnerCaseNo,
    counts: countsOf(registered),
  })

  /** What to say to a message under a known key; null where it is new. */
  function repeated(registered: Registered, info: ExInfo): Result | null {
    const first = registered.messages.get(keyOf(info))
    if (!first) return null
    const names = differences(first, info)
    if (names.length > 0)
      return REFUSED(names.map((name) => ({ code: 'G104', field: `SB/${name}`, msg: '同键内容不一致' })))
    registered.entry.duplicates += 1
    return taken(registered, '2')
  }

  function remember(registered: Registered, info: ExInfo): void {
    registered.messages.set(keyOf(info), info)
    registered.entry.messages = registered.messages.size
  }

  async function apply(info: ExInfo, response: ServerResponse): Promise<void> {
    const short = fieldOf(info, 'SBLSH_SHORT')
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(short)
    if (meanwhile) return answer(response, info, repeated(meanwhile, info) ?? taken(meanwhile))
    if (misbehave(behaviour, response, wrongAnswers(info, now()))) return
    const matter = MATTERS[fieldOf(info, 'SXBM_SHORT')]
    if (!matter) return answer(response, info, refusal('G102', 'SB/SXBM_SHORT', '事项未开通'))
    if (fieldOf(info, 'VERSION') !== '1') return answer(response, info, refusal('G103', 'SB/VERSION', '首报为 1'))
    const errors = behaviour === 'quiet' ? [] : checkApplication(info, matter)
    if (errors.length > 0) return answer(response, info, REFUSED(errors))
    const number = `${matter.code}${beijingDigits(now()).slice(0, 8)}${String(cases.size + 1).padStart(4, '0')}`
    const registered = registerCase(info, matter, behaviour, number)
    cases.set(short, registered)
    setting.received.set(short, registered.entry)
    if (behaviour === 'callback-first') await progress.tell(registered, scriptOf(behaviour, matter).first.slice(0, 1))
    if (behaviour === 'reset') response.destroy()
    else answer(response, info, taken(registered))
  }

  /** §6.2, 1: the whole form once more; what it asks for is awaited again. */
  async function amend(registered: Registered, info: ExInfo, response: ServerResponse): Promise<void> {
    const { matter, version, isAsked, asked, entry } = registered
    if (fieldOf(info, 'VERSION') !== String(version + 1))
      return answer(response, info, refusal('G103', 'SB/VERSION', `应为 ${version + 1}`))
    if (fieldOf(info, 'PROJECT_CODE') !== entry.partnerCaseNo)
      return answer(response, info, refusal('G114', 'SB/PROJECT_CODE', '办件不存在'))
    if (!isAsked) return answer(response, info, refusal('G124', 'SB/CZLX', '没有补正告知'))
    const errors = checkApplication(info, matter)
    if (errors.length > 0) return answer(response, info, REFUSED(errors))
    registered.application = info
    registered.version += 1
    registered.listed = listedIn(fieldOf(info, 'SBCLQD')) ?? []
    registered.awaited = [...asked]
    registered.isAsked = false
    entry.corrections += 1
    remember(registered, info)
    answer(response, info, taken(registered))
    await goOn(registered)
  }

  async function withdraw(registered: Registered, info: ExInfo, response: ServerResponse): Promise<void> {
    const { matter, version, entry } = registered
    if (DECIDED.some((step) => entry.status.startsWith(step)))
      return answer(response, info, refusal('G121', 'SB/CZLX', '已过可撤回环节'))
    const errors = checkApplication(info, matter)
    if (fieldOf(info, 'VERSION') !== String(version + 1))
      errors.push({ code: 'G103', field: 'SB/VERSION', msg: '不连续' })
    if (errors.length > 0) return answer(response, info, REFUSED(errors))
    registered.version += 1
    remember(registered, info)
    answer(response, info, taken(registered))
    await progress.tell(registered, ['BJ 2'])
  }

  async function material(registered: Registered, info: ExInfo, response: ServerResponse): Promise<void> {
    const { matter, version, listed } = registered
    const errors = checkMaterial(info, matter, listed)
    if (fieldOf(info, 'VERSION') !== String(version))
      errors.push({ code: 'G103', field: 'SBCL/VERSION', msg: `应为 ${version}` })
    if (errors.length > 0) return answer(response, info, REFUSED(errors))
    const waited = registered.awaited.length > 0
    registered.awaited = registered.awaited.filter((seq) => seq !== fieldOf(info, 'STUFF_SEQ'))
    remember(registered, info)
    answer(response, info, taken(registered))
    if (waited) await goOn(registered)
  }

  /** Once all is there that is awaited. */
  async function goOn(registered: Registered): Promise<void> {
    const { awaited, version, behaviour, matter } = registered
    if (awaited.length > 0) return
    const { first, afterCorrection } = scriptOf(behaviour, matter)
    if (version > 1) return progress.tell(registered, afterCorrection)
    await progress.tell(registered, behaviour === 'callback-first' ? first.slice(1) : first)
    if (behaviour === 'unknown-case') await progress.tellOfStranger(registered)
  }

  return {
    stop: progress.stop,
    repeat: progress.repeat,
    caseOf: (short: string) => cases.get(short),
    /** An application or a material of a case that this region handles. */
    async take(info: ExInfo, response: ServerResponse): Promise<void> {
      const registered = cases.get(fieldOf(info, 'SBLSH_SHORT'))
      const kind = info.table === 'EX_GDBS_SBCL' ? 'material' : fieldOf(info, 'CZLX')
      if (!registered && kind === 'I') return apply(info, response)
      if (!registered) return answer(response, info, refusal('G114', 'SB/SBLSH_SHORT', '办件不存在'))
      const known = repeated(registered, info)
      if (known) return answer(response, info, known)
      if (kind === 'material') return material(registered, info, response)
      if (kind === 'U') return amend(registered, info, response)
      if (kind === 'D') return withdraw(registered, info, response)
      answer(response, info, refusal('G103', 'SB/VERSION', '已登记'))
    },
  }
}
