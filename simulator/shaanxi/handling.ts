import type { ServerResponse } from 'node:http'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { type Application, parse, readApplication } from './application.ts'
import type { Callbacks } from './callbacks.ts'
import { checkApplication } from './check-application.ts'
import { checkArchive, tooLarge } from './check-archive.ts'
import type { Folder } from './folder.ts'
import { readSealed } from './laid-files.ts'
import { MATTERS } from './matters.ts'
import { type HandledCase, scriptOf } from './progress.ts'
import { answer, dayDigits, IS_TIME, send, sha256, type WireError } from './wire.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Registered {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  /** digests of the bodies by cs */
  readonly bodies: Map<string, string>
  readonly events: { sjid: string; zt: string; hj: string; sj: string; wjm: string }[]
}

interface Setting extends Omit<SimulatorOptions, 'folder'> {
  readonly now: () => number
  readonly folder: Folder
  readonly callbacks: Callbacks
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

const OVER = ['40,JD', '60,SL', '61,JJ', '90,BJ', '90,FZ', '95,FZ', '98,CH', '99,BJ']
const LIMIT = /^.{1,200}$/u

/** 属地方: registers, checks, decides and lays callbacks. */
export function createHandling(setting: Setting) {
  const { now, folder, callbacks } = setting
  const cases = new Map<string, Registered>()

  /** The result of an application (§3.5). */
  const result = (jg: string, lsh: string, cs: string, slh: string, cwlb: readonly WireError[] = []) =>
    answer(200, '操作成功', { jg, lsh, cs, slh, cwlb })
  const refused = ({ lsh, cs }: Application, dm: string, zd: string, ms: string) =>
    result(dm === 'E210' ? '3' : '0', lsh, cs, '', [{ zd, dm, ms }])

  /** The archive with its `.ok`, of today or of yesterday. */
  function archiveOf({ clb }: Application): Buffer | null {
    const days = [now(), now() - 86_400_000].map(dayDigits)
    return days.map((day) => readSealed(folder, `/in/cl/${day}/${clb.wjm}`)).find((bytes) => bytes !== null) ?? null
  }

  function faultsOf(form: Application): object | null {
    const errors = checkApplication(form)
    if (errors.length > 0) return result('0', form.lsh, form.cs, '', errors)
    const hasFiles = form.clqd.some(({ wjs }) => wjs !== '0')
    if (!hasFiles) return form.clb.wjm === '' ? null : refused(form, 'E211', 'clb', '没有文件而有材料包')
    const archive = archiveOf(form)
    if (!archive) return refused(form, 'E210', 'clb', '材料包未到')
    const wrong = checkArchive(form, archive)
    if (wrong !== '') return refused(form, 'E211', 'clb', wrong)
    const large = tooLarge(form, archive).map((code) => ({ zd: `clqd/${code}`, dm: 'E213', ms: '文件太大' }))
    return large.length === 0 ? null : result('0', form.lsh, form.cs, '', large)
  }

  function register(form: Application, digest: string, behaviour: Behaviour): Registered | null {
    const matter = MATTERS[form.sxid]
    if (!matter) return null
    const slh = `SN610113${dayDigits(now())}${String(cases.size + 1).padStart(5, '0')}`
    const entry: ReceivedCase = {
      caseNo: form.lsh,
      partnerCaseNo: slh,
      matter: matter.id,
      status: '',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
    }
    const registered: Registered = {
      handled: { slh, matter, form, lastAt: now() },
      entry,
      behaviour,
      bodies: new Map([[form.cs, digest]]),
      events: [],
    }
    cases.set(form.lsh, registered)
    setting.received.set(form.lsh, entry)
    return registered
  }

  function repeat({ bodies, entry, handled }: Registered, form: Application, digest: string): object {
    if (bodies.get(form.cs) !== digest) return refused(form, 'E207', 'cs', '同 lsh+cs 内容不一致')
    entry.duplicates += 1
    return result('2', form.lsh, form.cs, handled.slh)
  }

  async function submit(form: Application, digest: string, response: ServerResponse): Promise<void> {
    const known = cases.get(form.lsh)
    if (known) return send(response, repeat(known, form, digest))
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(form.lsh)
    if (meanwhile) return send(response, repeat(meanwhile, form, digest))
    if (misbehave(behaviour, response, wrongAnswers(form.lsh, form.cs))) return
    if (form.cs !== '1') return send(response, refused(form, 'E206', 'cs', '首次为 1'))
    const faults = faultsOf(form)
    if (faults) return send(response, faults)
    const registered = register(form, digest, behaviour)
    if (registered) await handle(registered, response)
  }

  async function handle(registered: Registered, response: ServerResponse): Promise<void> {
    const { behaviour, handled } = registered
    const { first } = scriptOf(behaviour, handled.matter)
    const early = behaviour === 'callback-first' ? first.slice(0, 1) : []
    await callbacks.tell(registered, early)
    if (behaviour === 'reset') response.destroy()
    else send(response, result('1', handled.form.lsh, handled.form.cs, handled.slh))
    await callbacks.tell(registered, first.slice(early.length))
    if (behaviour === 'unknown-case') await callbacks.tellOfStranger(registered)
  }

  async function correct(form: Application, digest: string, response: ServerResponse): Promise<void> {
    const registered = cases.get(form.lsh)
    if (!registered) return send(response, refused(form, 'E208', 'lsh', '办件不存在'))
    const { bodies, entry, handled, behaviour } = registered
    if (bodies.has(form.cs)) return send(response, repeat(registered, form, digest))
    if (entry.status !== '20,JJ') return send(response, refused(form, 'E215', 'lsh', '当前状态不允许'))
    if (form.cs !== String(bodies.size + 1)) return send(response, refused(form, 'E206', 'cs', 'cs 不连续'))
    if (form.sqsj !== handled.form.sqsj || form.bdbb !== handled.form.bdbb)
      return send(response, refused(form, 'E207', 'sqsj', 'sqsj 与 bdbb 不变'))
    const faults = faultsOf(form)
    if (faults) return send(response, faults)
    bodies.set(form.cs, digest)
    handled.form = form
    entry.messages += 1
    entry.corrections += 1
    send(response, result('1', form.lsh, form.cs, handled.slh))
    await callbacks.tell(registered, scriptOf(behaviour, handled.matter).afterCorrection)
  }

  async function withdraw(body: Buffer, response: ServerResponse): Promise<void> {
    const given = (parse(body.toString('utf8')) ?? {}) as Record<string, string>
    const { lsh = '', slh = '', chyy = '', chsj = '' } = given
    const isWhole = Object.keys(given).join() === 'lsh,slh,chyy,chsj' && LIMIT.test(chyy) && IS_TIME.test(chsj)
    const registered = cases.get(lsh)
    const cs = String(registered?.bodies.size ?? 1)
    const no = (dm: string, zd: string, ms: string) => send(response, result('0', lsh, cs, '', [{ zd, dm, ms }]))
    if (!isWhole) return no('E201', 'chyy', '四项全部必填')
    if (!registered || registered.handled.slh !== slh) return no('E208', 'lsh', '办件不存在')
    if (registered.entry.status === '98,CH') return send(response, result('2', lsh, cs, slh))
    if (OVER.includes(registered.entry.status)) return no('E215', 'lsh', '当前状态不允许')
    send(response, result('1', lsh, cs, slh))
    await callbacks.tell(registered, ['98,CH'])
  }

  return {
    stop: callbacks.stop,
    async take(operation: string, body: Buffer, response: ServerResponse): Promise<void> {
      if (operation === 'ch') return withdraw(body, response)
      const text = body.toString('utf8')
      const form = readApplication(text)
      // §3.1: no white space, nothing escaped that need not be
      if (!form || JSON.stringify(form) !== text) return send(response, answer(40001, '报文不可解析'))
      return operation === 'tj' ? submit(form, sha256(body), response) : correct(form, sha256(body), response)
    },
    /** `GET /jd`. */
    progressOf(lsh: string): object {
      const registered = cases.get(lsh)
      if (!registered) return result('0', lsh, '1', '', [{ zd: 'lsh', dm: 'E208', ms: '办件不存在' }])
      const { handled, bodies, events } = registered
      return answer(200, '操作成功', { lsh, slh: handled.slh, cs: String(bodies.size), sj: events })
    },
  }
}
