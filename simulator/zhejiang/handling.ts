import type { ServerResponse } from 'node:http'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { maskedIn } from '../spoil.ts'
import { checkApplication, checkSupplement, isSame, mergeAttachments } from './check-application.ts'
import type { FileStore } from './file-store.ts'
import { MATTERS, type Matter } from './matters.ts'
import { type HandledCase, scriptOf } from './progress.ts'
import { createProgressPusher } from './push-progress.ts'
import type { SecretOffice } from './secret-office.ts'
import { answer, type Body, beijingDay, gatewayError, send } from './wire.ts'
import { wrongAnswers } from './wrong-answers.ts'

interface Registered {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  readonly receivedAt: number
  /** by correct_no; the application under none */
  readonly messages: Map<string, Body>
}

export interface HandlingSetting extends SimulatorOptions {
  readonly now: () => number
  readonly files: FileStore
  readonly office: SecretOffice
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

const WITHDRAWABLE = ['10', '11', '20', '30', '31', '40']

/** 属地方: registers, checks, decides and calls back (new channel). */
export function createHandling(setting: HandlingSetting) {
  const { now, files } = setting
  const cases = new Map<string, Registered>()
  const progress = createProgressPusher(setting)

  function register(matter: Matter, body: Body, behaviour: Behaviour): Registered {
    const businessCode = String(body['form_business_code'])
    const applyNo = `${matter.area}31${beijingDay(now()).slice(2)}${String(cases.size + 1).padStart(7, '0')}`
    const entry: ReceivedCase = {
      caseNo: businessCode,
      partnerCaseNo: applyNo,
      matter: matter.id,
      status: '10',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
    }
    const handled = { businessCode, applyNo, matter, body, seq: 0, isDenied: false, correctNo: '' }
    const registered = { handled, entry, behaviour, receivedAt: now(), messages: new Map([['', body]]) }
    cases.set(businessCode, registered)
    setting.received.set(businessCode, entry)
    return registered
  }

  function receipt({ handled, entry, receivedAt, behaviour }: Registered, code: string, msg: string): Body {
    return answer(code, msg, {
      form_business_code: handled.businessCode,
      apply_no: handled.applyNo,
      apply_status: entry.status,
      receive_time: receivedAt,
      ...maskedIn(behaviour, 'apply_card_number'),
    })
  }

  function repeat(registered: Registered, first: Body | undefined, body: Body): Body {
    if (!first || !isSame(first, body))
      return answer('1001', '同流水号内容不同', { form_business_code: registered.handled.businessCode })
    registered.entry.duplicates += 1
    return receipt(registered, '0001', '办件已接收,内容一致')
  }

  async function submit(body: Body, response: ServerResponse): Promise<void> {
    const businessCode = String(body['form_business_code'])
    const known = cases.get(businessCode)
    if (known) return send(response, repeat(known, known.messages.get(''), body))
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'secret-expired') {
      setting.office.expire()
      return send(response, gatewayError('05', 'requestSecret 已过期'))
    }
    if (behaviour === 'slow') await new Promise((resolve) => setTimeout(resolve, setting.slowMs ?? 5_000))
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(businessCode)
    if (meanwhile) return send(response, repeat(meanwhile, meanwhile.messages.get(''), body))
    if (misbehave(behaviour, response, wrongAnswers(businessCode))) return
    const matter = MATTERS.get(String(body['item_code']))
    const refused = behaviour === 'quiet' ? null : checkApplication(body, files.has)
    if (refused || !matter) return send(response, refusal(businessCode, refused))
    await handle(register(matter, body, behaviour), response)
  }

  async function handle(registered: Registered, response: ServerResponse): Promise<void> {
    const { behaviour, handled } = registered
    const { first } = scriptOf(behaviour, handled.matter)
    const early = behaviour === 'callback-first' ? first.slice(0, 1) : []
    await progress.tell(registered, early)
    if (behaviour === 'reset') response.destroy()
    else send(response, receipt(registered, '0000', '成功'))
    await progress.tell(registered, first.slice(early.length))
    if (behaviour === 'unknown-case') await progress.tellOfStranger(registered)
  }

  async function supplement(registered: Registered, body: Body, response: ServerResponse): Promise<void> {
    const { handled, entry, messages, behaviour } = registered
    const no = String(body['correct_no'])
    if (messages.has(no)) {
      entry.duplicates += 1
      return send(response, receipt(registered, '0002', '补正单号已收'))
    }
    if (entry.status !== '30' || no !== handled.correctNo) return send(response, answer('3003', '补正单号不符或已过期'))
    const refused = checkSupplement(body, handled.body, files.has)
    if (refused) return send(response, refusal(handled.businessCode, refused))
    messages.set(no, body)
    const { form_content, form_digest } = body
    handled.body = { ...handled.body, form_content, form_digest, attach_list: mergeAttachments(handled.body, body) }
    entry.messages += 1
    entry.corrections += 1
    entry.status = '31'
    send(response, receipt(registered, '0000', '成功'))
    await progress.tell(registered, scriptOf(behaviour, handled.matter).afterCorrection)
  }

  async function withdraw(registered: Registered, response: ServerResponse): Promise<void> {
    const { entry } = registered
    if (entry.status === '90') return send(response, receipt(registered, '0000', '成功'))
    if (!WITHDRAWABLE.includes(entry.status)) return send(response, answer('3002', '当前状态不允许'))
    entry.status = '90'
    send(response, receipt(registered, '0000', '成功'))
    await progress.tell(registered, ['WITHDRAWN'])
  }

  function query({ handled, entry }: Registered): Body {
    return answer('0000', '成功', {
      apply_no: handled.applyNo,
      apply_status: entry.status,
      last_event_seq: handled.seq,
      events: progress.eventsOf(handled.applyNo),
    })
  }

  const find = ({ form_business_code: code, apply_no: no }: Body): Registered | undefined =>
    [...cases.values()].find(({ handled }) =>
      code === undefined
        ? handled.applyNo === no
        : handled.businessCode === code && (no ?? handled.applyNo) === handled.applyNo,
    )

  return {
    stop: progress.stop,
    submit,
    /** What is said of a case that is there. */
    async take(operation: 'supplement' | 'withdraw' | 'query', body: Body, response: ServerResponse): Promise<void> {
      const registered = find(body)
      if (!registered) return send(response, answer('3001', '办件不存在'))
      if (operation === 'supplement') return supplement(registered, body, response)
      if (operation === 'withdraw') return withdraw(registered, response)
      send(response, query(registered))
    },
  }
}

function refusal(form_business_code: string, refused: ReturnType<typeof checkApplication>): Body {
  return answer(refused?.code ?? '2001', '未通过', { form_business_code, errors: refused?.errors ?? [] })
}
