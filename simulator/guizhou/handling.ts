import type { ServerResponse } from 'node:http'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { maskedIn } from '../spoil.ts'
import { checkApplication, differences } from './check-application.ts'
import type { FileStore } from './file-store.ts'
import { MATTERS } from './matters.ts'
import { type HandledCase, scriptOf } from './progress.ts'
import { createProgressPusher } from './push-progress.ts'
import { answer, beijingDay, beijingTime, type Form, send, type WireError } from './wire.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Registered {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  /** by VERSION_NO */
  readonly messages: Map<string, Form>
}

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly files: FileStore
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
  /** ends what the gateway signed in with */
  readonly expire: () => void
}

const DECIDED = ['2N', '3Z', '3F', '6M', '4B']

/** 属地方: registers, checks, decides and calls back. */
export function createHandling(setting: Setting) {
  const { now, files } = setting
  const cases = new Map<string, Registered>()
  const progress = createProgressPusher(setting)

  function register(form: Form, behaviour: Behaviour): Registered | null {
    const matter = MATTERS.get(form['ITEM_CODE'] ?? '')
    if (!matter) return null
    const exeId = form['EXE_ID'] ?? ''
    const gzNo = `GZ${beijingDay(now()).replaceAll('-', '')}${String(cases.size + 1).padStart(8, '0')}`
    const entry: ReceivedCase = {
      caseNo: exeId,
      partnerCaseNo: gzNo,
      matter: matter.id,
      status: '',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
    }
    const handled = { exeId, gzNo, matter, form, seq: 0, isDenied: false, correctNo: '' }
    const registered = { handled, entry, behaviour, messages: new Map([[form['VERSION_NO'] ?? '', form]]) }
    cases.set(exeId, registered)
    setting.received.set(exeId, entry)
    return registered
  }

  function receipt({ handled, behaviour }: Registered, code: string): object {
    const data = { EXE_ID: handled.exeId, GZ_NO: handled.gzNo, RECV_TIME: beijingTime(now()) }
    const given = handled.correctNo === '' ? { QUERY_PWD: '482913' } : { CORRECT_NO: handled.correctNo }
    return answer(code, code === '0000' ? '成功' : '重复提交且内容一致', {
      ...data,
      ...given,
      ...maskedIn(behaviour, 'LEGAL_IDNO'),
    })
  }

  function repeat(registered: Registered, form: Form): object {
    const keys = differences(registered.messages.get(form['VERSION_NO'] ?? '') ?? {}, form)
    if (keys.length > 0) return refusal(keys.map((KEY) => ({ KEY, ERRCODE: '4001', ERRMSG: '与首次不同' })))
    registered.entry.duplicates += 1
    return receipt(registered, '0001')
  }

  async function submit(form: Form, response: ServerResponse): Promise<void> {
    const exeId = form['EXE_ID'] ?? ''
    const known = cases.get(exeId)
    if (known) return send(response, repeat(known, form))
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'secret-expired') {
      setting.expire()
      return send(response, answer('1001', '会话已失效'))
    }
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(exeId)
    if (meanwhile) return send(response, repeat(meanwhile, form))
    if (misbehave(behaviour, response, wrongAnswers(exeId))) return
    const errors = behaviour === 'quiet' ? [] : checkApplication(form, files)
    if (errors.length > 0) return send(response, refusal(errors))
    const registered = register(form, behaviour)
    if (!registered) return send(response, answer('3001', '事项未开放'))
    await handle(registered, response)
  }

  async function handle(registered: Registered, response: ServerResponse): Promise<void> {
    const { behaviour, handled } = registered
    const { first } = scriptOf(behaviour, handled.matter)
    const early = behaviour === 'callback-first' ? first.slice(0, 1) : []
    await progress.tell(registered, early)
    if (behaviour === 'reset') response.destroy()
    else send(response, receipt(registered, '0000'))
    await progress.tell(registered, first.slice(early.length))
    if (behaviour === 'unknown-case') await progress.tellOfStranger(registered)
  }

  async function supplement(registered: Registered, form: Form, response: ServerResponse): Promise<void> {
    const { handled, entry, messages, behaviour } = registered
    const version = form['VERSION_NO'] ?? ''
    if (messages.has(version)) return send(response, repeat(registered, form))
    if (entry.status !== '9B' || form['CORRECT_NO'] !== handled.correctNo || version !== String(messages.size + 1))
      return send(response, answer('3005', '没有这次补正'))
    const errors = checkApplication(form, files)
    if (errors.length > 0) return send(response, refusal(errors))
    messages.set(version, form)
    handled.form = form
    entry.messages += 1
    entry.corrections += 1
    send(response, receipt(registered, '0000'))
    await progress.tell(registered, scriptOf(behaviour, handled.matter).afterCorrection)
  }

  async function withdraw(registered: Registered, response: ServerResponse): Promise<void> {
    const { exeId: EXE_ID, gzNo: GZ_NO } = registered.handled
    if (registered.entry.status === '4C') return send(response, answer('0002', '已撤回', { EXE_ID, GZ_NO }))
    if (DECIDED.includes(registered.entry.status)) return send(response, answer('3005', '已决定,不能撤回'))
    send(response, answer('0000', '成功', { EXE_ID, GZ_NO }))
    await progress.tell(registered, ['4C'])
  }

  return {
    stop: progress.stop,
    async take(operation: string, form: Form, response: ServerResponse): Promise<void> {
      if (operation === 'submit') return submit(form, response)
      const registered = cases.get(form['EXE_ID'] ?? '')
      if (!registered || (form['GZ_NO'] && form['GZ_NO'] !== registered.handled.gzNo))
        return send(response, answer('3004', '办件不存在'))
      if (operation === 'supplement') return supplement(registered, form, response)
      if (operation === 'withdraw') return withdraw(registered, response)
      if (operation === 'query') return send(response, answer('0000', '成功', progress.lastOf(registered)))
      send(response, answer('2003', '没有这一操作'))
    },
  }
}

function refusal(errors: readonly WireError[]): object {
  return answer(errors[0]?.ERRCODE ?? '9999', '未通过', {}, errors)
}
