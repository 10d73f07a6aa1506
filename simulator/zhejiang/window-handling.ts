import type { ServerResponse } from 'node:http'
import iconv from 'iconv-lite'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { misbehave } from '../misbehave.ts'
import { NEW_FIELD } from '../spoil.ts'
import { checkPush, filesOf, matterOf, type Push } from './check-window.ts'
import { callGateway } from './gateway-client.ts'
import { callbackOf, scriptOf, type WindowCase } from './window-callbacks.ts'
import { type Charset, childrenOf, readForm, textOf } from './window-form.ts'
import { beijingDay } from './wire.ts'

interface Registered {
  readonly handled: WindowCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
}

interface Setting extends Pick<SimulatorOptions, 'gatewayUrl' | 'stepDelayMs' | 'slowMs'> {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

const ATTEMPTS = 20
const PULLS = 3

/** 属地方 of the old channel (§3.8): takes three documents, fetches the files they name, decides and calls back. */
export function createWindowHandling({
  gatewayUrl,
  stepDelayMs = 20,
  slowMs = 5_000,
  now,
  received,
  takeBehaviour,
}: Setting) {
  const cases = new Map<string, Registered>()
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  function say(response: ServerResponse, line: string, charset: Charset): void {
    if (response.destroyed) return
    response.writeHead(200, { 'content-type': `text/plain; charset=${charset.toUpperCase()}` })
    response.end(iconv.encode(line, charset))
  }

  const receipt = (word: string, { handled, entry }: Registered) => `${word}|${handled.projid}|${entry.partnerCaseNo}`

  function register(push: Push, charset: Charset, behaviour: Behaviour): Registered | null {
    const matter = matterOf(push)
    if (!matter) return null
    const projid = textOf(push.base, 'PROJID')
    const count = String(cases.size + 1).padStart(6, '0')
    const entry: ReceivedCase = {
      caseNo: textOf(push.base, 'REL_BUS_ID'),
      partnerCaseNo: `${matter.id === 'M08' ? 'GJJ' : 'JT'}330100${beijingDay(now())}${count}`,
      matter: matter.id,
      status: '',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
      faults: [],
    }
    const registered = { handled: { projid, matter, charset, version: 1 }, entry, behaviour }
    cases.set(projid, registered)
    received.set(entry.caseNo, entry)
    return registered
  }

  async function take(body: Buffer, type: string, response: ServerResponse): Promise<void> {
    const charset = /^application\/x-www-form-urlencoded; charset=GBK$/i.test(type) ? 'gbk' : 'utf-8'
    const push = readPush(body, charset)
    if (!push) return say(response, 'ERR|2008|不是约定的三段 XML', charset)
    const known = cases.get(textOf(push.base, 'PROJID'))
    if (known) return again(known, push, charset, response)
    const behaviour = takeBehaviour()
    if (behaviour === 'slow') await pause(slowMs)
    if (misbehave(behaviour, response, wrongLines(charset))) return
    const [error] = behaviour === 'quiet' ? [] : checkPush(push)
    if (error)
      return say(
        response,
        `ERR|${/^\d{4}$/.test(error.code) ? error.code : '2003'}|${error.path} ${error.msg}`,
        charset,
      )
    const registered = register(push, charset, behaviour)
    if (!registered) return say(response, 'ERR|2001|事项未开放', charset)
    if (behaviour === 'reset') response.destroy()
    else say(response, receipt('OK', registered), charset)
    await pullFiles(registered, push)
    await tell(registered, scriptOf(behaviour).first)
  }

  async function again(known: Registered, push: Push, charset: Charset, response: ServerResponse): Promise<void> {
    const version = Number(textOf(push.base, 'DATAVERSION'))
    const { handled, entry, behaviour } = known
    if (version <= handled.version) {
      entry.duplicates += 1
      return say(response, receipt('DUP', known), charset)
    }
    if (entry.status !== 'patchApply') return say(response, 'ERR|3003|没有这次补正', charset)
    const [error] = checkPush(push)
    if (error) return say(response, `ERR|2003|${error.path} ${error.msg}`, charset)
    handled.version = version
    entry.messages += 1
    entry.corrections += 1
    say(response, receipt('OK', known), charset)
    await pullFiles(known, push)
    await tell(known, scriptOf(behaviour).afterCorrection)
  }

  /** §3.8: each file with its password in a header, three tries. */
  async function pullFiles({ entry }: Registered, { attachments }: Push): Promise<void> {
    for (const file of attachments.flatMap(filesOf)) {
      let isTaken = false
      for (let round = 1; round <= PULLS && !isTaken; round += 1) {
        const headers = { 'x-file-pwd': textOf(file, 'FILEPWD') }
        const answered = await fetch(textOf(file, 'FILEURL'), { headers, redirect: 'manual' }).catch(() => null)
        isTaken = answered?.status === 200 && (await answered.arrayBuffer()).byteLength > 0
      }
      if (!isTaken) entry.faults?.push(`拉取失败:${textOf(file, 'FILENAME')}`)
    }
  }

  async function tell({ handled, entry, behaviour }: Registered, steps: readonly string[]): Promise<void> {
    for (const step of steps) {
      await pause(stepDelayMs)
      entry.status = step
      const callback = callbackOf(handled, step, now())
      entry.callbackReplies.push(await call(callback, handled.charset))
      if (behaviour === 'duplicate-callback') entry.callbackReplies.push(await call(callback, handled.charset))
    }
  }

  /** Calls back until the gateway says that it has it; the word of its answer. */
  async function call({ op, body }: { op: string; body: string }, charset: Charset): Promise<string> {
    const type = `application/x-www-form-urlencoded; charset=${charset.toUpperCase()}`
    for (let attempt = 1; attempt <= ATTEMPTS && !stopped; attempt += 1) {
      const answered = await callGateway(gatewayUrl, `b/${op}`, type, Buffer.from(body), now()).catch(() => null)
      const [word = ''] = iconv.decode(answered ?? Buffer.alloc(0), charset).split('|')
      if (word === 'OK' || word === 'DUP') return word
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  return {
    take,
    stop() {
      stopped = true
    },
  }
}

function readPush(body: Buffer, charset: Charset): Push | null {
  const roots = readForm(body, charset)
  if (!roots || [...roots.keys()].join() !== 'baseInfoXml,attrXml,formXml') return null
  const [base, attachments, form] = [...roots.values()]
  if (!base || !form || base.name !== 'RECORD' || attachments?.name !== 'RECORDS' || form.name !== 'RECORD') return null
  return { base, attachments: childrenOf(attachments, 'RECORD'), form }
}

function wrongLines(charset: Charset) {
  return {
    contentType: `text/plain; charset=${charset.toUpperCase()}`,
    registered: '办件已收',
    busy: 'BUSY|0|busy',
    otherCase: 'OK|330100512601010000001|GJJ33010020260101000001',
    invalid: 'ERR|2003|IdNum',
    newCodes: 'ERR|2006|DocType',
    newForm: `ERR|2002|${NEW_FIELD}`,
  }
}
