import type { ServerResponse } from 'node:http'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { maskedIn } from '../spoil.ts'
import { checkApplication, differences, filesOf } from './check-application.ts'
import { checkSupplement, withSupplement } from './check-supplement.ts'
import type { FileShelf } from './file-shelf.ts'
import { MATTERS } from './matters.ts'
import { type HandledCase, scriptOf } from './progress.ts'
import { pullFiles } from './pull-files.ts'
import { createProgressPusher } from './push-progress.ts'
import { type Body, inner, outer, send, shanghaiDay, shanghaiTime } from './wire.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Registered {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  /** by supplement number; the application under none */
  readonly messages: Map<string, Body>
  /** files that did not come, and what happens once they do */
  wanted: { files: Body[]; taken: string[]; then: readonly string[] } | null
}

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly shelf: FileShelf
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
  /** ends what the gateway signed in with */
  readonly expire: () => void
}

const DECIDED = new Set(['不予受理', '审批通过', '审批不通过', '制证中', '已办结'])

/** 属地方: registers, checks, fetches the files, decides and calls back. */
export function createHandling(setting: Setting) {
  const { now } = setting
  const cases = new Map<string, Registered>()
  const progress = createProgressPusher(setting)

  /** Fetches files, then goes on; what did not come is asked for at another address (§1.3). */
  async function collect(one: Registered, files: Body[], then: readonly string[], isTorn: boolean, had: string[] = []) {
    const { taken, missing } = await pullFiles(files, isTorn)
    const all = [...had, ...taken]
    if (missing.length === 0) return progress.tell(one, ['FILE_OK', ...then], all)
    one.wanted = { files: files.filter(({ FileId }) => missing.includes(String(FileId))), taken: all, then }
    return progress.tell(one, ['FILE_REISSUE'], missing)
  }

  function register(body: Body, behaviour: Behaviour): Registered | null {
    const matter = MATTERS[String(body['BaseCode'])]
    if (!matter) return null
    const applyNo = String(body['ApplyNo'])
    const day = shanghaiDay(now()).slice(2).replaceAll('-', '')
    const caseNo = `SH${String(body['AreaCode'])}${day}${String(cases.size + 1).padStart(5, '0')}`
    const entry: ReceivedCase = {
      caseNo: applyNo,
      partnerCaseNo: caseNo,
      matter: String(body['BaseCode']),
      status: '已登记',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
    }
    const handled: HandledCase = { applyNo, caseNo, matter, body, seq: 0, supplementNo: '' }
    const registered = { handled, entry, behaviour, messages: new Map([['', body]]), wanted: null }
    cases.set(applyNo, registered)
    setting.received.set(applyNo, entry)
    return registered
  }

  function receipt({ handled, behaviour }: Registered, code: string): Body {
    return inner(code, code === '1000' ? '登记成功' : '重复提交,内容一致', {
      ApplyNo: handled.applyNo,
      CaseNo: handled.caseNo,
      ReceiveTime: shanghaiTime(now()),
      PromiseTime: handled.matter.promiseTime,
      ...maskedIn(behaviour, 'ApplyerPageCode'),
    })
  }

  function repeat(registered: Registered, first: Body | undefined, body: Body): Body {
    const paths = differences(first, body)
    const errors = paths.map((Path) => ({ Path, ErrCode: 'Conflict', ErrMsg: '与首次不同' }))
    if (errors.length > 0) return inner('2006', '同号异文', { ApplyNo: registered.handled.applyNo }, errors)
    registered.entry.duplicates += 1
    return receipt(registered, '1001')
  }

  async function submit(body: Body, response: ServerResponse): Promise<void> {
    const applyNo = String(body['ApplyNo'])
    const known = cases.get(applyNo)
    if (known) return send(response, repeat(known, known.messages.get(''), body))
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'secret-expired') {
      setting.expire()
      return send(response, outer('401', '令牌无效或已过期'))
    }
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(applyNo)
    if (meanwhile) return send(response, repeat(meanwhile, meanwhile.messages.get(''), body))
    if (misbehave(behaviour, response, wrongAnswers(applyNo))) return
    const refused = behaviour === 'quiet' ? null : checkApplication(body)
    if (refused) return send(response, inner(refused.code, '校验未通过', { ApplyNo: applyNo }, refused.errors))
    const registered = register(body, behaviour)
    if (!registered) return send(response, inner('2002', '事项不在清单内', { ApplyNo: applyNo }))
    await handle(registered, response)
  }

  async function handle(registered: Registered, response: ServerResponse): Promise<void> {
    const { behaviour, handled } = registered
    const { first } = scriptOf(behaviour, handled.matter)
    const early = behaviour === 'callback-first' ? first.slice(0, 1) : []
    await progress.tell(registered, early)
    if (behaviour === 'reset') response.destroy()
    else send(response, receipt(registered, '1000'))
    if (first.length === 0) return
    await collect(registered, filesOf(handled.body), first.slice(early.length), behaviour === 'ask-again')
    if (behaviour !== 'unknown-case') return
    const stranger = { ...progress.log.at(-1), MessageId: crypto.randomUUID(), ApplyNo: 'WH999999999999' }
    registered.entry.callbackReplies.push(await progress.push(stranger))
  }

  async function supplement(registered: Registered, body: Body, response: ServerResponse): Promise<void> {
    const { handled, entry, messages, behaviour } = registered
    const no = String(body['SupplementNo'])
    if (messages.has(no)) return send(response, repeat(registered, messages.get(no), body))
    const errors = checkSupplement(body, handled)
    if (errors.length > 0) return send(response, inner('2008', '改动越界', { ApplyNo: handled.applyNo }, errors))
    const changed = withSupplement(handled.body, body)
    const refused = checkApplication(changed)
    if (refused) return send(response, inner(refused.code, '校验未通过', { ApplyNo: handled.applyNo }, refused.errors))
    messages.set(no, body)
    handled.body = changed
    entry.messages += 1
    entry.corrections += 1
    send(response, receipt(registered, '1000'))
    await collect(registered, filesOf(body), scriptOf(behaviour, handled.matter).afterCorrection, false)
  }

  async function cancel(registered: Registered, response: ServerResponse): Promise<void> {
    const { applyNo: ApplyNo } = registered.handled
    if (registered.entry.status === '已撤回') return send(response, inner('1002', '已撤回', { ApplyNo }))
    if (DECIDED.has(registered.entry.status)) return send(response, inner('2008', '已决定,不能撤回', { ApplyNo }))
    send(response, inner('1000', '撤回成功', { ApplyNo }))
    await progress.tell(registered, ['已撤回'])
  }

  async function readdress(registered: Registered, body: Body, response: ServerResponse): Promise<void> {
    const { wanted, handled } = registered
    send(response, inner('1000', '已换地址', { ApplyNo: handled.applyNo }))
    if (!wanted) return
    registered.wanted = null
    const addresses = new Map((body['Files'] as Body[]).map((file) => [file['FileId'], file]))
    const files = wanted.files.map((file) => ({ ...file, ...addresses.get(file['FileId']) }))
    await collect(registered, files, wanted.then, false, wanted.taken)
  }

  return {
    progress,
    caseOf: (applyNo: string) => cases.get(applyNo),
    async take(operation: string, body: Body, response: ServerResponse): Promise<void> {
      if (operation === 'submit') return submit(body, response)
      const registered = cases.get(String(body['ApplyNo']))
      if (!registered) return send(response, inner('2007', '查无此件', { ApplyNo: body['ApplyNo'] }))
      if (operation === 'supplement') return supplement(registered, body, response)
      if (operation === 'cancel') return cancel(registered, response)
      if (operation === 'files') return readdress(registered, body, response)
      if (operation === 'express') return send(response, inner('1000', '已登记', { ApplyNo: body['ApplyNo'] }))
      send(response, outer('404', '路径不存在'))
    },
  }
}

export type Handling = ReturnType<typeof createHandling>
