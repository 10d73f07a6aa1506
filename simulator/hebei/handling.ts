import type { ServerResponse } from 'node:http'
import iconv from 'iconv-lite'
import type { Behaviour, ReceivedCase, SimulatorOptions } from '../contract.ts'
import { flood } from '../flood.ts'
import { firstSpoilt, maskedIn, NEW_FIELD, officerOf } from '../spoil.ts'
import type { Uploaded } from './check-materials.ts'
import { checkApplication, differences, type Refusal } from './checks.ts'
import { TABLES } from './code-tables.ts'
import { newAcceptNo } from './exchange.ts'
import { callGateway } from './gateway-client.ts'
import { MATTERS, type Matter } from './matters.ts'
import { type HandledCase, type Offered, progressMessage, scriptOf } from './progress.ts'
import { answer, type Body, beijingTime, sha256 } from './wire.ts'

interface Registered {
  readonly handled: HandledCase
  readonly entry: ReceivedCase
  readonly behaviour: Behaviour
  readonly messages: Map<string, Body>
}

interface Setting extends SimulatorOptions {
  readonly now: () => number
  readonly received: Map<string, ReceivedCase>
  readonly takeBehaviour: () => Behaviour
}

/** Fields that are refused though they are right. */
const WRONG_FIELDS: Readonly<Partial<Record<Behaviour, { path: string; code: string; message: string }>>> = {
  'error-in-200': { path: 'formData.certno', code: 'E05', message: '公民身份号码校验位错误' },
  'new-codes': { path: 'formData.psn_cert_type', code: 'E04', message: '码值不在现行码表' },
  'new-form': { path: `formData.${NEW_FIELD}`, code: 'E01', message: '新版表单必填' },
}

/** §3.8 */
const REFUSALS: Readonly<Record<string, string>> = {
  '301': '字段校验未通过',
  '302': '码值不存在',
  '303': '事项编码或版本不符',
  '307': '附件缺失或不符',
  '308': '条件不符',
}

const refused = ({ code, errors }: Refusal, projectNo: unknown): object =>
  answer(code, REFUSALS[code] ?? '', { projectNo }, errors)

/** 属地方: registers, checks, decides and calls back. */
export function createHandling(setting: Setting) {
  const files = new Map<string, Uploaded>()
  const offered = new Map<string, Offered>()
  const cases = new Map<string, Registered>()
  let stopped = false
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

  async function callBack(registered: Registered, steps: readonly string[]): Promise<void> {
    const { behaviour } = registered
    const messages = steps.map((step) => {
      const { body, offered } = progressMessage(registered.handled, step, setting.now())
      const named: Body = { ...body, handleUserName: officerOf(behaviour, '审查示例甲') }
      return { step, offered, body: named }
    })
    const [first] = messages
    const spoilt = first?.body['seq'] === '1' ? firstSpoilt(behaviour, setting.now()) : null
    if (first && spoilt) {
      const tampering = spoilt.isSigned ? { rtime: String(spoilt.at) } : { signature: 'wrong' }
      const reply = await callGateway(setting.gatewayUrl, '3201', first.body, setting.now(), tampering)
      registered.entry.callbackReplies.push((reply as Body)['code'])
    }
    if (behaviour === 'out-of-order') messages.splice(0, 2, ...messages.slice(0, 2).reverse())
    for (const { step, body, offered: named } of messages) {
      for (const file of named) offered.set(file.fileId, file)
      await pause(setting.stepDelayMs ?? 20)
      const times = behaviour === 'duplicate-callback' ? 2 : 1
      for (let time = 0; time < times; time += 1) registered.entry.callbackReplies.push(await push(body))
      registered.entry.status = step
    }
  }

  async function push(body: Body): Promise<unknown> {
    for (let attempt = 1; attempt <= 20 && !stopped; attempt += 1) {
      const reply = await callGateway(setting.gatewayUrl, '3201', body, setting.now()).catch(() => null)
      const code = ((reply as Body | null)?.['data'] as Body | undefined)?.['code']
      if (code === '200' || code === '201' || code === '304' || code === '306') return code
      await pause(attempt * 50)
    }
    return 'gave-up'
  }

  function register(body: Body, matter: Matter, behaviour: Behaviour): Registered {
    const projectNo = String(body['projectNo'])
    const acceptNo = newAcceptNo(
      String(body['taskCode']),
      cases.size + 1,
      beijingTime(setting.now()).slice(0, 10).replaceAll('-', ''),
    )
    const entry: ReceivedCase = {
      caseNo: projectNo,
      partnerCaseNo: acceptNo,
      matter: String(body['catalogCode']),
      status: '10',
      messages: 1,
      duplicates: 0,
      corrections: 0,
      callbackReplies: [],
    }
    const handled: HandledCase = {
      projectNo,
      acceptNo,
      matter,
      body,
      seq: 0,
    }
    const registered = { handled, entry, behaviour, messages: new Map([[String(body['dataVersion']), body]]) }
    cases.set(projectNo, registered)
    setting.received.set(projectNo, entry)
    return registered
  }

  function registration({ handled, behaviour }: Registered, code: string): object {
    return answer(code, code === '200' ? '登记成功' : '重复报件,内容一致', {
      projectNo: handled.projectNo,
      acceptNo: handled.acceptNo,
      receiveTime: beijingTime(setting.now()),
      promiseDay: String(handled.matter.promiseDays),
      promiseDayUnit: '2',
      ...maskedIn(behaviour, 'applyerCertNo'),
    })
  }

  function repeat(registered: Registered, body: Body): object {
    const found = differences(registered.messages.get(String(body['dataVersion'])), body)
    if (found.length > 0)
      return answer(
        '306',
        '幂等键冲突',
        {},
        found.map((path) => ({ path, code: 'E06', message: '不同' })),
      )
    registered.entry.duplicates += 1
    return registration(registered, '201')
  }

  async function apply(body: Body, response: ServerResponse): Promise<void> {
    const known = cases.get(String(body['projectNo']))
    if (known) return send(response, repeat(known, body))
    const behaviour = setting.takeBehaviour()
    if (behaviour === 'down') return void response.destroy()
    if (behaviour === 'hang') return
    if (behaviour === 'secret-expired') return send(response, { code: '10007', message: '密钥已过期', data: {} })
    if (behaviour === 'flood') return flood(response, 'application/json;charset=UTF-8')
    if (behaviour === 'slow') await pause(setting.slowMs ?? 5_000)
    // whoever waits may be overtaken by the same message
    const meanwhile = cases.get(String(body['projectNo']))
    if (meanwhile) return send(response, repeat(meanwhile, body))
    if (behaviour === 'other-case-answer')
      return send(response, answer('200', '登记成功', { projectNo: 'WH51010720260101000001', acceptNo: 'HE-OTHER' }))
    if (behaviour === 'html')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>系统维护中</body></html>')
    if (behaviour === 'gbk')
      return void response
        .writeHead(200, { 'content-type': 'application/json;charset=UTF-8' })
        .end(iconv.encode(JSON.stringify(answer('200', '登记成功')), 'gbk'))
    if (behaviour === 'busy') return send(response, answer('500', '系统繁忙'))
    const matter = MATTERS.get(String(body['catalogCode']))
    const refusal = behaviour === 'quiet' && matter ? null : checkApplication(body, (id) => files.get(id))
    const wrong = WRONG_FIELDS[behaviour]
    const errors = [...(refusal?.errors ?? []), ...(wrong ? [wrong] : [])]
    if (!matter || errors.length > 0)
      return send(response, refused({ code: refusal?.code ?? '301', errors }, body['projectNo']))
    const registered = register(body, matter, behaviour)
    const { first } = scriptOf(behaviour, matter)
    if (behaviour === 'callback-first') await callBack(registered, first.slice(0, 1))
    if (behaviour === 'reset') response.destroy()
    else send(response, registration(registered, '200'))
    const rest = behaviour === 'callback-first' ? first.slice(1) : first
    if (rest.length > 0) await callBack(registered, rest)
    if (behaviour === 'unknown-case')
      await push({
        ...progressMessage({ ...registered.handled, projectNo: 'WH999999999999', seq: 0 }, '11', setting.now()).body,
      })
  }

  async function supplement(body: Body, response: ServerResponse): Promise<void> {
    const registered = cases.get(String(body['projectNo']))
    if (!registered) return send(response, answer('304', '查无此件'))
    if (registered.messages.has(String(body['dataVersion']))) return send(response, repeat(registered, body))
    const refusal = checkApplication(withSupplement(registered.handled.body, body), (id) => files.get(id))
    if (refusal) return send(response, refused(refusal, body['projectNo']))
    registered.messages.set(String(body['dataVersion']), body)
    registered.entry.messages += 1
    registered.entry.corrections += 1
    send(response, registration(registered, '200'))
    await callBack(registered, scriptOf(registered.behaviour, registered.handled.matter).afterCorrection)
  }

  function download(body: Body): object {
    const file = offered.get(String(body['fileId']))
    if (!file) return answer('304', '查无此件')
    const { fileId, fileName, fileFormat, bytes } = file
    return answer('200', '成功', {
      fileId,
      fileName,
      fileFormat,
      fileSize: String(bytes.length),
      fileSha256: sha256(bytes),
      fileContent: bytes.toString('base64'),
    })
  }

  return {
    stop() {
      stopped = true
    },
    async take(service: string, body: Body, response: ServerResponse): Promise<void> {
      if (service === '3102') return apply(body, response)
      if (service === '3103') return supplement(body, response)
      if (service === '3106') return send(response, download(body))
      if (service === '3101') return send(response, upload(body, files))
      const registered = cases.get(String(body['projectNo']))
      if (!registered) return send(response, answer('304', '查无此件'))
      if (service === '3104') {
        send(
          response,
          answer('200', '成功', {
            projectNo: body['projectNo'],
            acceptNo: registered.handled.acceptNo,
            projectStatus: '80',
          }),
        )
        return callBack(registered, ['80'])
      }
      send(response, answer('200', '成功', { projectNo: body['projectNo'] }))
    },
  }
}

/** §3.5: the application as it stands then. */
const withSupplement = (before: Body, { formData, materialData }: Body): Body => {
  const consent = (materialData as Body[]).find(({ materialCode }) => materialCode === 'HE9901')
  return { ...before, formData, materialData, consentFileId: consent?.['id'] ?? before['consentFileId'] }
}

function upload(body: Body, files: Map<string, Uploaded>): object {
  const bytes = Buffer.from(String(body['fileContent']), 'base64')
  if (bytes.length === 0 || sha256(bytes) !== body['fileSha256']) return answer('307', '附件缺失或不符')
  const format = String(body['fileFormat'])
  if (!TABLES['FILE_FORMAT']?.includes(format)) return answer('302', '文件格式不在码表内')
  const fileId = sha256(
    `${String(body['projectNo'])}${String(body['fileSha256'])}${String(body['materialCode'])}`,
  ).slice(0, 32)
  const known = files.has(fileId)
  files.set(fileId, { format, bytes: bytes.length })
  return answer(known ? '201' : '200', '上传成功', { fileId, url: `https://gxjh.he.example:8443/file/${fileId}` })
}

function send(response: ServerResponse, value: unknown): void {
  if (response.destroyed) return
  response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' })
  response.end(JSON.stringify(value))
}
