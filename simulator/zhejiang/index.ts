import type { IncomingMessage, ServerResponse } from 'node:http'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import type { PushedCase, ReceivedCase, Simulator, SimulatorOptions } from '../contract.ts'
import { serveRegion } from '../serve-region.ts'
import { behavioursOf } from '../switches.ts'
import { createCollecting } from './collecting.ts'
import { createFileStore } from './file-store.ts'
import { createHandling } from './handling.ts'
import { readBytes, readMultipart } from './read-request.ts'
import { createSecretOffice } from './secret-office.ts'
import { createWindowHandling } from './window-handling.ts'
import { answer, type Body, gatewayError, parse, send } from './wire.ts'

const MAX_JSON_BYTES = 2 * 1024 * 1024

/** §3.3, by the name of the service. */
const OPERATIONS: Readonly<Record<string, string>> = {
  fzUpA1b2C3: 'upload',
  fzSb7Kq2M1: 'apply',
  fzBz9Xw4N2: 'supplement',
  fzCh3Rt6P3: 'withdraw',
  fzZt5Yu8Q4: 'query',
  fzJg1Io0R5: 'download',
  fzHf4Ls9T7: 'progress',
}

/** §3.3 OB, the old channel. */
const WINDOW_PUSH = '/gateway/api/001003001029/dataSharing/fzYc8Tt1B0.htm'

/** 浙江 as a server of its own: two secrets for one holder, JSON within JSON, uploads; handles what the gateway sends, pushes what it collects, misbehaves on demand. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const now = options.now ?? Date.now
  const behaviours = createBehaviourSwitch(options.behaviour ?? 'ok')
  const office = createSecretOffice(now)
  const files = createFileStore(now)
  const received = new Map<string, ReceivedCase>()
  const pushed = new Map<string, PushedCase>()
  const handling = createHandling({ ...options, now, office, files, received, takeBehaviour: behaviours.take })
  const window = createWindowHandling({ ...options, now, received, takeBehaviour: behaviours.take })
  const collecting = createCollecting({ gatewayUrl: options.gatewayUrl, now, pushed, files })

  async function exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', simulator.url)
    const bytes = await readBytes(request)
    if (!bytes) return send(response, gatewayError('99', '报文过大'))
    const [, service] = /^\/gateway\/app\/(refreshTokenBy(?:Key|Sec))\.htm$/.exec(url.pathname) ?? []
    if (service) return send(response, office.exchange(service, new URLSearchParams(bytes.toString())))
    if (url.pathname === WINDOW_PUSH) {
      const refused = office.check(url.searchParams)
      if (refused) return send(response, refused)
      return window.take(bytes, request.headers['content-type'] ?? '', response)
    }
    const [, name = ''] = /^\/gateway\/api\/001003002001\/dataSharing\/(\w+)\.htm$/.exec(url.pathname) ?? []
    const operation = OPERATIONS[name]
    if (!operation) return send(response, gatewayError('06', '接口未授权'))
    const refused = office.check(url.searchParams)
    if (refused) return send(response, refused)
    if (operation === 'upload') return takeUpload(bytes, request, response)
    const body = bytes.length > MAX_JSON_BYTES ? null : parse(bytes.toString())
    if (!body) return send(response, answer('2008', '报文不是 JSON'))
    return serve(operation, body, response)
  }

  async function takeUpload(bytes: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readMultipart(bytes, request.headers['content-type'] ?? '')
    send(response, read ? files.takeUpload(read.parts, read.file) : answer('2003', '不是带文件的表单'))
  }

  async function serve(operation: string, body: Body, response: ServerResponse): Promise<void> {
    switch (operation) {
      case 'apply':
        return handling.submit(body, response)
      case 'supplement':
      case 'withdraw':
      case 'query':
        return handling.take(operation, body, response)
      case 'progress':
        return send(response, collecting.takeProgress(body))
      default:
        return files.download(String(body['file_id']), response)
    }
  }

  const simulator: Simulator = await serveRegion({
    region: '330000',
    name: '浙江',
    port: options.port,
    behaviours: behavioursOf('330000'),
    receivedCases: received,
    pushedCases: pushed,
    exchange,
    answerFault: (response) => send(response, gatewayError('99', '模拟地区内部错误')),
    stop() {
      handling.stop()
      window.stop()
    },
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
  })
  return simulator
}
