import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createBehaviourSwitch } from '../behaviour-switch.ts'
import {
  COMMON_BEHAVIOURS,
  type PushedCase,
  type ReceivedCase,
  type Simulator,
  type SimulatorOptions,
} from '../contract.ts'
import { answerControl } from '../control-routes.ts'
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

  const server = createServer((request, response) => {
    const work = request.url?.startsWith('/_sim')
      ? answerControl(simulator, '浙江', request, response)
      : exchange(request, response)
    work.catch(() => {
      if (!response.headersSent) send(response, gatewayError('99', '模拟地区内部错误'))
    })
  })
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve))
  const simulator: Simulator = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: '330000',
    behaviours: [...COMMON_BEHAVIOURS, 'secret-expired'],
    async close() {
      handling.stop()
      window.stop()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
    setBehaviour: behaviours.set,
    pushCase: collecting.push,
    received: () => [...received.values()],
    pushed: () => [...pushed.values()],
  }
  return simulator
}
